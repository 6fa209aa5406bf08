"""What was used lately stays, up to a size; stored values are handed out again only while their files are untouched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine import Store
from core.engine.recent import Recent
from core.errors import Corrupt
from core.film import Mood, MusicBed


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12))))
def test_what_is_kept_never_exceeds_its_limit_and_the_last_one_that_fits_is_there(kept: list[tuple[int, int]]) -> None:
    recent: Recent[int, int] = Recent(10)
    sizes: dict[int, int] = {}
    for key, size in kept:
        assert recent.keep(key, size, size) == size
        sizes[key] = size
        assert recent.get(key) == (size if size <= 10 else None)
        there = [recent.get(one) for one in sizes]
        assert sum(size for size in there if size is not None) <= 10


def test_what_was_asked_for_outlives_what_was_not() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_a_value_is_the_same_object_until_its_file_is_touched(tmp_path: Path) -> None:
    store = Store(tmp_path)
    name = store.put(MusicBed(mood=Mood.CALM, duration_ms=1000))
    first = store.load(MusicBed, name)
    assert store.load(MusicBed, name) is first
    (path,) = tmp_path.glob("values/??/*")
    path.write_text(path.read_text().replace("1000", "2000"))
    os.utime(path, (later := time.time() + 1, later))  # a clock may stand still between two writes
    with pytest.raises(Corrupt):
        store.load(MusicBed, name)
    with pytest.raises(Corrupt):
        store.load(MusicBed, name)
