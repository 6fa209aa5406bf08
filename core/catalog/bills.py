"""What was paid, as a table: an index of the journal's files, read on from where it was left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

import duckdb

from core.catalog.database import Database

By = Literal["entry", "port", "person", "session", "month", "model"]


class Bills:
    """The table of bills."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def read_to(self, file: str) -> int:
        """Up to which byte a file of the journal was taken in."""
        found = self.database.rows("select read_to from billed where file = ?", [file])
        return int(found[0]["read_to"]) if found else 0

    def take_in(self, file: str, rows: Sequence[Sequence[Any]], start: int, read_to: int) -> None:
        """Enters bills of a file from byte `start` on, as (made, month, entry, port, model, usd, person, session), and how far it
        is read; nothing where somebody else has read on meanwhile."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            before = cursor.execute("select read_to from billed where file = ?", [file]).fetchall()
            if (before[0][0] if before else 0) != start:
                return
            if rows:
                cursor.executemany("insert into bills values (?, ?, ?, ?, ?, ?, ?, ?)", [list(row) for row in rows])
            cursor.execute("insert or replace into billed values (?, ?)", [file, read_to])

        self.database.write(work)

    def sums(self, by: By, month: str = "") -> list[tuple[str, Decimal, int]]:
        """(name, US dollars, calls) by what is asked, the dearest first; of one month or of all."""
        where, values = ("where month = ?", [month]) if month else ("", [])
        found = self.database.rows(
            f"select {by} as name, sum(usd) as usd, count(*) as calls from bills {where} group by {by} order by usd desc, name",
            values,
        )
        return [(row["name"], Decimal(row["usd"]), int(row["calls"])) for row in found]

    def forget(self) -> None:
        """Empties the table, to be read anew."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("delete from bills")
            cursor.execute("delete from billed")

        self.database.write(work)
