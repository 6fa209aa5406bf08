"""The studio: every use case of pages, command line and API. None of them holds a rule that the others lack."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from core.catalog import Facets, Page, Query, SessionRow, Shelved, Sort
from core.editing.boards import Boards
from core.editing.cutting_room import CuttingRoom
from core.editing.deciding import Decisions
from core.editing.illustrating import Illustrations
from core.editing.planning import FilmPlan
from core.editing.upgrading import Upgrades
from core.engine import Store
from core.engine.files import writing
from core.errors import CatalogInUse
from core.events import Event
from core.film import CaptionStyle, Mood, Order, Script, Voice
from core.film.avatars import AVATARS, avatar
from core.film.templates import TEMPLATES, template
from core.locking import held, hold
from core.making.casting import check_source, pick_voice
from core.making.commissions import Commissions
from core.making.crew import Crew
from core.making.halting import UNTIL, Halted, Made, check_until
from core.making.jobs import Jobs, Status
from core.making.run import Making
from core.making.standing import Standing
from core.making.stock import StockPictures
from core.people import person_of, preferences_of, remember
from core.ports import Composer
from core.providers import cast
from core.services.estimating import Estimates
from core.services.models import Models
from core.services.roster import Services
from core.services.trials import Trials
from core.session import STUDIO_LOCK, CutCard, JobState, Session, session_names, utc_now
from core.settings import Settings
from core.shelf.indexing import Index, rebuilt
from core.shelf.listing import page_of_folders
from core.shelf.shelf import Shelf
from core.shelf.sweeping import Sweeper
from core.showing.accounts import Accounts
from core.showing.artifacts import Artifact
from core.showing.checkup import Checkup
from core.showing.findings import Findings
from core.showing.outlines import Forecast, Outlines
from core.showing.previews import Previews
from core.showing.specimens import Specimens
from core.showing.status import usual_of
from core.showing.viewing import Viewing
from core.showing.views import Chapter, Choices, Gallery, Outline
from core.showing.voices import Voices

__all__ = [
    "Artifact", "Chapter", "Choices", "Facets", "Findings", "Forecast", "Gallery", "Outline", "Page", "Query",
    "SessionRow", "Shelved", "Sort", "Studio",
]  # fmt: skip


class Studio:
    """An open studio. With `serve=True` it owns the catalogue and queues films; without, it makes one in this process."""

    def __init__(self, settings: Settings, *, serve: bool = False, inline: bool = False) -> None:
        self.settings = settings
        self.root = settings.sessions
        self.store = Store(self.root / ".store")
        self.services = Services(self.root, settings.secrets_folder)
        self.previews = Previews(self.root / ".previews")
        self.trials = Trials(self.services, self.previews.folder)
        self.models = Models(self.services)
        self.commissions = Commissions(self.store, self.services, self.open)
        self.stock = StockPictures(self.store, self.services, self.open)
        self.accounts = Accounts(self.services.folder, None)
        self.estimates = Estimates(self.services)
        self.specimens = Specimens(self.previews, self.store)
        self.checkup = Checkup(settings)
        self.voices = Voices(self.services)
        self.outlines = Outlines(self.store, settings.worker_count, self.voices.speaker)
        self.viewing = Viewing(self.store, self.open)
        self.standing = Standing(lambda: self.jobs, self.viewing.status)
        self.crew = Crew(self.store, self.services.folder, settings.worker_count, inline=inline)
        self._closed = threading.Event()
        self.index: Index | None = None
        self.jobs: Jobs | None = None
        self.cutting = CuttingRoom(self.store, self.open, self._index, settings.worker_count, self.crew.there)
        self.boards = Boards(self.cutting, self.open, self.status, self.idle)
        self.decisions = Decisions(self.cutting, self.boards.fittings, self.stock, self.commissions)
        self.illustrations = Illustrations(self.cutting, self.commissions)
        self.upgrades = Upgrades(self.cutting, self.services, self.open, self.illustrations)
        sweeper = Sweeper(self.root, self.store, self.idle, aside=serve)
        self.shelf = Shelf(self.root, self.store, self._index, self.resume, self.controls, sweeper)
        self._owned = ExitStack()
        if serve:
            self._serve()

    def choices(self) -> Choices:
        """Templates, avatars, voices and the rest."""
        return Choices(TEMPLATES, AVATARS, self.voices.there())

    def sample_of_voice(self, voice: Voice) -> Path:
        """A voice introducing itself, spoken when first asked for."""
        return self.previews.spoken(voice, self.voices.speaker())

    def sample_of_music(self, mood: Mood) -> Path:
        """Twelve seconds of a mood, played when first asked for."""
        return self.previews.played(mood, cast((Composer,))[Composer])

    def gallery(self) -> Gallery:
        """The pictures of templates and presenters that are there, without drawing any."""
        return self.previews.gallery()

    def outline(self, order: Order) -> Outline:
        """The script that the order would get, with its length at the chosen voice's pace."""
        return self.outlines.outline(order)

    def voice_for(self, order: Order) -> Voice:
        """The voice that will speak."""
        presenter = None if order.avatar == "none" else avatar(order.avatar or template(order.template).avatar or AVATARS[0].id)
        return pick_voice(order.voice, order.language, presenter, self.voices.there())

    def create(self, order: Order, owner: str = "") -> Session:
        """A new session for the order, not yet made. Raises `BadInput` leaves before any folder exists."""
        check_source(order.source)
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
        script = self.outline(order).script
        session = Session.create(self.root, order, order.title or script.title, owner)
        self._index(session.id)
        return session

    def make(self, session: Session, emit: Callable[[Event], None] = lambda _: None, origin: str = "command line") -> Made:
        """Makes the session's film here and now; gives the cut. What is already there is not made again."""
        made = Making(session, self.store, self.crew(), emit, origin)()
        assert isinstance(made, Made)
        return made

    def make_until(
        self, session: Session, until: str, emit: Callable[[Event], None] = lambda _: None, origin: str = "command line"
    ) -> Halted:
        """Makes the session's film as far as the stage `until`: `script`, `avatar`, `sync` or `composition`."""
        made = Making(session, self.store, self.crew(), emit, origin, check_until(until) or UNTIL[-1])()
        assert isinstance(made, Halted)
        return made

    def plan(self, session: Session) -> FilmPlan:
        """What `make` would make, shot by shot with reasons, without doing it."""
        return self.cutting.plan(session.id)

    def start(self, order: Order, owner: str = "", until: str = "") -> str:
        """Creates a session and queues its film, or its stages up to `until`; gives the session's id at once."""
        check_until(until)
        session = self.create(order, owner)
        self.resume(session.id, until)
        return session.id

    def resume(self, name: str, until: str = "") -> None:
        """Queues an existing session's film, or its stages up to `until`; finished parts are kept."""
        check_until(until)
        if self.jobs is None:
            raise CatalogInUse("This studio does not queue films.", hint="Use `make` to make one here and now.")
        session = Session.open(self.root, name)
        if not session.busy():
            queued = JobState(job="", state="queued", origin="studio", pid=os.getpid(), started=utc_now(), until=until)
            session.note(queued)  # so that a crash of the studio does not forget it
        self.jobs.submit(name, lambda emit: Making(session, self.store, self.crew(), emit, "studio", until), until)
        self._index(name)

    def warm(self) -> None:
        """Starts the workers, so that the next film does not wait for them."""
        self.crew.warm()

    def cancel(self, name: str) -> bool:
        """Stops a film of this studio."""
        if self.jobs is None or not self.jobs.cancel(name):
            return False
        session = Session.open(self.root, name)
        job = session.job()
        if job is not None and job.state == "queued":
            session.note(job.model_copy(update={"state": "cancelled", "ended": utc_now()}))
        return True

    def controls(self, name: str) -> bool:
        """Whether this studio makes the film, so that it can stop it."""
        return self.standing.controls(name)

    def status(self, name: str) -> Status:
        """How a session's film is doing, also when another process makes it or made it."""
        return self.standing.status(name, self.open)

    def open(self, name: str) -> Session:
        """The session's folder, also of one in the trash."""
        return Session.find(self.root, name)

    def names(self) -> tuple[str, ...]:
        """Every session under the root, newest first."""
        return session_names(self.root)

    def page(
        self,
        size: int = 25,
        query: Query = Query(),  # noqa: B008 -- frozen
        after: str | None = None,
        before: str | None = None,
    ) -> Page:
        """Sessions as lists show them."""
        if self.index is not None:
            return self.index.sessions.page(size, query, after, before)
        return page_of_folders(self.root, self.standing.state, size, query, after, before)

    def facets(self, query: Query = Query()) -> Facets:  # noqa: B008 -- frozen
        """What lists can be narrowed by; nothing where no catalogue is open."""
        return Facets() if self.index is None else self.index.sessions.facets(query)

    @property
    def person(self) -> str:
        """Who uses this studio, until a sign-on stands in front of it."""
        return person_of(self.settings)

    def preferences(self, person: str) -> Mapping[str, str]:
        """What a person likes, by short dotted names."""
        return preferences_of(self.index.preferences if self.index else None, person)

    def remember(self, person: str, liked: Mapping[str, str]) -> None:
        """Remembers what a person likes; an empty value forgets."""
        remember(self.index.preferences if self.index else None, person, liked)

    def cuts(self, name: str) -> tuple[CutCard, ...]:
        """Every finished film of a session."""
        return self.open(name).cuts()

    def artifacts(self, name: str) -> tuple[Artifact, ...]:
        """Every file that stages left in the session's folder, by stage."""
        return self.viewing.files(name)

    def script(self, name: str) -> Script | None:
        """The script that a session's newest run wrote, with its places in the source; None before there is one."""
        return self.viewing.script(name)

    def captions_in_picture(self, name: str) -> bool:
        """Whether a session's film has its captions burned in."""
        order = self.open(name).card.order
        return (order.captions or template(order.template).look.captions) is not CaptionStyle.NONE

    def reindex(self) -> int:
        """Rebuilds the catalogue from the folders; gives how many sessions it holds. A damaged one is moved aside."""
        return rebuilt(self.root, self.standing.state) if self.index is None else self.index.rebuild()

    def close(self) -> None:
        """Stops jobs and workers and lets go of the catalogue."""
        self._closed.set()
        self.crew.retire()
        if self.jobs is not None:
            self.jobs.close()
        self.crew.close()
        self.decisions.close()
        self.boards.close()
        self.cutting.close()
        self.store.close()
        self.store.tidy()
        if self.index is not None:
            self.index.close()
        self._owned.close()

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        self.index = Index(self.root, self.standing.state)
        self.accounts.bills = self.index.bills
        self.jobs = Jobs(self.settings.jobs, self._index, lambda name: usual_of(self.store.usual(), self.open(name).order()))
        whole = self.index.look_around(within=1.0)
        with writing(self.root):
            self._owned.enter_context(hold(self.root / STUDIO_LOCK))
        self.store.tidy()
        self._take_up()
        self.index.watch((lambda: None) if whole else self._take_up)

    def _take_up(self) -> None:
        """Films that the end of the studio stopped go on by themselves, and those that waited get their turn."""
        for name, until in self.index.stopped_here() if self.index else ():
            self.resume(name, until)

    def idle(self) -> bool:
        """Whether nobody's film is being made, as far as this studio can see."""
        if self.jobs is None or self.index is None:
            return not held(self.root / STUDIO_LOCK)
        return self.jobs.counts() == (0, 0) and not self.index.sessions.in_states(("running",))

    def _index(self, name: str) -> None:
        if self.index is not None and not self._closed.is_set():
            self.index.enter(name)
