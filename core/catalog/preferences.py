"""What each person likes: short dotted names and plain strings."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from core.catalog.database import Database


class Preferences:
    """The table of what people like."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, person: str) -> dict[str, str]:
        """Everything that was remembered of a person."""
        found = self.database.rows("select key, value from preferences where person = ?", [person])
        return {row["key"]: row["value"] for row in found}

    def put(self, person: str, liked: Mapping[str, str]) -> None:
        """Remembers; an empty value forgets."""

        def work(cursor: duckdb.DuckDBPyConnection) -> None:
            for key, value in liked.items():
                if value:
                    cursor.execute("insert or replace into preferences values (?, ?, ?)", [person, key, value])
                else:
                    cursor.execute("delete from preferences where person = ? and key = ?", [person, key])

        self.database.write(work)
