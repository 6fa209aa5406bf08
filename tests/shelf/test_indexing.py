"""The catalogue follows what others do to the folders, and reads no folder that nobody touched."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.film import Order
from core.session import RUN_LOCK, JobState, Session, utc_now
from core.shelf.indexing import Index

AGO = (1_700_000_000, 1_700_000_000)


def state_of(session: Session) -> str:
    job = session.job()
    return "new" if job is None else job.state


def made(root: Path, title: str) -> Session:
    session = Session.create(root, Order(source="Search is fast."), title)
    os.utime(session.folder / "metadata", AGO)  # so that it is not young any more
    return session


def titles(index: Index) -> list[str]:
    return sorted(row.title for row in index.sessions.page().rows)


def around(index: Index) -> list[str]:
    time.sleep(0.06)  # what is as young as this is looked at twice
    while not index.look_around():
        continue
    return titles(index)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path, state_of)
    yield opened
    opened.close()


def test_what_others_make_change_move_and_remove_is_followed(index: Index) -> None:
    first = made(index.root, "First")
    assert around(index) == ["First"]
    second = made(index.root, "Second")
    assert around(index) == ["First", "Second"]
    second.save(second.card.model_copy(update={"title": "Renamed"}))
    assert around(index) == ["First", "Renamed"]
    (index.root / ".trash").mkdir()
    first.folder.rename(index.root / ".trash" / first.id)
    assert around(index) == ["Renamed"]
    (index.root / ".trash" / first.id).rename(first.folder)
    assert around(index) == ["First", "Renamed"]
    shutil.rmtree(second.folder)
    assert around(index) == ["First"]


def test_opening_again_reads_only_what_was_touched(tmp_path: Path) -> None:
    first, second = made(tmp_path, "First"), made(tmp_path, "Second")
    index = Index(tmp_path, state_of)
    assert around(index) == ["First", "Second"]
    index.close()
    for session, date in ((first, AGO), (second, None)):
        session.save(session.card.model_copy(update={"title": "Other"}))
        if date:
            os.utime(session.folder / "metadata", date)
    third = made(tmp_path, "Third")
    (tmp_path / ".trash").mkdir()
    index = Index(tmp_path, state_of)
    assert around(index) == ["First", "Other", "Third"], "the date of the first one says that nobody wrote there"
    index.close()
    third.folder.rename(tmp_path / ".trash" / third.id)
    again = Index(tmp_path, state_of)
    assert around(again) == ["First", "Other"], "no date tells of the trash"
    assert again.rebuild() == 3
    assert titles(again) == ["Other", "Other"]
    again.close()


def test_a_film_whose_maker_died_is_seen_to_be_interrupted(index: Index) -> None:
    session = made(index.root, "First")
    job = JobState(job="x", state="running", origin="command line", pid=1, started=utc_now())
    with session.locked():
        session.note(job)
        os.utime(session.folder / "metadata", AGO)
        around(index)
        assert [row.state for row in index.sessions.page().rows] == ["running"]
        assert index.unfinished() == (session.id,)
    assert (session.folder / RUN_LOCK).exists()
    around(index)
    assert [row.state for row in index.sessions.page().rows] == ["interrupted"]


def test_whoever_read_a_folder_first_does_not_write_over_whoever_read_it_later(tmp_path: Path) -> None:
    meanwhile = []

    def told(session: Session) -> str:
        if meanwhile:
            meanwhile.pop()()  # somebody ends the film and enters that, before what was read here is written
            return "running"
        return "done"

    index = Index(tmp_path, told)
    session = made(tmp_path, "First")
    meanwhile.append(lambda: index.enter(session.id))
    index.enter(session.id)
    assert [row.state for row in index.sessions.page().rows] == ["done"]
    around(index)
    assert [row.state for row in index.sessions.page().rows] == ["done"]
    index.close()


def test_a_broken_folder_hides_no_other_one_and_appears_when_it_is_mended(index: Index) -> None:
    broken, sound = made(index.root, "Broken"), made(index.root, "Sound")
    kept = broken.card.model_dump_json()
    for wrong in ("{", kept.replace(broken.card.created, "yesterday")):
        broken.write("metadata/session.json", wrong)
        index.sessions.forget(broken.id)
        assert around(index) == [sound.card.title]
    broken.write("metadata/session.json", kept)
    assert around(index) == ["Broken", "Sound"]
