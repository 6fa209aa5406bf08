"""How one value came to be, and which files a value holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, Field

from core.value import Blob, Value

_PLAIN = frozenset((str, int, float, bool, type(None)))


class Record(Value):
    """One part that was made. `made_of` names every argument, and in dotted names what an argument consists of."""

    stage: str
    key: str
    made_of: dict[str, str]
    output: str = Field("", description="Digest of the value; empty until it is stored.")
    seconds: float = Field(0.0, ge=0, description="What the making took; never part of a key.")


def blobs_of(value: object) -> tuple[Blob, ...]:
    """Every file that a value holds, at any depth, each once, in the order of the fields."""
    found: dict[Blob, None] = {}
    _collect(value, found)
    return tuple(found)


def _collect(content: object, found: dict[Blob, None]) -> None:
    if type(content) in _PLAIN:  # nearly everything is, and a run that makes nothing looks at all of it
        return
    if isinstance(content, Blob):
        found[content] = None
    elif isinstance(content, BaseModel):
        for _, field in content:
            _collect(field, found)
    elif isinstance(content, Mapping):
        for entry in content.values():
            _collect(entry, found)
    elif isinstance(content, (tuple, list, set, frozenset)):
        for entry in content:
            _collect(entry, found)


def digests_in(path: Path) -> set[str]:
    """The digests of the files that a stored value names, read without knowing its type; empty when it cannot be read."""
    try:
        return set(_digests(json.loads(path.read_bytes())))
    except (OSError, ValueError):
        return set()


def _digests(plain: object) -> Iterator[str]:
    if isinstance(plain, dict):
        if plain.keys() == Blob.model_fields.keys():
            yield str(plain["digest"])
        for entry in plain.values():
            yield from _digests(entry)
    elif isinstance(plain, list):
        for entry in plain:
            yield from _digests(entry)
