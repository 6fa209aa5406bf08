"""A stage is a plain function; its type hints say what it needs and what it gives."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from core.engine.scratch import Scratch
from core.errors import BadStage
from core.value import Value

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


class Each(Mapping[str, T]):
    """Annotation of a parameter that takes all parts of a stage: item id -> value, in the order of the items."""


@dataclass(frozen=True)
class Need:
    """One parameter of a stage."""

    name: str
    type: type
    every: bool = False
    """Asked for as `Each[type]`."""
    optional: bool = False
    """Asked for as `type | None`."""


@dataclass(frozen=True, eq=False)
class Stage:
    """A function with its wiring. `near` and `cost` look at the item and only say where and when, never what; `provisional`
    looks at what it gave."""

    name: str
    fn: Callable[..., Value]
    needs: tuple[Need, ...]
    gives: type[Value]
    each: type[Value] | None
    version: int
    near: Callable[[Any], Hashable] | None = None
    cost: Callable[[Any], float] | None = None
    provisional: Callable[[Any], bool] | None = None

    @property
    def scratches(self) -> tuple[str, ...]:
        """The parameters that take a scratch folder."""
        return tuple(need.name for need in self.needs if need.type is Scratch)


def stage(
    *,
    version: int = 1,
    each: type[Value] | None = None,
    near: Callable[[Any], Hashable] | None = None,
    cost: Callable[[Any], float] | None = None,
    provisional: Callable[[Any], bool] | None = None,
) -> Callable[[F], F]:
    """Marks a function as a stage; it stays a plain function that a test calls as it is.

    `version`: count up when the same inputs shall give another output. `each`: one part for every item of this type. Parts with
    an equal `near(item)` prefer the same worker; parts of the largest `cost(item)` start first. A value that is `provisional`
    stands in for another: it counts for the session that it was made for, and all others make the part anew. Raises `BadStage`.
    """

    def mark(fn: F) -> F:
        fn.stage = _read(fn, version, each, near, cost, provisional)  # type: ignore[attr-defined]
        return fn

    return mark


def _read(
    fn: Callable[..., Any],
    version: int,
    each: type[Value] | None,
    near: Callable[[Any], Hashable] | None,
    cost: Callable[[Any], float] | None,
    provisional: Callable[[Any], bool] | None,
) -> Stage:
    name = getattr(fn, "__name__", str(fn))
    hints = typing.get_type_hints(fn)
    gives = hints.pop("return", None)
    if not (isinstance(gives, type) and issubclass(gives, Value)):
        raise BadStage(f"{name} must say which value it gives: `-> Take`, a subclass of Value.")
    parameters = inspect.signature(fn).parameters
    for parameter in parameters:
        if parameter not in hints:
            raise BadStage(f"{name} does not say of which type its parameter {parameter} is.")
    if "version" in parameters:
        raise BadStage(f"{name} has a parameter called version, which is the name of the stage's own.")
    needs = tuple(_need(name, parameter, hints[parameter]) for parameter in parameters)
    if each is None and (near is not None or cost is not None):
        raise BadStage(f"{name} has `near` or `cost` but no `each`: they look at an item.")
    return Stage(name, fn, needs, gives, each, version, near, cost, provisional)


def _need(stage_name: str, name: str, hint: Any) -> Need:
    optional = every = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        if len(inner) != 1 or len(typing.get_args(hint)) != 2:
            raise BadStage(f"{stage_name} asks for {name} as {hint}; only `X | None` can be understood.")
        hint, optional = inner[0], True
    if typing.get_origin(hint) is Each:
        hint, every = typing.get_args(hint)[0], True
    if not isinstance(hint, type) or typing.get_origin(hint) is not None:
        raise BadStage(f"{stage_name} asks for {name} as {hint}; ask for a value, Each[value], a port or Scratch.")
    return Need(name, hint, every, optional)


def stages_in(package: ModuleType) -> list[Stage]:
    """Every stage that the modules of a package define, sorted by name. Raises `BadStage` when two have one name."""
    found: dict[str, Stage] = {}
    for module_name in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        for _, fn in inspect.getmembers(module, inspect.isfunction):
            mark = getattr(fn, "stage", None)
            if not isinstance(mark, Stage) or found.get(mark.name) is mark:
                continue
            if mark.name in found:
                raise BadStage(f"Two stages are called {mark.name}.")
            found[mark.name] = mark
    return [found[name] for name in sorted(found)]
