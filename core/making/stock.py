"""Pictures that people took, for one shot: searched in every source, ranked, kept with their credit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.engine import Store
from core.errors import ProviderError, ProviderMissing
from core.film import Aspect, Picture
from core.film.brief import Format
from core.film.picturing import picture_fit
from core.ports import Stock, StockPicture
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.redaction import redacted
from core.services.roster import Services
from core.session import Session

_SMALL_KEPT = 200

_EACH_PLACE = 0.01
"""What a place farther down in a source's own list takes off."""


@dataclass(frozen=True)
class Photograph:
    """A picture that may be shown, and the source that has it."""

    entry: str
    picture: StockPicture
    score: float
    """How well it fits the words and the film's shape, from 0 to 1."""
    why: str
    """What speaks for it, in words."""


class StockPictures:
    """The sources of stock pictures of a studio."""

    def __init__(self, store: Store, services: Services, opened: Callable[[str], Session]) -> None:
        self._store, self._services, self._opened = store, services, opened
        self._small: dict[Photograph, bytes] = {}

    def sources(self, person: str = "") -> tuple[str, ...]:
        """The entries of the sources that are asked, the first choice first: those that were chosen, or else all there are."""
        return tuple(name for name, _ in self._sources(person))

    def ranked(self, words: str, aspect: Aspect, person: str = "") -> tuple[Photograph, ...]:
        """What all sources have for the words, best first; the same search again asks nobody. Raises as `searched` does."""
        return self.searched(words, aspect, person)[0]

    def searched(self, words: str, aspect: Aspect, person: str = "") -> tuple[tuple[Photograph, ...], str]:
        """The same, with a sentence where a source was passed over, since it failed and others did not.

        Raises `ProviderMissing` without a source, and the first one's error where all fail.
        """
        sources = self._sources(person)
        if not sources:
            raise ProviderMissing("No source of stock pictures is set up.", hint="Add Pexels or Pixabay under Providers.")
        found: list[Photograph] = []
        failed: list[ProviderError] = []
        for name, source in sources:
            try:
                listed = source.search(words, aspect)
            except ProviderError as error:
                failed.append(error)
                continue
            found += [_photograph(name, picture, words, aspect, place) for place, picture in enumerate(listed)]
        if failed and len(failed) == len(sources):
            raise failed[0]
        note = " ".join([*(error.message for error in failed), "Only the others were searched."]) if failed else ""
        return tuple(sorted(found, key=lambda one: -one.score)), redacted(note)

    def thumbnail(self, photograph: Photograph, person: str = "") -> bytes:
        """A small JPEG of a photograph; fetched once. Raises the policy's errors."""
        known = self._small.get(photograph)
        if known is None:
            from core.media.thumbnail import thumbnail

            with self._store.scratch() as scratch:
                to = scratch.new(".jpg")
                self._source(photograph.entry, person).fetch(photograph.picture, to, small=True)
                known = self._small[photograph] = thumbnail(to)
            while len(self._small) > _SMALL_KEPT:
                self._small.pop(next(iter(self._small)), None)
        return known

    def take(self, name: str, photograph: Photograph, person: str = "") -> Picture:
        """The picture itself, in the session's folder, with its credit. Raises the policy's errors."""
        from core.media.conform import measure

        with self._store.scratch() as scratch:
            to = scratch.new(".jpg")
            self._source(photograph.entry, person).fetch(photograph.picture, to)
            width, height = measure(to, "The picture")
            blob = self._store.put_file(to)
        given = photograph.picture
        self._store.link(blob, self._opened(name).path(f"images/stock_{blob.digest[:12]}.jpg"))
        alt = given.alt[:120] or f"A photograph by {given.author}"
        return Picture(blob=blob, width=width, height=height, alt=alt, device="none", credit=given.credit)

    def _sources(self, person: str) -> Sequence[tuple[str, Stock]]:
        roster = self._services.roster()
        there = [entry.id for entry in roster.entries if entry.enabled and entry.fill("Stock")]
        return [(name, self._source(name, person)) for name in roster.asked("Stock") if name in there]

    def _source(self, name: str, person: str) -> Stock:
        entry = self._services.roster().entry(name)
        if entry is None:
            raise ProviderMissing("The source of this picture is not set up any more.", hint="Search again.")
        source: Stock = seated(Connection(entry, "Stock", self._services.folder, self._services.secrets, person))
        return source


def _photograph(entry: str, picture: StockPicture, words: str, aspect: Aspect, place: int) -> Photograph:
    """`place` counts where its source names it: what comes earlier there is better liked."""
    fit = picture_fit(picture.alt, (picture.width, picture.height), words, Format(aspect=aspect))
    return Photograph(entry, picture, max(0.0, fit.score - _EACH_PLACE * place), fit.why)
