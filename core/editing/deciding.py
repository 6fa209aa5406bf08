"""What a shot's picture is, why, and what else it could be: candidates of every kind, ranked, each with its reason and its cost.

decisions.decision(name, shot)            the picture as it is, and the three that fit best
decisions.preview(name, shot, id, 400)    the shot as it would be with one of them
decisions.taken(name, shot, id)           the shot's slide with it, for an edit like any other

The order is the same for the same film and the same answers of services: every candidate has a score, and its reason says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.editing.candidates import Candidate, Decision, Search, drawn, first_of_all, showing
from core.editing.cutting_room import CuttingRoom
from core.editing.fittings import Fittings
from core.editing.retakes import earlier
from core.errors import BadEdit, ProviderMissing
from core.film import Format, Line, Picture, Slide
from core.film.edits import Film
from core.film.picturing import Material, PictureKind, material, picture_fit
from core.film.prompting import picture_prompt, style_prompt, words_for
from core.film.templates import template
from core.making.commissions import Commission, Commissions, Kind, Wish
from core.making.stock import StockPictures

SHOWN = 3
"""Candidates at a time."""

_MADE: dict[Kind, tuple[PictureKind, str, float]] = {
    "still": (PictureKind.STILL, "A picture made for this line", 0.5),
    "clip": (PictureKind.CLIP, "A clip made for this line", 0.42),
}
"""What can be ordered: its kind, its name, and how it ranks before anybody has seen it."""


_ASKED = {"score": 0.96, "why": "Made for this shot, as you asked"}
"""What somebody had made for the shot comes first."""


class Decisions:
    """The pictures of the shots of every session; any thread may ask."""

    def __init__(self, cutting: CuttingRoom, fittings: Fittings, stock: StockPictures, commissions: Commissions) -> None:
        self.cutting, self.fittings, self.stock, self.commissions = cutting, fittings, stock, commissions
        self._search = Search(stock)

    def decision(self, name: str, shot: str, *, words: str = "", skip: int = 0, person: str = "") -> Decision:
        """What the shot shows and three candidates after the first `skip`; with `words`, pictures that show those.

        A search in services goes on beside the page: `searching` says that more may come. Raises `BadEdit` for no such shot.
        """
        film = self.cutting.editor(name).film
        line = film.line(shot)
        asked = words.strip() or words_for(line.slide.headline, line.narration)
        state = self._search.state(asked, form_of(film).aspect, person)  # first: what it ends with is among what is ranked then
        ranked = first_of_all(self._all(name, film, shot, words.strip(), asked, person))
        at = skip % len(ranked) if ranked else 0
        return Decision(
            now=material(line.slide, film.order.assets), candidates=tuple(ranked[at : at + SHOWN]), of=len(ranked),
            asked=asked, searching=state.going_on, wrong=state.wrong,
            making=self.commissions.working(name, shot),
        )  # fmt: skip

    def told(self, name: str) -> tuple[tuple[int, str, Material], ...]:
        """What every shot of the film shows and why: its number, its title, and that."""
        film = self.cutting.editor(name).film
        seen = [line for line in film.lines if not line.handling.hidden]
        return tuple(
            (number, line.slide.headline or line.narration, material(line.slide, film.order.assets))
            for number, line in enumerate(seen, 1)
        )

    def preview(self, name: str, shot: str, id: str, width: int, person: str = "") -> bytes:
        """A JPEG of the shot with that candidate; of a photograph, its small copy. Raises `BadEdit` for none of that id."""
        photograph = self._search.photograph(id)
        if photograph is not None:
            return self.stock.thumbnail(photograph, person)
        film = self.cutting.editor(name).film
        found = next((one for one in self._at_hand(name, film, shot, "") if one.id == id), None)
        if found is None or found.slide is None:
            raise BadEdit("There is no such picture for this shot.")
        return self.fittings.slide(name, shot, found.slide, width)

    def wish(self, name: str, shot: str, id: str, *, words: str = "", person: str = "") -> Wish | None:
        """What to order for that candidate, found with those `words`; None where it is there already, or gone."""
        orders = self._orders(name, self.cutting.editor(name).film, shot, words.strip(), person)
        return next((one.wish for one in orders if one.id == id), None)

    def taken(self, name: str, shot: str, id: str, person: str = "") -> Slide:
        """The shot's slide with that candidate; a photograph is fetched in full, with its credit.

        Raises `BadEdit` for none of that id, and the policy's errors.
        """
        film = self.cutting.editor(name).film
        photograph = self._search.photograph(id)
        if photograph is not None:
            return showing(film.line(shot), self.stock.take(name, photograph, person))
        found = next((one for one in self._at_hand(name, film, shot, "") if one.id == id), None)
        if found is None or found.slide is None:
            raise BadEdit("That picture is not on offer any more.", hint="Choose one of those that are shown now.")
        return found.slide

    def search_again(self) -> None:
        """Forgets searches that failed, so that they are tried once more."""
        self._search.forget_failures()

    def restyling(self, name: str, shot: str) -> Wish | None:
        """What to order so that the shot's picture gets the film's own style; None where it shows no still."""
        film = self.cutting.editor(name).film
        picture = film.line(shot).slide.shown
        if picture is None or picture.footage is not None:
            return None
        first = picture.original or picture  # never a copy of a copy
        chosen = template(film.order.template)
        words = style_prompt(chosen.name, chosen.look.palette)
        return Wish(shot=shot, kind="restyled", prompt=words, aspect=form_of(film).aspect, first=first)

    def close(self) -> None:
        """Lets go of searches that go on."""
        self._search.close()

    def _all(self, name: str, film: Film, shot: str, words: str, asked: str, person: str) -> Iterator[Candidate]:
        yield from (one for one in self._at_hand(name, film, shot, words) if not words or one.kind is not PictureKind.DRAWN)
        yield from self._search.candidates(asked, form_of(film).aspect, person, film.line(shot).slide.shown)
        yield from self._orders(name, film, shot, words, person)

    def _at_hand(self, name: str, film: Film, shot: str, words: str) -> Iterator[Candidate]:
        """What needs nobody: drawn layouts, and every picture that the film has or had."""
        line, form = film.line(shot), form_of(film)
        yield from drawn(line, film.script.language)
        before = earlier(self.cutting.opened(name), film, line).pictures
        made = [one.picture for one in self.commissions.of(name, shot) if one.picture is not None]
        shown, there = line.slide.shown, dict[str, Picture]()
        for picture in (*before, *made, *([line.slide.picture] if line.slide.picture and shown is None else [])):
            if shown is None or mark_of(picture) != mark_of(shown):
                there.setdefault(mark_of(picture), picture)
        said = words or f"{line.slide.headline} {line.narration}"
        asked = {mark_of(picture) for picture in made}
        for mark, picture in there.items():
            one = _own(line, film, mark, picture, said, form)
            yield one.model_copy(update=_ASKED) if mark in asked else one

    def _orders(self, name: str, film: Film, shot: str, words: str, person: str) -> Iterator[Candidate]:
        """What models can make, once somebody asks for it."""
        line = film.line(shot)
        known = self.commissions.of(name, shot)
        palette = template(film.order.template).look.palette
        prompt = picture_prompt("", words, palette) if words else picture_prompt(line.slide.headline, line.narration, palette)
        for kind in self.commissions.possible(person):
            if kind in _MADE:
                wish = Wish(shot=shot, kind=kind, prompt=prompt[:2000], aspect=form_of(film).aspect)
                try:
                    yield self._order(next_take(wish, known), known, person)
                except ProviderMissing:  # it was switched off at this moment
                    continue

    def _order(self, wish: Wish, known: Iterable[Commission], person: str) -> Candidate:
        kind, title, score = _MADE[wish.kind]
        now = next((one for one in known if one.wish == wish), None)
        return Candidate(
            id=f"order-{wish.kind}-{wish.take}", kind=kind, name=title, score=score, wish=wish,
            why=f"By {self.commissions.maker(wish.kind, person)}, when you ask for it",
            cost=self.commissions.price(wish, person),
            state="priced" if now is None else "working" if now.state == "working" else "failed",
            wrong="" if now is None else f"{now.error} {now.hint}".strip(),
        )  # fmt: skip


def next_take(wish: Wish, known: Iterable[Commission]) -> Wish:
    """The wish, or another take of it where it was granted already."""
    granted = [one.wish.take for one in known if one.state == "done" and one.wish.model_copy(update={"take": 1}) == wish]
    return wish.model_copy(update={"take": min(99, max(granted, default=0) + 1)})


def _own(line: Line, film: Film, mark: str, picture: Picture, said: str, form: Format) -> Candidate:
    slide = showing(line, picture)
    fit = picture_fit(picture.alt, (picture.width, picture.height), said, form)
    found = material(slide, film.order.assets)
    return Candidate(
        id=f"own-{mark}", kind=found.kind, name=picture.alt or "Picture", why=fit.why, score=fit.score, credit=picture.credit,
        slide=slide, cost=Decimal(0),
    )  # fmt: skip


def mark_of(picture: Picture) -> str:
    """The mark of one picture with or without its clip."""
    return picture.footage.blob.digest if picture.footage else picture.blob.digest


def form_of(film: Film) -> Format:
    """The film’s first shape, which pictures are made for."""
    return film.order.editions(template(film.order.template).aspect)[0]
