"""Who uses the studio, and what they like it to look like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.catalog import Preferences
from core.errors import BadInput, CatalogInUse
from core.settings import Settings, user_name

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_LONGEST = {"name": 64, "value": 2000}


def person_of(settings: Settings) -> str:
    """Who uses this studio, until a sign-on stands in front of it: the owner that was set, or the system's user."""
    return settings.owner or user_name()


def preferences_of(table: Preferences | None, person: str) -> Mapping[str, str]:
    """What was remembered of a person; nothing where no catalogue is open."""
    return {} if table is None else table.of(person)


def remember(table: Preferences | None, person: str, liked: Mapping[str, str]) -> None:
    """Remembers short dotted names with plain strings; an empty value forgets. Raises `BadInput` for other names."""
    for name, value in liked.items():
        if not _KEY.fullmatch(name) or len(name) > _LONGEST["name"]:
            raise BadInput(f"“{name[:80]}” is no name of a preference.", hint="Names look like list.view.")
        if len(value) > _LONGEST["value"]:
            raise BadInput(f"The preference {name} is longer than {_LONGEST['value']} characters.", hint="Keep it short.")
    if table is None:
        raise CatalogInUse("This studio does not own the catalogue, so it remembers nothing.")
    table.put(person, liked)
