"""One run of one session: from its order to a finished cut, with its folder kept in step."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import core.stages
from core.artifacts import Shown, delivered, shown
from core.casting import Sources, sources_of
from core.engine import Executor, History, Plan, Run, Stage, Store, discover
from core.errors import Cancelled, CheckFailed, StudioError
from core.events import Event, JobDone, JobStarted, PartDone
from core.film import Cut, Report, Script, Severity, Storyboard
from core.film.screenplay import from_markdown, to_markdown
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
        self.storyboard: Storyboard | None = None
        self.positions: dict[tuple[str, str | None], int] = {}

    def __call__(self) -> Made:
        """Makes what is missing and gives the cut. Raises the first error; what is done is kept."""
        with self.session.locked():
            began = time.monotonic()
            job = JobState(job=secrets.token_hex(6), state="running", origin=self.origin, pid=0, started=utc_now())
            self._note(job)
            self._emit(JobStarted(job=job.job, pid=job.pid))
            try:
                made = self._make(began)
            except StudioError as error:
                self._end(job, began, error)
                raise
            except KeyboardInterrupt:
                self._end(job, began, Cancelled("The making was stopped."))
                raise
            self._end(job, began, None, made.cut.number)
            return made

    def cancel(self) -> None:
        """Stops the run within a second; what is finished is kept."""
        if self.run is not None:
            self.run.cancel()

    def plan(self) -> Plan:
        """What a run would do, without doing it."""
        return self._prepared().plan()

    def _make(self, began: float) -> Made:
        self.run = self._prepared()
        results = self.run()
        cut, report = results[Cut], results[Report]
        card = self._card(cut, report)
        file = self.session.folder / card.output
        boards = results[Storyboard]
        return Made(
            self.session.id, card, file, self.counts[False], self.counts[True], time.monotonic() - began, len(boards.shots)
        )

    def _prepared(self) -> Run:
        sources = sources_of(self.session.card.order, self.cast[Speaker])
        history = History(self.session.folder / "metadata/parts.json")
        return Run(
            self.stages,
            sources.values(),
            self.cast,
            self.store,
            history,
            self._heard,
            self.executor,
            pins=self._pins(sources, history),
        )

    def _pins(self, sources: Sources, history: History) -> Mapping[tuple[str, str | None], str]:
        """An edited scripts/script.md wins over what the writer makes."""
        text = self.session.read("scripts/script.md")
        last = history.output("script", None)
        if text is None or last is None:
            return {}
        written = self.store.load(Script, last)
        if text == to_markdown(written):
            return history.pins()
        edited = from_markdown(text, base=written)
        return {**history.pins(), ("script", None): self.store.put(edited)}

    def _card(self, cut: Cut, report: Report) -> CutCard:
        """The cut with its files in the folder; the same film as the newest cut is that cut."""
        cuts = self.session.cuts()
        if not report.passed:
            hard = [f for f in report.findings if f.severity is Severity.HARD]
            self.session.write("metadata/rejected.json", report.model_dump_json(indent=1))
            self._link(Shown("final_output/rejected.mp4", blob=cut.film))
            raise CheckFailed("The film was made but did not pass: " + " ".join(f.message for f in hard[:3]))
        if cuts and cuts[-1].cut == cut and self.session.path(cuts[-1].output).exists():
            return cuts[-1]
        number = cuts[-1].number + 1 if cuts else 1
        files = delivered(cut, number, self.session.card.title)
        for file in files:
            self._link(file)
        card = CutCard(number=number, made=utc_now(), output=files[0].path, title=self.session.card.title, cut=cut, report=report)
        self.session.write(f"metadata/cut_{number:03d}.json", card.model_dump_json(indent=1))
        return card

    def _heard(self, event: Event) -> None:
        if isinstance(event, PartDone):
            self.counts[event.reused] += 1
            self._show(event)
        self._emit(event)

    def _show(self, event: PartDone) -> None:
        stage = next(s for s in self.stages if s.name == event.stage)
        value = self.store.load(stage.gives, event.output)
        if isinstance(value, Storyboard):
            self.storyboard = value
        position = event.position
        shot = None
        if event.item is not None and self.storyboard is not None:
            shot = next((s for s in self.storyboard.shots if s.id == event.item), None)
        for file in shown(event.stage, value, position, shot):
            self._link(file)

    def _link(self, file: Shown) -> None:
        if file.blob is not None:
            self.store.link(file.blob, self.session.folder / file.path)
        elif file.text is not None:
            self.session.write(file.path, file.text)

    def _emit(self, event: Event) -> None:
        self.session.record(event)
        self.listener(event)

    def _note(self, job: JobState) -> None:
        self.session.write("metadata/job.json", job.model_dump_json(indent=1))

    def _end(self, job: JobState, began: float, error: StudioError | None, cut: int | None = None) -> None:
        state = "done" if error is None else "cancelled" if isinstance(error, Cancelled) else "failed"
        seconds = round(time.monotonic() - began, 2)
        told: dict[str, Any] = {} if error is None else {"code": error.code, "message": error.message, "hint": error.hint}
        counts = {"made": self.counts[False], "reused": self.counts[True], "seconds": seconds}
        self._note(job.model_copy(update={"state": state, "ended": utc_now(), **counts, **told}))
        self._emit(JobDone(job=job.job, state=state, cut=cut, **counts, **told))


def stages() -> tuple[Stage, ...]:
    """Every stage, in the order that their types impose."""
    return discover(core.stages)
