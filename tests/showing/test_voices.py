"""Voices of services beside the built-in ones: chosen on purpose, priced before, never asked for anything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from openai_server import KEY, Service, running

from core.errors import StudioError, UnknownChoice
from core.film import Order, Quality, Utterance
from core.policy import Policy, Tries
from core.ports import Speaker
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.services.roster import Services
from core.settings import Settings
from core.showing.voices import Voices
from core.studio import Studio

ALLOY = "mine:alloy-en"
TEXT = "Search takes 120 ms now. It works offline."


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Service:
    running_service.begin()
    return running_service


def entry(service: Service, *, priced: bool = True, **more: object) -> Entry:
    price = Price(model="tts", unit="1M characters", usd=Decimal(15), since=date(2026, 1, 1))
    return Entry(
        id="mine", house="openai", label="Our gateway", base_url=service.url, key=KeyReference(source="studio"),
        fills=(Fill(port="Speaker", model="tts", options=(("languages", "en de"), ("voices", "alloy ash"))),),
        prices=(price,) if priced else (), policy=Policy(tries=Tries(attempts=1)), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def services(tmp_path: Path, *entries: Entry, chains: tuple[Chain, ...] = ()) -> Services:
    there = Services(tmp_path / "sessions", tmp_path / "secrets")
    for one in entries:
        there.keys.enter(one.id, KEY)
    there.save(Roster(entries=entries, chains=chains))
    return there


def test_voices_of_a_service_stand_beside_the_usual_ones_and_change_nothing_else(service: Service, tmp_path: Path) -> None:
    there = services(tmp_path)
    voices = Voices(there)
    usual, before = voices.there(), there.cast((Speaker,))[Speaker].identity
    there.save(Roster(entries=(entry(service),)))
    with_service = voices.there()
    assert with_service[: len(usual)] == usual
    assert [voice.id for voice in with_service[len(usual) :]] == [
        "mine:alloy-en", "mine:ash-en", "mine:alloy-de", "mine:ash-de",
    ]  # fmt: skip
    assert there.cast((Speaker,))[Speaker].identity == before
    assert all("tts" in voice.made_by for voice in with_service[len(usual) :])
    assert KEY not in with_service[-1].model_dump_json()
    there.save(Roster(entries=(entry(service, enabled=False),)))
    assert voices.there() == usual
    there.save(Roster(entries=(entry(service, people=("ada",)),)))
    assert voices.there() == usual
    assert len(there.cast((Speaker,), "ada")[Speaker].voices()) == len(with_service)
    assert service.requests == []


def test_a_price_is_told_before_and_built_in_voices_have_none(service: Service, tmp_path: Path) -> None:
    voices = Voices(services(tmp_path, entry(service)))
    own = next(voice for voice in voices.there() if voice.id == ALLOY)
    assert voices.price(own).told == "about $0.01 a minute"
    assert voices.price(own).sample.startswith("about $0.000")
    assert voices.price(voices.there()[0]).told == ""
    unpriced = Voices(services(tmp_path, entry(service, priced=False)))
    assert unpriced.price(own).told == "no price entered"
    assert unpriced.price(own).sample


def test_a_film_is_spoken_by_the_chosen_voice_and_its_service_is_asked_once_for_each_line(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    services(tmp_path, entry(service))
    settings = Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets", workers=1, _env_file=None)  # type: ignore[call-arg]
    with Studio(settings, inline=True) as studio:
        order = Order(source=TEXT, length_s=5, quality=Quality.DRAFT, avatar="none", voice=ALLOY)
        assert studio.voice_for(order).id == ALLOY
        outline = studio.outline(order)
        assert service.requests == []
        [cost] = studio.estimates.film(order.source, outline.script, order.voice).costs
        assert (cost.service, cost.known) == ("Our gateway", True)
        assert not studio.estimates.film(order.source, outline.script).costs
        session = studio.create(order)
        made = studio.make(session)
        asked = [body["input"] for name, body in service.requests if name == "audio/speech"]
        assert len(asked) == len(set(asked)) == made.shots
        assert {body["voice"] for _, body in service.requests} == {"alloy"}
        voice = studio.voice_for(order)
        first = studio.sample_of_voice(voice)
        assert studio.sample_of_voice(voice) == first
        assert len(service.requests) == made.shots + 1


def test_a_chosen_voice_that_fails_is_not_silently_another(service: Service, tmp_path: Path) -> None:
    there = services(tmp_path, entry(service))
    speaker: Speaker = there.cast((Speaker,))[Speaker]
    own = next(voice for voice in speaker.voices() if voice.id == ALLOY)
    said = Utterance(text=TEXT, language="en", voice=own)
    service.always = "503"
    with pytest.raises(StudioError):
        speaker.speak(said, tmp_path / "a.wav")
    other = entry(service).model_copy(update={"id": "second"})
    there = services(tmp_path, entry(service), other, chains=(Chain(port="Speaker", first="second", fallbacks=("offline",)),))
    service.always = "503"
    given = there.cast((Speaker,))[Speaker].speak(said, tmp_path / "b.wav")
    assert given.note.startswith("Made by this machine instead: Our gateway")
    assert given.words


def test_only_services_with_voices_to_fetch_are_asked_for_them(service: Service, tmp_path: Path) -> None:
    voices = Voices(services(tmp_path, entry(service)))
    assert not voices.neural
    assert voices.fetchable("en") == ()
    with pytest.raises(UnknownChoice):
        voices.fetch("mine", "en_US-lessac-medium")
    assert service.requests == []
