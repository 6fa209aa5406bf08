"""What two runs want at one time is made once; who lets go of a part that another wants does not stop it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import engine_toys as toys
import pytest
from toy_film import Film, pool_of, until

from core.engine import Pool
from core.errors import Cancelled
from core.events import PartDone


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    pool = pool_of(tmp_path_factory.mktemp("shared"))
    yield pool
    pool.close()


def _times(film: Film, verb: str) -> int:
    """How often a worker was asked to do it."""
    return len(list(film.trouble.glob(f"{verb}*")))


def _both(folder: Path, pool: Pool, text: str) -> tuple[Film, Film]:
    """Two runs of the same parts, which hold: the first has them made, the other waits for them."""
    one = Film(folder, pool, text, "one").start()
    assert one.started.wait(60)
    other = Film(folder, pool, text, "other").start()
    assert other.started.wait(60)
    return one, other


def test_two_runs_that_want_the_same_part_have_it_made_once(tmp_path: Path, pool: Pool) -> None:
    one, other = _both(tmp_path, pool, "hold a|hold b|hold c")
    one.release()
    one.wait()
    other.wait()
    assert (one.error, other.error) == (None, None)
    assert _times(one, "hold") == 3
    for film in (one, other):
        assert [e.item for e in film.events if isinstance(e, PartDone) and e.stage == "movie"] == [None]


def test_a_run_that_is_cancelled_leaves_its_part_to_another_that_wants_it(tmp_path: Path, pool: Pool) -> None:
    one, other = _both(tmp_path, pool, "hold a")
    one.run.cancel()
    one.wait()
    assert isinstance(one.error, Cancelled)
    one.release()
    other.wait()
    assert other.error is None
    assert _times(other, "hold") == 1


def test_a_run_that_waits_for_anothers_part_may_go_without_it(tmp_path: Path, pool: Pool) -> None:
    one, other = _both(tmp_path, pool, "hold a")
    other.run.cancel()
    other.wait()
    one.release()
    one.wait()
    assert isinstance(other.error, Cancelled)
    assert one.error is None
    assert _times(one, "hold") == 1


def test_a_run_that_lets_go_keeps_what_is_being_made_and_begins_nothing_more(tmp_path: Path, pool: Pool) -> None:
    text = "|".join(f"hold {n}" for n in range(6))
    ahead = Film(tmp_path, pool, text, "ahead").start()
    assert until(lambda: _times(ahead, "hold") == 2)
    ahead.run.let_go()
    assert until(lambda: not len(pool._line)), "what nobody has begun is given up"
    ahead.release()
    ahead.wait()
    assert isinstance(ahead.error, Cancelled)
    assert _times(ahead, "hold") == 2
    film = Film(tmp_path, pool, text, "film")
    assert film.run()[toys.Movie].total == len(text) - 5
    assert _times(film, "hold") == 6
    assert sum(isinstance(e, PartDone) and e.stage == "speak" and e.reused for e in film.events) == 2


def test_who_wants_what_a_run_that_lets_go_is_making_gets_it(tmp_path: Path, pool: Pool) -> None:
    ahead = Film(tmp_path, pool, "hold a|hold b|hold c", "ahead").start()
    assert until(lambda: _times(ahead, "hold") == 2)
    film = Film(tmp_path, pool, "hold a|hold b|hold c", "film").start()
    assert film.started.wait(60)
    ahead.run.let_go()
    ahead.release()
    film.wait()
    ahead.wait()
    assert film.error is None
    assert isinstance(ahead.error, Cancelled)
    assert _times(film, "hold") == 3
