"""What goes wrong outside of us, really caused: a full disk under an edit, damaged files, a clock that was set back, a rush."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.edits import LOG
from core.engine import History, Pool
from core.errors import DiskFull
from core.events import Event, PartDone
from core.film import Order, Quality
from core.film.shot_edits import SetNarration, SetPace
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(300)

TEXT = "# Harbor\n\nSearch is fast. It finds what you mean.\n\n## Sync\n\nSync works offline."


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("faults"), workers=1), inline=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(studio: Studio) -> Session:
    made = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
    studio.make_until(made, "sync")
    return made


def laid(session: Session) -> str | None:
    return History(session.folder / "metadata/parts.json").output("sync")


def run(studio: Studio, session: Session) -> list[PartDone]:
    heard: list[Event] = []
    studio.make_until(session, "sync", heard.append)
    return [event for event in heard if isinstance(event, PartDone) and not event.reused]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of files' sizes")
def test_an_edit_that_does_not_fit_on_the_disk_is_refused_whole_and_works_when_there_is_room(studio: Studio) -> None:
    import resource

    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
    editor = studio.cutting.editor(session.id)
    before = editor.apply(SetPace(shot=editor.shots[0].id, pace=90))
    edit = SetNarration(shot=editor.shots[1].id, text="There is no room for this. " * 40)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((session.folder / LOG).stat().st_size + 40, hard))
    try:
        with pytest.raises(DiskFull):
            editor.apply(edit)
        assert editor.film == before
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert studio.cutting.editor(session.id).film == before
    after = editor.apply(edit)
    assert after != before
    assert editor.undo() == before


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True), st.booleans())
def test_a_file_of_the_store_that_was_flipped_or_cut_off_is_made_again_as_it_was(
    studio: Studio, session: Session, which: int, where: float, cut: bool
) -> None:
    whole = laid(session)
    files = sorted(path for kind in ("records", "values", "blobs") for path in (studio.store.root / kind).glob("*/*"))
    victim = files[which % len(files)]
    held = bytearray(victim.read_bytes())
    place = int(where * len(held))
    held[place] ^= 0x15
    victim.chmod(0o644)
    victim.write_bytes(held[:place] if cut else held)
    run(studio, session)
    assert laid(session) == whole
    assert run(studio, session) == []


def test_a_clock_that_was_set_back_makes_nothing_again_and_loses_nothing(studio: Studio, session: Session) -> None:
    """Everything there is was written a day from now."""
    whole, later = laid(session), time.time() + 86_400
    for path in [*session.folder.rglob("*"), *studio.store.root.glob("*/*/*")]:
        os.utime(path, (later, later))
    assert run(studio, session) == []
    editor = studio.cutting.editor(session.id)
    editor.apply(SetPace(shot=editor.shots[0].id, pace=90), seen=editor.revision)
    assert sum(part.stage == "voice" for part in run(studio, session)) == 1
    editor.undo()
    run(studio, session)
    assert laid(session) == whole
    studio.store.sweep(History(session.folder / "metadata/parts.json").outputs(), grace=0.0)
    assert run(studio, session) == []


def memory(pool: Pool) -> float:
    return sum(psutil.Process(pid).memory_info().rss for pid in (os.getpid(), *pool.pids())) / 1e6


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("until", ["sync", ""], ids=["up to the timeline", "whole films"])
def test_twenty_people_start_films_at_once_and_each_gets_a_turn(tmp_path: Path, until: str) -> None:
    with Studio(Settings(sessions=tmp_path, workers=2, jobs=2), serve=True) as studio:
        first = studio.create(Order(source="Workers start.", quality=Quality.DRAFT))
        studio.make(first)
        pool = studio.crew()
        assert isinstance(pool, Pool)
        before = memory(pool)
        names = [
            studio.start(Order(source=f"Person {n} has news. It is good.", quality=Quality.DRAFT), f"person {n}", until)
            for n in range(20)
        ]
        looks, most, ends = [], before, time.monotonic() + 1500
        while any(studio.status(name).active for name in names):
            assert time.monotonic() < ends
            began = time.monotonic()
            assert len(studio.page().rows) == 21
            assert len([studio.status(name) for name in names]) == 20
            studio.viewing.shots(names[0])
            looks.append(time.monotonic() - began)
            most = max(most, memory(pool))
            time.sleep(0.2)
        assert {studio.status(name).state for name in names} == {"paused" if until else "done"}
        began_at = [next(e["at"] for e in studio.open(name).events() if e["kind"] == "job-started") for name in names]
        ranks = [sorted(began_at).index(at) for at in began_at]
        assert all(abs(rank - place) < 2 for place, rank in enumerate(ranks)), "who came first is served first, two at once"
        assert statistics.median(looks) < 0.4
        assert most - before < 400, f"{before:.0f} MB became {most:.0f} MB"
