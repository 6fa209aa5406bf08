"""A draft is drawn before it is asked for, only while nothing else is going on, and never twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.editing.ahead import Ahead, Looked
from core.film import Order, Quality
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)


def until(there: Callable[[], object], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.01)


class Desk:
    """Draws by counting frames until it is told that the last one is reached."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.ended: list[str] = []
        self.frames = 0
        self.last = threading.Event()
        self.idle = True
        self.followed: list[str] = []
        self.deaf = False
        self.over = threading.Event()
        self.over.set()
        self.ahead = Ahead(self.draw, lambda: self.idle, self.follow)

    def draw(self, wanted: Looked, before_frame: Callable[[], None]) -> None:
        self.began.append(wanted.shot)
        while not self.last.is_set():
            before_frame()
            self.frames += 1
            time.sleep(0.005)
        self.ended.append(wanted.shot)

    def follow(self, wanted: Looked, heed: Callable[[], None]) -> None:
        self.followed.append(wanted.shot)
        while not self.over.wait(0.005):
            if not self.deaf:
                heed()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.ahead.close()
    thread = desk.ahead._thread
    assert thread is None or not thread.is_alive()


def test_what_is_looked_at_is_drawn_once(desk: Desk) -> None:
    desk.last.set()
    desk.ahead.look("film", "one", "a")
    until(lambda: desk.ended)
    desk.ahead.look("film", "one", "a")
    desk.ahead.look("film", "two", "a")
    until(lambda: len(desk.ended) == 2)
    assert desk.began == ["one", "two"]


def test_nothing_is_drawn_while_a_film_is_made_and_a_film_that_begins_comes_first(desk: Desk) -> None:
    desk.idle = False
    desk.ahead.look("film", "one", "a")
    time.sleep(1.2)
    assert desk.began == []
    desk.idle = True
    until(lambda: desk.frames)
    desk.idle = False
    until(lambda: desk.ahead._drawing is None)
    assert desk.ended == []
    desk.last.set()
    desk.idle = True
    until(lambda: desk.ended)
    assert desk.began == ["one", "one"]


def test_it_is_known_whether_somebody_edits(desk: Desk) -> None:
    assert desk.ahead.rests()
    desk.last.set()
    desk.ahead.look("film", "one", "a")
    assert not desk.ahead.rests()
    until(lambda: desk.ended == ["one"])
    assert not desk.ahead.rests()
    until(lambda: desk.ahead.rests(after_s=0.2))


def test_another_shot_that_is_looked_at_takes_its_place(desk: Desk) -> None:
    desk.ahead.look("film", "one", "a")
    until(lambda: desk.frames)
    desk.ahead.look("film", "two", "a")
    until(lambda: desk.began == ["one", "two"])
    desk.last.set()
    until(lambda: desk.ended == ["two"])


def test_whoever_asks_for_what_is_being_drawn_waits_for_it_and_whoever_asks_for_another_does_not(desk: Desk) -> None:
    desk.ahead.look("film", "one", "a")
    until(lambda: desk.frames)
    got = threading.Event()

    def ask() -> None:
        with desk.ahead.asked("film", "one"):
            got.set()

    asking = threading.Thread(target=ask)
    asking.start()
    assert not got.wait(0.3), "it is being drawn"
    desk.last.set()
    assert got.wait(120)
    asking.join()
    assert desk.ended == ["one"]
    desk.last.clear()
    desk.ahead.look("film", "two", "a")
    until(lambda: desk.began[-1] == "two")
    with desk.ahead.asked("film", "three"):
        until(lambda: desk.ahead._drawing is None)


def test_what_follows_the_draft_gives_way_to_whoever_plays_it_and_is_taken_up_again(desk: Desk) -> None:
    desk.last.set()
    desk.over.clear()
    desk.deaf = True
    desk.ahead.look("film", "one", "a")
    until(lambda: desk.followed)
    with desk.ahead.asked("film", "one"):  # the draft is there: whatever follows it, nobody waits for that
        desk.deaf = False
        until(lambda: desk.ahead._done is None)
    until(lambda: len(desk.followed) == 2)
    desk.over.set()
    until(lambda: desk.ahead._done == ("film", "one", "a"))
    time.sleep(0.2)
    assert desk.followed == ["one", "one"]


def test_the_draft_of_the_open_shot_is_there_before_somebody_plays_it(tmp_path: Path) -> None:
    with Studio(Settings(sessions=tmp_path)) as studio:
        session = studio.create(
            Order(source="# Harbor\n\nSearch is faster.\n\n## Sync\n\nNothing is lost.", quality=Quality.DRAFT)
        )
        studio.make_until(session, "script")
        shot = studio.boards.board(session.id).shots[1]
        studio.boards.stills.ahead.look(session.id, shot.id, shot.look)
        until(lambda: [*session.folder.rglob("draft-*.mp4")], 250)
        (drawn,) = session.folder.rglob("draft-*.mp4")
        written = drawn.stat().st_mtime_ns
        assert studio.boards.stills.play(session.id, shot.id) == drawn
        assert drawn.stat().st_mtime_ns == written
