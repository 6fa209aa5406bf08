"""Filmed presenters: ordered once, found again after a crash, refused in our words, and seen in the film."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from heygen_server import running as serving
from loopback import KEY, Service, film, tone

from core.engine import Store
from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoBalance,
    NotAccepted,
    ProviderError,
    Refused,
    TooSlow,
    Unavailable,
    UnknownModel,
)
from core.film import Placement, Staging, Take
from core.film.avatars import AVATARS
from core.policy import Policy, Timeouts, Tries
from core.ports import FilmingPresenter, Presenter
from core.providers.connection import Connection
from core.providers.heygen import PORTS
from core.providers.heygen.presenter import HeyGenPresenter
from core.providers.houses import house_of
from core.services.entries import Entry, Fill, KeyReference, Price
from core.services.keys import Keys
from core.stages.avatar import avatar
from core.value import Blob


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    running.begin()
    yield running
    assert running.problems == []


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    path = tmp_path / "voice.wav"
    path.write_bytes(tone(1.2))
    return path


USUAL = Timeouts()


def presenter(service: Service, tmp_path: Path, times: Timeouts = USUAL, **options: str) -> HeyGenPresenter:
    fill = Fill(port="Presenter", model="anna", options=tuple({"look_s": "0.02", **options}.items()))
    price = Price(model="anna", unit="second", usd=Decimal("0.05"), since="2026-01-01")  # type: ignore[arg-type]
    entry = Entry(
        id="mine", house="heygen", label="HeyGen", base_url=service.url, key=KeyReference(source="studio"), fills=(fill,),
        prices=(price,), policy=Policy(tries=Tries(attempts=2, first_s=0.01), timeouts=times),
    )  # fmt: skip
    Keys(tmp_path / "providers", tmp_path / "secrets").enter("mine", KEY)
    return HeyGenPresenter(Connection(entry, "Presenter", tmp_path / "providers", tmp_path / "secrets"))


BLOB = Blob(digest="0" * 32, suffix=".wav", size=1)
TAKE = Take(audio=BLOB, duration_ms=1200, words=(), phonemes=(), voice="v")
STAGING = Staging(avatar=AVATARS[0], placement=Placement.HALF)


def orders(service: Service) -> int:
    return sum(name == "POST /v3/videos" for name, _ in service.requests)


def test_a_clip_is_ordered_waited_for_kept_and_billed_once(service: Service, tmp_path: Path, voice: Path) -> None:
    who = presenter(service, tmp_path)
    who.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == film(1.2)
    [job] = service.jobs.values()
    assert (job["avatar_id"], job["audio_asset_id"], job["resolution"]) == ("anna", "asset-1", "1080p")
    assert re.fullmatch(r"Firstcut [0-9a-f]+", job["title"])
    assert who.connection.guard.health().month_usd == Decimal("0.06")
    asked = len(service.requests)
    presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "b.mp4")
    assert (tmp_path / "b.mp4").read_bytes() == film(1.2)
    assert len(service.requests) == asked


def test_each_of_our_presenters_may_be_somebody_else_there(service: Service, tmp_path: Path, voice: Path) -> None:
    who = presenter(service, tmp_path, avatars=f"nobody=x {AVATARS[0].id}=bert")
    who.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert [job["avatar_id"] for job in service.jobs.values()] == ["bert"]


def test_an_order_whose_answer_was_lost_is_found_by_its_title_and_not_made_again(
    service: Service, tmp_path: Path, voice: Path
) -> None:
    service.plan = ["", "lost"]
    presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert orders(service) == 1
    assert (tmp_path / "a.mp4").exists()


def test_a_clip_that_takes_too_long_is_adopted_by_the_next_run(service: Service, tmp_path: Path, voice: Path) -> None:
    who = presenter(service, tmp_path, look_s="200")  # its time is over before a second look
    service.jobs = _Slow()
    with pytest.raises(TooSlow):
        who.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    for job in service.jobs.values():
        job["ready"] = 0
    presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert orders(service) == 1


class _Slow(dict[str, dict[str, Any]]):
    """Jobs that are not ready for a long time."""

    def __setitem__(self, name: str, job: dict[str, Any]) -> None:
        super().__setitem__(name, {**job, "ready": 10**6})


@pytest.mark.parametrize(
    ("how", "error"),
    [("401", KeyRefused), ("402", NoBalance), ("404", UnknownModel), ("400", NotAccepted), ("safety", Refused), ("429", Busy),
     ("503", Unavailable), ("truncated", BadAnswer), ("wrong types", BadAnswer), ("not json", BadAnswer), ("stalled", TooSlow)],
)  # fmt: skip
def test_every_failure_is_one_of_ours_and_holds_no_key(
    service: Service, tmp_path: Path, voice: Path, how: str, error: type[ProviderError]
) -> None:
    service.always = how
    who = presenter(service, tmp_path, Timeouts(read_s=1) if how == "stalled" else USUAL)
    with pytest.raises(error) as caught:
        who.film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert KEY not in f"{caught.value} {caught.value.detail}"
    assert caught.value.hint


def test_a_job_that_failed_there_is_said_and_may_be_ordered_anew(service: Service, tmp_path: Path, voice: Path) -> None:
    class Failing(_Slow):
        def __setitem__(self, name: str, job: dict[str, Any]) -> None:
            super().__setitem__(name, {**job, "fail": "moderation_rejected" if not self else "rendering_failed"})

    service.jobs = Failing()
    with pytest.raises(Refused):
        presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    with pytest.raises(NotAccepted, match="gave the clip up"):
        presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    service.jobs = {}
    presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")
    assert orders(service) == 3


def test_a_result_that_is_no_film_is_refused(service: Service, tmp_path: Path, voice: Path) -> None:
    service.always = "no film"
    with pytest.raises(BadAnswer, match="no film"):
        presenter(service, tmp_path).film(TAKE, STAGING, voice, tmp_path / "a.mp4")


def test_the_avatar_stage_keeps_the_clip_with_the_acting(service: Service, tmp_path: Path, voice: Path) -> None:
    with Store(tmp_path / "store").scratch() as scratch:
        sound = scratch.new(".wav")
        sound.write_bytes(voice.read_bytes())
        take = TAKE.model_copy(update={"audio": scratch.keep(sound)})
        who = presenter(service, tmp_path)
        acted = avatar(take, STAGING, who, scratch)
        assert acted.clip is not None
        assert scratch.path(acted.clip).read_bytes() == film(1.2)
        assert acted.avatar == AVATARS[0]
        nobody = avatar(take, Staging(), who, scratch)
        assert nobody.clip is None
    assert orders(service) == 1


def test_the_house_is_on_offer(service: Service, tmp_path: Path) -> None:
    who = presenter(service, tmp_path)
    assert isinstance(who, PORTS[Presenter])
    assert isinstance(who, FilmingPresenter)
    assert house_of("heygen").offer("Presenter")
