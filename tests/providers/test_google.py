"""Google's house against a service on loopback: Gemini's scripts, and clips by both of its doors, across every misfortune."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import av
import pytest
from google_server import running
from loopback import KEY, Service, picture
from provider_samples import BRIEF, DRAFT, LONG_LOOK, PACE, THRICE, TWICE, meeting

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
    Undecided,
    UnknownModel,
)
from core.film import Layout
from core.policy import Policy
from core.ports import Filming
from core.providers.connection import Connection
from core.providers.google import PORTS
from core.providers.houses import seated
from core.services.entries import Entry, Fill, KeyReference, Price
from core.services.keys import Keys

DOORS = pytest.mark.parametrize("platform", ["gemini", "vertex"])


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


def seat(service: Service, tmp_path: Path, port: str, platform: str = "gemini", policy: Policy = TWICE, **fields: Any) -> Any:
    model, look = "test-clip" if port == "Filmer" else "gemini-test", fields.pop("look", ("look_s", "0.02"))
    options = (("platform", platform), *((look,) if port == "Filmer" else ()))
    entry = Entry(id="mine", house="google", label="Our Google", base_url=service.url, key=KeyReference(source="studio"),
                  fills=(Fill(port=port, model=model, options=options),), policy=policy, **fields)  # fmt: skip
    Keys(tmp_path / "providers", tmp_path / "secrets").enter("mine", KEY)
    return seated(Connection(entry, port, tmp_path / "providers", tmp_path / "secrets"))


@DOORS
def test_a_script_is_written_once_by_a_schema_and_its_bill_is_kept(platform: str, service: Service, tmp_path: Path) -> None:
    prices = tuple(Price(model="gemini-test", unit=unit, usd=Decimal(4), since=date(2026, 1, 1))
                   for unit in ("1M input tokens", "1M output tokens"))  # fmt: skip
    writer = seat(service, tmp_path, "Writer", platform, prices=prices)
    script = writer.write(BRIEF, PACE)
    assert writer.write(BRIEF, PACE) == script
    assert script.lines[0].slide.layout is Layout.STATEMENT
    [(operation, body)] = service.requests
    assert operation.endswith("models/gemini-test:generateContent")
    assert body["generationConfig"]["responseJsonSchema"]["required"] == ["title", "lines"]
    assert "3: Search now takes" in body["contents"][0]["parts"][0]["text"]
    assert writer.connection.guard.health().month_usd == Decimal("0.006")


def test_lines_are_translated_and_their_number_is_kept(service: Service, tmp_path: Path) -> None:
    service.reply = lambda body: json.dumps({"lines": ["Hallo", "Welt"]})
    translator = seat(service, tmp_path, "Translator")
    assert translator.translate(("Hello", "World"), "de") == ("Hallo", "Welt")
    with pytest.raises(BadAnswer, match="2 lines for 3"):
        translator.translate(("Hello", "big", "World"), "de")


MISFORTUNES = [
    ("401", KeyRefused, 1),
    ("bad key", KeyRefused, 1),
    ("403", KeyRefused, 1),
    ("billing", NoBalance, 1),
    ("daily", NoBalance, 1),
    ("404", UnknownModel, 1),
    ("400", NotAccepted, 1),
    ("safety", Refused, 1),
    ("blocked", Refused, 1),
    ("refusal", Refused, 1),
    ("filtered", Refused, 1),
    ("429", Busy, 2),
    ("429 much later", Busy, 1),
    ("500", Unavailable, 2),
    ("503", Unavailable, 2),
    ("504", TooSlow, 2),
    ("reset", NoConnection, 2),
    ("slow headers", TooSlow, 2),
    ("stalled", TooSlow, 2),
    ("dripping", TooSlow, 2),
    ("truncated", BadAnswer, 2),
    ("wrong types", BadAnswer, 2),
    ("not json", BadAnswer, 2),
    ("empty", BadAnswer, 2),
    ("cut", BadAnswer, 2),
]


@pytest.mark.parametrize(("how", "kind", "calls"), MISFORTUNES)
def test_every_misbehaviour_is_one_of_our_errors(
    how: str, kind: type[ProviderError], calls: int, service: Service, tmp_path: Path
) -> None:
    service.always = how
    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        seat(service, tmp_path, "Writer", policy=meeting(how)).write(BRIEF, PACE)
    assert type(caught.value) is kind
    assert caught.value.hint
    assert KEY not in str(caught.value) + caught.value.detail
    assert service.came(calls) == calls
    assert time.monotonic() - began < 15


def test_a_refusal_says_what_it_is_about(service: Service, tmp_path: Path) -> None:
    service.always = "safety"
    with pytest.raises(Refused, match="violence"):
        seat(service, tmp_path, "Writer").write(BRIEF, PACE)


def test_what_passes_is_got_over(service: Service, tmp_path: Path) -> None:
    service.plan = ["429 later"]
    assert seat(service, tmp_path, "Writer").write(BRIEF, PACE).lines


@DOORS
@pytest.mark.parametrize("pictures", [0, 1, 2])
def test_a_clip_is_ordered_once_watched_and_fetched(platform: str, pictures: int, service: Service, tmp_path: Path) -> None:
    filmer = seat(service, tmp_path, "Filmer", platform, THRICE)
    base = tmp_path / "base.png"
    base.write_bytes(picture())
    given = [base] * pictures
    for _ in range(2):
        filmer.film(Filming(prompt="A calm sea", duration_ms=5200), tmp_path / "a.mp4", *given)
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.video[0].frames == 48
    assert len(service.jobs) == 1
    body = service.jobs["job1"]["body"]
    if platform == "vertex":
        assert ("image" in body["instances"][0]) is (pictures > 0)
        assert ("lastFrame" in body["instances"][0]) is (pictures > 1)
        assert body["parameters"]["durationSeconds"] == 6
    else:
        assert [part["type"] for part in body["input"][0]["content"]] == ["text", *["image"] * pictures]
        assert body["background"] is True
        assert body["response_format"]["duration"] == "6s"


def test_a_clip_may_also_come_inside_of_the_answer(service: Service, tmp_path: Path) -> None:
    service.plan = ["inline"]
    seat(service, tmp_path, "Filmer", policy=THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").stat().st_size > 1000


@DOORS
def test_a_clip_that_takes_too_long_is_adopted_by_the_next_call(platform: str, service: Service, tmp_path: Path) -> None:
    service.plan = ["endless"]
    with pytest.raises(TooSlow):
        seat(service, tmp_path, "Filmer", platform, look=LONG_LOOK).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    service.jobs["job1"]["how"] = ""
    seat(service, tmp_path, "Filmer", platform, THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 1


@DOORS
@pytest.mark.parametrize(("how", "about"), [("fails late", "well-known people"), ("no film there", "safety")])
def test_a_clip_that_is_refused_late_says_why_and_may_be_ordered_again(
    platform: str, how: str, about: str, service: Service, tmp_path: Path
) -> None:
    service.plan = [how]
    filmer = seat(service, tmp_path, "Filmer", platform, THRICE)
    with pytest.raises(Refused, match=about):
        filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    filmer.film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 2


@DOORS
def test_what_is_no_film_is_refused(platform: str, service: Service, tmp_path: Path) -> None:
    service.plan = ["no film"]
    with pytest.raises(BadAnswer):
        seat(service, tmp_path, "Filmer", platform, THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


@DOORS
def test_an_order_that_the_service_could_not_take_is_made_again(platform: str, service: Service, tmp_path: Path) -> None:
    service.plan = ["503"]
    seat(service, tmp_path, "Filmer", platform, THRICE).film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.jobs) == 1


def test_an_order_whose_answer_is_lost_is_not_repeated_unasked(service: Service, tmp_path: Path) -> None:
    service.plan = ["reset"]
    with pytest.raises(Undecided):
        seat(service, tmp_path, "Filmer").film(Filming(prompt="Sea"), tmp_path / "a.mp4")
    assert len(service.requests) == 1


def test_vertex_without_a_key_and_without_an_account_says_what_to_do(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLOUDSDK_CONFIG", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    fill = Fill(port="Writer", model="gemini-test", options=(("platform", "vertex"), ("project", "p1")))
    entry = Entry(id="mine", house="google", base_url=service.url, fills=(fill,), policy=TWICE)
    with pytest.raises(KeyRefused, match="no account of Google Cloud"):
        seated(Connection(entry, "Writer", tmp_path / "providers", tmp_path / "secrets")).write(BRIEF, PACE)
    assert service.requests == []


def test_every_provider_of_the_house_fills_its_port(service: Service, tmp_path: Path) -> None:
    for port in PORTS:
        provider = seat(service, tmp_path, port.__name__)
        assert isinstance(provider, port)
        assert KEY not in provider.identity
