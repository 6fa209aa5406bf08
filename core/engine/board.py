"""The state of one pass over the graph: which parts can be made now, and of what. Makes nothing itself."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from core.engine.digest import digest, digest_parts
from core.engine.history import PartName
from core.engine.part import Part
from core.engine.wiring import Route, Via, Wired, Wiring
from core.errors import BadStage
from core.value import Value

_Awaited = tuple[str, str | None, bool]
"""(stage, item, whether all parts of the stage are meant)."""


@dataclass(frozen=True)
class Node:
    """A part's place in the graph."""

    wired: Wired
    item: str | None = None
    position: int = 0

    @property
    def name(self) -> PartName:
        """(stage, item)."""
        return self.wired.name, self.item

    @property
    def label(self) -> str:
        """`shot 3`, or empty for a single part."""
        each = self.wired.stage.each
        return f"{each.__name__.lower()} {self.position + 1}" if each and self.item is not None else ""


class Board:
    """Values as they become known. `take` gives the parts that can be made now, `finish` takes a part's value."""

    def __init__(self, wiring: Wiring, sources: Iterable[Value], cast: Mapping[type, Any]) -> None:
        self.wiring = wiring
        self.cast = cast
        self.singles: dict[type, Value] = {type(source): source for source in sources}
        self.rows: dict[type, dict[str, Value]] = {}
        self.items: dict[str, dict[str, Value]] = {}
        """Stage -> its items by id, in order, as soon as they are known."""
        self._places = {wired.name: place for place, wired in enumerate(wiring.stages)}
        self._left: dict[str, int] = {}
        self._done: set[_Awaited] = set()
        self._waiters: dict[_Awaited, list[Wired | Node]] = {}
        self._missing: dict[Wired | Node, set[_Awaited]] = {}
        self._ready: list[Node] = []
        self._planned: list[tuple[str, int]] = []
        self._digests: dict[int, tuple[Any, str]] = {}
        self._looked: dict[int, tuple[BaseModel, str, dict[str, str]]] = {}
        for wired in wiring.stages:
            self._await(wired, self._opening(wired))

    def take(self) -> list[Node]:
        """The parts that became possible since the last call, in the order of stages."""
        ready, self._ready = self._ready, []
        return sorted(ready, key=self.place)

    def place(self, node: Node) -> tuple[int, int]:
        """Where a part stands among all: stages in order, items in order."""
        return self._places[node.wired.name], node.position

    def planned(self) -> list[tuple[str, int]]:
        """The stages whose number of parts became known since the last call."""
        planned, self._planned = self._planned, []
        return planned

    def waiting(self) -> tuple[list[Node], list[Wired]]:
        """The parts that cannot be made yet, and the stages of which not even the number of parts is known."""
        nodes = [thing for thing in self._missing if isinstance(thing, Node)]
        return nodes, [thing for thing in self._missing if isinstance(thing, Wired)]

    def left(self, stage: str) -> int:
        """How many parts of a stage are not finished."""
        return self._left[stage]

    def finish(self, node: Node, value: Value, output: str) -> None:
        """Takes the value of a part, whose digest is `output`."""
        stage = node.wired.stage
        self._digests[id(value)] = (value, output)
        if node.item is None:
            self.singles[stage.gives] = value
        else:
            self.rows[stage.gives][node.item] = value
        self._left[stage.name] -= 1
        self._reach((stage.name, node.item, False))
        if not self._left[stage.name]:
            self._reach((stage.name, None, True))

    def part(self, node: Node, root: Path, pause: float, whose: str = "") -> Part:
        """The part with all its arguments and its key, for the session `whose`."""
        wired, stage = node.wired, node.wired.stage
        args: dict[str, Any] = {}
        made_of = {"version": str(stage.version)}
        for route in wired.routes:
            if route.via is Via.SCRATCH:
                continue
            args[route.need.name] = argument = self._argument(route, node)
            made_of |= self._made_of(route, argument)
        key = digest([stage.name, {name: told for name, told in made_of.items() if "." not in name}])
        item = self.items[stage.name][node.item] if node.item is not None else None
        near: Hashable = (stage.name, stage.near(item)) if stage.near else None
        cost = self.cost(node)
        return Part(stage.name, node.item, key, made_of, args, root, node.label, pause, wired.ahead, cost, near, whose)

    def cost(self, node: Node) -> float:
        """How large a part is among those of its stage; infinite where that is not known."""
        stage = node.wired.stage
        return float(stage.cost(self.items[stage.name][str(node.item)])) if stage.cost else math.inf

    def _argument(self, route: Route, node: Node) -> Any:
        kind = route.need.type
        if route.via is Via.NOTHING:
            return None
        if route.via is Via.CAST:
            return self.cast[kind]
        if route.via is Via.EVERY:
            maker = self.wiring.makers[kind]
            return {item: self.rows[kind][item] for item in self.items[maker.name]}
        if route.via is Via.SAME:
            return self.rows[kind][str(node.item)]
        if route.via is Via.ITEMS:
            return {item.id: item for item in getattr(self.singles[route.origin], route.field)}
        holder = self.items[node.wired.name][str(node.item)] if route.via is Via.ITEM else self.singles[route.origin]
        return attrgetter(route.field)(holder) if route.field else holder

    def _made_of(self, route: Route, argument: Any) -> dict[str, str]:
        """What the key sees of an argument, and under dotted names what it consists of."""
        name = route.need.name
        if route.via is Via.CAST:
            return {name: str(argument.identity)}
        if isinstance(argument, dict):
            parts = {f"{name}.{item}": self._digest(value) for item, value in argument.items()}
            return {name: digest(list(parts.items())), **parts}
        if isinstance(argument, BaseModel):
            whole, fields = self._parts(argument)
            return {name: whole, **{f"{name}.{field}": told for field, told in fields.items()}}
        return {name: digest(argument)}

    def _parts(self, value: BaseModel) -> tuple[str, dict[str, str]]:
        """The digests of a value and of its fields; one that several parts are made of is looked at once."""
        known = self._looked.get(id(value))
        if known is None:
            whole, fields = digest_parts(value)
            known = self._looked[id(value)] = (value, whole, fields)
            self._digests[id(value)] = (value, whole)
        return known[1:]

    def _digest(self, value: Any) -> str:
        known = self._digests.get(id(value))
        if known is None:
            known = self._digests[id(value)] = (value, digest(value))  # kept, so that no other value gets its id
        return known[1]

    def _opening(self, wired: Wired) -> set[_Awaited]:
        """What must be known before a stage's parts are known, and for a single part before it can be made."""
        if wired.held is not None:
            maker = self.wiring.makers.get(wired.held.holder)
            return {(maker.name, None, False)} if maker else set()
        self._plan(wired, 1)
        return self._needed(wired, None)

    def _needed(self, wired: Wired, item: str | None) -> set[_Awaited]:
        found: set[_Awaited] = set()
        for route in wired.routes:
            maker = self.wiring.makers.get(route.origin)
            if maker is None or route.via is Via.ITEM:
                continue
            if route.via is Via.EVERY:
                found.add((maker.name, None, True))
            else:
                found.add((maker.name, item if route.via is Via.SAME else None, False))
        return found

    def _plan(self, wired: Wired, parts: int) -> None:
        self._left[wired.name] = parts
        self._planned.append((wired.name, parts))

    def _await(self, thing: Wired | Node, awaited: set[_Awaited]) -> None:
        missing = awaited - self._done
        if not missing:
            self._go(thing)
            return
        self._missing[thing] = missing
        for one in missing:
            self._waiters.setdefault(one, []).append(thing)

    def _reach(self, reached: _Awaited) -> None:
        self._done.add(reached)
        for thing in self._waiters.pop(reached, []):
            missing = self._missing[thing]
            missing.discard(reached)
            if not missing:
                del self._missing[thing]
                self._go(thing)

    def _go(self, thing: Wired | Node) -> None:
        if isinstance(thing, Node):
            self._ready.append(thing)
        elif thing.held is None:
            self._ready.append(Node(thing))
        else:
            self._open(thing)

    def _open(self, wired: Wired) -> None:
        """The items of a stage are known: its parts are, too."""
        assert wired.held is not None
        held = getattr(self.singles[wired.held.holder], wired.held.field) or ()
        items = {item.id: item for item in held}
        if len(items) != len(held):
            twice = next(item.id for i, item in enumerate(held) if item.id in {other.id for other in held[:i]})
            raise BadStage(f"{wired.held.holder.__name__}.{wired.held.field} holds two items with the id {twice}.")
        self.items[wired.name] = items
        self.rows[wired.stage.gives] = {}
        self._plan(wired, len(items))
        if not items:
            self._reach((wired.name, None, True))
        for position, item in enumerate(items):
            self._await(Node(wired, item, position), self._needed(wired, item))
