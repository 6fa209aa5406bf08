"""Films being made: a few at once, the others waiting their turn; each can be watched and stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from core.errors import Cancelled, PipelineError, StudioError
from core.events import Event
from core.making.halting import Halted
from core.making.run import Making
from core.session import utc_now
from core.showing.status import Failure, StageProgress, Status, Tally, retold

__all__ = ["Ended", "Failure", "Jobs", "StageProgress", "Status", "Tally", "retold"]

log = logging.getLogger("firstcut.jobs")

Prepare = Callable[[Callable[[Event], None]], Making]

_REMEMBERED = 200
"""So many films that have ended are kept in mind; of earlier ones the folder tells."""

_TOLD = 40
"""So many ends are told to whoever was elsewhere."""


@dataclass(frozen=True)
class Ended:
    """A film whose making came to its end."""

    session: str
    state: str
    at: str
    """When, in UTC: later moments compare as greater."""


@dataclass
class _Running:
    """A film that is being made."""

    thread: threading.Thread
    making: Making | None = None
    stopped: str = ""
    """`cancelled` or `interrupted` once somebody wants it to stop."""


class Jobs:
    """Runs makings in threads of this process; the work itself is done by the workers."""

    def __init__(
        self, at_once: int, ended: Callable[[str], None], usual: Callable[[str], Mapping[str, float]] = lambda _: {}
    ) -> None:
        self.at_once, self.ended, self.usual = at_once, ended, usual
        self.lock = threading.Condition()
        self.waiting: deque[tuple[str, Prepare]] = deque()
        self.tallies: dict[str, Tally] = {}
        self.running: dict[str, _Running] = {}
        self.closed = False
        self._ended: deque[Ended] = deque(maxlen=_TOLD)

    def submit(self, session: str, prepare: Prepare, until: str = "") -> None:
        """Puts a film in the queue; one that waits or runs already stays as it is. One that is being stopped runs once more.

        `until`: the stage after which it will stop, for its status.
        """
        usual = self.usual(session)
        with self.lock:
            if self.closed:
                raise PipelineError("The studio is shutting down.", hint="Start it again; the session waits for you.")
            now = self.running.get(session)
            if (now is not None and not now.stopped) or any(name == session for name, _ in self.waiting):
                return
            self.tallies.pop(session, None)
            self.tallies[session] = Tally(session, usual, until=until)
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

    def job(self, session: str) -> str:
        """The name of the run that `status` tells of; empty before it began."""
        with self.lock:
            tally = self.tallies.get(session)
            return tally.job if tally is not None else ""

    def active(self) -> tuple[Status, ...]:
        """Every film that runs, then those that wait, in their order."""
        with self.lock:
            names = [*self.running, *(name for name, _ in self.waiting if name not in self.running)]
        return tuple(status for name in names if (status := self.status(name)) is not None and status.active)

    def ended_last(self) -> tuple[Ended, ...]:
        """The films that ended, the last one last."""
        with self.lock:
            return tuple(self._ended)

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
            return self._stop(session, "cancelled")

    def close(self) -> None:
        """Stops everything that runs; the films go on when a studio is opened again, and those that wait begin then."""
        with self.lock:
            self.closed = True
            self.waiting.clear()
            running = dict(self.running)
            for session in running:
                self._stop(session, "interrupted")
        ends = time.monotonic() + 5
        for film in running.values():
            film.thread.join(max(0.0, ends - time.monotonic()))

    def _stop(self, session: str, state: str) -> bool:
        film = self.running.get(session)
        if film is None:
            return False
        film.stopped = film.stopped or state
        if film.making is not None:
            film.making.cancel(film.stopped)
        return True

    def _next(self) -> None:
        while len(self.running) < self.at_once and not self.closed:
            entry = next((entry for entry in self.waiting if entry[0] not in self.running), None)
            if entry is None:
                return
            self.waiting.remove(entry)
            session, prepare = entry
            thread = threading.Thread(target=self._run, args=(session, prepare), name=f"film {session}", daemon=True)
            self.running[session] = _Running(thread)
            thread.start()

    def _run(self, session: str, prepare: Prepare) -> None:
        with self.lock:
            film, tally = self.running[session], self.tallies[session]
            tally.state, tally.began = "running", time.monotonic()
        state = "failed"
        failure: Failure | None = Failure("error", "The making stopped with a mistake of the program.", StudioError.hint)
        try:
            making = prepare(tally.hear)
            with self.lock:
                film.making = making
                if film.stopped:
                    making.cancel(film.stopped)
            made = making()
            state, failure = "paused" if isinstance(made, Halted) else "done", None
            told = f"paused after {made.until}" if isinstance(made, Halted) else f"cut {made.cut.number}"
            log.info("%s: %s after %.1f s", session, told, made.seconds)
        except Cancelled:
            state, failure = film.stopped or "cancelled", None
        except StudioError as error:
            failure = Failure(error.code, error.message, error.hint)
            log.warning("%s failed: %s", session, error.message)
        finally:
            with self.lock:
                tally.state, tally.failure = state, failure
                tally.version += 1
                self._ended.append(Ended(session, state, utc_now()))
                self.running.pop(session, None)
                self._forget()
                self._next()
            self.ended(session)

    def _forget(self) -> None:
        active = {*self.running, *(name for name, _ in self.waiting)}
        over = [name for name in self.tallies if name not in active]
        for name in over[: max(0, len(over) - _REMEMBERED)]:
            del self.tallies[name]
