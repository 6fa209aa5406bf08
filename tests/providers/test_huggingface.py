"""Hugging Face's house against a service on loopback: endpoints, the router behind a gateway, jobs, searches and files."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from huggingface_server import COMMIT, FILES, running
from loopback import KEY, Service, picture, tone
from PIL import Image
from provider_samples import BRIEF, DRAFT, LONG_LOOK, PACE, THRICE, meeting

from core.errors import (
    BadAnswer,
    Busy,
    KeptLocal,
    KeyRefused,
    NoBalance,
    NoConnection,
    NotAccepted,
    ProviderError,
    Refused,
    TooSlow,
    Unavailable,
    Undecided,
    UnknownModel,
)
from core.film import Layout, Utterance
from core.policy import Policy
from core.ports import Filming, Painting
from core.providers.connection import Connection
from core.providers.houses import searched, seated
from core.providers.huggingface import PORTS
from core.providers.huggingface.models import fetch
from core.services.entries import Entry, Fill, KeyReference
from core.services.keys import Keys


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Iterator[Service]:
    running_service.begin()
    running_service.reply = lambda body: json.dumps(DRAFT)
    yield running_service
    assert running_service.problems == []


def seat(url: str, tmp_path: Path, port: str, model: str, policy: Policy = THRICE, key: str = KEY, **options: str) -> Any:
    fill = Fill(port=port, model=model, options=tuple(options.items()))
    entry = Entry(id="mine", house="huggingface", label="Our hub", base_url=url, key=KeyReference(source="studio"),
                  fills=(fill,), policy=policy)  # fmt: skip
    Keys(tmp_path / "providers", tmp_path / "secrets").enter("mine", key)
    return seated(Connection(entry, port, tmp_path / "providers", tmp_path / "secrets"))


def at_endpoint(service: Service, tmp_path: Path, port: str, task: str, **fields: Any) -> Any:
    return seat(f"{service.url}/endpoint/{task}", tmp_path, port, "own/model", **fields)


def behind_gateway(service: Service, tmp_path: Path, port: str, model: str, **fields: Any) -> Any:
    return seat(service.url, tmp_path, port, model, key=f"hf_{KEY}", **{"provider": "auto", "look_s": "0.05", **fields})


def utterance(speaker: Any, text: str = "Acme is fast today.") -> Utterance:
    return Utterance(text=text, language="en", voice=speaker.voices()[0])


@pytest.mark.parametrize("where", [at_endpoint, behind_gateway])
def test_a_script_comes_from_an_endpoint_and_through_the_router(where: Any, service: Service, tmp_path: Path) -> None:
    writer = where(service, tmp_path, "Writer", "text" if where is at_endpoint else "tests/chat")
    script = writer.write(BRIEF, PACE)
    assert script.lines[0].slide.layout is Layout.STATEMENT
    assert script.lines[0].source
    assert writer.write(BRIEF, PACE) == script
    [(operation, body)] = service.requests
    assert operation.endswith("v1/chat/completions")
    assert body["response_format"]["type"] in ("json_schema", "json_object")
    assert body["model"] == writer.connection.fill.model


def test_lines_are_translated_and_their_number_is_kept(service: Service, tmp_path: Path) -> None:
    service.reply = lambda body: json.dumps({"lines": ["Hallo", "Welt"]})
    translator = at_endpoint(service, tmp_path, "Translator", "text")
    assert translator.translate(("Hello", "World"), "de") == ("Hallo", "Welt")
    with pytest.raises(BadAnswer, match="2 lines for 3"):
        translator.translate(("Hello", "big", "World"), "de")


@pytest.mark.parametrize(
    ("how", "kind", "calls"),
    [
        ("401", KeyRefused, 1),
        ("402", NoBalance, 1),
        ("403", KeyRefused, 1),
        ("gated", KeyRefused, 1),
        ("404", UnknownModel, 1),
        ("400", NotAccepted, 1),
        ("422", NotAccepted, 1),
        ("safety", Refused, 1),
        ("refusal", Refused, 1),
        ("filtered", Refused, 1),
        ("429", Busy, 2),
        ("429 much later", Busy, 1),
        ("500", Unavailable, 2),
        ("503", Unavailable, 2),
        ("loading", Busy, 2),
        ("reset", NoConnection, 2),
        ("slow headers", TooSlow, 2),
        ("stalled", TooSlow, 2),
        ("dripping", TooSlow, 2),
        ("truncated", BadAnswer, 2),
        ("wrong types", BadAnswer, 2),
        ("not json", BadAnswer, 2),
        ("empty", BadAnswer, 2),
        ("cut", BadAnswer, 2),
    ],
)
def test_every_misbehaviour_is_one_of_our_errors(
    how: str, kind: type[ProviderError], calls: int, service: Service, tmp_path: Path
) -> None:
    service.always = how
    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        at_endpoint(service, tmp_path, "Writer", "text", policy=meeting(how)).write(BRIEF, PACE)
    assert type(caught.value) is kind
    assert caught.value.hint
    assert KEY not in str(caught.value) + caught.value.detail
    assert service.came(calls) == calls
    assert time.monotonic() - began < 15


def test_what_passes_is_got_over(service: Service, tmp_path: Path) -> None:
    service.plan = ["loading", "429 later"]
    assert at_endpoint(service, tmp_path, "Writer", "text").write(BRIEF, PACE).lines
    assert len(service.requests) == 3


@pytest.mark.parametrize("where", [at_endpoint, behind_gateway])
def test_a_still_is_painted_once_and_is_a_picture(where: Any, service: Service, tmp_path: Path) -> None:
    painter = where(service, tmp_path, "Painter", "image" if where is at_endpoint else "tests/image")
    for _ in range(2):
        painter.paint(Painting(prompt="A calm sea"), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
    assert len([name for name, _ in service.requests if name.startswith("POST")]) == 1
    service.always = "no picture"
    with pytest.raises(BadAnswer):
        painter.paint(Painting(prompt="A wild sea"), tmp_path / "b.png")


@pytest.mark.parametrize("where", [at_endpoint, behind_gateway])
def test_a_line_is_spoken_once(where: Any, service: Service, tmp_path: Path) -> None:
    speaker = where(service, tmp_path, "Speaker", "speech" if where is at_endpoint else "tests/voice")
    for _ in range(2):
        assert speaker.speak(utterance(speaker), tmp_path / "a.wav").words == ()
    assert (tmp_path / "a.wav").read_bytes()[:4] == b"RIFF"
    assert len([name for name, _ in service.requests if name.startswith("POST")]) == 1


@pytest.mark.parametrize("how", ["no sound", "silence"])
def test_what_is_no_voice_is_refused(how: str, service: Service, tmp_path: Path) -> None:
    service.always = how
    speaker = at_endpoint(service, tmp_path, "Speaker", "speech")
    with pytest.raises(BadAnswer):
        speaker.speak(utterance(speaker), tmp_path / "a.wav")


def test_words_are_timed_by_a_model_that_listens(service: Service, tmp_path: Path) -> None:
    audio = tmp_path / "a.wav"
    audio.write_bytes(tone())
    aligner = at_endpoint(service, tmp_path, "Aligner", "hearing")
    service.heard = [
        {"text": " Acme", "timestamp": [0.1, 0.4]},
        {"text": " is", "timestamp": [0.4, 0.5]},
        {"text": " fast.", "timestamp": [0.5, None]},
    ]
    words = aligner.align(audio, "Acme is fast.", "en")
    assert [(word.text, word.start_ms) for word in words] == [("Acme", 100), ("is", 400), ("fast.", 500)]
    [body] = service.asked("hearing")
    assert body["parameters"] == {"return_timestamps": "word"}
    service.heard = [{"text": "Acme is fast.", "timestamp": [0.1, 1.0]}]
    audio.write_bytes(tone(1.2))
    with pytest.raises(BadAnswer, match="sentences"):
        aligner.align(audio, "Acme is fast.", "en")


@pytest.mark.parametrize("first", [False, True])
def test_a_clip_is_ordered_once_watched_and_fetched(first: bool, service: Service, tmp_path: Path) -> None:
    filmer = behind_gateway(service, tmp_path, "Filmer", "tests/clip", policy=THRICE, from_picture="tests/move")
    base = tmp_path / "base.png"
    base.write_bytes(picture())
    for _ in range(2):
        filmer.film(Filming(prompt="A calm sea"), tmp_path / "a.mp4", base if first else None)
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.video[0].frames == 48
    assert len(service.jobs) == 1
    assert ("image_url" in service.jobs["job-1"]["body"]) is first


def test_a_clip_that_takes_too_long_is_adopted_by_the_next_call(service: Service, tmp_path: Path) -> None:
    service.plan = ["endless"]
    brief = behind_gateway(service, tmp_path, "Filmer", "tests/clip", look_s=LONG_LOOK[1])
    with pytest.raises(TooSlow):
        brief.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    service.jobs["job-1"]["how"] = ""
    behind_gateway(service, tmp_path, "Filmer", "tests/clip", policy=THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 1
    assert (tmp_path / "a.mp4").exists()


def test_a_clip_that_is_refused_late_may_be_ordered_again(service: Service, tmp_path: Path) -> None:
    service.plan = ["fails late"]
    filmer = behind_gateway(service, tmp_path, "Filmer", "tests/clip", policy=THRICE)
    with pytest.raises(Refused):
        filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 2


def test_an_order_whose_answer_is_lost_is_not_repeated_unasked(service: Service, tmp_path: Path) -> None:
    filmer = behind_gateway(service, tmp_path, "Filmer", "tests/clip")
    service.plan = ["reset"]
    with pytest.raises(Undecided):
        filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.asked("POST")) == 1


def test_an_order_that_the_service_could_not_take_is_made_again(service: Service, tmp_path: Path) -> None:
    filmer = behind_gateway(service, tmp_path, "Filmer", "tests/clip", policy=THRICE)
    service.plan = ["503", "429"]
    filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 1


def test_what_is_no_film_is_refused(service: Service, tmp_path: Path) -> None:
    service.plan = ["no film"]
    with pytest.raises(BadAnswer):
        behind_gateway(service, tmp_path, "Filmer", "tests/clip", policy=THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


def test_a_last_picture_is_declined_before_anything_is_paid(service: Service, tmp_path: Path) -> None:
    base = tmp_path / "base.png"
    base.write_bytes(picture())
    with pytest.raises(NotAccepted):
        behind_gateway(service, tmp_path, "Filmer", "tests/clip").film(Filming(prompt="Sea"), tmp_path / "a.mp4", base, base)
    assert service.requests == []


def test_a_model_that_nobody_serves_is_unknown(service: Service, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel):
        behind_gateway(service, tmp_path, "Painter", "tests/chat").paint(Painting(prompt="Sea"), tmp_path / "a.png")
    with pytest.raises(UnknownModel):
        behind_gateway(service, tmp_path, "Painter", "tests/none").paint(Painting(prompt="Sea"), tmp_path / "a.png")


def test_models_are_found_by_port_and_words(service: Service, tmp_path: Path) -> None:
    link = behind_gateway(service, tmp_path, "Painter", "tests/image").connection
    [found] = searched(link, "image")
    assert (found.model, found.about, found.licence) == ("tests/image", "fal-ai", "mit")
    assert searched(link, "nothing of that name") == ()


def test_files_are_fetched_once_and_are_there_without_a_network(service: Service, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = fetch("tests/files", tmp_path / "m", hub=service.url, progress=lambda done, whole: seen.append((done, whole)))
    assert found.commit == COMMIT
    for name, kept in FILES.items():
        assert (Path(found.folder) / name).read_bytes() == kept
    assert seen
    assert max(done for done, _ in seen) >= len(FILES["voice.onnx"])
    calls = len(service.requests)
    assert fetch("tests/files", tmp_path / "m", revision=COMMIT, hub="http://127.0.0.1:9") == found
    assert len(service.requests) == calls
    with pytest.raises(UnknownModel):
        fetch("tests/gone", tmp_path / "m", hub=service.url)


def test_local_only_holds_the_house_too(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "local_only").touch()
    try:
        with pytest.raises(KeptLocal):
            seat("https://example.com/x", tmp_path, "Writer", "own/model").write(BRIEF, PACE)
    finally:
        (tmp_path / "providers" / "local_only").unlink()


def test_every_provider_of_the_house_fills_its_port(service: Service, tmp_path: Path) -> None:
    for port in PORTS:
        provider = at_endpoint(service, tmp_path, port.__name__, "any")
        assert isinstance(provider, port)
        assert "own/model" in provider.identity
        assert KEY not in provider.identity
