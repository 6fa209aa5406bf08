"""What an edit makes stale is drawn while somebody still looks at it, so that the cut is there when it is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.editing.planning import FilmPlan
from core.engine import Plan
from core.engine.plan import Planned
from core.events import Event, PartDone
from core.film import Aspect, Order, Quality
from core.film.shot_edits import SetNarration
from core.making.head_start import worth
from core.providers.offline.composer import OfflineComposer
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)

TEXT = "# Harbor\n\nSearch is faster.\n\n## Sync\n\nNothing is lost any more.\n\n## Access\n\nPermissions are finer."


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("ahead"), workers=2)) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(studio: Studio) -> Session:
    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
    studio.make(session)
    return session


def _until(there: Callable[[], object], seconds: float = 250) -> None:
    ends = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.02)


def _stale(studio: Studio, session: Session) -> set[str]:
    plan: FilmPlan = studio.cutting.plan(session.id)
    return {part.stage for part in plan.plan.stale}


def _edited(studio: Studio, session: Session, text: str) -> None:
    """A line changed by somebody who goes on looking at its shot."""
    editor = studio.cutting.editor(session.id)
    editor.apply(SetNarration(shot=editor.shots[1].id, text=text), seen=editor.revision)
    shot = studio.boards.board(session.id).shots[1]
    studio.boards.stills.ahead.look(session.id, shot.id, shot.look)


def _made(studio: Studio, session: Session) -> set[str]:
    """The stages of which a cut makes something."""
    heard: list[Event] = []
    studio.make(session, heard.append)
    return {event.stage for event in heard if isinstance(event, PartDone) and not event.reused}


@pytest.mark.long
def test_what_is_stale_is_drawn_and_mixed_while_the_shot_is_looked_at_and_the_cut_only_joins_it(
    studio: Studio, session: Session, tmp_path: Path
) -> None:
    cuts, text = len(session.cuts()), "Nothing is ever lost any more, on no boat and in no harbour."
    _edited(studio, session, text)
    _until(lambda: not _stale(studio, session) & {"compose", "mix"})
    assert len(session.cuts()) == cuts, "nobody asked for a cut yet"
    made = _made(studio, session)
    assert "render" in made
    assert not made & {"voice", "avatar", "compose", "score", "play", "music", "mix"}
    with Studio(Settings(sessions=tmp_path), inline=True) as other:
        alone = other.create(Order(source=TEXT, quality=Quality.DRAFT))
        editor = other.cutting.editor(alone.id)
        editor.apply(SetNarration(shot=editor.shots[1].id, text=text), seen=editor.revision)
        other.make(alone)
        assert alone.cuts()[-1].cut.film.digest == session.cuts()[-1].cut.film.digest, "the bytes of a film made in one go"


def test_a_cut_that_is_asked_for_in_the_middle_takes_over_what_is_being_drawn(studio: Studio, session: Session) -> None:
    _edited(studio, session, "Nothing at all is lost, whatever the weather does to the line between the boats.")
    _until(lambda: [*session.folder.rglob("draft-*.mp4")])
    made = _made(studio, session)
    assert "render" in made
    assert not _stale(studio, session) & {"compose", "mix", "render"}


def _plan(stale: dict[str, int], kept: int = 20) -> Plan:
    parts = [Planned(stage=stage, item=str(k), state="stale") for stage, count in stale.items() for k in range(count)]
    return Plan(parts=(*parts, *(Planned(stage="compose", item=f"kept {k}", state="kept") for k in range(kept))))


@pytest.mark.parametrize(
    ("stale", "begun"),
    [
        ({"compose": 3, "mix": 1, "render": 1, "inspect": 1}, True),
        ({"mix": 1, "render": 1}, True),
        ({"compose": 40, "mix": 1, "render": 1}, False),
        ({"voice": 1, "compose": 3, "mix": 1}, False),
        ({"render": 1, "inspect": 1}, False),
        ({}, False),
    ],
)
def test_only_a_few_shots_are_drawn_unasked_and_nothing_that_may_cost_something(stale: dict[str, int], begun: bool) -> None:
    assert worth(_plan(stale), OfflineComposer()) is begun
    assert not worth(_plan(stale), object()), "music by a service may cost something"


def test_nothing_is_drawn_unasked_before_a_first_cut(studio: Studio) -> None:
    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT, formats=(Aspect.SQUARE,)))
    studio.make_until(session, "sync")
    studio.cutting.head_start(session.id, lambda: None)
    assert "compose" in _stale(studio, session)
