"""The table of sessions: written from folders, read page by page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import duckdb

from core.catalog.asked import Asked, backwards, cursor_beyond, cursor_of
from core.catalog.database import Database
from core.catalog.lookup import enter, settle
from core.catalog.query import Facets, Page, Query, SessionRow, Sort
from core.catalog.words import MOST_TEXT, MOST_WORDS, folded, words_of

T = TypeVar("T")

_FACETS = {
    "states": "state",
    "projects": "project",
    "tags": "tag",
    "templates": "template",
    "avatars": "avatar",
    "languages": "language",
    "owners": "owner",
}
_REMEMBERED = 500
_SHOWN = 200
"""So many entries of a facet are told, the most used ones."""


class Sessions:
    """The sessions of one catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = threading.Lock()
        self._answers: dict[Hashable, Any] = {}
        self._writes = 0

    def put(self, row: SessionRow, text: str = "") -> None:
        """Enters or replaces a session; `text` is what it can be found by, beside what lists show of it."""
        self.put_all([(row, text)])

    def put_all(self, entries: Sequence[tuple[SessionRow, str]], seen: Sequence[int] = ()) -> None:
        """Enters or replaces many sessions at once, which costs much less; `seen` are the dates of what was read."""
        if not entries:
            return
        found_by = [(row.id, _found_by(row, text)) for row, text in entries]

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            numbers = enter(cursor, found_by)
            values = [
                {**_written(row), "number": number, "found_by": mark, "seen": date}
                for (row, _), (number, mark), date in zip(entries, numbers, seen or [0] * len(entries), strict=True)
            ]
            columns = ", ".join(values[0])
            lists = ", ".join("unnest(?)" for _ in values[0])
            sides = [[row[column] for row in values] for column in values[0]]
            cursor.execute(f"insert or replace into sessions ({columns}) select {lists}", sides)

        self._write(work)

    def forget(self, *names: str) -> None:
        """Takes sessions out of the lists; their folders stay."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("delete from sessions where id in (select unnest(?))", [list(names)])

        self._write(work)

    def get(self, name: str) -> SessionRow | None:
        """One session's row."""
        rows = self.database.rows("select * from sessions where id = ?", [name])
        return _row(rows[0]) if rows else None

    def seen(self) -> dict[str, int]:
        """Every session that is entered, with the date of what was read."""
        return {row["id"]: row["seen"] for row in self.database.rows("select id, seen from sessions")}

    def trashed(self) -> frozenset[str]:
        """The sessions that are entered as being in the trash."""
        return frozenset(row["id"] for row in self.database.rows("select id from sessions where shelved = 'trash'"))

    def in_states(self, states: Sequence[str]) -> tuple[SessionRow, ...]:
        """The sessions in any of these states, newest first, but for those in the trash."""
        return self._kept(("states", *states), lambda: self._in_states(states))

    def page(
        self,
        size: int = 25,
        query: Query = Query(),  # noqa: B008 -- frozen
        after: str | None = None,
        before: str | None = None,
    ) -> Page:
        """The sessions that fit, `size` of them, behind or before a page's cursor: deep pages cost what the first one does."""
        return self._kept((size, query, after, before), lambda: self._page(size, query, after, before))

    def _page(self, size: int, query: Query, after: str | None, before: str | None) -> Page:
        asked = Asked.of(query)
        unsorted = query.model_copy(update={"sort": Sort.NEWEST})
        total = self._kept(unsorted, lambda: self._count(asked))
        back = bool(before) and not after
        if cursor := after or before:
            asked = asked.also(*cursor_beyond(query.sort, cursor, before=back))
        if back:
            asked = backwards(asked)
        found = self._rows(asked, size + 1)
        shown, more = found[:size], len(found) > size
        if back:
            shown.reverse()
        further, earlier = (True, more) if back else (more, bool(after))
        return Page(
            rows=tuple(_row(row) for row in shown),
            total=total,
            after=cursor_of(query.sort, shown[-1]) if shown and further else None,
            before=cursor_of(query.sort, shown[0]) if shown and earlier else None,
        )

    def _rows(self, asked: Asked, most: int) -> list[dict[str, Any]]:
        """First which rows, by few columns, then all of those: with a search that takes a third of the time."""
        sql = f"select id from sessions {asked.where} order by {asked.order} limit ?"
        names = [row["id"] for row in self.database.rows(sql, [*asked.values, most])]
        found = self.database.rows("select * from sessions where id in (select unnest(?))", [names])
        rows = {row["id"]: row for row in found}
        return [rows[name] for name in names if name in rows]

    def _count(self, asked: Asked) -> int:
        return int(self.database.rows(f"select count(*) as n from sessions {asked.where}", asked.values)[0]["n"])

    def _in_states(self, states: Sequence[str]) -> tuple[SessionRow, ...]:
        sql = "select * from sessions where state in (select unnest(?)) and shelved <> 'trash' order by id desc"
        return tuple(_row(row) for row in self.database.rows(sql, [list(states)]))

    def facets(self, query: Query = Query()) -> Facets:  # noqa: B008 -- frozen
        """What there is to choose from among the sessions that the query's other choices leave."""
        unsorted = query.model_copy(update={"sort": Sort.NEWEST})
        return self._kept(("facets", unsorted), lambda: self._facets(unsorted))

    def _facets(self, query: Query) -> Facets:
        return Facets(**{facet: self._facet(column, query) for facet, column in _FACETS.items()})

    def _facet(self, column: str, query: Query) -> tuple[tuple[str, int], ...]:
        asked = Asked.of(query.model_copy(update={column: ""}))
        entry = column if column != "tag" else "unnest(string_split(tags, chr(10)))"
        sql = (
            f"select {entry} as entry, count(*) as n from sessions {asked.where} "
            f"group by entry having entry <> '' order by n desc, entry limit {_SHOWN}"
        )
        return tuple((row["entry"], row["n"]) for row in self.database.rows(sql, asked.values))

    def settle(self, *, at_once: bool = False) -> bool:
        """Keeps searching fast: call it now and then, where waiting a few seconds harms nobody. Says whether it did anything."""
        return settle(self.database, at_once=at_once)

    def _write(self, work: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        try:
            self.database.write(work)
        finally:
            with self._lock:
                self._writes += 1
                self._answers.clear()

    def _kept(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question, remembered until something is written: many open pages ask the same every few seconds."""
        with self._lock:
            writes = self._writes
            if question in self._answers:
                kept: T = self._answers[question]
                return kept
        found = answer()
        with self._lock:
            if self._writes == writes:
                if len(self._answers) >= _REMEMBERED:
                    self._answers.clear()
                self._answers[question] = found
        return found


def _found_by(row: SessionRow, text: str) -> tuple[str, ...]:
    shown = f"{row.title} {row.template} {row.avatar} {row.owner} {row.project} {' '.join(row.tags)}"
    return words_of(f"{shown} {text[:MOST_TEXT]}")[:MOST_WORDS]


def _written(row: SessionRow) -> dict[str, Any]:
    return {**row.model_dump(), "tags": "\n".join(row.tags), "sorted": folded(row.title)}


def _row(found: dict[str, Any]) -> SessionRow:
    shown = {name: found[name] for name in SessionRow.model_fields}
    return SessionRow(**{**shown, "tags": tuple(filter(None, found["tags"].split("\n")))})
