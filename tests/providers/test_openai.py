"""OpenAI's house against a service on loopback: what it asks, what it makes of answers, and of every way to misbehave."""

from __future__ import annotations

import io
import json
import pickle
import time
import wave
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from loopback import KEY, Service, picture, tone
from openai_server import running
from PIL import Image
from provider_samples import PACE, SOURCE, THRICE, meeting

from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoBalance,
    NoConnection,
    NotAccepted,
    ProviderError,
    Refused,
    TooSlow,
    Unavailable,
    UnknownModel,
    Unspeakable,
)
from core.film import Brief, Layout, Script, Severity, Utterance, Voice
from core.film.discussion import Kind
from core.media.reading.critic import remarks_on
from core.policy import Policy, Timeouts, Tries
from core.ports import Painting, Restyling
from core.providers.connection import Connection
from core.providers.openai import (
    PORTS,
    OpenAIAligner,
    OpenAIModerator,
    OpenAIPainter,
    OpenAIRestyler,
    OpenAISpeaker,
    OpenAITranslator,
    OpenAIWriter,
)
from core.services.entries import Entry, Fill, KeyReference, Price
from core.services.keys import Keys

BRIEF = Brief(source=SOURCE, language="en")
DRAFT = {
    "title": "Acme 4.0",
    "lines": [
        {"narration": "Meet Acme 4.0.", "layout": "title", "headline": "Acme 4.0", "source_first": 1, "source_last": 1},
        {
            "narration": "Search takes 120 milliseconds.", "layout": "number", "source_first": 3, "source_last": 3,
            "figure": {"value": 120, "text": "120", "unit": "ms", "label": "search", "before": "410 ms", "change": ""},
        },
        {"narration": "It syncs offline.", "layout": "Bullets", "source_first": 5,
         "items": ["Offline sync", {"title": "Dark mode"}]},
        {"narration": "Try it today.", "layout": "call", "headline": "Try it"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Iterator[Service]:
    service = running_service
    service.begin()
    service.reply = lambda body: json.dumps(DRAFT)
    yield service
    assert service.problems == []


def connection(service: Service, tmp_path: Path, port: str, policy: Policy = THRICE, **fields: Any) -> Connection:
    options = fields.pop("options", ())
    given = Entry(
        id="mine", house="openai", label="Our gateway", base_url=service.url, key=KeyReference(source="studio"),
        fills=(Fill(port=port, model="gpt-test", options=options),), policy=policy, **fields,
    )  # fmt: skip
    Keys(tmp_path / "providers", tmp_path / "secrets").enter("mine", KEY)
    return Connection(given, port, tmp_path / "providers", tmp_path / "secrets")


def writer(service: Service, tmp_path: Path, **fields: Any) -> OpenAIWriter:
    return OpenAIWriter(connection(service, tmp_path, "Writer", **fields))


def test_a_script_keeps_the_source_of_each_line_and_near_misses_are_repaired(service: Service, tmp_path: Path) -> None:
    script = writer(service, tmp_path).write(BRIEF, PACE)
    assert [line.slide.layout for line in script.lines] == [Layout.TITLE, Layout.NUMBER, Layout.BULLETS, Layout.CALL]
    assert script.lines[1].source
    assert script.lines[1].source.excerpt == "Search now takes 120 ms instead of 410 ms."
    assert [item.title for item in script.lines[2].slide.items] == ["Offline sync", "Dark mode"]
    assert script.lines[3].source is None
    assert script.notes == ()
    assert remarks_on(script, BRIEF.source, PACE) == ()
    [(operation, body)] = service.requests
    assert operation == "chat/completions"
    assert "3: Search now takes 120 ms" in body["messages"][1]["content"]
    assert body["response_format"]["json_schema"]["strict"] is True


def test_a_number_that_the_source_does_not_say_is_found_by_our_own_checks_and_not_on_the_models_word(
    service: Service, tmp_path: Path
) -> None:
    service.reply = lambda body: json.dumps(
        {"title": "", "lines": [{"narration": "It is 97 percent faster.", "layout": "number"}]}
    )
    script = writer(service, tmp_path).write(BRIEF, PACE)
    [remark] = remarks_on(script, BRIEF.source, PACE)
    assert (remark.kind, remark.severity, remark.line) == (Kind.UNSOURCED, Severity.HARD, 1)
    assert "“97”" in remark.sentence
    assert script.lines[0].slide.layout is Layout.STATEMENT


def test_the_same_brief_again_costs_no_call_and_the_bill_is_kept(service: Service, tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    prices = (
        Price(model="gpt-test", unit="1M input tokens", usd=Decimal(2), since=day),
        Price(model="gpt-test", unit="1M output tokens", usd=Decimal(8), since=day),
    )
    first = writer(service, tmp_path, prices=prices)
    assert first.write(BRIEF, PACE) == pickle.loads(pickle.dumps(first)).write(BRIEF, PACE)
    assert len(service.requests) == 1
    health = first.connection.guard.health()
    assert health.reused == 1
    assert health.month_usd == Decimal("0.006")


def test_a_script_that_is_far_too_long_is_asked_for_once_more(service: Service, tmp_path: Path) -> None:
    long = {"title": "x", "lines": [{"narration": "Word " * 100, "layout": "statement", "source_first": 3}]}
    service.reply = lambda body: json.dumps(long if len(body["messages"]) == 2 else DRAFT)
    script = writer(service, tmp_path).write(BRIEF.model_copy(update={"length_ms": 10_000}), PACE)
    assert len(script.lines) == 4
    assert len(service.requests) == 2


def test_a_server_that_knows_no_schemas_gets_the_schema_in_words(service: Service, tmp_path: Path) -> None:
    service.reply = lambda body: f"Here you are:\n```json\n{json.dumps(DRAFT)}\n```"
    writer(service, tmp_path, options=(("structured", "json"),)).write(BRIEF, PACE)
    [(_, body)] = service.requests
    assert body["response_format"] == {"type": "json_object"}
    assert '"narration"' in body["messages"][0]["content"]


@pytest.mark.parametrize(
    ("how", "kind", "calls"),
    [
        ("401", KeyRefused, 1),
        ("402", NoBalance, 1),
        ("403", KeyRefused, 1),
        ("404", UnknownModel, 1),
        ("400", NotAccepted, 1),
        ("safety", Refused, 1),
        ("refusal", Refused, 1),
        ("filtered", Refused, 1),
        ("429", Busy, 3),
        ("429 much later", Busy, 1),
        ("500", Unavailable, 3),
        ("503", Unavailable, 3),
        ("reset", NoConnection, 3),
        ("truncated", BadAnswer, 3),
        ("wrong types", BadAnswer, 3),
        ("not json", BadAnswer, 3),
        ("empty", BadAnswer, 3),
        ("cut", BadAnswer, 3),
        ("slow headers", TooSlow, 3),
        ("stalled", TooSlow, 3),
        ("dripping", TooSlow, 3),
    ],
)
def test_every_way_to_misbehave_is_one_of_our_errors_and_tried_again_only_when_that_may_help(
    service: Service, tmp_path: Path, how: str, kind: type[ProviderError], calls: int
) -> None:
    service.always = how
    with pytest.raises(kind) as caught:
        writer(service, tmp_path, policy=meeting(how, THRICE)).write(BRIEF, PACE)
    assert service.came(calls) == calls
    assert caught.value.message.endswith(".")
    told = caught.value.message + caught.value.detail + "".join(map(repr, (caught.value.__cause__, caught.value.hint)))
    assert KEY not in told
    assert pickle.loads(pickle.dumps(caught.value)).detail == caught.value.detail


@pytest.mark.parametrize("how", ["429 later", "500", "503", "reset", "truncated", "wrong types", "empty", "slow headers"])
def test_what_passes_is_waited_out(service: Service, tmp_path: Path, how: str) -> None:
    service.plan = [how]
    began = time.monotonic()
    policy = THRICE.model_copy(update={"timeouts": Timeouts(connect_s=30, read_s=3, total_s=60)})  # of a second call that answers
    assert writer(service, tmp_path, policy=policy if how == "slow headers" else THRICE).write(BRIEF, PACE).title == "Acme 4.0"
    assert len(service.requests) == 2
    assert how != "429 later" or time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    "answer", ["", "sorry", "{}", '{"title": "x", "lines": []}', '{"lines": [{"narration": "  "}]}', '{"lines": 3}']
)
def test_an_answer_that_is_no_script_is_never_kept(service: Service, tmp_path: Path, answer: str) -> None:
    service.reply = lambda body: answer
    with pytest.raises(BadAnswer):
        writer(service, tmp_path).write(BRIEF, PACE)
    service.reply = lambda body: json.dumps(DRAFT)
    assert writer(service, tmp_path).write(BRIEF, PACE).lines


def test_nobody_there_is_said_and_certainly_not_sent(service: Service, tmp_path: Path) -> None:
    gone = connection(service, tmp_path, "Writer")
    gone = Connection(gone.entry.model_copy(update={"base_url": "http://127.0.0.1:9"}), "Writer", gone.folder, gone.secrets)
    with pytest.raises(NoConnection) as caught:
        OpenAIWriter(gone).write(BRIEF, PACE)
    assert caught.value.unsent


def test_who_may_not_use_an_entry_gets_no_call_through(service: Service, tmp_path: Path) -> None:
    with pytest.raises(KeyRefused):
        writer(service, tmp_path, people=("ada",)).write(BRIEF, PACE)
    assert service.requests == []


def test_no_file_of_the_studio_holds_the_key_after_all_kinds_of_calls(service: Service, tmp_path: Path) -> None:
    for how in ("", "401", "500", "truncated"):
        service.always = how
        try:
            writer(service, tmp_path).write(BRIEF.model_copy(update={"title": how}), PACE)
        except ProviderError:
            assert how
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert KEY not in repr(writer(service, tmp_path))
    assert KEY.encode() not in pickle.dumps(writer(service, tmp_path))


def test_lines_are_translated_one_for_one(service: Service, tmp_path: Path) -> None:
    service.reply = lambda body: json.dumps({"lines": ["Hallo.", "Welt."]})
    translator = OpenAITranslator(connection(service, tmp_path, "Translator"))
    assert translator.translate(("Hello.", "World."), "de") == ("Hallo.", "Welt.")
    assert translator.translate((), "de") == ()
    with pytest.raises(BadAnswer, match="2 lines for 3"):
        translator.translate(("a", "b", "c"), "de")


def utterance(text: str = "Acme is fast today.", **fields: Any) -> Utterance:
    voice = Voice(id="mine:coral-en", name="Coral", language="en", variant="coral")
    return Utterance(text=text, language="en", voice=voice, **fields)


def test_a_voice_speaks_as_told_and_another_take_is_another_call(service: Service, tmp_path: Path) -> None:
    link = connection(service, tmp_path, "Speaker", options=(("instructions", "Warm and calm."),))
    speaker = OpenAISpeaker(link)
    assert {voice.id for voice in speaker.voices()} >= {"mine:coral-en", "mine:cedar-de"}
    target = tmp_path / "a.wav"
    line = utterance(pace=120, pronounce=(("Acme", "Ack me"),))
    speaker.speak(line, target)
    speaker.speak(line, target)
    with wave.open(str(target)) as sound:
        assert sound.getnframes() > sound.getframerate() // 2
    speaker.speak(line.model_copy(update={"take": 2}), target)
    assert len(service.requests) == 2
    body = service.requests[0][1]
    assert (body["input"], body["voice"], body["speed"]) == ("Ack me is fast today.", "coral", 1.2)
    assert body["instructions"] == "Warm and calm."
    with pytest.raises(Unspeakable):
        speaker.speak(utterance("…"), target)


@pytest.mark.parametrize("how", ["no sound", "silence", "truncated"])
def test_what_cannot_be_heard_is_never_kept(service: Service, tmp_path: Path, how: str) -> None:
    service.always = how
    with pytest.raises(BadAnswer):
        OpenAISpeaker(connection(service, tmp_path, "Speaker")).speak(utterance(), tmp_path / "a.wav")
    service.always = ""
    OpenAISpeaker(connection(service, tmp_path, "Speaker")).speak(utterance(), tmp_path / "a.wav")


def test_words_that_were_heard_time_the_line_and_its_sounds(service: Service, tmp_path: Path) -> None:
    service.heard = [
        {"word": "acme", "start": 0.10, "end": 0.40},
        {"word": "is", "start": 0.40, "end": 0.50},
        {"word": "today", "start": 0.90, "end": 1.20},
    ]
    link = connection(service, tmp_path, "Speaker", options=(("align", "whisper-1"),))
    speech = OpenAISpeaker(link).speak(utterance(), tmp_path / "a.wav")
    assert [(word.text, word.start_ms, word.end_ms) for word in speech.words] == [
        ("Acme", 100, 400),
        ("is", 400, 500),
        ("fast", 500, 900),
        ("today.", 900, 1200),
    ]
    assert speech.phonemes[0].start_ms >= 100
    assert speech.phonemes[-1].end_ms <= 1200


def test_a_recording_of_other_words_is_not_aligned(service: Service, tmp_path: Path) -> None:
    service.heard = [{"word": "something", "start": 0.1, "end": 0.5}, {"word": "else", "start": 0.5, "end": 0.7}]
    audio = tmp_path / "a.wav"
    audio.write_bytes(tone())
    with pytest.raises(BadAnswer, match="not those of the line"):
        OpenAIAligner(connection(service, tmp_path, "Aligner")).align(audio, "Acme is fast today.", "en")


def test_a_still_is_painted_once_also_from_a_picture_and_is_a_picture(service: Service, tmp_path: Path) -> None:
    painter = OpenAIPainter(connection(service, tmp_path, "Painter"))
    target, base = tmp_path / "a.png", tmp_path / "base.png"
    base.write_bytes(picture())
    painter.paint(Painting(prompt="A calm sea"), target)
    painter.paint(Painting(prompt="A calm sea"), target)
    assert len(service.requests) == 1
    with Image.open(target) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
    painter.paint(Painting(prompt="A calm sea"), target, base)
    assert [operation for operation, _ in service.requests] == ["images/generations", "images/edits"]
    service.always = "no picture"
    with pytest.raises(BadAnswer):
        painter.paint(Painting(prompt="A wild sea"), target)


def test_a_picture_gets_another_style_once_in_its_own_shape_as_a_form(service: Service, tmp_path: Path) -> None:
    options = (("fidelity", "high"), ("quality", "low"))
    restyler = OpenAIRestyler(connection(service, tmp_path, "Restyler", options=options))
    given, target = tmp_path / "photo.gif", tmp_path / "a.png"
    Image.new("P", (90, 160), 3).save(given)
    restyler.restyle(Restyling(style="Paper cut-out"), given, target)
    restyler.restyle(Restyling(style="Paper cut-out"), given, target)
    [(operation, body)] = service.requests
    assert operation == "images/edits"
    assert (body["prompt"], body["size"], body["input_fidelity"], body["quality"]) == (
        "Paper cut-out",
        "1024x1536",
        "high",
        "low",
    )
    with Image.open(io.BytesIO(body.get("image") or body["image[]"])) as sent:
        assert (sent.format, sent.mode, sent.size) == ("PNG", "RGB", (90, 160))
    restyler.restyle(Restyling(style="Oil on canvas"), given, target)
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("how", "error"),
    [("401", KeyRefused), ("safety", Refused), ("402", NoBalance), ("404", UnknownModel), ("no picture", BadAnswer),
     ("truncated", BadAnswer), ("wrong types", BadAnswer)],
)  # fmt: skip
def test_what_goes_wrong_with_a_style_is_one_of_ours(
    service: Service, tmp_path: Path, how: str, error: type[ProviderError]
) -> None:
    service.always = how
    given = tmp_path / "photo.png"
    given.write_bytes(picture())
    with pytest.raises(error) as caught:
        OpenAIRestyler(connection(service, tmp_path, "Restyler", Policy(tries=Tries(attempts=1)))).restyle(
            Restyling(style="Paper cut-out"), given, tmp_path / "a.png"
        )
    assert KEY not in f"{caught.value} {caught.value.detail}"
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize(
    ("how", "told"),
    [("violence", "for violence."), ("hate/threatening, illicit, violence/graphic",
     "for hateful threats, wrongdoing and graphic violence.")],
)  # fmt: skip
def test_flagged_words_are_refused_with_what_they_are_in_plain_words(
    service: Service, tmp_path: Path, how: str, told: str
) -> None:
    moderator = OpenAIModerator(connection(service, tmp_path, "Moderator"))
    service.plan = [f"flagged: {how}"]
    with pytest.raises(Refused) as caught:
        moderator.check("A wild sea")
    assert caught.value.message == f"Our gateway flagged the words {told}"
    assert caught.value.detail == how
    assert service.requests == [("moderations", {"model": "gpt-test", "input": "A wild sea"})]
    assert moderator.connection.guard.health().month_usd == 0


@pytest.mark.parametrize(
    ("how", "error"),
    [("401", KeyRefused), ("safety", Refused), ("402", NoBalance), ("404", UnknownModel), ("no verdict", BadAnswer),
     ("truncated", BadAnswer), ("wrong types", BadAnswer), ("not json", BadAnswer)],
)  # fmt: skip
def test_without_a_verdict_no_words_pass(service: Service, tmp_path: Path, how: str, error: type[ProviderError]) -> None:
    service.always = how
    moderator = OpenAIModerator(connection(service, tmp_path, "Moderator", Policy(tries=Tries(attempts=1))))
    with pytest.raises(error) as caught:
        moderator.check("A calm sea")
    assert KEY not in f"{caught.value} {caught.value.detail}"
    service.always = ""
    moderator.check("A calm sea")


def test_every_provider_of_the_house_fills_its_port(service: Service, tmp_path: Path) -> None:
    for port, kind in PORTS.items():
        provider = kind(connection(service, tmp_path, port.__name__))
        assert isinstance(provider, port)
        assert "gpt-test" in provider.identity
        assert KEY not in provider.identity
    assert isinstance(writer(service, tmp_path).write(BRIEF, PACE), Script)
