"""One contract for every provider of a port, the offline ones included: what `core.ports` promises, tried on each of them."""

from __future__ import annotations

import pickle
import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import av
import pytest
from loopback import KEY, Service, picture, tone
from PIL import Image
from provider_samples import BRIEF, LINE, PACE, SOURCE
from seats import JOBS, REMOTE, SEATS, SERVERS, STAGING, TAKE, Seat, attempt, of
from seats import taken as take

from core.errors import BadAnswer, KeyRefused, NotAccepted, Refused, UnknownModel, Unspeakable
from core.film import Aspect, Mood, MusicBed, Utterance
from core.film.timing import RATE
from core.media.audio import decode
from core.ports import (
    Aligner,
    Composer,
    Filmer,
    Filming,
    FilmingPresenter,
    Moderator,
    Painter,
    Painting,
    Presenter,
    Restyler,
    Restyling,
    Speaker,
    Stock,
    Translator,
    Writer,
)
from core.providers import cast, entries
from core.providers.houses import HOUSES, house_of, ports_of


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Service]]:
    with ExitStack() as stack:
        yield {house: stack.enter_context(running()) for house, running in SERVERS.items()}


@pytest.fixture
def taken(servers: dict[str, Service], tmp_path: Path) -> Iterator[Callable[[Seat], Any]]:
    for service in servers.values():
        service.begin()
    yield lambda seat: take(seat, servers.get(seat.house), tmp_path)
    for service in servers.values():
        assert service.problems == []


def calls(servers: dict[str, Service]) -> int:
    return sum(len([name for name, _ in service.requests if "GET" not in name]) for service in servers.values())


def test_every_port_of_every_house_is_tried_here() -> None:
    tried = {(seat.house, seat.port) for seat in SEATS}
    for house in HOUSES:
        if house in {seat.house for seat in SEATS}:  # all, but Piper where it is not installed
            assert {(house, port) for port in ports_of(house)} <= tried
            assert {offer.port for offer in house_of(house).offers} == {port.__name__ for port in ports_of(house)}
    assert {("offline", entry.port) for entry in entries()} <= tried


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
    provider, asked = taken(seat), servers[seat.house].requests
    to = attempt(provider, seat.port, tmp_path)
    before, given = len(asked), to.read_bytes() if to.exists() else b""
    assert before > 0
    again = attempt(pickle.loads(pickle.dumps(provider)), seat.port, tmp_path)
    assert len(asked) == before
    assert (again.read_bytes() if again.exists() else b"") == given


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
    speaker: Any = cast((Speaker,))[Speaker]
    speaker.speak(Utterance(text=LINE, language="en", voice=speaker.voices()[0]), tmp_path / "a.wav")
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


@of(Moderator)
def test_words_pass_or_are_refused_with_their_categories_and_the_same_words_are_asked_once(
    seat: Seat, taken: Callable[[Seat], Any], servers: dict[str, Service]
) -> None:
    moderator, service = taken(seat), servers[seat.house]
    moderator.check("A calm sea")
    service.plan = ["flagged: violence, self-harm"]
    for _ in range(2):
        with pytest.raises(Refused, match="for self-harm and violence") as caught:
            moderator.check("Something else")
        assert "differently" in caught.value.hint
    moderator.check("A calm sea")
    assert calls(servers) == 2
    service.plan = ["flagged: violence"]
    lines = ("A calm sea", "A fight at sea", "Land")
    for _ in range(2):
        first, second, third = moderator.look_over(lines)
        assert (first, third) == ("", "")
        assert second.endswith(" flagged it for violence.")
    assert calls(servers) == 3


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


@of(Presenter)
def test_a_take_is_acted_the_same_each_time_and_who_is_filmed_is_filmed(
    seat: Seat, taken: Callable[[Seat], Any], tmp_path: Path
) -> None:
    presenter = taken(seat)
    assert presenter.perform(TAKE, STAGING) == presenter.perform(TAKE, STAGING)
    if isinstance(presenter, FilmingPresenter):
        (tmp_path / "a.wav").write_bytes(tone(1.5))
        presenter.film(TAKE, STAGING, tmp_path / "a.wav", tmp_path / "a.mp4")
        with av.open(str(tmp_path / "a.mp4")) as container:
            assert next(container.decode(video=0)).width > 0


@of(Stock)
@pytest.mark.parametrize("aspect", list(Aspect))
def test_a_photograph_has_its_author_and_licence_and_is_a_jpeg(
    seat: Seat, aspect: Aspect, taken: Callable[[Seat], Any], tmp_path: Path
) -> None:
    stock = taken(seat)
    found = stock.search("a lighthouse in a storm", aspect)
    assert found
    assert len({picture.id for picture in found}) == len(found)
    assert all(one.author and one.licence and one.page.startswith("https://") and one.source in one.credit.line for one in found)
    for small in (True, False):
        stock.fetch(found[0], tmp_path / f"{small}.jpg", small=small)
        with Image.open(tmp_path / f"{small}.jpg") as photograph:
            assert photograph.format == "JPEG"


@of(Composer)
def test_music_is_played_in_passages_and_equal_beds_have_equal_scores(
    seat: Seat, taken: Callable[[Seat], Any], tmp_path: Path
) -> None:
    composer, bed = taken(seat), MusicBed(mood=Mood.CALM, duration_ms=4000)
    score = composer.score(bed)
    assert score == composer.score(bed)
    assert score.samples > 0
    for number, passage in enumerate(score.passages):
        composer.play(passage, tmp_path / f"{number}.wav")
        with wave.open(str(tmp_path / f"{number}.wav")) as played:
            assert (played.getframerate(), played.getnchannels(), played.getsampwidth()) == (48_000, 2, 2)


CHECKED = pytest.mark.parametrize("seat", [seat for seat in SEATS if seat.port in JOBS and seat.house != "offline"], ids=str)


@CHECKED
def test_what_is_ordered_and_paid_for_can_be_checked_for_nothing(
    seat: Seat, taken: Callable[[Seat], Any], servers: dict[str, Service]
) -> None:
    assert taken(seat).check().endswith(".")
    assert servers[seat.house].jobs == {}
    servers[seat.house].always = "401"
    if seat.house != "huggingface":  # whose hub tells everybody who serves a model
        with pytest.raises(KeyRefused):
            taken(seat).check()


def test_a_model_that_nobody_serves_is_said_before_anything_is_ordered(taken: Callable[[Seat], Any]) -> None:
    gone = Seat("huggingface", Filmer, "tests/clip", options=(("provider", "nobody"),), name="router")
    with pytest.raises(UnknownModel, match="fal-ai"):
        taken(gone).check()
