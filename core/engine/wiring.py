"""Who gives what to whom, found from types alone. An unknown or ambiguous type is an error with a sentence."""

from __future__ import annotations

import types
import typing
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from core.engine.scratch import Scratch
from core.engine.stage import Need, Stage, stages_in
from core.errors import BadStage, ProviderMissing
from core.value import Value


class Via(Enum):
    """The ways in which an argument comes to a stage."""

    ITEM = "the item itself, or a field of it"
    SAME = "another stage's result for the same item"
    EVERY = "another stage's results for all items"
    ITEMS = "all items"
    RESULT = "another stage's single result, or a field of it"
    SOURCE = "a value that the run starts from, or a field of it"
    CAST = "a provider"
    SCRATCH = "a folder of its own"
    NOTHING = "None, since nobody gives it"


@dataclass(frozen=True)
class Route:
    """How one parameter is filled: from the value of type `origin`, or from its field `field`, or `field.field`."""

    need: Need
    via: Via
    origin: type
    field: str = ""


@dataclass(frozen=True)
class Held:
    """Where items lie: field `field` of the value of type `holder`."""

    holder: type
    field: str


@dataclass(frozen=True, eq=False)
class Wired:
    """A stage with its routes; `ahead` is how many stages at least come after it, one after the other."""

    stage: Stage
    routes: tuple[Route, ...]
    held: Held | None
    ahead: int

    @property
    def name(self) -> str:
        """The stage's name."""
        return self.stage.name


class Wiring:
    """Stages in the order that their types impose, with every parameter's route. Raises `BadStage`, `ProviderMissing`.

    `sources` are the types that a run starts from; None: every value that nobody makes is taken for one. `cast` are the ports
    that somebody fills; None: every port is taken for filled.
    """

    def __init__(
        self, stages: Sequence[Stage], sources: Collection[type] | None = None, cast: Collection[type] | None = None
    ) -> None:
        self.makers = _makers(stages)
        self.cast = cast
        self.sources = frozenset(_guessed(stages, self.makers) if sources is None else sources)
        self._singles = tuple(s.gives for s in stages if s.each is None)
        self.stages = self._ordered(stages)

    def _ordered(self, stages: Sequence[Stage]) -> tuple[Wired, ...]:
        held = {s: self._holder(s) for s in stages}
        routes = {s: tuple(self._route(s, need) for need in s.needs) for s in stages}
        before = {s: {m for t in _origins(routes[s], held[s]) if (m := self.makers.get(t)) is not None} for s in stages}
        done: list[Stage] = []
        left = sorted(stages, key=lambda s: s.name)
        while left:
            ready = [s for s in left if before[s].issubset(done)]
            if not ready:
                raise BadStage("These stages wait for each other in a circle: " + ", ".join(s.name for s in left) + ".")
            done += ready
            left = [s for s in left if s not in ready]
        ahead: dict[Stage, int] = {}
        for s in reversed(done):
            ahead[s] = max((ahead[later] + 1 for later in ahead if s in before[later]), default=0)
        return tuple(Wired(s, routes[s], held[s], ahead[s]) for s in done)

    def _holder(self, stage: Stage) -> Held | None:
        if stage.each is None:
            return None
        found = self._holders(stage.each)
        if len(found) != 1:
            names = " and ".join(f"{h.holder.__name__}.{h.field}" for h in found) or "nothing"
            raise BadStage(f"{stage.name} is made for each {stage.each.__name__}, and {names} holds them; one value must.")
        return found[0]

    def _holders(self, item: type) -> list[Held]:
        kinds = [*self._singles, *sorted(self.sources, key=lambda t: t.__name__)]
        return [Held(kind, name) for kind in dict.fromkeys(kinds) for name, _, held in _fields(kind) if held == item]

    def _route(self, stage: Stage, need: Need) -> Route:
        kind = need.type
        if kind is Scratch:
            return Route(need, Via.SCRATCH, kind)
        if need.every:
            return self._every(stage, need)
        if stage.each is not None and kind is stage.each:
            return Route(need, Via.ITEM, kind)
        maker = self.makers.get(kind)
        if maker is not None:
            return self._result(stage, need, maker)
        if kind in self.sources:
            return Route(need, Via.SOURCE, kind)
        return self._narrow(stage, need) or self._outside(stage, need)

    def _every(self, stage: Stage, need: Need) -> Route:
        maker = self.makers.get(need.type)
        if maker is not None and maker.each is not None:
            return Route(need, Via.EVERY, need.type)
        if maker is None and len(held := self._holders(need.type)) == 1:
            return Route(need, Via.ITEMS, held[0].holder, held[0].field)
        if need.optional:
            return Route(need, Via.NOTHING, need.type)
        raise BadStage(f"{stage.name} asks for Each[{need.type.__name__}], and no stage gives one for each item.")

    def _result(self, stage: Stage, need: Need, maker: Stage) -> Route:
        if maker is stage:
            raise BadStage(f"{stage.name} asks for the {need.type.__name__} that it gives itself.")
        if maker.each is None:
            return Route(need, Via.RESULT, need.type)
        if maker.each is stage.each:
            return Route(need, Via.SAME, need.type)
        each, name = maker.each.__name__, need.type.__name__
        raise BadStage(f"{stage.name} asks for a {name}, and there is one for each {each}: ask for Each[{name}].")

    def _narrow(self, stage: Stage, need: Need) -> Route | None:
        """A field of the item; else of one single result or source."""
        kind = need.type
        if not _is_value(kind):
            return None
        if stage.each is not None and (found := _fields_of(stage.each, kind)):
            return self._only(stage, need, [(Via.ITEM, stage.each, *field) for field in found])
        results: list[tuple[Via, type]] = [(Via.RESULT, made) for made in self._singles if made is not stage.gives]
        results += [(Via.SOURCE, source) for source in sorted(self.sources, key=lambda t: t.__name__)]
        for fields in (_fields_of, _deeper):
            there = [(via, origin, name, optional) for via, origin in results for name, optional in fields(origin, kind)]
            if there:
                return self._only(stage, need, there)
        return None

    def _only(self, stage: Stage, need: Need, found: list[tuple[Via, type, str, bool]]) -> Route:
        kind = need.type.__name__
        if len(found) > 1:
            places = ", ".join(f"{origin.__name__}.{field}" for _, origin, field, _ in found)
            raise BadStage(f"{stage.name} asks for a {kind}, and there are several: {places}.")
        via, origin, field, may_be_none = found[0]
        if may_be_none and not need.optional:
            raise BadStage(f"{stage.name} asks for a {kind}, and {origin.__name__}.{field} may be None: ask for `{kind} | None`.")
        return Route(need, via, origin, field)

    def _outside(self, stage: Stage, need: Need) -> Route:
        kind = need.type
        if _is_port(kind) and (self.cast is None or kind in self.cast):
            return Route(need, Via.CAST, kind)
        if need.optional:
            return Route(need, Via.NOTHING, kind)
        if _is_port(kind):
            raise ProviderMissing(f"{stage.name} needs a {kind.__name__}, and nobody fills that part.")
        raise BadStage(f"{stage.name} asks for {need.name} as a {kind.__name__}, and nobody gives one.")


@lru_cache(maxsize=64)
def wired(stages: tuple[Stage, ...], sources: frozenset[type], cast: frozenset[type]) -> Wiring:
    """The wiring of stages that start from `sources`; that of the same stages is found once. Raises as `Wiring` does."""
    return Wiring(stages, sources, cast)


def discover(package: ModuleType, sources: Collection[type] | None = None) -> tuple[Stage, ...]:
    """Every stage of a package, in the order that their types impose. Raises `BadStage` for stages that do not fit together.

    Without `sources`, a value that no stage makes is taken for one that the run will start from.
    """
    return tuple(wired.stage for wired in Wiring(stages_in(package), sources).stages)


def graph(stages: Sequence[Stage], sources: Collection[type] | None = None) -> str:
    """One line for each stage: `voice  Utterance (of each Shot), Speaker -> Take per Shot`."""
    wiring = Wiring(stages, sources)
    width = max((len(wired.name) for wired in wiring.stages), default=0)
    return "\n".join(f"{wired.name:<{width}}  {_needs(wired)} -> {_gives(wired.stage)}" for wired in wiring.stages)


def _needs(wired: Wired) -> str:
    return ", ".join(_told(route) for route in wired.routes if route.via is not Via.SCRATCH) or "nothing"


def _told(route: Route) -> str:
    name, origin = route.need.type.__name__, route.origin.__name__
    if route.via in (Via.EVERY, Via.ITEMS):
        name = f"every {name}"
    elif route.via is Via.ITEM:
        name = f"{name} (of each {origin})" if route.field else f"each {name}"
    elif route.field:
        name = f"{name} (of {origin})"
    return f"{name} or nothing" if route.need.optional else name


def _gives(stage: Stage) -> str:
    return stage.gives.__name__ + (f" per {stage.each.__name__}" if stage.each else "")


def _makers(stages: Iterable[Stage]) -> dict[type, Stage]:
    makers: dict[type, Stage] = {}
    for stage in stages:
        if stage.gives in makers:
            raise BadStage(f"{makers[stage.gives].name} and {stage.name} both give a {stage.gives.__name__}.")
        makers[stage.gives] = stage
    return makers


def _origins(routes: Iterable[Route], held: Held | None) -> set[type]:
    return {route.origin for route in routes if route.via is not Via.ITEM} | ({held.holder} if held else set())


def _guessed(stages: Sequence[Stage], makers: Collection[type]) -> set[type]:
    """The values that stages ask for and nobody makes, holds or has as a field."""
    made = [s.gives for s in stages if s.each is None]
    wanted = {need.type for s in stages for need in s.needs if _is_value(need.type) and need.type not in makers}
    items = {s.each for s in stages if s.each}
    loose = {kind for kind in wanted - items if not any(_fields_of(m, kind) or _deeper(m, kind) for m in made)}
    loose = {kind for kind in loose if any(kind in _asked(s) and not (s.each and _fields_of(s.each, kind)) for s in stages)}
    return {kind for kind in loose if not any(_fields_of(other, kind) for other in loose - {kind})}


def _asked(stage: Stage) -> set[type]:
    return {need.type for need in stage.needs if not need.every}


def _is_value(kind: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, Value)


def _is_port(kind: type) -> bool:
    return bool(getattr(kind, "_is_protocol", False))


def _fields_of(holder: type, kind: type) -> list[tuple[str, bool]]:
    """Fields of exactly that type: (name, whether it may be None)."""
    return [(name, optional) for name, optional, held in _fields(holder, plain=True) if held is kind]


def _deeper(holder: type, kind: type) -> list[tuple[str, bool]]:
    """Fields of exactly that type in the values that a holder's own fields always hold."""
    inner = [(name, value) for name, optional, value in _fields(holder, plain=True) if _is_value(value) and not optional]
    return [(f"{name}.{field}", optional) for name, value in inner for field, optional in _fields_of(value, kind)]


def _fields(holder: type, *, plain: bool = False) -> list[tuple[str, bool, Any]]:
    """(name, may be None, type) of each field; unless `plain`, only those that hold many items, with the item's type."""
    if not issubclass(holder, BaseModel):
        return []
    found = []
    for name, field in holder.model_fields.items():
        kind, optional = _without_none(field.annotation)
        args = typing.get_args(kind)
        if plain:
            found.append((name, optional, kind))
        elif typing.get_origin(kind) is tuple and len(args) == 2 and args[1] is Ellipsis and _has_id(args[0]):
            found.append((name, optional, args[0]))
    return found


def _has_id(kind: Any) -> bool:
    return _is_value(kind) and "id" in kind.model_fields and kind.model_fields["id"].annotation is str


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        inner = [kind for kind in typing.get_args(annotation) if kind is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return annotation, False
