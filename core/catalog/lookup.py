"""Which sessions hold a word: two tables of (word, number), one sorted by word and large, one of what was entered lately.

A session's words have the number that the session got with them. Other words get another number, so nothing is ever removed by
looking for it; what no session has the number of is left behind at the next sorting. In the sorted table the words that begin
with a prefix lie together, so that finding them among millions takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from core.catalog.database import Database
from core.catalog.words import LAST

AT_MOST_LATELY = 200_000
"""So many words may lie unsorted; in a large catalogue a tenth of all."""

FOUND = (
    "number in (select number from found where word >= ? and word < ? "
    "union all select number from found_lately where word >= ? and word < ?)"
)
"""The condition of the sessions that hold a word with a prefix; `bounds` gives its values."""


def bounds(prefix: str) -> list[str]:
    """The values of `FOUND`."""
    return [prefix, prefix + LAST] * 2


def enter(cursor: duckdb.DuckDBPyConnection, found_by: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[int, str]]:
    """Makes sessions found by their words; gives each one's number and the mark of its words. The same words change nothing."""
    names = [name for name, _ in found_by]
    known = {
        name: (number, mark)
        for name, number, mark in cursor.execute(
            "select id, number, found_by from sessions where id in (select unnest(?))", [names]
        ).fetchall()
    }
    joined = [" ".join(words) for _, words in found_by]
    marks = [row[0] for row in cursor.execute("select md5(unnest(?))", [joined]).fetchall()]
    entered: list[tuple[int, str]] = []
    words_in: list[str] = []
    numbers: list[int] = []
    for (name, words), mark in zip(found_by, marks, strict=True):
        if name in known and known[name][1] == mark:
            entered.append((known[name][0], mark))
            continue
        found = cursor.execute("select nextval('numbers')").fetchone()
        number = int(found[0]) if found else 0
        entered.append((number, mark))
        words_in += words
        numbers += [number] * len(words)
    if words_in:
        cursor.execute("insert into found_lately select unnest(?), unnest(?)", [words_in, numbers])
    return entered


def settle(database: Database, *, at_once: bool = False) -> bool:
    """Sorts what was entered lately in among the rest, when that is much; says whether it did."""
    lately = database.rows("select count(*) as n from found_lately")[0]["n"]
    sorted_in = database.rows("select count(*) as n from found")[0]["n"]
    if not lately or (not at_once and lately < max(AT_MOST_LATELY, sorted_in // 10)):
        return False

    def work(cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute(
            "create or replace table found as select word, number from (from found union all from found_lately) "
            "where number in (select number from sessions) order by word"
        )
        cursor.execute("delete from found_lately")

    database.write(work)
    return True
