"""Pictures for a whole film: stills or clips in one look, ordered for many shots at once, and put in as one edit.

    offer = studio.illustrations.offer(name, "still", "flat illustration, warm light")
    studio.illustrations.order(name, offer)
    studio.illustrations.standing(name).told     "5 of 12 are there"
    editor.apply(studio.illustrations.edit(name))

What was ordered lies in the session, so that a page drawn anew and another process know of it; what is under way goes on beside.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Literal

from pydantic import Field, ValidationError

from core.editing.candidates import showing
from core.editing.cutting_room import CuttingRoom
from core.editing.deciding import form_of, mark_of
from core.errors import BadEdit, OverBudget
from core.film import Layout, Line, Picture, Slide
from core.film.edits import Film
from core.film.pacing import heard_length
from core.film.picturing import made_fit
from core.film.prompting import picture_prompt
from core.film.shot_edits import SetSlides
from core.film.templates import template
from core.making.commissions import Commission, Commissions, Kind, Wish
from core.value import Text, Value

Made = Literal["still", "clip"]
KINDS: tuple[Made, ...] = ("still", "clip")
MOST_OF_LOOK = 300
"""Characters of a look."""

_FILE = "metadata/illustrations.json"
_FITS = 0.5
_SPOKEN = 15.0
"""Characters that are said in a second, about."""
_NAMED: dict[Kind, tuple[str, str]] = {
    "still": ("still", "stills"),
    "clip": ("clip", "clips"),
    "restyled": ("picture", "pictures"),
}


class Place(Value):
    """A shot that a picture can be made for."""

    shot: str
    number: int
    title: Text
    fits: bool = Field(description="Whether a picture would stand well there, so that it is among those asked for at first.")
    why: Text


class Piece(Value):
    """A wish for one shot, and what the shot showed when it was made."""

    wish: Wish
    slide: Slide


class Batch(Value):
    """What was ordered last for a session."""

    pieces: tuple[Piece, ...] = ()


class Offer(Value):
    """What an order would be, and what it costs at most."""

    pieces: tuple[Piece, ...]
    kind: Made
    by: Text
    usd: Decimal | None = Field(description="In US dollars, without what is there already; None: nobody entered a price.")
    kept: int = Field(description="So many are there already, and cost nothing.")
    beyond: Text = Field("", description="The budget that would not suffice, as a sentence.")

    @property
    def count(self) -> str:
        """`12 stills`."""
        return counted(len(self.pieces), self.kind)

    @property
    def told(self) -> str:
        """`At most $0.48 for 12 stills.`"""
        if self.usd is None:
            return f"What {self.count} cost is not known: no price is entered for {self.by}."
        most = f"At most ${self.usd:.2f} for {self.count}" if self.usd else f"{self.count} for nothing"
        return f"{most}; {self.kept} of them there already." if self.kept else f"{most}."


class Standing(Value):
    """How one piece stands."""

    wish: Wish
    number: int = Field(description="Of its shot, from 1; 0: the shot is not in the film any more.")
    title: Text
    state: Literal["working", "failed", "stopped", "there", "used", "kept"]
    why: Text = Field("", description="What went wrong, or why the shot keeps what it has.")
    picture: Picture | None = None
    slide: Slide | None = Field(None, description="What the shot becomes with it.")
    shot: str = ""


class Progress(Value):
    """How an order stands; empty where nothing was ordered."""

    pieces: tuple[Standing, ...] = ()

    def of(self, *states: str) -> tuple[Standing, ...]:
        """The pieces that stand like that."""
        return tuple(one for one in self.pieces if one.state in states)

    @property
    def share(self) -> float:
        """So much of all is there, from 0 to 1."""
        return len(self.of("there", "used", "kept")) / max(1, len(self.pieces))

    @property
    def told(self) -> str:
        """`5 of 12 are there`."""
        there, all = len(self.of("there", "used", "kept")), len(self.pieces)
        return f"{there} of {all} {'is' if there == 1 else 'are'} there"

    @property
    def working(self) -> bool:
        """Whether something is under way."""
        return bool(self.of("working"))


class Illustrations:
    """Pictures for whole films; any thread may ask."""

    def __init__(self, cutting: CuttingRoom, commissions: Commissions) -> None:
        self.cutting, self.commissions = cutting, commissions

    def possible(self, person: str = "") -> tuple[Made, ...]:
        """What somebody is set up to make."""
        there = self.commissions.possible(person)
        return tuple(kind for kind in KINDS if kind in there)

    def places(self, name: str) -> tuple[Place, ...]:
        """The shots that pictures can be made for: none that is locked, hidden, or owed to licences."""
        return tuple(_places(self.cutting.editor(name).film))

    def offer(self, name: str, kind: Made, look: str = "", shots: Collection[str] | None = None, person: str = "") -> Offer:
        """What `order` would order for these shots, or for those that a picture fits, and what that costs at most.

        Raises `ProviderMissing` where nobody makes such.
        """
        film = self.cutting.editor(name).film
        wanted = {place.shot for place in _places(film) if (place.fits if shots is None else place.shot in shots)}
        known = self.commissions.all(name)
        named = zip(film.names, film.lines, strict=True)
        pieces = tuple(_piece(film, shot, line, kind, look, known) for shot, line in named if shot in wanted)
        fresh = [one.wish for one in pieces if (done := known.get(one.wish)) is None or done.state != "done"]
        prices = {ms: self._price(kind, ms, person) for ms in {wish.duration_ms for wish in fresh}}
        each = [prices[wish.duration_ms] for wish in fresh]
        usd = None if None in each else sum((price for price in each if price is not None), Decimal(0))
        return Offer(
            pieces=pieces, kind=kind, by=self.commissions.maker(kind, person), usd=usd, kept=len(pieces) - len(fresh),
            beyond=self.commissions.beyond(name, kind, usd, person) if usd else "",
        )  # fmt: skip

    def order(self, name: str, offer: Offer, person: str = "") -> None:
        """Orders all of it, in the background. What is there already is not ordered again.

        Raises `BadEdit` for no shot, and while other pictures are made; `OverBudget` before anything is asked; `ProviderMissing`.
        """
        if not offer.pieces:
            raise BadEdit("No shot is chosen.", hint="Choose the shots that get a picture.")
        if offer.beyond:
            raise OverBudget(
                offer.beyond, hint="Choose fewer shots, or raise it on the Providers page, under Costs.", unsent=True
            )
        self.ask_for(name, offer.pieces, person)

    def ask_for(self, name: str, pieces: tuple[Piece, ...], person: str = "") -> None:
        """Orders these wishes, as `order` does those of an offer. Raises `BadEdit` while others are made, `ProviderMissing`."""
        batch = Batch(pieces=pieces)
        if self._batch(name) != batch and self.standing(name).working:
            raise BadEdit("Other pictures are being made for this film.", hint="Wait until they are there.")
        self.cutting.opened(name).write(_FILE, batch.model_dump_json(indent=1))
        known = self.commissions.all(name)
        self._ask([one.wish for one in pieces if one.wish not in known or known[one.wish].state != "done"], name, person)

    def again(self, name: str, shot: str = "", person: str = "") -> None:
        """Asks once more for what failed or was stopped: for that shot, or for every one. Nothing is paid for twice."""
        asked = [one.wish for one in self.standing(name).of("failed", "stopped") if shot in ("", one.wish.shot)]
        self._ask(asked, name, person)

    def standing(self, name: str) -> Progress:
        """How what was ordered last stands, in the order of the film."""
        batch = self._batch(name)
        if not batch.pieces:
            return Progress()
        film, known = self.cutting.editor(name).film, self.commissions.all(name)
        found = [_standing(film, piece, known.get(piece.wish)) for piece in batch.pieces]
        return Progress(pieces=tuple(sorted(found, key=lambda one: one.number or len(film.lines) + 1)))

    def edit(self, name: str) -> SetSlides:
        """The edit that puts every picture that is there into its shot. Raises `BadEdit` where there is none."""
        there = [(one.shot, one.slide) for one in self.standing(name).of("there") if one.slide is not None]
        if not there:
            raise BadEdit("There is no picture to put in yet.", hint="Wait until one is there.")
        return SetSlides(slides=tuple(there))

    def put_away(self, name: str) -> None:
        """Makes room for another order; what was made stays among the candidates of its shot."""
        self.cutting.opened(name).write(_FILE, Batch().model_dump_json())

    def _price(self, kind: Made, ms: int, person: str) -> Decimal | None:
        return self.commissions.price(Wish(shot="any", kind=kind, prompt="any", duration_ms=ms), person)

    def _ask(self, wishes: list[Wish], name: str, person: str) -> None:
        for wish in wishes:
            self.commissions.order(name, wish, person)

    def _batch(self, name: str) -> Batch:
        try:
            return Batch.model_validate_json(self.cutting.opened(name).read(_FILE) or "{}")
        except ValidationError:  # of a version that nobody knows any more; the pictures are candidates of their shots
            return Batch()


def counted(number: int, kind: Kind) -> str:
    """`1 still`, `12 clips`."""
    return f"{number} {_NAMED[kind][number != 1]}"


def _places(film: Film) -> Iterator[Place]:
    for number, (shot, line) in enumerate(zip(film.names, film.lines, strict=True), 1):
        if not (line.handling.locked or line.handling.hidden or line.slide.layout is Layout.CREDITS):
            fit = made_fit(line.slide)
            title = line.slide.headline or line.narration
            yield Place(shot=shot, number=number, title=title, fits=fit.score >= _FITS, why=fit.why)


def _piece(film: Film, shot: str, line: Line, kind: Made, look: str, known: dict[Wish, Commission]) -> Piece:
    """The wish for a shot; another take where the one that was granted is what it shows."""
    palette = template(film.order.template).look.palette
    prompt = picture_prompt(line.slide.headline, line.narration, palette, look[:MOST_OF_LOOK])
    length = min(60, max(2, math.ceil(heard_length(line.narration) / _SPOKEN))) * 1000 if kind == "clip" else 6000
    wish = Wish(shot=shot, kind=kind, prompt=prompt[:2000], aspect=form_of(film).aspect, duration_ms=length)
    shown = line.slide.shown
    while wish.take < 99 and shown is not None and (one := known.get(wish)) is not None and one.picture is not None:
        if mark_of(one.picture) != mark_of(shown):
            break
        wish = wish.model_copy(update={"take": wish.take + 1})
    return Piece(wish=wish, slide=line.slide)


def _standing(film: Film, piece: Piece, made: Commission | None) -> Standing:
    picture = made.picture if made is not None else None
    at = _place(film, piece, picture)
    line = film.lines[at] if at is not None else None
    title = (line.slide if line is not None else piece.slide).headline or (line.narration if line is not None else "A shot")
    named = {"wish": piece.wish, "number": 0 if at is None else at + 1, "title": title, "picture": picture}
    if made is None:
        return Standing(**named, state="stopped", why="It stopped with the studio.")
    if picture is None:
        state = "working" if made.state == "working" else "failed"
        return Standing(**named, state=state, why=f"{made.error} {made.hint}".strip())
    if at is None or line is None:
        return Standing(**named, state="kept", why="Its shot is not in the film any more.")
    if line.slide.shown is not None and mark_of(line.slide.shown) == mark_of(picture):
        return Standing(**named, state="used")
    if why := _keeps(line, piece):
        return Standing(**named, state="kept", why=why)
    return Standing(**named, state="there", slide=showing(line, picture), shot=film.names[at])


def _keeps(line: Line, piece: Piece) -> str:
    """Why a shot keeps what it has."""
    if line.handling.locked:
        return "Its shot is locked."
    if line.handling.hidden:
        return "Its shot is hidden."
    shown, was = line.slide.shown, piece.slide.shown
    if shown is not None and (was is None or mark_of(shown) != mark_of(was)):
        return "Its shot has got another picture meanwhile."
    return ""


def _place(film: Film, piece: Piece, picture: Picture | None) -> int | None:
    """Where the shot of a piece stands; one whose words were changed meanwhile is known by its screen."""
    if piece.wish.shot in film.names:
        return film.names.index(piece.wish.shot)
    mine = mark_of(picture) if picture is not None else ""
    for at, line in enumerate(film.lines):
        shown = line.slide.shown
        if line.slide == piece.slide or (shown is not None and mark_of(shown) == mine):
            return at
    return None
