"""One run of one session: from its order to a finished cut, with its folder kept in step."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from core.cuts import Edition, Origin
from core.editing.differences import choices, is_newest, last_storyboard, newest_origin
from core.editing.guessing import guesses
from core.editing.planning import FilmPlan, film_plan
from core.editing.shapes import OWN, shape_plan
from core.editing.stand_ins import Listener, as_far_as_it_goes
from core.edits import ScriptEdit
from core.engine import Executor, History, PartName, Results, Run, Store
from core.errors import BadEdit, Cancelled, StudioError
from core.events import CutReady, EditionsPlanned, Event, JobDone, JobStarted, PartDone, PartFailed, PartStarted, StagePlanned
from core.film import Cut, Format, Order, Quality, Report, Script, Shot, Storyboard, Take, Timeline
from core.making.casting import Sources, sources_of
from core.making.delivery import Delivery, Places
from core.making.failing import log_failure, told_of
from core.making.halting import Halted, Made, check_until, stages_until
from core.making.head_start import ahead_of, worth
from core.making.pricing import paid_before, priced
from core.making.worker import stages
from core.ports import Composer, Presenter, Speaker, Writer
from core.services.roster import Services
from core.session import JobState, Session, utc_now
from core.value import Value

PORTS = (Writer, Speaker, Presenter, Composer)

_OWN = {False: OWN, True: OWN[1:]}
"""What an edition has of its own; a draft's timeline, which comes first, stands for the film's until that is laid."""


class Making:
    """A run, ready to go: call it once. `emit` hears every event; the folder is written whether or not anybody listens.

    With `until` it stops after that stage, so that a person can look and edit before another run goes on.
    """

    def __init__(
        self, session: Session, store: Store, executor: Executor, emit: Callable[[Event], None], origin: str, until: str = ""
    ) -> None:
        self.session, self.store, self.executor, self.listener, self.origin = session, store, executor, emit, origin
        self.until = check_until(until)
        self.stages = stages()
        self.cast = Services(session.folder.parent).cast(PORTS, session.card.owner, session.id)
        self.counts = {True: 0, False: 0}
        self.run: Run | None = None
        self.sources: Sources
        self.pins: Mapping[PartName, str] = {}
        self.places = Places()
        self.delivery = Delivery(session, store)
        self.failed: list[PartFailed] = []
        self.edition = ""
        """Which film is being made: empty for the main one, `draft`, or a format's name."""
        self._told: set[str] = set()
        self.stopped = ""
        """`cancelled` or `interrupted` as soon as somebody stopped it."""

    def __call__(self) -> Made | Halted:
        """Makes what is missing and gives the cut, or what there is after the stage to stop after.

        Raises the first error; what is done is kept.
        """
        with self.session.locked():
            began = time.monotonic()
            self.session = self.delivery.session = Session.open(self.session.folder.parent, self.session.id)
            name, began_at = secrets.token_hex(6), utc_now()
            job = JobState(job=name, state="running", origin=self.origin, pid=os.getpid(), started=began_at, until=self.until)
            self.session.note(job)
            self._emit(JobStarted(job=job.job, pid=job.pid, until=self.until))
            try:
                made = self._some(began) if self.until else self._make(began)
            except (StudioError, OSError) as error:
                ours = told_of(self.session, error, self.failed)
                log_failure(self.session, job, error, self.failed)
                self._end(job, began, ours)
                raise ours from error
            except KeyboardInterrupt:
                self._end(job, began, Cancelled("The making was stopped."))
                raise
            self._end(job, began, None, made)
            return made

    def cancel(self, state: str = "cancelled") -> None:
        """Stops the run within a second; what is finished is kept. `interrupted`: it shall go on by itself later."""
        self.stopped = state
        if self.run is not None:
            self.run.cancel()

    def script(self, chosen: Order | None = None) -> Script:
        """What the writer makes of the text as it is now, whatever was edited by hand; `chosen` for the film, not what is now."""
        script: Script = self._partly(self._sources(chosen).values(), Script, {})[Script]
        return script

    def plan(self, workers: int = 1) -> FilmPlan:
        """What a run would do, without doing it: also past what is stale, down to the last transition. The main edition's."""
        self._prepare()
        return self._planned(workers)

    def _planned(self, workers: int) -> FilmPlan:
        run, stand_ins = self._run_of(self.sources.form), guesses(self.stages, self.sources.pace)
        plan, board = run.foresee(stand_ins)
        shapes = tuple(shape_plan(form, self._run_of(form, form.name).foresee(stand_ins)[0]) for form in self.sources.forms[1:])
        cut, now = newest_origin(self.session), board.singles.get(Storyboard)
        before = cut.storyboard if cut is not None else last_storyboard(run.history, self.store)
        board_now = now if isinstance(now, Storyboard) else None
        told = film_plan(plan, board_now, before, choices(self.session.order(), cut.order) if cut else (), workers, shapes,
                         unchanged=is_newest(self.session, board.singles.get(Cut)), begun=cut is None)  # fmt: skip
        before_it = paid_before(told, run.history, self.store)
        return priced(told, board_now, self.sources, self.session.folder.parent, before_it)

    def rushes(self) -> tuple[Results, tuple[PartFailed, ...]]:
        """The film up to its timeline, as it is edited now: words spoken and acted, nothing encoded. What is made is kept.

        Also what could not be made of single shots, for which something stands there.
        """
        self._prepare()
        return as_far_as_it_goes(self._partly, self.sources.values(), self.pins, self.sources.pace, self.store)

    def head_start(self) -> Run | None:
        """A run, ready to go, of what the next cut needs before its file: all of it is kept, nothing told or remembered.

        None where nobody should draw it unasked: there is nothing to draw, too much, or a service would be asked.
        """
        self._prepare()
        main = self.sources.form
        plan, _ = self._run_of(main).foresee(guesses(self.stages, self.sources.pace))
        if not worth(plan, self.cast[Composer]):
            return None
        nobody = History(self.session.folder / "none/parts.json", self.session.id)
        values, chosen = self.sources.values(main), ahead_of(self.stages)
        return Run(chosen, values, self.cast, self.store, nobody, lambda _: None, self.executor, pins=self.pins, entire=False)

    def reading(self, board: Storyboard, shot: str, take: int) -> Take:
        """One reading of a shot's line, spoken unless it was before. Raises `BadEdit` where there is no such shot."""
        known = next((one for one in board.shots if one.id == shot), None)
        if known is None:
            raise BadEdit("That shot is not in the film any more, or it is hidden.")
        asked = known.model_copy(update={"utterance": known.utterance.model_copy(update={"take": take})})
        results = self._partly((board.model_copy(update={"shots": (asked,)}),), Take, {})
        spoken: Take = results[Take][shot]
        return spoken

    def _partly(
        self, sources: Iterable[Value], wanted: type[Value], pins: Mapping[PartName, str], heard: Listener = lambda _: None
    ) -> Results:
        """A run of the stages that `wanted` is made by, of which nothing is remembered but what it made."""
        sources = tuple(sources)
        given = {type(source) for source in sources}
        needed: set[type] = {wanted}
        for stage in reversed(self.stages):
            if stage.gives in needed and stage.gives not in given:
                needed |= {need.type for need in stage.needs} | ({Storyboard} if stage.each is Shot else set())
        chosen = [stage for stage in self.stages if stage.gives in needed and stage.gives not in given]
        with self.store.scratch() as scratch:
            nobody = History(scratch.folder / "none/parts.json", self.session.id)
            return Run(chosen, sources, self.cast, self.store, nobody, heard, self.executor, pins=pins)()

    def _make(self, began: float) -> Made:
        self._heed()
        self._prepare()
        main, *others = self.sources.forms
        plan = self._planned(1)
        drafted = self._wants_draft(main, plan)
        self._emit(EditionsPlanned(editions=1 + drafted + len(others)))
        if drafted:
            form = main.model_copy(update={"quality": Quality.DRAFT})
            results = self._results(form, "draft")
            if draft := self.delivery.draft(form, results[Cut], results[Report]):
                self._emit(CutReady(number=draft.number, edition="draft"))
        results = self._results(main, "")
        boards: Storyboard = results[Storyboard]
        origin = Origin(order=self.session.order(), script=results[Script], storyboard=boards, track=results[Timeline].track)
        facts = {"plan": plan.told(), "made_parts": self.counts[False], "kept_parts": self.counts[True]}
        facts["seconds"] = round(time.monotonic() - began, 2)
        card = self.delivery.main(main, results[Cut], results[Report], origin, **facts)
        self._emit(CutReady(number=card.number))
        for form in others:
            results = self._results(form, form.name)
            card = self.delivery.edition(card, form, results[Cut], results[Report])
            self._emit(CutReady(number=card.number, edition=form.name))
        files = tuple(self.session.folder / edition.output for edition in card.editions if self._ordered(edition))
        seconds = time.monotonic() - began
        return Made(self.session.id, card, files[0], self.counts[False], self.counts[True], seconds, len(boards.shots), files)

    def _some(self, began: float) -> Halted:
        """The stages up to the one to stop after; only stretches of picture are each edition's own before the end."""
        self._heed()
        self._prepare()
        main, *others = self.sources.forms
        if self.until != "composition":
            others = []
        self._emit(EditionsPlanned(editions=1 + len(others)))
        self._results(main, "")
        for form in others:
            self._results(form, form.name)
        seconds = time.monotonic() - began
        return Halted(self.session.id, self.until, self.counts[False], self.counts[True], seconds, len(self.places.shots))

    def _ordered(self, edition: Edition) -> bool:
        """Whether this run was asked for it: a cut may have been made in more shapes before."""
        return any((edition.aspect, edition.quality) == (form.aspect, form.quality) for form in self.sources.forms)

    def _wants_draft(self, main: Format, plan: FilmPlan) -> bool:
        """A draft is of use when it is asked for, smaller than the film, and the film is not there already."""
        return self.session.card.order.draft_first and main.quality is not Quality.DRAFT and not plan.kept

    def _results(self, form: Format, edition: str) -> Results:
        self._heed()
        self.edition = edition
        self.run = self._run_of(form, edition)
        self._heed()
        return self.run()

    def _heed(self) -> None:
        if self.stopped:
            raise Cancelled("The making was stopped.")

    def _prepare(self) -> None:
        """Reads the order and the edits by hand, once for all editions."""
        self.sources = self._sources()
        edit = self.delivery.edit = ScriptEdit(self.session)
        self.pins = edit.pins(self.store, self._history(""))

    def _sources(self, order: Order | None = None) -> Sources:
        with self.store.scratch() as scratch:
            order = order or self.session.order()
            return sources_of(order, self.cast[Speaker], scratch.folder, self.cast[Writer])

    def _history(self, edition: str) -> History:
        return History(self.session.folder / f"metadata/parts{'_' if edition else ''}{edition}.json", self.session.id)

    def _run_of(self, form: Format, edition: str = "") -> Run:
        values, history = self.sources.values(form), self._history(edition)
        chosen = stages_until(self.stages, self.until)
        entire = len(chosen) == len(self.stages)
        return Run(chosen, values, self.cast, self.store, history, self._heard, self.executor, pins=self.pins, entire=entire)

    def _heard(self, event: Event) -> None:
        if isinstance(event, (StagePlanned, PartStarted, PartDone, PartFailed)):
            edition = self.edition if event.stage in _OWN[self.edition == "draft"] else ""
            if self.edition and edition:
                event = event.model_copy(update={"edition": edition})
            elif self._told_before(event):
                return
        if isinstance(event, PartDone):
            self.counts[event.reused] += 1
            if not event.edition:
                self._show(event)
        elif isinstance(event, PartFailed):
            event = event.model_copy(update={"message": self.places.told(event)})
            self.failed.append(event)
        self._emit(event)

    def _told_before(self, event: StagePlanned | PartStarted | PartDone | PartFailed) -> bool:
        """Whether an earlier edition of this run has told of the same part: what editions share is made and told once."""
        what = event.model_dump_json(exclude={"reused", "why", "seconds", "blobs"})
        if what in self._told:
            return True
        self._told.add(what)
        return False

    def _show(self, done: PartDone) -> None:
        stage = next(s for s in self.stages if s.name == done.stage)
        value = self.store.load(stage.gives, done.output)
        self.places.learn(value)
        self.delivery.show(done.stage, value, done.position, self.places.shots.get(done.item or ""))

    def _emit(self, event: Event) -> None:
        self.session.record(event)
        self.listener(event)

    def _end(self, job: JobState, began: float, error: StudioError | None, made: Made | Halted | None = None) -> None:
        """Writes down how it ended; where even that cannot be written, the error that led here is what counts."""
        state: Literal["done", "cancelled", "failed", "paused"]
        state = "done" if error is None else "cancelled" if isinstance(error, Cancelled) else "failed"
        if isinstance(made, Halted):
            state = "paused"
        cut = made.cut.number if isinstance(made, Made) else None
        noted = self.stopped or state if state == "cancelled" else state
        told: dict[str, Any] = {} if error is None else {"code": error.code, "message": error.message, "hint": error.hint}
        counts = {"made": self.counts[False], "reused": self.counts[True], "seconds": round(time.monotonic() - began, 2)}
        done = JobDone(job=job.job, state=state, cut=cut, until=self.until, **counts, **told)
        try:
            self.session.note(job.model_copy(update={"state": noted, "ended": utc_now(), **counts, **told}))
            self.session.record(done)
        except (StudioError, OSError):
            if error is None:
                raise
        finally:
            self.listener(done)
