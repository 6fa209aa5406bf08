"""The one place where content becomes a name: 32 hex digits of SHA-256 over a canonical form.

The canonical form is JSON with sorted keys and no blanks. A value is `{"": its type's name, field: ...}` without the fields
that hold their default, so that an optional field added later gives every older value the name it had. (So a *changed*
default needs a new `version` of the stages that read it.) A mapping is `{"": [[key, value], ...]}`, sorted by key: no field is
named "", hence no value and no mapping can be mistaken for each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache
from operator import itemgetter
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from core.engine.recent import Recent

_LOOKED: Recent[int, tuple[BaseModel, str, dict[str, str]]] = Recent(2048)

_PLAIN = frozenset((str, int, float, bool, type(None)))

LENGTH = 32
"""Hex digits of a name: 128 bits, so that no two contents ever meet by chance."""


def digest(content: object) -> str:
    """The name of a value, None, a scalar, an enum, bytes, or a sequence, set or mapping of these. Raises `TypeError`."""
    return _hash(_plain(content))


def digest_fields(value: BaseModel) -> dict[str, str]:
    """The name of each field of `value` that does not hold its default."""
    return {name: _hash(part) for name, part in _fields(value).items()}


def digest_parts(value: BaseModel) -> tuple[str, dict[str, str]]:
    """What `digest` and `digest_fields` give, for one look at the value; one that cannot change is looked at once."""
    known = _LOOKED.get(id(value))
    if known is not None and known[0] is value:
        return known[1:]
    parts = _fields(value)
    whole, fields = _hash({"": type(value).__name__, **parts}), {name: _hash(part) for name, part in parts.items()}
    if value.model_config.get("frozen"):
        _LOOKED.keep(id(value), (value, whole, fields))  # held, so that nothing else gets its id
    return whole, fields


def digest_file(path: Path) -> str:
    """The name of a file's bytes. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:LENGTH]


def md5_file(path: Path) -> str:
    """The checksum of a file as catalogues of downloads hold it: against damage on the way, not against malice."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def digest_bytes(content: bytes) -> str:
    """The name that a file of these bytes has."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def _hash(plain: object) -> str:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def _plain(content: object) -> object:
    kind = type(content)
    if kind in _PLAIN:  # nearly everything is one of these two; abstract classes are slow to ask
        return content
    if kind is tuple or kind is list:
        return [part if type(part) in _PLAIN else _plain(part) for part in content]  # type: ignore[attr-defined]
    if isinstance(content, Enum):
        return _plain(content.value)
    if content is None or isinstance(content, (str, bool, int, float)):
        return content
    if isinstance(content, BaseModel):
        return {"": type(content).__name__, **_fields(content)}
    if isinstance(content, Mapping):
        return {"": sorted(([str(k), _plain(v)] for k, v in content.items()), key=itemgetter(0))}
    if isinstance(content, (bytes, bytearray)):
        return {"": "bytes", "hex": bytes(content).hex()}
    if isinstance(content, AbstractSet):
        return {"": "set", "of": sorted(_hash(_plain(entry)) for entry in content)}
    if isinstance(content, Sequence):
        return [_plain(entry) for entry in content]
    raise TypeError(f"a {type(content).__name__} has no canonical form")


def _fields(value: BaseModel) -> dict[str, object]:
    parts: dict[str, object] = {}
    for name, default in _defaults(type(value)):
        content = getattr(value, name)
        if default is PydanticUndefined or content != default or isinstance(content, bool) is not isinstance(default, bool):
            parts[name] = content if type(content) in _PLAIN else _plain(content)
    return parts


@cache
def _defaults(kind: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    """What each field holds when nobody says anything else."""
    found = []
    for name, field in kind.model_fields.items():
        made = field.default_factory is not None
        found.append((name, field.get_default(call_default_factory=True, validated_data={}) if made else field.default))
    return tuple(found)
