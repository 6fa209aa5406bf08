"""Who makes parts: a crew of slots that takes them fairly from all runs. `Inline` works in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from threadpoolctl import threadpool_limits

from core.engine.line import Assignment, Line
from core.engine.part import Border, Part, make
from core.engine.record import Record
from core.engine.stage import Stage
from core.engine.store import Store
from core.errors import Cancelled, StudioError


@dataclass(frozen=True)
class Report:
    """What an executor tells of a part: started (neither record nor error), done, or failed."""

    part: Part
    record: Record | None = None
    error: StudioError | None = None


Tell = Callable[[Report], None]


class Executor(Protocol):
    """Makes parts of any number of runs at once. All methods may be called from any thread."""

    def submit(self, job: Hashable, part: Part, tell: Tell) -> None:
        """Queues a part of the run `job`; `tell` hears that it started and how it ended, from another thread."""
        ...

    def heard(self, part: Part) -> None:
        """The run has taken in how this part ended, and has submitted what that made possible."""
        ...

    def cancel(self, job: Hashable) -> None:
        """Drops the run's waiting parts and stops the others; nothing more is told of them."""
        ...

    def release(self, job: Hashable) -> None:
        """Drops the run's waiting parts and waits until the others are made; nothing more is told of the run's own."""
        ...

    def close(self) -> None:
        """Stops everything; waiting runs hear `Cancelled`."""
        ...


class Slot:
    """One place where one part at a time is made."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.near: Hashable = None
        self.busy: Assignment[Tell] | None = None
        self.told: Assignment[Tell] | None = None
        """What was made here last, until its run has taken that in."""
        self.thread: threading.Thread | None = None


class Crew:
    """Slots with a thread each, started when they are first needed. Subclasses say how a part is made and how it is stopped.

    What several runs want at one time is made once.
    """

    patience_s = 1.0
    """How long `cancel` waits until the run's parts are really stopped."""

    grace_s = 0.25
    """How long a slot waits for what the part that it has just made makes possible, where that would come first."""

    def __init__(self, size: int) -> None:
        self.slots = [Slot(number) for number in range(max(1, size))]
        self.lock = threading.Condition()
        self.closed = False
        self._line: Line[Tell] = Line()

    def submit(self, job: Hashable, part: Part, tell: Tell) -> None:
        """Queues a part."""
        with self.lock:
            if self.closed:
                raise Cancelled("The studio is closing.")
            assignment = Assignment(job, part, tell)
            if not self._joined(assignment):
                self._line.add(assignment)
                self._hire()
                self.lock.notify()

    def heard(self, part: Part) -> None:
        """Lets the slot go on that waits for what its run makes of this part."""
        with self.lock:
            for slot in self.slots:
                if slot.told is not None and slot.told.part is part:
                    slot.told = None
            self.lock.notify_all()

    def cancel(self, job: Hashable) -> None:
        """Drops the run's waiting parts and stops the others, within a second."""
        with self.lock:
            self._line.drop(job)
            busy = [slot for slot in self.slots if slot.busy and slot.busy.leave(job)]
            for slot in busy:
                self._stop(slot)
            if self.patience_s:
                self.lock.wait_for(lambda: not any(s.busy and s.busy.job == job for s in busy), self.patience_s)

    def release(self, job: Hashable) -> None:
        """Drops the run's waiting parts and waits until the others are made, or belong to somebody else alone."""
        with self.lock:
            self._line.drop(job)
            self.lock.wait_for(lambda: self.closed or not any(slot.busy and slot.busy.job == job for slot in self.slots))

    def close(self) -> None:
        """Stops everything within two seconds."""
        with self.lock:
            self.closed = True
            dropped = self._line.clear()
            busy = [told for slot in self.slots if slot.busy for told in (slot.busy, *slot.busy.also)]
            for slot in self.slots:
                if slot.busy:
                    self._stop(slot)
            self.lock.notify_all()
        for assignment in (*dropped, *busy):
            assignment.tell(Report(assignment.part, error=Cancelled("The studio is closing.")))
        ends = time.monotonic() + 1.5
        for slot in self.slots:
            if slot.thread is not None:
                slot.thread.join(max(0.0, ends - time.monotonic()))

    def make(self, slot: Slot, assignment: Assignment[Tell]) -> Record:
        """Makes the part in this slot. Raises anything."""
        raise NotImplementedError

    def stop(self, slot: Slot) -> None:
        """Stops what the slot is making, as far as that is possible. Called with the lock held."""

    def leave(self, slot: Slot) -> None:
        """Lets go of what the slot holds, at the end of its thread."""

    def ready(self, slot: Slot) -> None:
        """Called by the slot's thread before it waits for work."""

    def _joined(self, assignment: Assignment[Tell]) -> bool:
        """Whether the same part is being made already, so that this one waits for it. Called with the lock held."""
        twin = next((slot.busy for slot in self.slots if slot.busy and slot.busy.same(assignment.part)), None)
        if twin is None or twin.cancelled:
            return False
        twin.also.append(assignment)
        assignment.tell(Report(assignment.part))
        return True

    def _stop(self, slot: Slot) -> None:
        if slot.busy:
            slot.busy.cancelled = True
        self.stop(slot)

    def _hire(self) -> None:
        """Starts one more thread for as long as there are more parts than idle slots. Called with the lock held."""
        idle = sum(slot.thread is not None and slot.busy is None for slot in self.slots)
        for slot in self.slots:
            if slot.thread is None and idle < len(self._line):
                self._begin(slot)
                idle += 1

    def _begin(self, slot: Slot) -> None:
        slot.thread = threading.Thread(target=self._work, args=(slot,), name=f"parts {slot.number}", daemon=True)
        slot.thread.start()

    def _work(self, slot: Slot) -> None:
        try:
            while (assignment := self._next(slot)) is not None:
                self._do(slot, assignment)
        finally:
            self.leave(slot)

    def _next(self, slot: Slot) -> Assignment[Tell] | None:
        self.ready(slot)
        ends = time.monotonic() + self.grace_s
        with self.lock:
            while not self.closed:
                if slot.told is not None and self._line.lesser(slot.told) and (rest := ends - time.monotonic()) > 0:
                    self.lock.wait(rest)
                    continue
                elsewhere = {other.near for other in self.slots if other is not slot and other.near is not None}
                assignment = self._line.take(slot.near, elsewhere, len(self.slots))
                if assignment is not None and self._joined(assignment):
                    continue
                if assignment is not None:
                    slot.busy, slot.near, slot.told = assignment, assignment.part.near, None
                    return assignment
                self.lock.wait()
        return None

    def _do(self, slot: Slot, assignment: Assignment[Tell]) -> None:
        part, record = assignment.part, None
        assignment.tell(Report(part))
        with Border(part) as border:
            record = self.make(slot, assignment)
        with self.lock:
            slot.busy = None
            self.lock.notify_all()
            if assignment.cancelled:
                return
            slot.told = assignment
            others = [*assignment.also, *(self._line.same(part) if record is not None else ())]
        for told in (assignment, *others):
            told.tell(Report(told.part, record, border.error))


class Inline(Crew):
    """Makes parts in this process, `size` at a time. What is being made cannot be stopped, only left behind."""

    patience_s = 0.0

    def __init__(self, stages: Sequence[Stage], store: Store, size: int = 1) -> None:
        super().__init__(size)
        self._stages = {stage.name: stage for stage in stages}
        self._store = store

    def make(self, slot: Slot, assignment: Assignment[Tell]) -> Record:
        """Calls the stage."""
        _as_a_worker()
        return make(self._stages[assignment.part.stage], assignment.part, self._store)


@cache
def _as_a_worker() -> None:
    """Has matrix products worked out by one thread, as a worker does: several round differently, and bytes are compared."""
    import numpy  # noqa: F401  # whose library it is that is told

    threadpool_limits(1, "blas")
