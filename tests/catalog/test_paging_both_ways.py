"""Paging forth and back over any list shows every session once, in the list's order."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog import Database, Page, Query, SessionRow, Sessions, Sort
from core.errors import BadInput

START = datetime(2026, 1, 1)
rows = st.lists(
    st.tuples(st.sampled_from(["Anchor", "anchor", "Ärger", "Harbor", "", "海"]), st.integers(0, 3), st.integers(0, 3))
)


def entered(made: list[tuple[str, int, int]], database: Database) -> Sessions:
    sessions = Sessions(database)
    sessions.put_all([
        (SessionRow(id=f"session_20260101_{i:06d}_aaaa", title=title, created=START, changed=START + timedelta(hours=hours),
                    state="done", duration_ms=hours * 1000, bytes=size), "")
        for i, (title, hours, size) in enumerate(made)
    ])  # fmt: skip
    return sessions


def ids(page: Page) -> list[str]:
    return [row.id for row in page.rows]


@given(made=rows, sort=st.sampled_from(Sort), size=st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_forth_and_back_show_the_same_pages(made: list[tuple[str, int, int]], sort: Sort, size: int) -> None:
    database = Database(None)
    try:
        sessions, query = entered(made, database), Query(sort=sort)
        forth = [sessions.page(size, query)]
        while forth[-1].after:
            forth.append(sessions.page(size, query, after=forth[-1].after))
        assert [name for page in forth for name in ids(page)] == ids(sessions.page(1000, query))
        back = [forth[-1]]
        while back[-1].before:
            back.append(sessions.page(size, query, before=back[-1].before))
        assert [ids(page) for page in reversed(back)] == [ids(page) for page in forth]
        assert back[-1].before is None
    finally:
        database.close()


def test_a_cursor_of_another_order_is_refused_both_ways() -> None:
    database = Database(None)
    try:
        sessions = entered([("Anchor", 1, 1)] * 3, database)
        cursor = sessions.page(1, Query(sort=Sort.TITLE)).after
        for where in ({"after": cursor}, {"before": cursor}):
            with pytest.raises(BadInput):
                sessions.page(1, Query(), **where)
    finally:
        database.close()
