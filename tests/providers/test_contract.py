"""One contract for every provider of a port, the offline ones included: what `core.ports` promises, tried on each of them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import google_server
import huggingface_server
import openai_server
import pytest
from loopback import KEY, Service, picture
from PIL import Image

from core.errors import BadAnswer, NotAccepted, ProviderError, Unspeakable
from core.film import Aspect, Brief, Pace, Utterance
from core.film.timing import RATE
from core.media.audio import decode
from core.policy import Circuit, Policy, Timeouts, Tries
from core.ports import Aligner, Filmer, Filming, Painter, Painting, Restyler, Restyling, Speaker, Translator, Writer
from core.providers import cast
from core.providers.connection import Connection
from core.providers.houses import HOUSES, house_of, ports_of, seated
from core.services.entries import Entry, Fill, KeyReference
from core.services.keys import Keys

SOURCE = "# Acme 4.0\n\nSearch now takes 120 ms instead of 410 ms.\n\n- Offline sync\n- Dark mode"
BRIEF = Brief(source=SOURCE, language="en", length_ms=20_000)
PACE = Pace(us_per_character=60_000)
LINE = "Acme is fast today."
DRAFT = {
    "title": "Acme 4.0",
    "lines": [
        {"narration": "Meet Acme 4.0.", "layout": "title", "headline": "Acme 4.0", "source_first": 1},
        {"narration": "Search takes 120 milliseconds.", "layout": "statement", "headline": "120 ms", "source_first": 3},
    ],
}
POLICY = Policy(
    tries=Tries(attempts=2, first_s=0.01, longest_s=1), timeouts=Timeouts(connect_s=5, read_s=20, total_s=30),
    circuit=Circuit(failures=50),
)  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A provider of a port: a house, how its entry is set up, and where its service answers on loopback."""

    house: str
    port: type
    model: str = "own/model"
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()
    name: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.port.__name__, self.house, self.name)))


QUICK_LOOK = ("look_s", "0.02")
GATE = (("provider", "auto"), QUICK_LOOK)
VERTEX = (("platform", "vertex"), QUICK_LOOK)
SEATS = (
    *(Seat("offline", port) for port in (Writer, Speaker)),
    *(Seat("openai", port, "m", "/v1") for port in (Writer, Translator, Speaker, Painter, Restyler, Aligner)),
    Seat("huggingface", Writer, path="/endpoint/text"),
    Seat("huggingface", Translator, path="/endpoint/text"),
    Seat("huggingface", Speaker, path="/endpoint/speech"),
    Seat("huggingface", Painter, path="/endpoint/image"),
    Seat("huggingface", Aligner, path="/endpoint/hearing"),
    Seat("huggingface", Writer, "tests/chat", options=GATE, name="router"),
    Seat("huggingface", Painter, "tests/image", options=GATE, name="router"),
    Seat("huggingface", Speaker, "tests/voice", options=GATE, name="router"),
    Seat("huggingface", Filmer, "tests/clip", options=GATE, name="router"),
    *(Seat("google", port, "m", options=(QUICK_LOOK,)) for port in (Writer, Translator, Filmer)),
    *(Seat("google", port, "m", options=VERTEX, name="vertex") for port in (Writer, Translator, Filmer)),
)


def of(port: type, *, paid: bool = False) -> Any:
    """Runs a test for every provider of `port`; `paid` leaves those out that work on this machine."""
    chosen = [seat for seat in SEATS if seat.port is port and not (paid and seat.house == "offline")]
    return pytest.mark.parametrize("seat", chosen, ids=str)


REMOTE = pytest.mark.parametrize("seat", [seat for seat in SEATS if seat.house != "offline"], ids=str)


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Service]]:
    with ExitStack() as stack:
        yield {
            "openai": stack.enter_context(openai_server.running()),
            "huggingface": stack.enter_context(huggingface_server.running()),
            "google": stack.enter_context(google_server.running()),
        }


@pytest.fixture
def taken(servers: dict[str, Service], tmp_path: Path) -> Iterator[Callable[[Seat], Any]]:
    for service in servers.values():
        service.begin()
        service.reply = _reply
        service.url = service.url.removesuffix("/v1")

    def take(seat: Seat) -> Any:
        if seat.house == "offline":
            return cast((seat.port,))[seat.port]
        service = servers[seat.house]
        service.heard = _heard(seat.house)
        fill = Fill(port=seat.port.__name__, model=seat.model, options=seat.options)
        entry = Entry(id="mine", house=seat.house, label="A service", base_url=service.url + seat.path,
                      key=KeyReference(source="studio"), fills=(fill,), policy=POLICY)  # fmt: skip
        Keys(tmp_path / "p", tmp_path / "s").enter("mine", f"hf_{KEY}" if seat.name == "router" else KEY)
        return seated(Connection(entry, seat.port.__name__, tmp_path / "p", tmp_path / "s"))

    yield take
    for service in servers.values():
        assert service.problems == []


def _reply(body: dict[str, Any]) -> str:
    lines = '"lines"' in json.dumps(body) and "Translate each line" in json.dumps(body)
    return json.dumps({"lines": ["Hallo", "Welt"]} if lines else DRAFT)


def _heard(house: str) -> list[dict[str, Any]]:
    words, found = LINE.split(), []
    for i, word in enumerate(words):
        start, end = 0.1 + 0.2 * i, 0.3 + 0.2 * i
        found.append(
            {"word": word, "start": start, "end": end} if house == "openai" else {"text": word, "timestamp": [start, end]}
        )
    return found


def calls(servers: dict[str, Service]) -> int:
    return sum(len([name for name, _ in service.requests if "GET" not in name]) for service in servers.values())


def attempt(provider: Any, port: type, folder: Path) -> Path:
    """Asks the provider for what its port is there for; gives where a file would be."""
    to, sound = folder / "given", folder / "said.wav"
    if port is Writer:
        provider.write(BRIEF, PACE)
    elif port is Translator:
        provider.translate(("Hello", "World"), "de")
    elif port is Speaker:
        provider.speak(Utterance(text=LINE, language="en", voice=provider.voices()[0]), to)
    elif port is Painter:
        provider.paint(Painting(prompt="A calm sea"), to)
    elif port is Restyler:
        given = folder / "photo.png"
        given.write_bytes(picture())
        provider.restyle(Restyling(style="Paper cut-out"), given, to)
    elif port is Filmer:
        provider.film(Filming(prompt="A calm sea"), to)
    else:
        from loopback import tone

        sound.write_bytes(tone(1.5))
        provider.align(sound, LINE, "en")
    return to


def test_every_port_of_every_house_with_a_service_is_tried_here() -> None:
    tried = {(seat.house, seat.port) for seat in SEATS}
    for house in HOUSES:
        if house in ("openai", "huggingface", "google"):
            assert {(house, port) for port in ports_of(house)} <= tried
            assert {offer.port for offer in house_of(house).offers} == {port.__name__ for port in ports_of(house)}


@pytest.mark.parametrize("seat", SEATS, ids=str)
def test_it_fills_its_port_and_travels_without_its_key(seat: Seat, taken: Callable[[Seat], Any]) -> None:
    provider = taken(seat)
    assert isinstance(provider, seat.port)
    packed = pickle.dumps(provider)
    assert pickle.loads(packed).identity == provider.identity
    assert len(packed) < 10_000
    assert KEY.encode() not in packed
    assert KEY not in provider.identity
    assert "\n" not in provider.identity


@REMOTE
def test_the_same_again_costs_no_call(
    seat: Seat, taken: Callable[[Seat], Any], servers: dict[str, Service], tmp_path: Path
) -> None:
    provider = taken(seat)
    to = attempt(provider, seat.port, tmp_path)
    before, given = calls(servers), to.read_bytes() if to.exists() else b""
    assert before > 0
    again = attempt(pickle.loads(pickle.dumps(provider)), seat.port, tmp_path)
    assert calls(servers) == before
    assert (again.read_bytes() if again.exists() else b"") == given


@REMOTE
@pytest.mark.parametrize("how", ["401", "429 much later"])
def test_a_failure_is_ours_with_a_hint_and_leaves_nothing_behind(
    seat: Seat, how: str, taken: Callable[[Seat], Any], servers: dict[str, Service], tmp_path: Path
) -> None:
    provider = taken(seat)
    servers[seat.house].always = how
    with pytest.raises(ProviderError) as caught:
        attempt(provider, seat.port, tmp_path)
    assert caught.value.hint
    assert caught.value.message.endswith(".")
    assert KEY not in caught.value.message + caught.value.detail
    assert not (tmp_path / "given").exists()
    servers[seat.house].always = ""
    attempt(provider, seat.port, tmp_path)


@of(Writer)
def test_a_script_has_words_in_the_briefs_language_near_its_length(seat: Seat, taken: Callable[[Seat], Any]) -> None:
    writer = taken(seat)
    script = writer.write(BRIEF, PACE)
    assert script.language == "en"
    assert script.title
    assert all(line.narration.strip() for line in script.lines)
    assert sum(PACE.ms(line.narration) for line in script.lines) <= 1.3 * 20_000
    rows = SOURCE.split("\n")
    assert all(1 <= line.source.first <= line.source.last <= len(rows) for line in script.lines if line.source)
    assert writer.write(BRIEF, PACE) == script


@of(Translator)
def test_lines_come_back_in_their_number_and_order(seat: Seat, taken: Callable[[Seat], Any]) -> None:
    translator = taken(seat)
    assert translator.translate((), "de") == ()
    assert translator.translate(("Hello", "World"), "de") == ("Hallo", "Welt")
    with pytest.raises(BadAnswer):
        translator.translate(("One", "Two", "Three"), "de")


@of(Speaker)
def test_a_line_is_heard_and_its_times_lie_inside(seat: Seat, taken: Callable[[Seat], Any], tmp_path: Path) -> None:
    speaker = taken(seat)
    voices = speaker.voices()
    assert len({voice.id for voice in voices}) == len(voices) > 0
    english = next(voice for voice in voices if voice.language.startswith("en"))
    said = Utterance(text=LINE, language="en", voice=english)
    speech = speaker.speak(said, tmp_path / "a.wav")
    sound = decode(tmp_path / "a.wav", channels=1)
    length = 1000 * sound.shape[1] // RATE
    assert abs(sound).max() > 0.01
    marks = [ms for word in speech.words for ms in (word.start_ms, word.end_ms)]
    assert marks == sorted(marks)
    assert all(0 <= ms <= length + 50 for ms in marks)
    speaker.speak(said, tmp_path / "b.wav")
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    with pytest.raises(Unspeakable):
        speaker.speak(Utterance(text="… — !", language="en", voice=english), tmp_path / "c.wav")


@of(Aligner)
def test_every_word_has_its_time(seat: Seat, taken: Callable[[Seat], Any], tmp_path: Path) -> None:
    from loopback import tone

    (tmp_path / "a.wav").write_bytes(tone(1.5))
    words = taken(seat).align(tmp_path / "a.wav", LINE, "en")
    assert [word.text for word in words] == LINE.split()
    marks = [ms for word in words for ms in (word.start_ms, word.end_ms)]
    assert marks == sorted(marks)
    with pytest.raises(BadAnswer):
        taken(seat).align(tmp_path / "a.wav", "Nobody ever said any of these words.", "en")


@of(Painter)
@pytest.mark.parametrize("aspect", list(Aspect))
def test_a_still_is_a_png_and_another_take_is_asked_for(
    seat: Seat, aspect: Aspect, taken: Callable[[Seat], Any], servers: dict[str, Service], tmp_path: Path
) -> None:
    painter = taken(seat)
    painter.paint(Painting(prompt="A calm sea", aspect=aspect), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
    before = calls(servers)
    painter.paint(Painting(prompt="A calm sea", aspect=aspect, take=2), tmp_path / "b.png")
    assert calls(servers) == before + 1


@of(Restyler)
def test_another_style_keeps_the_picture_that_was_given_and_another_take_is_asked_for(
    seat: Seat, taken: Callable[[Seat], Any], servers: dict[str, Service], tmp_path: Path
) -> None:
    restyler, given = taken(seat), tmp_path / "photo.png"
    given.write_bytes(picture((160, 90)))
    restyler.restyle(Restyling(style="Paper cut-out"), given, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
    assert given.read_bytes() == picture((160, 90))
    before = calls(servers)
    restyler.restyle(Restyling(style="Paper cut-out", take=2), given, tmp_path / "b.png")
    assert calls(servers) == before + 1
    given.write_text("no picture")
    with pytest.raises(NotAccepted):
        restyler.restyle(Restyling(style="Paper cut-out"), given, tmp_path / "c.png")
    assert calls(servers) == before + 1


@of(Filmer)
def test_a_clip_can_be_decoded_and_pictures_are_taken_or_declined(
    seat: Seat, taken: Callable[[Seat], Any], servers: dict[str, Service], tmp_path: Path
) -> None:
    filmer = taken(seat)
    assert all(filmer.lasts(ms) >= ms for ms in (1000, 3500, 6000))
    filmer.film(Filming(prompt="A calm sea", aspect=Aspect.TALL, duration_ms=3500), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert len(list(container.decode(video=0))) == 48
    base = tmp_path / "base.png"
    base.write_bytes(picture())
    before = calls(servers)
    with pytest.raises(NotAccepted):
        filmer.film(Filming(prompt="A calm sea"), tmp_path / "b.mp4", None, base)
    assert calls(servers) == before
    assert not (tmp_path / "b.mp4").exists()
    servers[seat.house].plan = ["no film"]
    with pytest.raises(BadAnswer):
        filmer.film(Filming(prompt="A rough sea"), tmp_path / "c.mp4")
    assert not (tmp_path / "c.mp4").exists()
