"""The table of sessions: written from folders, read page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from core.catalog.asked import Asked, backwards, cursor_beyond, cursor_of
from core.catalog.database import Database
from core.catalog.query import Facets, Page, Query, SessionRow
from core.catalog.words import MOST_TEXT, MOST_WORDS, folded, words_of

_FACETS = {
    "states": "state",
    "projects": "project",
    "tags": "tag",
    "templates": "template",
    "avatars": "avatar",
    "languages": "language",
    "owners": "owner",
}
_SHOWN = 200
"""So many entries of a facet are told, the most used ones."""


class Sessions:
    """The sessions of one catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def put(self, row: SessionRow, text: str = "") -> None:
        """Enters or replaces a session; `text` is what it can be found by, beside what lists show of it."""
        self.put_all([(row, text)])

    def put_all(self, entries: Sequence[tuple[SessionRow, str]]) -> None:
        """Enters or replaces many sessions at once, which costs much less than one by one."""
        if not entries:
            return
        values = [{**row.model_dump(), "tags": "\n".join(row.tags), "sorted": folded(row.title)} for row, _ in entries]
        columns = ", ".join(values[0])
        lists = ", ".join("unnest(?)" for _ in values[0])
        tags = [(row.id, tag) for row, _ in entries for tag in row.tags]
        words = [(row.id, word) for row, text in entries for word in _found_by(row, text)]

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            names = [row.id for row, _ in entries]
            cursor.execute("delete from words where session in (select unnest(?))", [names])
            cursor.execute("delete from tags where session in (select unnest(?))", [names])
            cursor.execute(
                f"insert or replace into sessions ({columns}) select {lists}", [[v[c] for v in values] for c in values[0]]
            )
            for table, pairs in (("words", words), ("tags", tags)):
                if pairs:
                    cursor.execute(
                        f"insert into {table} select unnest(?), unnest(?)", [list(side) for side in zip(*pairs, strict=True)]
                    )

        self.database.write(work)

    def forget(self, name: str) -> None:
        """Takes a session out of the lists; its folder stays."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("delete from words where session = ?", [name])
            cursor.execute("delete from tags where session = ?", [name])
            cursor.execute("delete from sessions where id = ?", [name])

        self.database.write(work)

    def get(self, name: str) -> SessionRow | None:
        """One session's row."""
        rows = self.database.rows("select * from sessions where id = ?", [name])
        return _row(rows[0]) if rows else None

    def names(self) -> set[str]:
        """Every session that is entered."""
        return {row["id"] for row in self.database.rows("select id from sessions")}

    def page(
        self,
        size: int = 25,
        query: Query = Query(),  # noqa: B008 -- frozen
        after: str | None = None,
        before: str | None = None,
    ) -> Page:
        """The sessions that fit, `size` of them, behind or before a page's cursor: deep pages cost what the first one does."""
        asked = Asked.of(query)
        total = self.database.rows(f"select count(*) as n from sessions {asked.where}", asked.values)[0]["n"]
        back = bool(before) and not after
        if cursor := after or before:
            asked = asked.also(*cursor_beyond(query.sort, cursor, before=back))
        if back:
            asked = backwards(asked)
        sql = f"select * from sessions {asked.where} order by {asked.order} limit ?"
        found = self.database.rows(sql, [*asked.values, size + 1])
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

    def facets(self, query: Query = Query()) -> Facets:  # noqa: B008 -- frozen
        """What there is to choose from among the sessions that the query's other choices leave."""
        return Facets(**{facet: self._facet(column, query) for facet, column in _FACETS.items()})

    def _facet(self, column: str, query: Query) -> tuple[tuple[str, int], ...]:
        asked = Asked.of(query.model_copy(update={column: ""}))
        table = (
            "sessions" if column != "tag" else f"(select unnest(string_split(tags, chr(10))) as tag from sessions {asked.where})"
        )
        where = asked.where if column != "tag" else ""
        sql = f"select {column} as entry, count(*) as n from {table} {where} group by entry order by n desc, entry limit {_SHOWN}"
        return tuple((row["entry"], row["n"]) for row in self.database.rows(sql, asked.values) if row["entry"])


def _found_by(row: SessionRow, text: str) -> tuple[str, ...]:
    shown = f"{row.title} {row.template} {row.avatar} {row.owner} {row.project} {' '.join(row.tags)}"
    return words_of(f"{shown} {text[:MOST_TEXT]}")[:MOST_WORDS]


def _row(found: dict[str, Any]) -> SessionRow:
    shown = {name: found[name] for name in SessionRow.model_fields}
    return SessionRow(**{**shown, "tags": tuple(filter(None, found["tags"].split("\n")))})
