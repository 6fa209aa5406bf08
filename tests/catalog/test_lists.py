"""Lists: every session exactly once and in order, whatever is asked, and counts that are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.catalog import Database, Preferences, Query, SessionRow, Sessions, Shelved, Sort
from core.catalog.migrations import MIGRATIONS
from core.catalog.words import folded, words_of
from core.errors import BadInput

DAY = datetime(2026, 3, 1)
TEXTS = ("", "offline sync", "Café réunion", "永遠の発表", "Off the record")
FEW = st.sampled_from


@pytest.fixture(scope="module")
def sessions() -> Iterator[Sessions]:
    database = Database(None)
    yield Sessions(database)
    database.close()


@st.composite
def entries(draw: st.DrawFn) -> list[tuple[SessionRow, str]]:
    found = []
    for number in range(draw(st.integers(0, 14))):
        row = SessionRow(
            id=f"session_20260301_{number:06d}_aaaa",
            title=draw(FEW(["Alpha", "alpha", "Ärger", "beta 🚀", "", "Zoë", "x" * 200])),
            created=DAY + timedelta(hours=draw(st.integers(0, 72))),
            changed=DAY + timedelta(hours=draw(st.integers(0, 3)), microseconds=draw(FEW([0, 1, 999_999]))),
            state=draw(FEW(["done", "failed", "running"])),
            template=draw(FEW(["daylight", "midnight"])),
            owner=draw(FEW(["", "mia", "joe"])),
            duration_ms=draw(FEW([0, 1000, 2**40])),
            bytes=draw(st.integers(0, 3)),
            project=draw(FEW(["", "Harbor"])),
            tags=tuple(draw(st.lists(FEW(["q4", "q", "release 2"]), unique=True))),
            shelved=draw(FEW(list(Shelved))),
        )
        found.append((row, draw(FEW(TEXTS))))
    return found


QUERIES = st.builds(
    Query,
    search=FEW(["", "", "off", "alpha", "CAFE", "発表", "q4 off", "xyz"]),
    state=FEW(["", "", "done"]),
    project=FEW(["", "", "Harbor"]),
    tag=FEW(["", "", "q4", "q"]),
    owner=FEW(["", "", "mia"]),
    since=FEW([None, None, date(2026, 3, 2)]),
    until=FEW([None, None, date(2026, 3, 2)]),
    shelved=FEW(list(Shelved)),
    sort=FEW(list(Sort)),
)
KEYS: dict[Sort, Callable[[SessionRow], tuple[object, ...]]] = {
    Sort.NEWEST: lambda row: (),
    Sort.CHANGED: lambda row: (datetime.max - row.changed,),
    Sort.TITLE: lambda row: (folded(row.title),),
    Sort.LONGEST: lambda row: (-row.duration_ms,),
    Sort.LARGEST: lambda row: (-row.bytes,),
}


def fits(row: SessionRow, text: str, query: Query) -> bool:
    have = words_of(" ".join((row.title, row.template, row.owner, row.project, *row.tags, text)))
    day = row.created.date()
    return (
        row.shelved is query.shelved
        and all(getattr(row, name) == wanted for name in ("state", "project", "owner") if (wanted := getattr(query, name)))
        and (not query.tag or query.tag in row.tags)
        and (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and all(any(word.startswith(prefix) for word in have) for prefix in words_of(query.search))
    )


def refill(sessions: Sessions, held: list[tuple[SessionRow, str]]) -> None:
    sessions.forget(*sessions.seen())
    sessions.put_all(held)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(held=entries(), query=QUERIES, size=st.integers(1, 6), settled=st.booleans())
def test_every_session_that_fits_comes_exactly_once_and_in_order_forth_and_back(
    sessions: Sessions, held: list[tuple[SessionRow, str]], query: Query, size: int, settled: bool
) -> None:
    refill(sessions, held)
    if settled:
        sessions.settle(at_once=True)
    newest = sorted((row for row, text in held if fits(row, text, query)), key=lambda row: row.id, reverse=True)
    wanted = sorted(newest, key=KEYS[query.sort])
    page = sessions.page(size, query)
    pages = [page]
    while page.after:
        page = sessions.page(size, query, page.after)
        pages.append(page)
    assert [row for page in pages for row in page.rows] == wanted
    assert {page.total for page in pages} == {len(wanted)}
    for earlier, later in pairwise(pages):
        assert sessions.page(size, query, before=later.before).rows == earlier.rows


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(held=entries(), query=QUERIES)
def test_facets_count_what_each_choice_would_give(sessions: Sessions, held: list[tuple[SessionRow, str]], query: Query) -> None:
    refill(sessions, held)
    facets = sessions.facets(query)
    for field, facet in (("state", facets.states), ("project", facets.projects), ("owner", facets.owners), ("tag", facets.tags)):
        others = [row for row, text in held if fits(row, text, query.model_copy(update={field: ""}))]
        have = Counter(entry for row in others for entry in (row.tags if field == "tag" else (getattr(row, field),)) if entry)
        assert facet == tuple(sorted(have.items(), key=lambda pair: (-pair[1], pair[0])))
        for entry, count in facet:
            assert sessions.page(1, query.model_copy(update={field: entry})).total == count


def test_a_cursor_of_another_order_or_written_by_hand_is_refused(sessions: Sessions) -> None:
    refill(
        sessions,
        [
            (SessionRow(id=f"session_20260301_{n:06d}_aaaa", title="A", created=DAY, changed=DAY, state="done"), "")
            for n in range(3)
        ],
    )
    after = sessions.page(1, Query(sort=Sort.TITLE)).after
    assert after
    for wrong in (after, "x", "%%%", "é", "W10", "bnVsbA", after[:-3]):
        with pytest.raises(BadInput, match="address"):
            sessions.page(1, Query(sort=Sort.LONGEST), wrong)


def test_words_that_a_session_no_longer_has_do_not_find_it_and_those_it_has_do(sessions: Sessions) -> None:
    row = SessionRow(id="session_20260301_000000_aaaa", title="A", created=DAY, changed=DAY, state="done")
    refill(sessions, [(row, "first words")])
    for settled in (False, True):
        sessions.put(row, "second words")
        assert sessions.settle(at_once=True) or settled
        assert [sessions.page(query=Query(search=word)).total for word in ("first", "second", "words")] == [0, 1, 1]
    sessions.put(row.model_copy(update={"state": "failed"}), "second words")
    assert not sessions.settle(at_once=True), "the same words are not entered again"
    assert sessions.page(query=Query(search="sec", state="failed")).total == 1


def test_what_is_asked_again_is_known_until_something_is_written(sessions: Sessions) -> None:
    row = SessionRow(id="session_20260301_000000_aaaa", title="A", created=DAY, changed=DAY, state="done")
    refill(sessions, [(row, "")])
    first = sessions.page()
    assert sessions.page() is first
    assert sessions.facets() is sessions.facets()
    sessions.put(row.model_copy(update={"title": "B"}))
    assert sessions.page().rows[0].title == "B"


def test_a_catalogue_of_the_first_version_is_carried_forward_with_its_words_and_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "catalog.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute("create table catalogue (version integer not null)")
        old.execute("insert into catalogue values (1)")
        for statement in MIGRATIONS[1]:
            old.execute(statement)
        old.execute(
            "insert into sessions select 'session_20260101_00000' || i || '_aaaa', 'Title ' || i, '', timestamp '2026-01-01', "
            "timestamp '2026-01-01', 'done', '', '', '', '', '', '', 0, 0, 0, '', '', '' from range(3) t(i)"
        )
        old.execute("insert into words select id, 'harbor' from sessions where title = 'Title 1'")
    database = Database(path)
    sessions = Sessions(database)
    assert [row.title for row in sessions.page(query=Query(sort=Sort.TITLE)).rows] == ["Title 0", "Title 1", "Title 2"]
    assert [row.title for row in sessions.page(query=Query(search="harb")).rows] == ["Title 1"]
    Preferences(database).put("mia", {"list.view": "table"})
    sessions.put(SessionRow(id="session_20260101_000001_aaaa", title="New", created=DAY, changed=DAY, state="done"), "boat")
    assert sessions.page(query=Query(search="harb")).total == 0
    database.close()
    (kept,) = tmp_path.glob("*.before-*.duckdb")
    with duckdb.connect(str(kept)) as old:
        assert old.execute("select max(version), count(*) from catalogue, sessions").fetchall() == [(1, 3)]
    again = Database(path)
    assert Preferences(again).of("mia") == {"list.view": "table"}
    again.close()
