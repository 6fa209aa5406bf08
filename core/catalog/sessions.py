"""The table of sessions: written from folders, read page by page."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

import duckdb
from pydantic import Field

from core.catalog.database import Database
from core.value import Value

_WORD = re.compile(r"\w{2,}", re.UNICODE)
_MOST_WORDS = 2000


class SessionRow(Value):
    """A session as lists show it."""

    id: str
    title: str
    owner: str = ""
    created: datetime
    changed: datetime
    state: str
    template: str = ""
    avatar: str = ""
    voice: str = ""
    language: str = ""
    aspect: str = ""
    quality: str = ""
    cuts: int = 0
    duration_ms: int = 0
    bytes: int = 0
    film: str = Field("", description="The newest cut's file, inside the session's folder.")
    poster: str = ""
    message: str = ""


class Page(Value):
    """Some sessions, newest first, and where the next ones begin."""

    rows: tuple[SessionRow, ...]
    total: int
    after: str | None = None


class Sessions:
    """The sessions of one catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def put(self, row: SessionRow, text: str = "") -> None:
        """Enters or replaces a session; `text` is what it can be found by, beside its title."""
        values = row.model_dump()
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        words = sorted(_words(f"{row.title} {row.template} {row.owner} {text}"))[:_MOST_WORDS]

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute(f"insert or replace into sessions ({names}) values ({marks})", list(values.values()))
            cursor.execute("delete from words where session = ?", [row.id])
            if words:
                cursor.execute("insert into words select ?, unnest(?)", [row.id, words])

        self.database.write(work)

    def forget(self, name: str) -> None:
        """Takes a session out of the lists; its folder stays."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("delete from words where session = ?", [name])
            cursor.execute("delete from sessions where id = ?", [name])

        self.database.write(work)

    def get(self, name: str) -> SessionRow | None:
        """One session's row."""
        rows = self.database.rows("select * from sessions where id = ?", [name])
        return SessionRow(**rows[0]) if rows else None

    def names(self) -> set[str]:
        """Every session that is entered."""
        return {row["id"] for row in self.database.rows("select id from sessions")}

    def page(
        self, size: int = 25, *, search: str = "", state: str = "", owner: str | None = None, after: str | None = None
    ) -> Page:
        """The newest sessions that fit, `size` of them, after the one named `after`: deep pages cost nothing."""
        where, values = _where(search, state, owner)
        total = self.database.rows(f"select count(*) as n from sessions {_all(where)}", values)[0]["n"]
        if after:
            where, values = [*where, "id < ?"], [*values, after]
        found = self.database.rows(f"select * from sessions {_all(where)} order by id desc limit ?", [*values, size + 1])
        rows = tuple(SessionRow(**row) for row in found[:size])
        return Page(rows=rows, total=total, after=rows[-1].id if len(found) > size else None)


def _where(search: str, state: str, owner: str | None) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    for word in sorted(_words(search)):
        where.append("id in (select session from words where starts_with(word, ?))")
        values.append(word)
    if state:
        where.append("state = ?")
        values.append(state)
    if owner is not None:
        where.append("owner = ?")
        values.append(owner)
    return where, values


def _all(where: list[str]) -> str:
    return "where " + " and ".join(where) if where else ""


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return set(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
