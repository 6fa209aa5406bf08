"""Bringing one film up to date: only what changed is made."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import Any

from core.engine.board import Board, Node
from core.engine.executor import Executor, Report
from core.engine.history import Entry, History, PartName
from core.engine.part import Part
from core.engine.plan import Guess, Plan, forecast
from core.engine.reuse import Found, look
from core.engine.stage import Stage
from core.engine.store import Store
from core.engine.wiring import wired
from core.errors import Cancelled, StudioError
from core.events import Event, PartDone, PartFailed, PartStarted, StagePlanned
from core.system import LONGEST_WAIT_S
from core.value import Value

Emit = Callable[[Event], None]


class Results:
    """What a run gave: `results[Timeline]` a value, `results[Take]["id"]` one item's. `output(...)` gives digests."""

    def __init__(self, board: Board, outputs: Mapping[PartName, str]) -> None:
        self._board = board
        self._outputs = outputs

    def __getitem__(self, kind: type) -> Any:
        """The single value of that type, or all items' values by id in order. Raises `KeyError` for what nobody made."""
        if kind in self._board.singles:
            return self._board.singles[kind]
        order = self._board.items[self._board.wiring.makers[kind].name]
        return {item: self._board.rows[kind][item] for item in order}

    def output(self, stage: str, item: str | None = None) -> str:
        """Digest of what a part gave."""
        return self._outputs[(stage, item)]


class Run:
    """One run, to be called once. `sources` are the values it starts from, `cast` fills the ports, `pins` are digests of stored
    values that win over what a part would make. `emit` is called in the thread that calls the run.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        sources: Iterable[Value],
        cast: Mapping[type, Any],
        store: Store,
        history: History,
        emit: Emit,
        executor: Executor,
        pins: Mapping[PartName, str] | None = None,
        pause: float = 0.5,
        entire: bool = True,
    ) -> None:
        """`entire` False: these are only some of a film's stages, and what the history tells of the others stays."""
        self.sources = tuple(sources)
        self.wiring = wired(tuple(stages), frozenset(type(source) for source in self.sources), frozenset(cast))
        self.cast, self.store, self.history = cast, store, history
        self.emit, self.executor, self.pins, self.pause = emit, executor, dict(pins or {}), pause
        self.entire = entire
        self.board = Board(self.wiring, self.sources, cast)
        self.entries: dict[PartName, Entry] = {}
        self.failure: StudioError | None = None
        self._inbox: SimpleQueue[Report | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._gently = False
        self._making: dict[str, list[tuple[Node, Part, str]]] = {}

    def __call__(self) -> Results:
        """Makes what is missing. Raises the error of the first part that failed, after all that does not depend on it is made;
        raises `Cancelled` within a second of `cancel`. Everything that was made is kept.
        """
        whole = False
        try:
            self._advance()
            while self._making and not self._stopped.is_set():
                self._hear(self._next())
            if self._stopped.is_set():
                raise Cancelled("The making was stopped.")
            if self.failure is not None:
                raise self.failure
            whole = self.entire
        finally:
            if self._gently:
                self.executor.release(self)
            self.executor.cancel(self)
            self.history.write(self.entries.values(), whole=whole)
        return Results(self.board, {name: entry.output for name, entry in self.entries.items()})

    def cancel(self) -> None:
        """Stops the run; may be called from any thread, at any time."""
        self._stopped.set()
        self._inbox.put(None)

    def let_go(self) -> None:
        """As `cancel`, but what is being made is made to its end and kept: whoever wants the same next shall have it."""
        self._gently = True
        self.cancel()

    def plan(self, items: Mapping[str, float] | None = None) -> Plan:
        """What the run would do, without doing it. `items` see `forecast`."""
        return forecast(Board(self.wiring, self.sources, self.cast), self.store, self.history, self.pins, items)

    def foresee(self, guesses: Mapping[str, Guess]) -> tuple[Plan, Board]:
        """The plan past what is stale, and the values that it went through: where nothing is stored, guessed ones."""
        board = Board(self.wiring, self.sources, self.cast)
        return forecast(board, self.store, self.history, self.pins, guesses=guesses), board

    def _advance(self) -> None:
        """Goes as far as what is stored allows, and hands out the rest."""
        while True:
            for stage, parts in self.board.planned():
                self.emit(StagePlanned(stage=stage, parts=parts))
            ready = self.board.take()
            if not ready:
                return
            # whoever is idle takes the first at once
            for node in sorted(ready, key=lambda node: (-node.wired.ahead, -self.board.cost(node))):
                if self._stopped.is_set():
                    return
                self._settle(node)

    def _settle(self, node: Node) -> None:
        part = self.board.part(node, self.store.root, self.pause, self.history.whose)
        try:
            found = look(self.store, self.history, self.pins, self.board, node, part)
        except StudioError as error:
            self._failed(node, error)
            return
        if found.value is not None:
            self._done(node, part, found)
        elif part.key in self._making:
            self._making[part.key].append((node, part, found.why))
        else:
            self._making[part.key] = [(node, part, found.why)]
            self.executor.submit(self, part, self._inbox.put)

    def _next(self) -> Report | None:
        while True:
            try:
                return self._inbox.get(timeout=LONGEST_WAIT_S)
            except Empty:
                continue

    def _hear(self, report: Report | None) -> None:
        if report is None:
            return
        if isinstance(report.error, Cancelled):
            self._stopped.set()
            return
        if report.error is None and report.record is None:
            self.emit(PartStarted(stage=report.part.stage, item=report.part.item))
            return
        waiting = self._making.pop(report.part.key)
        if report.error is not None:
            for node, _, _ in waiting:
                self._failed(node, report.error)
        elif report.record is not None:
            record = report.record
            value = self.store.load(waiting[0][0].wired.stage.gives, record.output)
            for node, part, why in waiting:
                first = node is waiting[0][0]
                told = why if first else f"the same as {waiting[0][0].label}"
                self._done(node, part, Found(value, record.output, told, record.seconds, made=first))
        self._advance()
        self.executor.heard(report.part)

    def _done(self, node: Node, part: Part, found: Found) -> None:
        assert found.value is not None
        pinned = node.name in self.pins
        entry = Entry(
            stage=part.stage, item=node.item, position=node.position, key=part.key, made_of=part.made_of,
            output=found.output, seconds=found.seconds, pinned=pinned,
        )  # fmt: skip
        before = self.history.last(*node.name)
        if pinned and before is not None and before.pinned and before.output == found.output:
            entry = entry.model_copy(update={"key": before.key, "made_of": before.made_of})
        self.entries[node.name] = entry
        self.board.finish(node, found.value, found.output)
        if not self.board.left(part.stage):
            self.history.write(self.entries.values(), whole=False)  # a crash of the machine leaves a history, too
        self.emit(
            PartDone(
                stage=part.stage, item=node.item, position=node.position, output=found.output, reused=not found.made,
                why=found.why, seconds=found.seconds if found.made else 0.0, blobs=found.blobs,
            )
        )  # fmt: skip

    def _failed(self, node: Node, error: StudioError) -> None:
        if self.failure is None:
            self.failure = error
            error.add_note(f"in {node.wired.name}" + (f" of {node.label}" if node.label else ""))
        told = PartFailed(
            stage=node.wired.name, item=node.item, code=error.code, message=error.message, hint=error.hint, retry=error.retry
        )
        self.emit(told)
