"""The studio: every use case of pages, command line and API. None of them holds a rule that the others lack."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.artifacts import STAGES_SHOWN, Artifact, artifacts_in
from core.casting import check_source, pick_voice, sources_of
from core.catalog import Page
from core.engine import Executor, Inline, Plan, Pool, Store
from core.errors import CatalogInUse, StudioError
from core.events import Event
from core.film import (
    Aspect,
    Avatar,
    CaptionStyle,
    Mood,
    Order,
    Quality,
    Script,
    Template,
    Voice,
)
from core.film.avatars import AVATARS, avatar
from core.film.templates import TEMPLATES, template
from core.indexing import Index, listed
from core.jobs import Failure, Jobs, StageProgress, Status
from core.making import Made, Making, stages
from core.ports import Speaker, Writer
from core.previews import Previews
from core.providers import cast
from core.session import CutCard, Session, session_names
from core.settings import Settings

log = logging.getLogger("firstcut.studio")

@dataclass(frozen=True)
class Choices:
    """Everything that a person can choose from."""

    templates: tuple[Template, ...]
    avatars: tuple[Avatar, ...]
    voices: tuple[Voice, ...]
    aspects: tuple[Aspect, ...] = tuple(Aspect)
    qualities: tuple[Quality, ...] = tuple(Quality)
    captions: tuple[CaptionStyle, ...] = tuple(CaptionStyle)
    moods: tuple[Mood, ...] = tuple(Mood)


@dataclass(frozen=True)
class Outline:
    """What the studio understood of a source, before anything is made."""

    script: Script
    words: int
    duration_ms: int
    claims: int
    """Lines that come from a place in the source."""


class Studio:
    """An open studio. With `serve=True` it owns the catalogue and queues films; without, it makes one in this process."""

    def __init__(self, settings: Settings, *, serve: bool = False, inline: bool = False) -> None:
        self.settings = settings
        self.root = settings.sessions
        self.store = Store(self.root / ".store")
        self.previews = Previews(self.root / ".previews")
        self._inline = inline
        self._executor: Executor | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.index: Index | None = None
        self.jobs: Jobs | None = None
        if serve:
            self._serve()

    def choices(self) -> Choices:
        """Templates, avatars, voices and the rest."""
        return Choices(TEMPLATES, AVATARS, self._speaker().voices())

    def preview_of_template(self, name: str) -> Path:
        """A still of a template, drawn when first asked for."""
        return self.previews.still(template(name))

    def moving_preview_of_template(self, name: str) -> Path:
        """A short silent film of a template."""
        return self.previews.moving(template(name))

    def preview_of_avatar(self, name: str) -> Path:
        """A presenter's portrait."""
        return self.previews.face(avatar(name))

    def outline(self, order: Order) -> Outline:
        """The script that the order would get, with its length at the chosen voice's pace."""
        sources = sources_of(order, self._speaker())
        script: Script = cast((Writer,))[Writer].write(sources.brief, sources.pace)
        duration = sum(sources.pace.ms(line.narration) for line in script.lines)
        words = sum(len(line.narration.split()) for line in script.lines)
        return Outline(script, words, duration, sum(line.source is not None for line in script.lines))

    def voice_for(self, order: Order) -> Voice:
        """The voice that will speak."""
        presenter = None if order.avatar == "none" else avatar(order.avatar or template(order.template).avatar or AVATARS[0].id)
        return pick_voice(order.voice, order.language, presenter, self._speaker().voices())

    def create(self, order: Order, owner: str = "") -> Session:
        """A new session for the order, not yet made. Raises `BadInput` leaves before any folder exists."""
        check_source(order.source)
        script = self.outline(order).script
        session = Session.create(self.root, order, order.title or script.title, owner)
        self._index(session.id)
        return session

    def make(self, session: Session, emit: Callable[[Event], None] = lambda _: None, origin: str = "command line") -> Made:
        """Makes the session's film here and now; gives the cut. What is already there is not made again."""
        return Making(session, self.store, self._workers(), emit, origin)()

    def plan(self, session: Session) -> Plan:
        """What `make` would do, without doing it."""
        return Making(session, self.store, Inline(stages(), self.store), lambda _: None, "plan").plan()

    def start(self, order: Order, owner: str = "") -> str:
        """Creates a session and queues its film; gives the session's id at once."""
        session = self.create(order, owner)
        self.resume(session.id)
        return session.id

    def resume(self, name: str) -> None:
        """Queues an existing session's film; finished parts are kept."""
        if self.jobs is None:
            raise CatalogInUse("This studio does not queue films.", hint="Use `make` to make one here and now.")
        session = Session.open(self.root, name)
        self.jobs.submit(name, lambda emit: Making(session, self.store, self._workers(), emit, "studio"))
        self._index(name)

    def cancel(self, name: str) -> bool:
        """Stops a film of this studio."""
        return self.jobs.cancel(name) if self.jobs else False

    def status(self, name: str) -> Status:
        """How a session's film is doing, also when another process makes it or made it."""
        if self.jobs and (live := self.jobs.status(name)):
            return live
        session = Session.open(self.root, name)
        job = session.job()
        if job is None:
            return Status(session=name, state="new")
        done = job.state == "done"
        failure = Failure(job.code, job.message, job.hint) if job.code else None
        shown = tuple(StageProgress(stage, "done" if done else "waiting") for stage in STAGES_SHOWN)
        return Status(session=name, state=job.state, progress=1.0 if done else 0.0, stages=shown, failure=failure)

    def open(self, name: str) -> Session:
        """The session's folder."""
        return Session.open(self.root, name)

    def names(self) -> tuple[str, ...]:
        """Every session under the root, newest first."""
        return session_names(self.root)

    def page(self, size: int = 25, **query: str | None) -> Page:
        """Sessions as lists show them."""
        if self.index is not None:
            return self.index.sessions.page(size, **query)  # type: ignore[arg-type]
        rows = tuple(row for name in self.names() if (row := listed(self.root, name, lambda n: self.status(n).state)) is not None)
        return Page(rows=rows[:size], total=len(rows))

    def cuts(self, name: str) -> tuple[CutCard, ...]:
        """Every finished film of a session."""
        return Session.open(self.root, name).cuts()

    def artifacts(self, name: str) -> tuple[Artifact, ...]:
        """Every file that stages left in the session's folder, by stage."""
        return artifacts_in(Session.open(self.root, name).folder)

    def reindex(self) -> int:
        """Rebuilds the catalogue from the folders; gives how many sessions it holds."""
        if self.index is not None:
            return self.index.rebuild()
        index = Index(self.root, lambda name: self.status(name).state)
        try:
            return index.rebuild()
        finally:
            index.close()

    def close(self) -> None:
        """Stops jobs and workers and lets go of the catalogue."""
        self._closed.set()
        if self.jobs is not None:
            self.jobs.close()
        with self._lock:
            if self._executor is not None:
                self._executor.close()
                self._executor = None
        if self.index is not None:
            self.index.close()

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _workers(self) -> Executor:
        with self._lock:
            if self._executor is None:
                if self._inline:
                    self._executor = Inline(stages(), self.store)
                else:
                    command = [sys.executable, "-m", "core", "worker", "--sessions", str(self.root)]
                    self._executor = Pool(self.settings.worker_count, command, log=self.root / ".store" / "worker.log")
            return self._executor

    def _speaker(self) -> Speaker:
        speaker: Speaker = cast((Speaker,))[Speaker]
        return speaker

    def _serve(self) -> None:
        self.index = Index(self.root, lambda name: self.status(name).state)
        self.jobs = Jobs(self.settings.jobs, self._index)
        self.index.look_around()
        self.store.tidy()
        for name in self.names():
            self._take_up(name)
        self.index.watch()

    def _take_up(self, name: str) -> None:
        """A film that a crash of the studio stopped goes on by itself."""
        try:
            job = Session.open(self.root, name).job()
        except StudioError as error:
            log.warning("%s: %s", name, error.message)
            return
        if job is not None and job.state == "interrupted" and job.origin == "studio":
            self.resume(name)

    def _index(self, name: str) -> None:
        if self.index is not None and not self._closed.is_set():
            self.index.enter(name)
