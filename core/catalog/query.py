"""What a list of sessions is asked for, and what it gives: plain values, equal to what stands in an address."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from core.value import Value


class Shelved(StrEnum):
    """Where a session is kept."""

    OPEN = "open"
    ARCHIVED = "archived"
    TRASH = "trash"


class Sort(StrEnum):
    """The order of a list; sessions that are equal in it come newest first."""

    NEWEST = "newest"
    CHANGED = "changed"
    TITLE = "title"
    LONGEST = "longest"
    LARGEST = "largest"


class Query(Value):
    """Everything that a list can be narrowed by. Empty fields narrow nothing; days are those of UTC, both included."""

    search: str = ""
    state: str = ""
    project: str = ""
    tag: str = ""
    template: str = ""
    avatar: str = ""
    language: str = ""
    owner: str = ""
    since: date | None = None
    until: date | None = None
    shelved: Shelved = Shelved.OPEN
    sort: Sort = Sort.NEWEST


class Facets(Value):
    """What there is to choose from, each with its count, most used first. A facet heeds every choice but its own."""

    states: tuple[tuple[str, int], ...] = ()
    projects: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    templates: tuple[tuple[str, int], ...] = ()
    avatars: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    owners: tuple[tuple[str, int], ...] = ()


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
    project: str = ""
    tags: tuple[str, ...] = ()
    shelved: Shelved = Shelved.OPEN


class Page(Value):
    """Some sessions, how many there are in all, and the cursors of the pages around, which belong to the query's sort."""

    rows: tuple[SessionRow, ...]
    total: int
    after: str | None = None
    before: str | None = Field(None, description="None on the first page.")
