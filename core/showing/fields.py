"""A form for any frozen value: what to ask, within which bounds, and the value that the answers make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from core.errors import BadSetting
from core.value import Value

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Question:
    """One thing that a form asks."""

    path: str
    """Where the answer belongs: `tries.attempts`."""
    label: str
    about: str
    kind: Literal["whole", "number", "words", "choice", "yes"]
    now: Any
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Questions that belong together."""

    path: str
    """Empty for the value's own."""
    label: str
    about: str
    optional: bool
    """Whether all of it may be left out."""
    on: bool
    """Whether it is there now; always, unless it is optional."""
    questions: tuple[Question, ...]


def groups(kind: type[Value], now: Value | None = None, label: str = "") -> tuple[Group, ...]:
    """What a form of `kind` asks, with the answers of `now` or the usual ones; its own questions first, under `label`, then its
    parts'."""
    own = tuple(_question(name, field, getattr(now, name, field.default)) for name, field in _plain(kind))
    found = [Group("", label, "", False, True, own)] if own else []
    for name, field in kind.model_fields.items():
        part, optional = _part(field)
        if part is not None:
            held = getattr(now, name, field.default)
            asked = tuple(_question(f"{name}.{inner}", of, getattr(held, inner, of.default)) for inner, of in _plain(part))
            label, about = field.title or _words(name), field.description or ""
            found.append(Group(name, label, about, optional, held is not None, asked))
    return tuple(found)


def value_of(kind: type[V], answers: Mapping[str, Any]) -> V:
    """The value that the answers make, by path; a group that has none is left out. Raises `BadSetting` that names the field."""
    given: dict[str, Any] = {}
    for path, answer in answers.items():
        *parts, name = path.split(".")
        into = given
        for part in parts:
            into = into.setdefault(part, {})
        into[name] = answer
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(f"{_label(kind, first['loc'])}: {first['msg'].lower()}.", hint="Mend it and save again.") from error


def _label(kind: type[Value], place: tuple[int | str, ...]) -> str:
    field: FieldInfo | None = None
    for name in place:
        field = kind.model_fields.get(str(name))
        if field is None:
            break
        part, _ = _part(field)
        if part is None:
            return field.title or _words(str(name))
        kind = part
    return (field.title if field else None) or " ".join(str(name) for name in place) or "The form"


def _plain(kind: type[Value]) -> Iterator[tuple[str, FieldInfo]]:
    return ((name, field) for name, field in kind.model_fields.items() if _part(field)[0] is None)


def _part(field: FieldInfo) -> tuple[type[Value] | None, bool]:
    """The value that a field holds, and whether it may hold none."""
    kinds = get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else (field.annotation,)
    found = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Value)), None)
    return found, NoneType in kinds


def _question(path: str, field: FieldInfo, now: Any) -> Question:
    kind = field.annotation
    label, about = field.title or _words(path.rsplit(".", 1)[-1]), field.description or ""
    if kind is bool:
        return Question(path, label, about, "yes", bool(now))
    if get_origin(kind) is Literal:
        return Question(path, label, about, "choice", str(now), choices=tuple(str(one) for one in get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        held = now.value if isinstance(now, Enum) else now
        return Question(path, label, about, "choice", str(held), choices=tuple(str(one.value) for one in kind))
    if kind in (int, float, Decimal):
        least, most = _bounds(field)
        return Question(path, label, about, "whole" if kind is int else "number", kind(now), least, most)
    return Question(path, label, about, "words", str(now), most=_longest(field))


def _bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    least: float | None = None
    most: float | None = None
    whole = field.annotation is int
    for rule in field.metadata:
        if (bound := getattr(rule, "ge", None)) is not None:
            least = float(bound)
        elif (bound := getattr(rule, "gt", None)) is not None:
            least = float(bound) + (1 if whole else 0)
        if (bound := getattr(rule, "le", None)) is not None:
            most = float(bound)
    return least, most


def _longest(field: FieldInfo) -> float | None:
    return next((float(rule.max_length) for rule in field.metadata if hasattr(rule, "max_length")), None)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
