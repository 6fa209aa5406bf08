"""Scripts that a service wrote are looked over where somebody is set up for it: flagged lines are told, and people decide."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))
from openai_server import KEY, Service, running
from provider_samples import BRIEF, PACE

from core.film import Order, Quality, Script
from core.film.flagging import flagged
from core.policy import Policy, Tries
from core.ports import DiscussingWriter, Writer
from core.services.entries import Chain, Entry, Fill, KeyReference
from core.services.estimating import Estimates
from core.services.roster import Services
from core.settings import Settings
from core.stages.script import script as script_stage
from core.studio import Studio

ONCE = Policy(tries=Tries(attempts=1))
TOLD = "Line 2: The gate flagged it for violence. Read it before you show the film."


def draft(*lines: str) -> str:
    told = [{"narration": line, "layout": "statement", "headline": "Ships"} for line in lines]
    return json.dumps({"title": "Ships", "lines": told})


@pytest.fixture
def there() -> Iterator[Service]:
    with running() as service:
        service.reply = lambda body: draft("Ships leave early.", "Captains fight for berths.", "Nobody calls.")
        yield service
        assert service.problems == []


@pytest.fixture
def gate() -> Iterator[Service]:
    with running() as service:
        service.always = "flagged: violence"
        yield service
        assert service.problems == []


def put(services: Services, name: str, url: str, port: str, *fallbacks: str) -> None:
    label = {"gate": "The gate"}.get(name, "A writer")
    services.put(Entry(id=name, house="openai", label=label, base_url=url, key=KeyReference(source="studio"), policy=ONCE,
                       fills=(Fill(port=port, model=f"{name}-model"),)))  # fmt: skip
    services.keys.enter(name, KEY)
    services.choose(Chain(port=port, first=name, fallbacks=fallbacks))


@pytest.fixture
def services(tmp_path: Path, there: Service, gate: Service) -> Services:
    ours = Services(tmp_path / "sessions", tmp_path / "secrets")
    put(ours, "pen", there.url, "Writer", "offline")
    put(ours, "gate", gate.url, "Moderator")
    return ours


def written(services: Services) -> Script:
    script: Script = services.cast((Writer,))[Writer].write(BRIEF, PACE)
    return script


def test_a_flagged_line_is_named_and_the_script_stays_as_it_was_written(services: Services, gate: Service) -> None:
    script = written(services)
    assert [line.narration for line in script.lines] == ["Ships leave early.", "Captains fight for berths.", "Nobody calls."]
    assert flagged(script) == (TOLD,)
    assert script.notes == ()
    assert not script.unchecked
    [asked] = gate.asked("moderations")
    texts = ["Ships leave early.\nShips", "Captains fight for berths.\nShips", "Nobody calls.\nShips"]
    assert asked == {"model": "gate-model", "input": ["Ships", *texts]}, "what is heard and what is seen, in one call"
    assert written(services) == script
    assert len(gate.requests) == 1, "the same script is looked over once"


def test_a_long_script_is_looked_over_in_few_calls(services: Services, there: Service, gate: Service) -> None:
    lines = [f"Ship {number} leaves." for number in range(40)]
    there.reply = lambda body: draft(*lines[:39], "A fight begins.")
    assert flagged(written(services)) == (TOLD.replace("Line 2", "Line 40"),)
    assert [len(body["input"]) for body in gate.asked("moderations")] == [32, 9]


def test_what_the_rounds_left_is_looked_over_too(services: Services, there: Service) -> None:
    writer = services.cast((Writer,))[Writer]
    assert isinstance(writer, DiscussingWriter)
    assert writer.discusses
    assert TOLD in flagged(writer.discuss(BRIEF, PACE).script)


@pytest.mark.parametrize("how", ["503", "no verdict", "wrong types", "401"])
def test_a_script_that_could_not_be_checked_says_so_and_the_next_film_tries_again(
    services: Services, gate: Service, how: str
) -> None:
    gate.always = how
    script = written(services)
    assert len(script.lines) == 3
    [note] = script.notes
    assert note == script.unchecked
    assert note.startswith("The script was not checked: The gate ")
    assert KEY not in note
    provisional = script_stage.stage.provisional
    assert provisional(script), "it counts for its own film alone"
    gate.always = "flagged: violence"
    checked = written(services)
    assert flagged(checked) == (TOLD,)
    assert checked.notes == ()
    assert not provisional(checked)


def test_what_this_machine_writes_is_sent_to_nobody(services: Services, there: Service, gate: Service) -> None:
    there.always = "503"
    assert written(services).stood_in
    services.choose(Chain(port="Writer"))
    assert written(services).lines
    assert gate.requests == []


def test_a_check_that_is_switched_off_or_gone_changes_nothing(services: Services, gate: Service) -> None:
    checked = services.cast((Writer,))[Writer].identity
    services.put(services.entry("gate").model_copy(update={"enabled": False}))
    plain = services.cast((Writer,))[Writer].identity
    assert plain != checked, "a script that was checked is another than one that was not"
    assert flagged(written(services)) == written(services).notes == ()
    services.remove("gate")
    assert services.cast((Writer,))[Writer].identity == plain
    assert gate.requests == []


def test_the_check_stands_among_the_costs_before_it_is_asked(services: Services, gate: Service) -> None:
    script = Script.model_validate_json(written(services).model_dump_json())
    asked = len(gate.requests)
    found = {cost.port: cost for cost in Estimates(services).film(BRIEF.source, script).costs}
    assert (found["Moderator"].service, found["Moderator"].range) == ("The gate", "$0.00")
    services.choose(Chain(port="Writer"))
    assert "Moderator" not in {cost.port for cost in Estimates(services).film(BRIEF.source, script).costs}
    assert len(gate.requests) == asked


def test_a_film_with_a_flagged_line_is_made_and_its_script_names_the_line(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets"), inline=True) as studio:
        session = studio.create(Order(source="Captains fight for berths.", quality=Quality.DRAFT, avatar="none"))
        assert any(cost.startswith("Content check by The gate: $0.00") for cost in studio.plan(session).costs)
        studio.make_until(session, "script")
        told = studio.script(session.id)
        assert told is not None
        assert TOLD in flagged(told)


def test_a_script_that_nobody_checked_is_checked_once_that_is_possible_and_nothing_is_written_or_spoken_again(
    services: Services, there: Service, gate: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(tmp_path / "secrets"))
    gate.always = "no verdict"
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets"), inline=True) as studio:
        session = studio.create(Order(source="Captains fight for berths.", quality=Quality.DRAFT, avatar="none"))
        before = studio.make(session).cut
        [piece] = studio.upgrades.of(session.id).pieces
        assert (piece.task, piece.number) == ("Moderator", 0)
        assert [one.message for one in before.report.findings if one.check == "fallback"] == [piece.note]
        gate.always, asked = "flagged: violence", len(there.requests)
        assert studio.upgrades.ask_again(session.id) == 1
        plan = studio.plan(session)
        assert (plan.costs, plan.cost) == ((), 0)
        after = studio.make(session).cut
        assert (after.number, after.cut) == (before.number, before.cut), "it is the same film"
        assert [one for one in after.report.findings if one.check == "fallback"] == []
        assert len(there.requests) == asked, "what was written is there"
        assert studio.upgrades.of(session.id).pieces == ()
        told = studio.script(session.id)
        assert told is not None
        assert (flagged(told), told.notes) == ((TOLD,), ())
