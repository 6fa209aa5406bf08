"""A query as conditions and an order in SQL, and the cursor that says where the next page begins."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from core.catalog.lookup import FOUND, bounds
from core.catalog.query import Query, Sort
from core.catalog.words import words_of
from core.errors import BadInput

_KEYS = {Sort.CHANGED: ("changed", "desc"), Sort.TITLE: ("sorted", "asc"), Sort.LONGEST: ("duration_ms", "desc"),
         Sort.LARGEST: ("bytes", "desc")}  # fmt: skip
"""Sort -> the column and its direction; the newest first is the order of ids alone."""

MOST_ASKED = 12
"""So many words of a search are heeded."""

_EQUAL = ("state", "project", "template", "avatar", "language", "owner")


@dataclass(frozen=True)
class Asked:
    """The conditions of a query with their values, and its order."""

    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    order: str

    @classmethod
    def of(cls, query: Query) -> Asked:
        """The query's own conditions."""
        found: list[tuple[str, list[Any]]] = [("shelved = ?", [query.shelved.value])]
        found += [(f"{column} = ?", [chosen]) for column in _EQUAL if (chosen := getattr(query, column))]
        if query.tag:
            found.append(("contains(chr(10) || tags || chr(10), ?)", [f"\n{query.tag}\n"]))
        if query.since:
            found.append(("created >= ?", [datetime.combine(query.since, time())]))
        if query.until:
            found.append(("created <= ?", [datetime.combine(query.until, time.max)]))
        found += [(FOUND, bounds(word)) for word in words_of(query.search)[:MOST_ASKED]]
        column, way = _KEYS.get(query.sort, ("", ""))
        order = f"{column} {way}, id desc" if column else "id desc"
        return cls(tuple(condition for condition, _ in found), tuple(v for _, values in found for v in values), order)

    @property
    def where(self) -> str:
        """The conditions, for behind the table's name."""
        return "where " + " and ".join(self.conditions) if self.conditions else ""

    def also(self, condition: str, values: Sequence[Any]) -> Asked:
        """One condition more."""
        return Asked((*self.conditions, condition), (*self.values, *values), self.order)


def cursor_of(sort: Sort, row: dict[str, Any]) -> str:
    """Where the page after `row` begins."""
    column, _ = _KEYS.get(sort, ("", ""))
    key = [row[column].isoformat() if isinstance(row[column], datetime) else row[column]] if column else []
    text = json.dumps([sort.value, *key, row["id"]], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def backwards(asked: Asked) -> Asked:
    """The same conditions in the opposite order."""
    ways = {"asc": "desc", "desc": "asc"}
    order = ", ".join(f"{column} {ways[way]}" for column, way in (part.split() for part in asked.order.split(", ")))
    return Asked(asked.conditions, asked.values, order)


def cursor_beyond(sort: Sort, cursor: str, *, before: bool = False) -> tuple[str, list[Any]]:
    """The condition of what comes after a cursor, or before it. Raises `BadInput` for one that is not of this sort."""
    try:
        made_for, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        column, way = _KEYS.get(sort, ("", ""))
        kinds = {"": [], "changed": [str], "sorted": [str]}.get(column, [int])
        if made_for != sort.value or [type(part) for part in key] != [*kinds, str]:
            raise ValueError(made_for)
        if column == "changed":
            key[0] = datetime.fromisoformat(key[0])
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadInput("This address does not lead to a page of the list.", hint="Start from the list's first page.") from error
    newer = ">" if before else "<"
    if not column:
        return f"id {newer} ?", key
    beyond = ">" if (way == "asc") is not before else "<"
    return f"({column} {beyond} ? or ({column} = ? and id {newer} ?))", [key[0], key[0], key[1]]
