"""Stills and clips that a model makes for one shot: ordered, waited for in the background, kept as pictures to choose from."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from core.engine import Store
from core.errors import BadEdit, ProviderError, ProviderMissing, Refused, StudioError
from core.film import Aspect, Footage, Picture
from core.ports import Filmer, Filming, Moderator, Painter, Painting, Restyler, Restyling
from core.providers.chained import first_of, ordered_of
from core.services.redaction import redacted
from core.services.roster import Services
from core.session import Session
from core.value import Text, Value

Kind = Literal["still", "clip", "restyled"]
Makers = tuple[tuple[str, Any], ...]
_PORTS: dict[Kind, type] = {"still": Painter, "clip": Filmer, "restyled": Restyler}
_WHOSE = {"studio": "The studio", "team": "Your team", "person": "Each person", "film": "This film"}
_FILE = "metadata/commissions.json"


class Wish(Value):
    """What is asked for."""

    shot: str
    kind: Kind
    prompt: Text = Field(min_length=3, max_length=2000)
    aspect: Aspect = Aspect.WIDE
    duration_ms: int = Field(6000, gt=0, le=60_000, description="As long as the shot.")
    take: int = Field(1, ge=1, le=99, description="Counted up to ask the same again.")
    first: Picture | None = Field(None, description="What a clip begins with, a still is made from, or gets another style.")
    last: Picture | None = Field(None, description="What a clip ends with.")


class Commission(Value):
    """A wish and what became of it."""

    wish: Wish
    state: Literal["working", "done", "failed"] = "working"
    by: str = Field("", description="Who made it.")
    picture: Picture | None = None
    error: str = ""
    hint: str = ""
    again: bool = Field(False, description="Whether asking again picks up where it stopped, without a second order.")


class Commissioned(Value):
    """All of a session's, oldest first."""

    all: tuple[Commission, ...] = ()


class Commissions:
    """Orders of pictures for the sessions of a studio, each waited for in a thread of its own."""

    def __init__(self, store: Store, services: Services, opened: Callable[[str], Session]) -> None:
        self._store, self._services, self._opened = store, services, opened
        self._lock = threading.Lock()
        self._working: dict[tuple[str, Wish], Commission] = {}
        self._threads: list[threading.Thread] = []
        self._turns: dict[tuple[str, int], threading.Semaphore] = {}

    def working(self, name: str, shot: str) -> bool:
        """Whether something is being made for the shot."""
        with self._lock:
            return any(session == name and wish.shot == shot for session, wish in self._working)

    def possible(self, person: str = "") -> tuple[Kind, ...]:
        """What can be ordered: kinds for which somebody is set up."""
        found: list[Kind] = []
        for kind in _PORTS:
            try:
                self._makers(kind, person, "")
            except StudioError:
                continue
            found.append(kind)
        return tuple(found)

    def price(self, wish: Wish, person: str = "") -> Decimal | None:
        """What it will cost at most, in US dollars, whoever is asked in the end; None where nobody entered the price of one of
        them. Raises `ProviderMissing`."""
        costs = [_cost(maker, wish) for _, maker in self._makers(wish.kind, person, "")]
        return max(costs) if all(costs) else None

    def maker(self, kind: Kind, person: str = "") -> str:
        """Who is asked first: the model and its service. Raises `ProviderMissing`."""
        return _called(self._makers(kind, person, "")[0][1])

    def of(self, name: str, shot: str) -> tuple[Commission, ...]:
        """A shot's commissions, newest first: those under way, and those that came to an end."""
        with self._lock:
            working = [one for (session, wish), one in self._working.items() if session == name and wish.shot == shot]
        ended = [one for one in self._read(self._opened(name)).all if one.wish.shot == shot]
        going = {one.wish for one in working}
        return (*reversed(working), *(one for one in reversed(ended) if one.wish not in going))

    def all(self, name: str) -> dict[Wish, Commission]:
        """What became of every wish of a session; of one under way, that."""
        with self._lock:
            working = {wish: one for (session, wish), one in self._working.items() if session == name}
        return {one.wish: one for one in self._read(self._opened(name)).all} | working

    def beyond(self, name: str, kind: Kind, usd: Decimal, person: str = "") -> str:
        """The budget that would not suffice for `usd`, as a sentence; empty where every one does. Raises `ProviderMissing`."""
        _, maker = self._makers(kind, person, name)[0]
        guard = maker.connection.guard
        own = guard.policy.budget
        bounds = [(_WHOSE[one.name], one.spent, one.most) for one in guard.purse.accounts() if one.most is not None]
        bounds += [(maker.connection.name, guard.health().month_usd, own.month_usd)] if own is not None else []
        for whose, spent, most in bounds:
            if usd and spent + usd > most:
                return f"{whose} has a budget of ${most:.2f}, of which ${max(Decimal(0), most - spent):.2f} is left."
        return ""

    def order(self, name: str, wish: Wish, person: str = "") -> None:
        """Orders a picture. The same wish again is answered from what is kept, or picked up where it stopped.
        Where somebody looks prompts over for the person, nothing is asked for before the prompt has passed.

        Raises `ProviderMissing`, `UnknownChoice`, and `BadEdit` for a last picture without a first and a style for no picture.
        """
        if wish.kind == "restyled" and wish.first is None:
            raise BadEdit("There is no picture that could get another style.", hint="Give the shot one first.")
        if wish.last is not None and wish.first is None:
            raise BadEdit("A last picture needs a first one.", hint="Choose the picture that the clip begins with as well.")
        makers, moderator = self._makers(wish.kind, person, name), self._moderator(person, name)
        with self._lock:
            if (name, wish) in self._working:
                return
            self._working[name, wish] = Commission(wish=wish, by=_called(makers[0][1]))
            given = (name, wish, makers, moderator)
            thread = threading.Thread(target=self._work, args=given, name=f"picture for {wish.shot}", daemon=True)
            self._threads = [*(one for one in self._threads if one.is_alive()), thread]
            thread.start()

    def thumbnail(self, picture: Picture) -> bytes:
        """A small JPEG of a picture that was made. Raises `ToolFailed`."""
        return _thumbnail(self._store.path(picture.blob))

    def wait(self, seconds: float = 600.0) -> None:
        """Waits for all that is under way: for the command line and for tests."""
        for thread in list(self._threads):
            thread.join(seconds)

    def _makers(self, kind: Kind, person: str, session: str) -> Makers:
        """Who is asked, in turn, each with its name."""
        return self._services.links(_PORTS[kind], person, session)

    def _moderator(self, person: str, session: str) -> Moderator | None:
        """Who looks prompts over; None where nobody was asked to."""
        try:
            found: Moderator = self._services.cast((Moderator,), person, session)[Moderator]
        except ProviderMissing:
            return None
        return found

    def _work(self, name: str, wish: Wish, makers: Makers, moderator: Moderator | None) -> None:
        by = _called(makers[0][1])

        def ask(maker: Any) -> Picture:
            nonlocal by
            by = _called(maker)
            with self._turn(maker):
                return self._made(name, wish, maker, by)

        try:
            if moderator is not None:
                _pass(moderator, wish.prompt)
            picture, note = (ordered_of if wish.kind == "clip" else first_of)(makers, ask)
            ended = Commission(wish=wish, state="done", by=by, picture=picture.model_copy(update={"stood_in": redacted(note)}))
        except StudioError as error:
            goes_on = isinstance(error, ProviderError) and (error.retry or error.pending)
            words = redacted(error.message)
            ended = Commission(wish=wish, state="failed", by=by, error=words, hint=error.hint or "", again=goes_on)
        with self._lock:
            try:
                self._note(name, ended)
            finally:
                self._working.pop((name, wish), None)

    def _turn(self, maker: Any) -> threading.Semaphore:
        """As many at once as the service takes: those that wait at its gate give up after a while, and here none does."""
        entry = maker.connection.entry
        with self._lock:
            return self._turns.setdefault((entry.id, entry.policy.at_once), threading.Semaphore(entry.policy.at_once))

    def _made(self, name: str, wish: Wish, maker: Any, by: str) -> Picture:
        paths = [self._store.path(given.blob) for given in (wish.first, wish.last) if given is not None]
        with self._store.scratch() as scratch:
            if wish.kind == "still":
                still = scratch.new(".png")
                maker.paint(Painting(prompt=wish.prompt, aspect=wish.aspect, take=wish.take), still, *paths[:1])
                return self._picture(name, wish, still, None).model_copy(update={"made_by": by})
            if wish.kind == "restyled" and wish.first is not None:
                still = scratch.new(".png")
                maker.restyle(Restyling(style=wish.prompt, take=wish.take), paths[0], still)
                return self._restyled(wish.first, self._picture(name, wish, still, None), by)
            film, still = scratch.new(".mp4"), scratch.new(".png")
            wanted = Filming(prompt=wish.prompt, aspect=wish.aspect, duration_ms=wish.duration_ms, take=wish.take)
            maker.film(wanted, film, *paths)
            from core.media.clips import first_picture, measure_clip

            length = measure_clip(film, "The clip").duration_ms
            first_picture(film, still)
            return self._picture(name, wish, still, (film, length, by))

    def _picture(self, name: str, wish: Wish, still: Path, clip: tuple[Path, int, str] | None) -> Picture:
        from core.media.conform import measure

        session = self._opened(name)
        width, height = measure(still, "The picture")
        footage = None
        if clip is not None:
            film, length, by = clip
            footage = Footage(blob=self._store.put_file(film), duration_ms=length, made_by=by)
            self._store.link(footage.blob, session.path(clip_path(footage)))
        blob = self._store.put_file(still)
        self._store.link(blob, session.path(f"images/generated_{blob.digest[:12]}.png"))
        return Picture(blob=blob, width=width, height=height, alt=wish.prompt[:120], device="none", footage=footage)

    @staticmethod
    def _restyled(first: Picture, made: Picture, by: str) -> Picture:
        """What came back, as whatever it was made from: its name, its frame, its place that matters, and whose it is."""
        kept = {"alt": first.alt, "device": first.device, "credit": first.credit}
        focus = {"focus_x": first.focus_x, "focus_y": first.focus_y}
        return made.model_copy(update={**kept, **focus, "made_by": by, "original": first})

    def _note(self, name: str, ended: Commission) -> None:
        session = self._opened(name)
        kept = tuple(one for one in self._read(session).all if one.wish != ended.wish)
        session.write(_FILE, Commissioned(all=(*kept, ended)).model_dump_json(indent=1))

    @staticmethod
    def _read(session: Session) -> Commissioned:
        try:
            return Commissioned.model_validate_json(session.read(_FILE) or "{}")
        except ValidationError:
            return Commissioned()


def clip_path(footage: Footage) -> str:
    """Where the session that ordered a clip keeps it."""
    return f"video_clips/generated_{footage.blob.digest[:12]}.mp4"


@lru_cache(maxsize=64)
def _thumbnail(path: Path) -> bytes:
    from core.media.thumbnail import thumbnail

    return thumbnail(path)


def _pass(moderator: Moderator, prompt: str) -> None:
    """Has a prompt looked over. Raises what the moderator does, told as what became of the order."""
    try:
        moderator.check(prompt)
    except Refused as error:
        raise Refused(f"{error.message} Nothing was ordered.", hint=error.hint, detail=error.detail) from error
    except ProviderError as error:
        words = f"The prompt could not be checked, so nothing was ordered. {error.message}"
        raise type(error)(words, hint=error.hint, detail=error.detail, wait_s=error.wait_s, unsent=True) from error


def _cost(maker: Any, wish: Wish) -> Decimal:
    """What somebody takes for it; nothing where no price is entered."""
    if wish.kind == "clip":
        cost: Decimal = maker.connection.cost("second", maker.lasts(wish.duration_ms) / 1000)
    else:
        cost = maker.connection.cost("picture", 1)
    return cost


def _called(maker: Any) -> str:
    return f"{maker.connection.fill.model} at {maker.connection.name}"
