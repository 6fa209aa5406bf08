"""A service as a form gives it: checked as a whole, with a sentence that names what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from core.errors import BadSetting
from core.providers.house import House
from core.services.entries import Entry, Fill, KeyReference
from core.value import Value

_NAMES = {"label": "The name", "base_url": "The address", "key": "The key", "people": "The people", "fills": "The tasks"}


def edited(entry: Entry, **changed: Any) -> Entry:
    """`entry` with these fields. Raises `BadSetting` that names the field."""
    try:
        return Entry.model_validate(entry.model_dump() | changed)
    except ValidationError as error:
        first = error.errors()[0]
        field = _NAMES.get(str(first["loc"][0]) if first["loc"] else "", "The form")
        raise BadSetting(f"{field}: {_said(first)}.", hint="Mend it and save again.") from error


def reference(source: str, name: str) -> KeyReference:
    """Where a key is. Raises `BadSetting` for a name that is none."""
    try:
        return KeyReference.model_validate({"source": source, "name": name.strip() if source in ("environment", "file") else ""})
    except ValidationError as error:
        raise BadSetting(f"The key: {_said(error.errors()[0])}.", hint="Names look like MY_SERVICE_KEY.") from error


def fill(house: House, port: str, model: str, options: Mapping[str, Any]) -> Fill:
    """A task by a model with its options; those that are as usual are left out. Raises `BadSetting`."""
    offer = house.offer(port)
    kind: type[Value] | None = offer.options if offer else None
    if kind is None:
        raise BadSetting(f"{house.name} does not do this task.", hint="Choose another task.")
    if not model.strip():
        raise BadSetting("A task needs a model.", hint="Choose one, or write its name.")
    if offer is not None and not re.match(offer.named, model.strip()):
        raise BadSetting(f"{house.name} has nothing called “{model.strip()[:60]}”.", hint=f"Names look like {offer.models[0]}.")
    try:
        chosen = kind.model_validate(dict(options))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(
            f"{first['loc'][0] if first['loc'] else 'An option'}: {_said(first)}.", hint="Mend it and save."
        ) from error
    kept = [(name, str(getattr(chosen, name))) for name, of in kind.model_fields.items() if getattr(chosen, name) != of.default]
    return Fill(port=port, model=model.strip(), options=tuple(kept))


def options_of(house: House, found: Fill | None, port: str) -> Value | None:
    """The options of a task as a value; those that nobody knows any more are left out."""
    offer = house.offer(port)
    if offer is None:
        return None
    given = {name: chosen for name, chosen in (found.options if found else ()) if name in offer.options.model_fields}
    try:
        return offer.options.model_validate(given)
    except ValidationError:
        return offer.options()


def people(names: Sequence[str]) -> tuple[str, ...]:
    """Names without blanks and doubles."""
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _said(error: Any) -> str:
    return str(error["msg"]).removeprefix("Value error, ").rstrip(".").lower()
