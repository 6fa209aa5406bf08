"""Pictures that people took, for one shot: searched in every source, ranked, three to choose from, kept with their credit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.engine import Store
from core.errors import ProviderError, ProviderMissing
from core.film import Aspect, Picture
from core.film.alignment import tokens
from core.film.brief import Format
from core.ports import Stock, StockPicture
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.roster import Services
from core.session import Session

_SMALL_KEPT = 60

SHOWN = 3
"""Candidates that are shown at a time."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS = 4
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    this that with from your have will more than what when where which their there they them then into over only also
    been were about after before every because could would should these those other some such very just even most many
    much each make made makes using used uses ours here faster better today
""",
    )
)
"""Words that say nothing of a picture."""


@dataclass(frozen=True)
class Candidate:
    """A picture that may be shown, and the source that has it."""

    entry: str
    picture: StockPicture
    why: str
    """What speaks for it, in words."""


def words_for(headline: str, narration: str) -> str:
    """What to search for: the first telling words of a shot."""
    found = [word for text in (headline, narration) for word in _WORD.findall(text) if word.casefold() not in _COMMON]
    return " ".join(list(dict.fromkeys(word.casefold() for word in found))[:_MOST_WORDS])


class StockPictures:
    """The sources of stock pictures of a studio."""

    def __init__(self, store: Store, services: Services, opened: Callable[[str], Session]) -> None:
        self._store, self._services, self._opened = store, services, opened
        self._small: dict[Candidate, bytes] = {}

    def possible(self, person: str = "") -> bool:
        """Whether a source is set up."""
        return bool(self._sources(person))

    def candidates(self, words: str, aspect: Aspect, page: int = 1, person: str = "") -> tuple[Candidate, ...]:
        """The three best of all sources for the words; `page` counts through further ones.

        Raises `ProviderMissing` without a source. A source that fails is passed over unless all do.
        """
        sources = self._sources(person)
        if not sources:
            raise ProviderMissing("No source of stock pictures is set up.", hint="Add Pexels or Pixabay under Providers.")
        found: list[tuple[float, Candidate]] = []
        failed: list[ProviderError] = []
        for name, source in sources:
            try:
                listed = source.search(words, aspect)
            except ProviderError as error:
                failed.append(error)
                continue
            found += [(_score(picture, words, aspect, place), Candidate(name, picture, _why(picture, words, aspect)))
                      for place, picture in enumerate(listed)]  # fmt: skip
        if failed and len(failed) == len(sources):
            raise failed[0]
        ranked = [candidate for _, candidate in sorted(found, key=lambda one: -one[0])]
        return tuple(ranked[(page - 1) * SHOWN : page * SHOWN])

    def thumbnail(self, candidate: Candidate, person: str = "") -> bytes:
        """A small JPEG of a candidate; fetched once. Raises the policy's errors."""
        known = self._small.get(candidate)
        if known is None:
            from core.media.thumbnail import thumbnail

            with self._store.scratch() as scratch:
                to = scratch.new(".jpg")
                self._source(candidate.entry, person).fetch(candidate.picture, to, small=True)
                known = self._small[candidate] = thumbnail(to)
            while len(self._small) > _SMALL_KEPT:
                self._small.pop(next(iter(self._small)), None)
        return known

    def take(self, name: str, candidate: Candidate, person: str = "") -> Picture:
        """The picture itself, in the session's folder, with its credit. Raises the policy's errors."""
        from core.media.conform import measure

        with self._store.scratch() as scratch:
            to = scratch.new(".jpg")
            self._source(candidate.entry, person).fetch(candidate.picture, to)
            width, height = measure(to, "The picture")
            blob = self._store.put_file(to)
        given = candidate.picture
        self._store.link(blob, self._opened(name).path(f"images/stock_{blob.digest[:12]}.jpg"))
        alt = given.alt[:120] or f"A photograph by {given.author}"
        return Picture(blob=blob, width=width, height=height, alt=alt, device="none", credit=given.credit)

    def _sources(self, person: str) -> Sequence[tuple[str, Stock]]:
        roster = self._services.roster()
        names = [entry.id for entry in roster.entries if entry.enabled and entry.fill("Stock")]
        first = [name for name in (roster.chain("Stock").first, *roster.chain("Stock").fallbacks) if name in names]
        return [(name, self._source(name, person)) for name in dict.fromkeys([*first, *names])]

    def _source(self, name: str, person: str) -> Stock:
        entry = self._services.roster().entry(name)
        if entry is None:
            raise ProviderMissing("The source of this picture is not set up any more.", hint="Search again.")
        source: Stock = seated(Connection(entry, "Stock", self._services.folder, self._services.secrets, person))
        return source


def _score(picture: StockPicture, words: str, aspect: Aspect, place: int) -> float:
    """How well a picture fits: words it is described by, its shape, its size, and how early its source names it."""
    wanted = set(tokens(words))
    told = len(wanted & set(tokens(picture.alt))) / max(1, len(wanted))
    w, h = Format(aspect=aspect).size
    shape = min(picture.width / picture.height, w / h) / max(picture.width / picture.height, w / h)
    enough = min(1.0, picture.width / w, picture.height / h)
    return 2.0 * told + shape + enough - 0.04 * place


def _why(picture: StockPicture, words: str, aspect: Aspect) -> str:
    wanted = tokens(words)
    said = [word for word in words.split() if set(tokens(word)) & set(tokens(picture.alt)) & set(wanted)]
    w, h = Format(aspect=aspect).size
    large = "large enough" if picture.width >= w and picture.height >= h else "smaller than the film"
    return f"Shows {', '.join(said)}; {large}" if said else f"Found by {picture.source}; {large}"
