"""Films being made: a few at once, the others waiting their turn; each can be watched and stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from core.artifacts import SHOWN_AS, STAGES_SHOWN
from core.errors import Cancelled, PipelineError, StudioError
from core.events import Event, PartDone, PartFailed, PartStarted, StagePlanned
from core.making import Made, Making

log = logging.getLogger("firstcut.jobs")

_WEIGHT = {
    "script": 2,
    "storyboard": 1,
    "voice": 8,
    "visuals": 2,
    "avatar": 2,
    "sync": 1,
    "compose": 70,
    "mix": 8,
    "render": 3,
    "inspect": 3,
}
"""Shares of a first run's time, measured on the sample; they only shape the progress bar."""


@dataclass(frozen=True)
class StageProgress:
    """How far one of the five visible stages is."""

    name: str
    state: str = "waiting"
    """`waiting`, `running`, `done` or `failed`."""
    done: int = 0
    parts: int = 0
    reused: int = 0


@dataclass(frozen=True)
class Failure:
    """What stopped a film, for a person."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class Status:
    """A film's making as a page shows it."""

    session: str
    state: str
    """`queued`, `running`, `done`, `failed`, `cancelled`, `interrupted` or `new`."""
    progress: float = 0.0
    left_s: float | None = None
    stages: tuple[StageProgress, ...] = tuple(StageProgress(name) for name in STAGES_SHOWN)
    failure: Failure | None = None
    failed_parts: tuple[PartFailed, ...] = ()
    waiting_before: int = 0
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether it is still going on."""
        return self.state in ("queued", "running")


@dataclass
class Tally:
    """Counts the events of one run."""

    session: str
    began: float = field(default_factory=time.monotonic)
    state: str = "queued"
    planned: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    reused: dict[str, int] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    failed: list[PartFailed] = field(default_factory=list)
    failure: Failure | None = None
    version: int = 0

    def hear(self, event: Event) -> None:
        """Takes in one event."""
        self.version += 1
        if isinstance(event, StagePlanned):
            self.planned[event.stage] = event.parts
        elif isinstance(event, PartStarted):
            self.busy[event.stage] = self.busy.get(event.stage, 0) + 1
        elif isinstance(event, PartDone):
            self.done[event.stage] = self.done.get(event.stage, 0) + 1
            self.reused[event.stage] = self.reused.get(event.stage, 0) + event.reused
        elif isinstance(event, PartFailed):
            self.failed.append(event)

    def status(self) -> Status:
        """As a page shows it."""
        progress = sum(w * self._share(name) for name, w in _WEIGHT.items()) / sum(_WEIGHT.values())
        spent = time.monotonic() - self.began
        left = spent * (1 - progress) / progress if self.state == "running" and progress > 0.06 else None
        return Status(
            session=self.session, state=self.state, progress=1.0 if self.state == "done" else min(progress, 0.99), left_s=left,
            stages=tuple(self._stage(name) for name in STAGES_SHOWN), failure=self.failure, failed_parts=tuple(self.failed),
            version=self.version,
        )  # fmt: skip

    def _share(self, name: str) -> float:
        parts = self.planned.get(name)
        return min(1.0, self.done.get(name, 0) / parts) if parts else 0.0

    def _stage(self, shown: str) -> StageProgress:
        names = [name for name, where in SHOWN_AS.items() if where == shown]
        parts, done = sum(self.planned.get(n, 0) for n in names), sum(self.done.get(n, 0) for n in names)
        complete = all(n in self.planned and self.done.get(n, 0) >= self.planned[n] for n in names)
        broken = any(failed.stage in names for failed in self.failed)
        begun = done or any(self.busy.get(n) for n in names)
        state = "failed" if broken else "done" if complete else "running" if begun and self.state == "running" else "waiting"
        return StageProgress(shown, state, done, parts, sum(self.reused.get(n, 0) for n in names))


_HEARD: Mapping[str, type[Event]] = {
    "stage-planned": StagePlanned,
    "part-started": PartStarted,
    "part-done": PartDone,
    "part-failed": PartFailed,
}


def retold(session: str, events: Iterable[Mapping[str, Any]]) -> Status:
    """The status that a session's written events tell: of its newest run, also when another process makes it."""
    tally = Tally(session, state="running")
    for event in events:
        if event.get("kind") == "job-started":
            tally = Tally(session, state="running")
            tally.began -= _seconds_since(str(event.get("at", "")))
        elif event.get("kind") == "job-done":
            tally.state = str(event.get("state"))
        elif kind := _HEARD.get(str(event.get("kind"))):
            tally.hear(kind.model_validate({name: value for name, value in event.items() if name != "at"}))
    return tally.status()


def _seconds_since(at: str) -> float:
    try:
        return max(0.0, (datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(at)).total_seconds())
    except ValueError:
        return 0.0


class Jobs:
    """Runs makings in threads of this process; the work itself is done by the workers."""

    def __init__(self, at_once: int, ended: Callable[[str], None]) -> None:
        self.at_once, self.ended = at_once, ended
        self.lock = threading.Condition()
        self.waiting: deque[tuple[str, Callable[[Callable[[Event], None]], Making]]] = deque()
        self.tallies: dict[str, Tally] = {}
        self.running: dict[str, tuple[threading.Thread, Making | None]] = {}
        self.stopping: set[str] = set()
        self.closed = False

    def submit(self, session: str, prepare: Callable[[Callable[[Event], None]], Making]) -> None:
        """Puts a film in the queue; one that is already there stays as it is."""
        with self.lock:
            if self.closed:
                raise PipelineError("The studio is shutting down.", hint="Start it again; the session waits for you.")
            if session in self.running or any(name == session for name, _ in self.waiting):
                return
            self.tallies[session] = Tally(session)
            self.waiting.append((session, prepare))
            self._next()

    def status(self, session: str) -> Status | None:
        """How a film of this process is doing; None when this process has not made it."""
        with self.lock:
            tally = self.tallies.get(session)
            if tally is None:
                return None
            ahead = next((i for i, (name, _) in enumerate(self.waiting) if name == session), 0)
            return replace(tally.status(), waiting_before=ahead)

    def counts(self) -> tuple[int, int]:
        """How many run and how many wait."""
        with self.lock:
            return len(self.running), len(self.waiting)

    def cancel(self, session: str) -> bool:
        """Stops a film or takes it out of the queue; False when it is neither."""
        with self.lock:
            for entry in list(self.waiting):
                if entry[0] == session:
                    self.waiting.remove(entry)
                    self.tallies[session].state = "cancelled"
                    self.tallies[session].version += 1
                    return True
            if session not in self.running:
                return False
            self.stopping.add(session)
            making = self.running[session][1]
        if making is not None:
            making.cancel()
        return True

    def close(self) -> None:
        """Stops everything that runs; the sessions can be resumed."""
        with self.lock:
            self.closed = True
            self.waiting.clear()
            running = list(self.running.items())
        for session, (thread, _) in running:
            self.cancel(session)
            thread.join(5)

    def _next(self) -> None:
        while self.waiting and len(self.running) < self.at_once and not self.closed:
            session, prepare = self.waiting.popleft()
            thread = threading.Thread(target=self._run, args=(session, prepare), name=f"film {session}", daemon=True)
            self.running[session] = (thread, None)
            thread.start()

    def _run(self, session: str, prepare: Callable[[Callable[[Event], None]], Making]) -> None:
        tally = self.tallies[session]
        tally.state, tally.began = "running", time.monotonic()
        state, failure = "failed", None
        try:
            making = prepare(tally.hear)
            with self.lock:
                self.running[session] = (self.running[session][0], making)
                if session in self.stopping:
                    raise Cancelled("The making was stopped.")
            made: Made = making()
            state = "done"
            log.info("%s: cut %d after %.1f s", session, made.cut.number, made.seconds)
        except Cancelled:
            state = "cancelled"
        except StudioError as error:
            failure = Failure(error.code, error.message, error.hint)
            log.warning("%s failed: %s", session, error.message)
        finally:
            with self.lock:
                tally.state, tally.failure = state, failure
                tally.version += 1
                self.running.pop(session, None)
                self.stopping.discard(session)
                self._next()
            self.ended(session)
