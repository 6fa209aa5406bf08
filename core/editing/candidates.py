"""Candidates for a shot's picture: what a candidate is, those that are drawn, those that services find, and their order."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from core.editing import filling
from core.engine import digest
from core.errors import StudioError
from core.film import Aspect, Layout, Line, Picture, Slide
from core.film.licences import Credit
from core.film.picturing import Material, PictureKind, layout_fit
from core.film.slide import PICTURED
from core.film.splitting import sentences
from core.making.commissions import Wish
from core.making.stock import Photograph, StockPictures
from core.media.reading.figures import figure_in
from core.media.reading.phrases import clipped
from core.value import Text, Value

MOST_ALIKE = 2
"""Of the first three candidates so many are of one kind, where there are others."""

_CENT = Decimal("0.01")

_BEGUN = 0.75
"""What is only begun from the words counts so much of what is there already."""

_SEARCHES, _PHOTOGRAPHS = 60, 1200


class Candidate(Value):
    """Something that a shot may show instead."""

    id: str = Field(pattern=r"^[a-z0-9_-]+$")
    kind: PictureKind
    name: Text
    why: Text = Field(description="What speaks for it.")
    score: float
    cost: Decimal | None = Field(Decimal(0), description="In US dollars, before it is taken; None: nobody entered a price.")
    credit: Credit | None = None
    slide: Slide | None = Field(None, description="What the shot becomes; None: it has to be fetched or made first.")
    wish: Wish | None = Field(None, description="What to order, where a model makes it.")
    state: Literal["ready", "priced", "working", "failed"] = "ready"
    wrong: Text = ""

    @property
    def price(self) -> str:
        """What it costs, in a word or two."""
        return told_price(self.cost)


def told_price(usd: Decimal | None) -> str:
    """`free`, `$0.04`, `less than $0.01`; `no price entered` for None."""
    if usd is None:
        return "no price entered"
    return "free" if not usd else f"${usd:.2f}" if usd >= _CENT else "less than $0.01"


class Decision(Value):
    """A shot's picture as it is, and what else it could be."""

    now: Material
    candidates: tuple[Candidate, ...]
    of: int = Field(description="How many candidates there are in all.")
    asked: Text = Field(description="The words that pictures are looked for with.")
    making: bool = Field(False, description="Something is being made for the shot.")
    searching: bool = False
    wrong: Text = Field("", description="Why a service could not be searched.")


def first_of_all(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; among the first three no kind takes more than two places while others wait."""
    waiting = sorted(candidates, key=lambda one: (-one.score, one.id))
    first: list[Candidate] = []
    count: Counter[PictureKind] = Counter()
    for one in waiting:
        if len(first) < MOST_ALIKE + 1 and count[one.kind] < MOST_ALIKE:
            first.append(one)
            count[one.kind] += 1
    return [*first, *(one for one in waiting if one not in first)]


def showing(line: Line, picture: Picture) -> Slide:
    """The line's slide with `picture` seen; a layout that has no place for one makes room."""
    slide = line.slide
    if slide.layout in PICTURED:
        return slide.model_copy(update={"picture": picture})
    headline = slide.headline or clipped(sentences(line.narration)[0].rstrip(".!?。！？।"), 60)
    return slide.model_copy(update={"picture": picture, "layout": Layout.STILL_TEXT, "headline": headline})


def drawn(line: Line, language: str) -> Iterator[Candidate]:
    """The layouts that show what the shot has, and those that can be begun from what is said."""
    there = [one for one in filling.fitting(line.slide) if one is not line.slide.layout and one not in PICTURED]
    for layout in there:
        yield _drawn(line.slide.model_copy(update={"layout": layout}), 1.0)
    for layout in _beginnings(line, language):
        if layout not in there and layout is not line.slide.layout:
            yield _drawn(filling.begun(line, layout, language), _BEGUN)


def _beginnings(line: Line, language: str) -> Iterator[Layout]:
    yield Layout.STATEMENT
    if len(sentences(line.narration)) > 1:
        yield Layout.BULLETS
    if figure_in(line.narration, language) is not None:
        yield Layout.NUMBER


def _drawn(slide: Slide, share: float) -> Candidate:
    fit = layout_fit(slide, slide.layout)
    return Candidate(
        id=f"drawn-{slide.layout.value}", kind=PictureKind.DRAWN, name=slide.layout.value, why=fit.why,
        score=round(fit.score * share, 4), slide=slide,
    )  # fmt: skip


@dataclass(frozen=True)
class Searched:
    """How a search stands."""

    going_on: bool = False
    wrong: str = ""
    found: tuple[Photograph, ...] = ()


Asked = tuple[str, Aspect, str, tuple[str, ...]]


class Search:
    """Searches in sources of photographs, beside whoever waits for them; each is asked once."""

    def __init__(self, stock: StockPictures) -> None:
        self.stock = stock
        self._lock = threading.Lock()
        self._known: OrderedDict[Asked, Searched] = OrderedDict()
        self._photographs: OrderedDict[str, Photograph] = OrderedDict()
        self._beside: ThreadPoolExecutor | None = None

    def state(self, words: str, aspect: Aspect, person: str) -> Searched:
        """What is known of a search, which is begun where nobody began it; nothing where no source is set up."""
        key = (words, aspect, person, self.stock.sources(person))
        if not words or not key[-1]:
            return Searched()
        with self._lock:
            if key not in self._known:
                self._known[key] = Searched(going_on=True)
                while len(self._known) > _SEARCHES:
                    self._known.popitem(last=False)
                self._beside = self._beside or ThreadPoolExecutor(2, thread_name_prefix="search")
                self._beside.submit(self._work, key)
            return self._known.get(key, Searched())

    def candidates(self, words: str, aspect: Aspect, person: str, shown: Picture | None) -> Iterator[Candidate]:
        """What was found by now, without the one that is shown already."""
        here = shown.credit.page if shown is not None and shown.credit is not None else ""
        for one in self.state(words, aspect, person).found:
            picture = one.picture
            if here and picture.page == here:
                continue
            yield Candidate(
                id=_id(one), kind=PictureKind.STOCK, name=picture.alt or f"A photograph by {picture.author}", why=one.why,
                score=round(one.score, 4), credit=picture.credit,
            )  # fmt: skip

    def photograph(self, id: str) -> Photograph | None:
        """The photograph behind a candidate's id; None for any other candidate."""
        with self._lock:
            return self._photographs.get(id)

    def forget_failures(self) -> None:
        """Every search that failed is begun anew when it is asked for next."""
        with self._lock:
            for key in [key for key, known in self._known.items() if known.wrong]:
                del self._known[key]

    def close(self) -> None:
        """Lets go of what is under way."""
        if self._beside is not None:
            self._beside.shutdown(wait=False, cancel_futures=True)

    def _work(self, key: Asked) -> None:
        words, aspect, person, _ = key
        ended: dict[str, Any] = {"wrong": "The search stopped with a mistake of the program."}
        try:
            found, passed_over = self.stock.searched(words, aspect, person)
            ended = {"found": found, "wrong": passed_over}
        except StudioError as error:
            ended = {"wrong": f"{error.message} {error.hint}".strip()}
        finally:
            with self._lock:
                self._known[key] = Searched(**ended)
                self._photographs |= {_id(one): one for one in ended.get("found", ())}
                while len(self._photographs) > _PHOTOGRAPHS:
                    self._photographs.popitem(last=False)


def _id(photograph: Photograph) -> str:
    return f"stock-{digest([photograph.entry, photograph.picture])[:20]}"
