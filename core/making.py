"""One run of one session: from its order to a finished cut, with its folder kept in step."""

from __future__ import annotations

import os
import secrets
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import core.stages
from core.casting import sources_of
from core.delivery import Delivery, Places
from core.edits import ScriptEdit
from core.engine import Executor, History, Plan, Run, Stage, Store, discover
from core.engine.files import storage_error
from core.errors import Cancelled, CheckFailed, NoSuchSession, StorageError, StudioError
from core.events import Event, JobDone, JobStarted, PartDone, PartFailed
from core.film import Brief, Cut, Pace, Report, Storyboard
from core.ports import Composer, Presenter, Speaker, Writer
from core.providers import cast
from core.session import CutCard, JobState, Session, utc_now

PORTS = (Writer, Speaker, Presenter, Composer)


@dataclass(frozen=True)
class Made:
    """What a run came to."""

    session: str
    cut: CutCard
    file: Path
    made: int
    reused: int
    seconds: float
    shots: int


class Making:
    """A run, ready to go: call it once. `emit` hears every event; the folder is written whether or not anybody listens."""

    def __init__(self, session: Session, store: Store, executor: Executor, emit: Callable[[Event], None], origin: str) -> None:
        self.session, self.store, self.executor, self.listener, self.origin = session, store, executor, emit, origin
        self.stages = stages()
        self.cast = cast(PORTS)
        self.counts = {True: 0, False: 0}
        self.run: Run | None = None
        self.places = Places()
        self.delivery = Delivery(session, store)
        self.failed: list[PartFailed] = []
        self.stopped = ""
        """`cancelled` or `interrupted` as soon as somebody stopped it."""

    def __call__(self) -> Made:
        """Makes what is missing and gives the cut. Raises the first error; what is done is kept."""
        with self.session.locked():
            began = time.monotonic()
            self.session = self.delivery.session = Session.open(self.session.folder.parent, self.session.id)
            job = JobState(job=secrets.token_hex(6), state="running", origin=self.origin, pid=os.getpid(), started=utc_now())
            self.session.note(job)
            self._emit(JobStarted(job=job.job, pid=job.pid))
            try:
                made = self._make(began)
            except (StudioError, OSError) as error:
                ours = self._ours(error)
                self._log(job, error)
                self._end(job, began, ours)
                raise ours from error
            except KeyboardInterrupt:
                self._end(job, began, Cancelled("The making was stopped."))
                raise
            self._end(job, began, None, made.cut.number)
            return made

    def cancel(self, state: str = "cancelled") -> None:
        """Stops the run within a second; what is finished is kept. `interrupted`: it shall go on by itself later."""
        self.stopped = state
        if self.run is not None:
            self.run.cancel()

    def plan(self) -> Plan:
        """What a run would do, without doing it."""
        run = self._prepared()
        return run.plan(self._expected(run))

    def _expected(self, run: Run) -> dict[str, int]:
        """How many parts a film has that was never made: what the writer would write is quickly known."""
        if run.history.output("storyboard") is not None:
            return {}
        brief = next(source for source in run.sources if isinstance(source, Brief))
        pace = next(source for source in run.sources if isinstance(source, Pace))
        writer: Writer = self.cast[Writer]
        shots = len(writer.write(brief, pace).lines)
        return {"voice": shots, "visuals": shots, "avatar": shots, "compose": 2 * shots - 1}

    def _make(self, began: float) -> Made:
        self._heed()
        self.run = self._prepared()
        self._heed()
        results = self.run()
        boards, cut, report = results[Storyboard], results[Cut], results[Report]
        card = self.delivery.card(cut, report)
        file = self.session.folder / card.output
        seconds = time.monotonic() - began
        return Made(self.session.id, card, file, self.counts[False], self.counts[True], seconds, len(boards.shots))

    def _heed(self) -> None:
        """Somebody may have stopped it before there was a run that could be told."""
        if self.stopped:
            raise Cancelled("The making was stopped.")

    def _prepared(self) -> Run:
        with self.store.scratch() as scratch:
            sources = sources_of(self.session.order(), self.cast[Speaker], scratch.folder)
        history = History(self.session.folder / "metadata/parts.json")
        edit = self.delivery.edit = ScriptEdit(self.session)
        pins = edit.pins(self.store, history)
        return Run(self.stages, sources.values(), self.cast, self.store, history, self._heard, self.executor, pins=pins)

    def _heard(self, event: Event) -> None:
        if isinstance(event, PartDone):
            self.counts[event.reused] += 1
            stage = next(s for s in self.stages if s.name == event.stage)
            value = self.store.load(stage.gives, event.output)
            self.places.learn(value)
            self.delivery.show(event.stage, value, event.position, self.places.shots.get(event.item or ""))
        elif isinstance(event, PartFailed):
            event = event.model_copy(update={"message": self.places.told(event)})
            self.failed.append(event)
        self._emit(event)

    def _emit(self, event: Event) -> None:
        self.session.record(event)
        self.listener(event)

    def _ours(self, error: StudioError | OSError) -> StudioError:
        """The error as a person wants it: a part's with the shot that it is about."""
        if not self.session.folder.is_dir():
            return NoSuchSession(f"The folder of {self.session.id} was removed while its film was made.", hint="Nothing to do.")
        if isinstance(error, OSError):
            told = storage_error(error, error.filename or self.session.folder)
            return told or StorageError(f"{error.filename or self.session.folder}: {error.strerror or error}.")
        if not self.failed or isinstance(error, (Cancelled, CheckFailed)) or error.code != self.failed[0].code:
            return error
        more = len(self.failed) - 1
        others = f" {more} other part{'s' if more > 1 else ''} failed, too." if more else ""
        return type(error)(self.failed[0].message + others, hint=error.hint)

    def _log(self, job: JobState, error: StudioError | OSError) -> None:
        """Where in the program it failed, for whoever is asked to help; what workers say of it is in their own log."""
        if isinstance(error, Cancelled):
            return
        failed = "".join(f"{part.stage} {part.item or ''}: {part.code}: {part.message}\n" for part in self.failed)
        with suppress(StudioError, OSError):  # the error itself is what counts
            self.session.write(f"logs/{job.job}.log", failed + "".join(traceback.format_exception(error)))

    def _end(self, job: JobState, began: float, error: StudioError | None, cut: int | None = None) -> None:
        """Writes down how it ended; where even that cannot be written, the error that led here is what counts."""
        state: Literal["done", "cancelled", "failed"]
        state = "done" if error is None else "cancelled" if isinstance(error, Cancelled) else "failed"
        noted = self.stopped or state if state == "cancelled" else state
        told: dict[str, Any] = {} if error is None else {"code": error.code, "message": error.message, "hint": error.hint}
        counts = {"made": self.counts[False], "reused": self.counts[True], "seconds": round(time.monotonic() - began, 2)}
        done = JobDone(job=job.job, state=state, cut=cut, **counts, **told)
        try:
            self.session.note(job.model_copy(update={"state": noted, "ended": utc_now(), **counts, **told}))
            self.session.record(done)
        except (StudioError, OSError):
            if error is None:
                raise
        finally:
            self.listener(done)


def stages() -> tuple[Stage, ...]:
    """Every stage, in the order that their types impose."""
    return discover(core.stages)
