"""What a run would do, without doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from core.engine.board import Board, Node
from core.engine.digest import digest
from core.engine.history import History, PartName
from core.engine.part import Part
from core.engine.reuse import Found, look
from core.engine.store import Store
from core.engine.usual import Usual
from core.errors import Corrupt
from core.value import Value

State = Literal["kept", "stale", "unknown"]


class Planned(Value):
    """One part: kept as it is, to be made, or not known before others are made (they may turn out the same)."""

    stage: str
    item: str | None = None
    label: str = ""
    state: State
    why: str = ""
    seconds: float | None = Field(None, description="What it is expected to take.")


class Plan(Value):
    """Every part that can be told of, in the order of stages, and what can only be told later."""

    parts: tuple[Planned, ...]
    unknown: tuple[str, ...] = Field((), description="Stages of which not even the number of parts is known.")
    after: tuple[str, ...] = Field((), description="Stages that depend on what must be made first.")
    seconds: float | None = Field(None, description="For what must be made, summed over parts; None: never made before.")
    at_most: float | None = Field(None, description="If everything that is not known yet must be made, too.")

    @property
    def stale(self) -> tuple[Planned, ...]:
        """What must be made."""
        return tuple(part for part in self.parts if part.state == "stale")

    @property
    def kept(self) -> tuple[Planned, ...]:
        """What is there."""
        return tuple(part for part in self.parts if part.state == "kept")

    def as_json(self, workers: int = 1) -> dict[str, Any]:
        """As plain data, `seconds` and `at_most` summed over parts."""
        return {**self.model_dump(mode="json"), "sentence": self.sentence(workers)}

    def sentence(self, workers: int = 1) -> str:
        """`2 parts to make (voice, visuals), 28 kept; then what changes in avatar, sync, compose. About 4 to 30 s.`"""
        if not self.stale and not self.after:
            return f"Nothing to make, all {_parts(len(self.kept))} are there." if self.kept else "Nothing to make."
        if not self.kept:
            return "Nothing is made yet." + _about(self.at_most, None, workers)
        counts = Counter(part.stage for part in self.stale)
        names = ", ".join(f"{count} {stage}" if count > 1 else stage for stage, count in counts.items())
        told = f"{_parts(len(self.stale))} to make ({names}), {len(self.kept)} kept"
        if self.after:
            told += f"; then what changes in {', '.join(self.after)}"
        return told + "." + _about(self.seconds, self.at_most, workers)


Guess = Callable[[Part], Value | None]
"""A value that stands for what a part would give: of the right shape, never stored."""


def forecast(
    board: Board,
    store: Store,
    history: History,
    pins: Mapping[PartName, str],
    items: Mapping[str, float] | None = None,
    guesses: Mapping[str, Guess] | None = None,
) -> Plan:
    """The plan for a fresh `board`: goes as far as stored values lead. Raises nothing for damaged files; they are stale.

    `items`: how many parts a stage is expected to have whose number is not known, and that no run of this film told yet; of a
    stage that measures what its parts cost, what all of them cost.
    `guesses`: by stage, what stands for a stale part, so that the plan looks past it: what does not depend on the guess is found
    in the store, what does is stale, too.
    """
    guesses = guesses or {}
    usual = store.usual()
    found: list[tuple[tuple[int, int], Planned]] = []
    while ready := board.take():
        for node in ready:
            part = board.part(node, Path(), 0.0, history.whose)
            try:
                seen = look(store, history, pins, board, node, part)
            except Corrupt as error:
                seen = Found(None, why=error.message)
            found.append(_row(board, node, "stale" if seen.value is None else "kept", seen.why, history, usual))
            value = seen.value
            if value is None and node.wired.name in guesses:
                value = guesses[node.wired.name](part)
            if value is not None:
                board.finish(node, value, seen.output or digest(value))
    nodes, closed = board.waiting()
    singles = [Node(wired) for wired in closed if wired.held is None]
    found += [_row(board, node, "unknown", "depends on what is made first", history, usual) for node in (*nodes, *singles)]
    parts = tuple(row for _, row in sorted(found, key=itemgetter(0)))
    unknown = tuple(wired.name for wired in board.wiring.stages if wired in closed and wired.held is not None)
    later = {node.wired for node in nodes} | set(closed)
    after = tuple(wired.name for wired in board.wiring.stages if wired in later)
    at_most = _at_most(parts, unknown, history, usual, items or {})
    return Plan(parts=parts, unknown=unknown, after=after, seconds=_seconds(parts, "stale"), at_most=at_most)


def _row(board: Board, node: Node, state: State, why: str, history: History, usual: Usual) -> tuple[tuple[int, int], Planned]:
    seconds = None
    if state != "kept":
        known = history.seconds(*node.name)
        seconds = usual.of(node.wired.name, board.cost(node)) if known is None else known
    row = Planned(stage=node.wired.name, item=node.item, label=node.label, state=state, why=why, seconds=seconds)
    return board.place(node), row


def _seconds(parts: tuple[Planned, ...], state: str) -> float | None:
    known = [part.seconds for part in parts if part.state == state]
    told = [seconds for seconds in known if seconds is not None]
    return round(sum(told), 2) if len(told) == len(known) else None


def _at_most(
    parts: tuple[Planned, ...], unknown: tuple[str, ...], history: History, usual: Usual, items: Mapping[str, float]
) -> float | None:
    stale, later = _seconds(parts, "stale"), _seconds(parts, "unknown")
    total = (stale or 0.0) + (later or 0.0)
    for stage in unknown:
        known = [entry.seconds for entry in history.entries if entry.stage == stage]
        each = usual.of(stage, 1.0)
        if not known and (stage not in items or each is None):
            return None
        total += sum(known) if known else items[stage] * (each or 0.0)
    return None if stale is None or later is None else round(total, 2)


def _parts(count: int) -> str:
    return "1 part" if count == 1 else f"{count} parts"


def _about(seconds: float | None, at_most: float | None, workers: int) -> str:
    if seconds is None:
        return ""
    seconds, at_most = seconds / workers, at_most / workers if at_most is not None else None
    if at_most is None or round(at_most) <= round(seconds):
        return f" About {max(seconds, 0.1):.1f} s." if seconds < 1 else f" About {seconds:.0f} s."
    return f" About {seconds:.0f} to {at_most:.0f} s." if round(seconds) else f" At most {at_most:.0f} s."
