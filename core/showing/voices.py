"""The voices that a film can have: those of this machine and those of services, with what each costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import UnknownChoice
from core.film import Voice
from core.ports import Speaker
from core.providers.connection import Connection
from core.services.amounts import money
from core.services.entries import Entry, Fill, Roster
from core.services.roster import Services
from core.showing.greetings import GREETINGS

if TYPE_CHECKING:
    from core.providers.piper.hub import HubVoice, Shelf

_A_MINUTE = 900
"""Characters that are spoken in a minute."""

Tell = Callable[[int, int], None]
"""Hears how many bytes have come, of how many."""


@dataclass(frozen=True)
class VoicePrice:
    """What a voice costs, in words, and what one sample of it does."""

    told: str
    """`about $0.01 a minute`; empty for the built-in voices."""
    sample: str
    """What hearing it once costs, for a button; empty where it costs nothing."""


@dataclass(frozen=True)
class Fetchable:
    """A neural voice that can be brought to this machine."""

    entry: str
    key: str
    name: str
    speaks: str
    quality: str
    size: int
    """Bytes."""
    here: bool


class Voices:
    """The voices of a studio as its services are set up now."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._read: tuple[tuple[int, ...], Roster] = ((), Roster())
        self._known: tuple[tuple[int, ...], tuple[Voice, ...]] = ((), ())

    def speaker(self) -> Speaker:
        """Who speaks all of them."""
        speaker: Speaker = self.services.cast((Speaker,))[Speaker]
        return speaker

    def there(self) -> tuple[Voice, ...]:
        """Every voice, the usual ones first; looked up anew when a service or a fetched voice has changed."""
        stamp = self._stamp()
        known, voices = self._known
        if known != stamp or not voices:
            voices = self.speaker().voices()
            self._known = stamp, voices
        return voices

    def _roster(self) -> Roster:
        """The services, read anew when their file has changed."""
        stamp = self._stamp()
        if self._read[0] != stamp:
            self._read = stamp, self.services.roster()
        return self._read[1]

    def _stamp(self) -> tuple[int, ...]:
        """What changes when there may be other voices."""
        folder = self.services.folder
        places = (folder / "entries.json", folder / "piper", *sorted((folder / "piper").glob("*")))
        return tuple(place.stat().st_mtime_ns for place in places if place.exists())

    def price(self, voice: Voice) -> VoicePrice:
        """What it costs by the prices of its service."""
        found = self._fill(voice)
        if found is None:
            return VoicePrice("", "")
        entry, fill = found
        if entry.house == "piper":
            return VoicePrice("free", "")
        day = datetime.now(UTC).date()
        letters, minute = entry.price(fill.model, "1M characters", day), entry.price(fill.model, "minute", day)
        if letters is None and minute is None:
            return VoicePrice("no price entered", "its price is not entered")
        each = minute if letters is None else letters * _A_MINUTE / 1_000_000
        assert each is not None
        said = len(GREETINGS.get(voice.language.split("-")[0], "{}. 1, 2, 3, 4, 5.").format(voice.name))
        return VoicePrice(f"about {money(each)} a minute", f"about {money(Decimal(said) * each / _A_MINUTE)}" if each else "")

    def fetchable(self, language: str) -> tuple[Fetchable, ...]:
        """Neural voices of a language, of every service that has such. Raises the policy's errors where one cannot be asked."""
        found = []
        for entry in self.services.roster().entries:
            if entry.house == "piper" and entry.enabled and entry.fill("Speaker"):
                shelf = self._shelf(entry)
                here = shelf.installed()
                spoken = [voice for voice in shelf.listed() if voice.language.split("-")[0] == language.split("-")[0]]
                found += [_fetchable(entry.id, voice, voice.key in here) for voice in spoken]
        return tuple(found)

    def fetch(self, entry: str, key: str, tell: Tell = lambda came, size: None) -> None:
        """Brings a neural voice to this machine. Raises `UnknownChoice`, `UnknownModel` and the policy's errors."""
        known = self.services.roster().entry(entry)
        if known is None or known.house != "piper":
            raise UnknownChoice(f"There is no service “{entry}” that has voices to fetch.")
        self._shelf(known).fetch(key, tell)

    @property
    def neural(self) -> bool:
        """Whether a service is set up whose voices can be fetched."""
        return any(entry.house == "piper" and entry.enabled for entry in self.services.roster().entries)

    def _shelf(self, entry: Entry) -> Shelf:
        from core.providers.piper.hub import Shelf  # with all that speaks, for which no start waits

        return Shelf(Connection(entry, "Speaker", self.services.folder, self.services.secrets))

    def _fill(self, voice: Voice) -> tuple[Entry, Fill] | None:
        """The entry that a voice belongs to; None for the offline house's."""
        house = voice.id.split(":", 1)[0]
        entry = None if house == "offline" else self._roster().entry(house)
        fill = entry.fill("Speaker") if entry else None
        return None if entry is None or fill is None else (entry, fill)


def _fetchable(entry: str, voice: HubVoice, here: bool) -> Fetchable:
    return Fetchable(entry, voice.key, voice.name, voice.speaks, voice.quality.replace("_", " "), voice.size, here)
