"""Services of a studio: without entries nothing changes; with a chain others stand in, and every film says so."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running

from core.errors import BadSetting, Refused, UnknownChoice
from core.film import Brief, Order, Pace, Quality, Utterance
from core.making.run import PORTS
from core.policy import Circuit, Policy, Tries
from core.ports import Composer, Painter, Speaker, Writer
from core.providers import cast
from core.services.entries import Chain, Entry, Fill, KeyReference, Roster
from core.services.roster import Services
from core.settings import Settings
from core.studio import Studio

BRIEF = Brief(source="# Acme 4.0\n\nSearch takes 120 ms now.")
PACE = Pace(us_per_character=60_000)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as there:
        yield there


def set_up(root: Path, url: str, *chains: Chain) -> Services:
    services = Services(root, root.parent / "secrets")
    policy = Policy(tries=Tries(attempts=2, first_s=0.001), circuit=Circuit(failures=2, reset_s=600))
    fills = (Fill(port="Writer", model="w"), Fill(port="Speaker", model="s"))
    key = KeyReference(source="studio")
    entry = Entry(id="mine", house="openai", base_url=url, key=key, fills=fills, policy=policy)
    services.save(Roster(entries=(entry,), chains=chains))
    services.keys.enter("mine", KEY)
    return services


def test_without_entries_the_offline_house_fills_every_port_as_before(tmp_path: Path) -> None:
    ours, before = Services(tmp_path, tmp_path).cast(PORTS), cast(PORTS)
    assert {port: (type(p), p.identity) for port, p in ours.items()} == {
        port: (type(p), p.identity) for port, p in before.items()
    }


def test_an_entry_that_its_house_cannot_fill_is_refused(tmp_path: Path, service: Service) -> None:
    services = Services(tmp_path, tmp_path)
    with pytest.raises(UnknownChoice, match="does not fill"):
        services.save(Roster(entries=(Entry(id="a", house="openai", fills=(Fill(port="Composer", model="m"),)),)))
    with pytest.raises(UnknownChoice, match="no house"):
        services.save(Roster(entries=(Entry(id="a", house="nobody", fills=(Fill(port="Writer", model="m"),)),)))
    assert services.roster() == Roster()


def test_a_damaged_file_of_entries_is_said_and_never_taken_for_none(tmp_path: Path) -> None:
    services = Services(tmp_path, tmp_path)
    services.folder.mkdir()
    (services.folder / "entries.json").write_text("{")
    with pytest.raises(BadSetting):
        services.cast((Writer,))


def test_a_first_choice_without_fallbacks_stops_and_asks(tmp_path: Path, service: Service) -> None:
    services = set_up(tmp_path / "sessions", service.url, Chain(port="Writer", first="mine"))
    service.always = "safety"
    with pytest.raises(Refused):
        services.cast((Writer,))[Writer].write(BRIEF, PACE)


def test_who_stood_in_and_why_is_written_into_the_script(tmp_path: Path, service: Service) -> None:
    services = set_up(tmp_path / "sessions", service.url, Chain(port="Writer", first="mine", fallbacks=("offline",)))
    service.always = "503"
    began = time.monotonic()
    for _ in range(3):
        script = services.cast((Writer,))[Writer].write(BRIEF, PACE)
        assert script.notes[0].startswith("Made by this machine instead: mine ")
    assert time.monotonic() - began < 20
    assert services.health("mine").circuit == "opened"
    service.always = ""


def test_a_line_is_spoken_by_another_voice_of_its_language_and_says_so(tmp_path: Path, service: Service) -> None:
    services = set_up(tmp_path / "sessions", service.url, Chain(port="Speaker", first="mine", fallbacks=("offline",)))
    speaker: Speaker = services.cast((Speaker,))[Speaker]
    voice = next(v for v in speaker.voices() if v.id == "mine:coral-de")
    service.always = "401"
    speech = speaker.speak(Utterance(text="Guten Tag.", language="de", voice=voice), tmp_path / "a.wav")
    assert speech.words
    assert "this machine" in speech.note
    service.always = ""
    assert not speaker.speak(Utterance(text="Guten Tag.", language="de", voice=voice), tmp_path / "a.wav").note


def test_a_film_that_others_spoke_is_made_and_its_report_names_every_shot(tmp_path: Path, service: Service) -> None:
    root = tmp_path / "sessions"
    set_up(root, service.url, Chain(port="Speaker", first="mine", fallbacks=("offline",)))
    service.always = "402"
    settings = Settings(sessions=root, secrets=tmp_path / "secrets")
    with Studio(settings) as studio, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
        order = Order(source="Search takes 120 ms now. It works offline.", length_s=5, quality=Quality.DRAFT, avatar="none")
        session = studio.create(order)
        made = studio.make(session)
    service.always = ""
    assert made.file.exists()
    findings = [
        found for path in session.folder.rglob("*.json") for found in re.findall(r'"check": ?"fallback"', path.read_text("utf-8"))
    ]
    assert len(findings) >= made.shots
    assert not [path for path in root.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_a_port_that_only_services_fill_is_filled_and_has_no_fallbacks(tmp_path: Path, service: Service) -> None:
    services = Services(tmp_path, tmp_path)
    entries = tuple(
        Entry(id=name, house="openai", base_url=service.url, fills=(Fill(port="Painter", model="m"),)) for name in "ab"
    )
    services.save(Roster(entries=entries, chains=(Chain(port="Painter", first="a"),)))
    cast_now = services.cast((Painter, Composer))
    assert isinstance(cast_now[Painter], Painter)
    assert cast_now[Composer].identity == cast((Composer,))[Composer].identity
    services.save(Roster(entries=entries, chains=(Chain(port="Painter", first="a", fallbacks=("b",)),)))
    with pytest.raises(UnknownChoice, match="no fallbacks"):
        services.cast((Painter,))
