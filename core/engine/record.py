"""How one value came to be, and which files a value holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Annotated, get_args, get_origin

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
    cost: float = Field(0.0, ge=0, description="By its stage's measure of its parts; 0 where there is none.")


def blobs_of(value: object) -> tuple[Blob, ...]:
    """Every file that a value holds, at any depth, each once, in the order of the fields."""
    found: dict[Blob, None] = {}
    _collect(value, found)
    return tuple(found)


def _collect(content: object, found: dict[Blob, None]) -> None:
    if isinstance(content, Blob):
        found[content] = None
    elif isinstance(content, BaseModel):
        for name in _carriers(type(content)):
            _collect(getattr(content, name), found)
    elif isinstance(content, Mapping):
        for entry in content.values():
            _collect(entry, found)
    elif isinstance(content, (tuple, list, set, frozenset)):
        for entry in content:
            _collect(entry, found)


@cache
def _carriers(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields that can hold a file: a run that makes nothing looks at every value, and most of what values hold is numbers."""
    return tuple(name for name, field in kind.model_fields.items() if _carries(field.annotation, frozenset({kind})))


def _carries(annotation: object, inside: frozenset[type]) -> bool:
    if annotation in _PLAIN or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return issubclass(annotation, Blob) or annotation is Value or _any_carries(annotation, inside)
    arguments = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return any(_carries(argument, inside) for argument in arguments) if arguments else annotation is not Ellipsis


def _any_carries(kind: type[BaseModel], inside: frozenset[type]) -> bool:
    if kind in inside:
        return False  # it is being asked already
    fields = (field.annotation for one in (kind, *kind.__subclasses__()) for field in one.model_fields.values())
    return any(_carries(annotation, inside | {kind}) for annotation in fields)


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
