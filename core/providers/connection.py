"""How a house reaches its service: the entry, its guard, its key and an HTTP client that keeps to the policy's times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import KeyRefused, UnknownChoice
from core.policy import Guard, Request, Timeouts, canonical
from core.services.entries import Entry, Fill
from core.services.keys import Keys
from core.services.local_only import heed
from core.services.redaction import redacted

if TYPE_CHECKING:
    import httpx2

_MILLION = 1_000_000


@dataclass(frozen=True)
class Connection:
    """An entry as one port uses it. Small and picklable: it travels to workers, and the key does not."""

    entry: Entry
    port: str
    folder: Path
    secrets: Path
    person: str = ""
    fresh: str = ""
    """Not empty: answers that are kept do not count, each of these words is asked anew."""
    session: str = ""
    """Whose bill it is put on."""

    @property
    def fill(self) -> Fill:
        """Model and options. Raises `UnknownChoice` when the entry does not fill the port."""
        fill = self.entry.fill(self.port)
        if fill is None:
            raise UnknownChoice(f"{self.entry.id} does not fill {self.port}.")
        return fill

    @property
    def name(self) -> str:
        """For sentences."""
        return self.entry.label or self.entry.id

    @property
    def identity(self) -> str:
        """House, address, model and options: what answers depend on, without key, prices and policy."""
        options = ",".join(f"{name}={chosen}" for name, chosen in self.fill.options)
        return "/".join((self.entry.house, self.entry.base_url, self.fill.model, options))

    def option(self, name: str, usual: str = "") -> str:
        """An option of the model."""
        return dict(self.fill.options).get(name, usual)

    @property
    def guard(self) -> Guard:
        """The policy around every call; one for each process, which from then on heeds local only."""
        heed(self.folder)
        return _guard(self.entry, self.folder, self.person, self.port, self.session)

    def key(self) -> str:
        """The key; empty where none is needed. Raises `KeyRefused`, also for a person who may not use the entry."""
        if self.entry.people and self.person not in self.entry.people:
            raise KeyRefused(f"{self.name} is not open to you.", hint="Ask who set it up, or choose another.", unsent=True)
        found = Keys(self.folder, self.secrets).key(self.entry)
        return found.get_secret_value() if found else ""

    def request(self, operation: str, body: dict[str, object], files: tuple[str, ...] = (), take: int = 1) -> Request:
        """A call as it is remembered."""
        service = f"{self.entry.house} {self.entry.base_url} {self.fresh}".rstrip()
        return Request(service=service, operation=operation, model=self.fill.model, body=canonical(body), files=files, take=take)

    def cost(self, unit: str, amount: float) -> Decimal:
        """What so much of a unit costs by the newest price; nothing where no price is entered."""
        price = self.entry.price(self.fill.model, unit, datetime.now(UTC).date())
        return (price or Decimal(0)) * Decimal(str(amount)) / (_MILLION if unit.startswith("1M") else 1)


@lru_cache(maxsize=64)
def _guard(entry: Entry, folder: Path, person: str, port: str, session: str) -> Guard:
    return Guard(entry.id, entry.policy, folder, person, port=port, session=session, called=entry.label, clean=redacted)


def http_client(timeouts: Timeouts) -> httpx2.Client:
    """A client with a pool of connections that gives up in time, also on an answer that comes drop by drop."""
    from core.providers.transport import client

    return client(timeouts)
