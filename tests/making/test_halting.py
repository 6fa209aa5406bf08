"""Stopping after a stage: look, edit, and go on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UnknownChoice
from core.events import Event, PartDone
from core.film import Aspect, Order, Quality
from core.film.shot_edits import SetNarration
from core.making.halting import UNTIL, next_after, next_of
from core.session import Session
from core.settings import Settings
from core.showing.status import Tally
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = "Search is fast. It finds what you mean."


def order(text: str = TEXT) -> Order:
    return Order(source=text, quality=Quality.DRAFT, avatar="none", formats=(Aspect.WIDE, Aspect.SQUARE), draft_first=True)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path / "s", workers=1), inline=True) as opened:
        yield opened


def states(studio: Studio, session: Session) -> list[str]:
    return [stage.state for stage in studio.status(session.id).stages]


def test_a_film_made_stage_by_stage_makes_nothing_twice_and_equals_one_made_in_one_go(studio: Studio, tmp_path: Path) -> None:
    session = studio.create(order())
    heard: list[Event] = []
    for number, stage in enumerate(UNTIL, 1):
        assert next_of(session.job()) == stage
        halted = studio.make_until(session, stage, heard.append)
        status = studio.status(session.id)
        assert (halted.until, status.state, status.until, status.progress) == (stage, "paused", stage, 1.0)
        assert states(studio, session) == ["done"] * number + ["waiting"] * (5 - number)
        assert not session.cuts(), "and no draft"
    assert next_of(session.job()) == ""
    made = studio.make(session, heard.append)
    assert (studio.status(session.id).state, studio.status(session.id).until) == ("done", "")
    parts = [(e.stage, e.item, e.edition) for e in heard if isinstance(e, PartDone) and not e.reused]
    assert len(set(parts)) == len(parts)
    with Studio(Settings(sessions=tmp_path / "other", workers=1), inline=True) as other:
        whole = other.make(other.create(order()))
    assert [e.cut for e in whole.cut.editions] == [e.cut for e in made.cut.editions]


def test_what_is_edited_while_it_waits_is_in_the_film(studio: Studio) -> None:
    session = studio.create(order())
    studio.make_until(session, "sync")
    editor = studio.cutting.editor(session.id)
    editor.apply(SetNarration(shot=editor.shots[0].id, text="Search never waits."), seen=editor.revision)
    halted = studio.make_until(session, "avatar")
    assert halted.made, "one step back is a step, too"
    made = studio.make(session)
    assert "Search never waits." in studio.store.path(made.cut.cut.transcript).read_text()


def test_what_was_made_of_later_stages_is_remembered_when_an_earlier_one_is_looked_at(studio: Studio) -> None:
    session = studio.create(order())
    made = studio.make(session)
    halted = studio.make_until(session, "script")
    assert (halted.made, studio.status(session.id).state) == (0, "paused")
    assert studio.plan(session).nothing
    assert studio.make(session).cut.number == made.cut.number


def test_a_run_that_was_stopped_on_its_way_goes_on_to_where_it_should_stop(tmp_path: Path) -> None:
    settings = Settings(sessions=tmp_path / "s", workers=1, jobs=1)
    with Studio(settings, serve=True) as studio:
        first = studio.start(order(), until="sync")
        second = studio.start(order("Sync works offline."), until="script")
        assert studio.status(second).until == "script", "also while it waits for its turn"
    with Studio(settings, serve=True) as studio:
        ends = time.monotonic() + 250
        while studio.status(first).state != "paused" or studio.status(second).state != "paused":
            assert time.monotonic() < ends
            time.sleep(0.05)
        assert [studio.status(name).until for name in (first, second)] == ["sync", "script"]
        assert not studio.cuts(first)
    with Studio(settings) as studio:
        assert studio.status(first).state == "paused", "as its folder tells"
        assert [row.state for row in studio.page().rows] == ["paused", "paused"]


def test_progress_is_measured_against_the_stages_that_are_asked_for(studio: Studio) -> None:
    session = studio.create(order())
    tally = Tally(session.id, state="running")
    studio.make_until(session, "avatar", tally.hear)
    assert tally.status().progress == pytest.approx(0.99), "all of it, before its end is told"


def test_stages_follow_each_other_and_others_are_refused(studio: Studio) -> None:
    assert [next_after(stage) for stage in ("", *UNTIL)] == [*UNTIL, ""]
    with pytest.raises(UnknownChoice, match="script, avatar, sync, composition"):
        studio.make_until(studio.create(order()), "final")


@pytest.mark.long
def test_the_command_line_stops_and_goes_on(tmp_path: Path) -> None:
    def said(*words: str) -> str:
        command = [sys.executable, "-m", "core", *words, "--sessions", str(tmp_path), "--workers", "1", "--quiet"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=250).stdout

    told = json.loads(said("make", TEXT, "--avatar", "none", "--quality", "draft", "--until", "script", "--json"))
    assert (told["until"], told["made"]) == ("script", 2)
    assert "waits for you after avatar" in said("resume", told["session"], "--next")
    assert "cut 1" in said("resume", told["session"])
