"""The names of sessions are in the order of their making, also of many that were made in one second."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.film import Order
from core.session import SESSION_ID, Session, session_names, unused_id
from core.session.naming import session_id
from core.settings import Settings
from core.studio import Studio

MOMENTS = st.integers(0, 4_000_000_000 * 32**3)
SIGNS = st.sampled_from("23456789abcdefghijkmnpqrstuvwxyz")


@given(MOMENTS, MOMENTS, SIGNS, SIGNS)
def test_the_later_of_two_sessions_has_the_later_name(one: int, other: int, sign: str, another: str) -> None:
    first, second = session_id(one, sign), session_id(other, another)
    assert SESSION_ID.fullmatch(first)
    assert first != second or (one, sign) == (other, another)
    if one != other:
        assert (first < second) is (one < other)


def test_a_name_tells_its_second(tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    told = datetime.strptime(unused_id(tmp_path)[:-5], "session_%Y%m%d_%H%M%S").replace(tzinfo=UTC)
    assert before <= told <= datetime.now(UTC)


def test_sessions_of_one_second_are_listed_newest_first(tmp_path: Path) -> None:
    made = [Session.create(tmp_path, Order(source="A few words."), f"Film {i}").id for i in range(20)]
    assert list(session_names(tmp_path)) == made[::-1]
    with Studio(Settings(sessions=tmp_path)) as studio:
        assert [row.id for row in studio.page(20).rows] == made[::-1]


def test_a_rush_of_names_has_no_two_that_are_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as rush:
        names = list(rush.map(lambda _: unused_id(tmp_path), range(4000)))
    assert len(set(names)) == len(names)
