"""Jobs that a service works on for minutes: noted before they are submitted, adopted after a crash, never submitted twice.

The order of things is all there is to it: the intent is on disk before anything is prepared, that the request leaves before it
leaves, the job's name before it is first asked after. Whoever finds a request that left without a name asks the service for its
own list before it submits anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import ClassVar, Literal, Protocol

from pydantic import Field, ValidationError

from core.engine.files import write_atomic
from core.policy.answers import Request
from core.value import Value

SETTLED_S = 2.0
"""A request that was under way when its sender died may still arrive for so long."""


_ADOPTING: ContextVar[bool] = ContextVar("adopting", default=False)
_LEAVING: ContextVar[Callable[[], None] | None] = ContextVar("leaving", default=None)


def leaves() -> None:
    """Says that a request which may order something leaves now. Transports of houses whose jobs are `marked` call it."""
    tell = _LEAVING.get()
    if tell is not None:
        tell()


@contextmanager
def hearing(tell: Callable[[], None]) -> Iterator[None]:
    """Inside, `tell` hears when a request leaves."""
    token = _LEAVING.set(tell)
    try:
        yield
    finally:
        _LEAVING.reset(token)


@contextmanager
def adopting() -> Iterator[None]:
    """Inside, only jobs that were ordered before are waited for and fetched; where there is none, `NotOrdered` is raised."""
    token = _ADOPTING.set(True)
    try:
        yield
    finally:
        _ADOPTING.reset(token)


def adopts() -> bool:
    """Whether nothing new may be ordered."""
    return _ADOPTING.get()


class Progress(Value):
    """What a service says of a job."""

    done: bool
    share: float = Field(0.0, ge=0, le=1)


class Remote(Protocol):
    """A job as its house handles it. Every method makes one call and raises `ProviderError` leaves."""

    marked: ClassVar[bool]
    """Whether `leaves` is called before an order leaves: then one that was only intended was certainly not sent."""

    def submit(self, key: str) -> str:
        """Submits the job with an idempotency key; gives its name."""
        ...

    def find(self, since: float, taken: frozenset[str]) -> str | None:
        """The name of the same job, submitted at or after `since` and not in `taken`; None: the service certainly has none.

        Raises `Undecided` where the service cannot say.
        """
        ...

    def look(self, name: str) -> Progress:
        """How far it is. Raises `Refused`, `BadAnswer` and others when it failed for good, with `unsent=True`."""
        ...

    def fetch(self, name: str, to: Path) -> None:
        """Writes the result. Raises `BadAnswer` for one that is none."""
        ...


class Ticket(Value):
    """What is on disk about a job."""

    state: Literal["intended", "sent", "submitted"]
    at: float
    name: str = ""


class Tickets:
    """The tickets under `folder`, by the request's key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, request: Request) -> Ticket | None:
        """The ticket; a damaged one counts as an intent of long ago, so that the service is asked first."""
        try:
            return Ticket.model_validate_json(self._path(request).read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError:
            return Ticket(state="sent", at=0.0)

    def intend(self, request: Request) -> Ticket:
        """Notes that the job is about to be submitted."""
        return self._write(request, Ticket(state="intended", at=time.time()))

    def sent(self, request: Request, since: float) -> None:
        """Notes that the order leaves now; it was intended at `since`."""
        self._write(request, Ticket(state="sent", at=since))

    def submitted(self, request: Request, name: str) -> Ticket:
        """Notes the job's name."""
        return self._write(request, Ticket(state="submitted", at=time.time(), name=name))

    def forget(self, request: Request) -> None:
        """The job is fetched, or failed for good."""
        self._path(request).unlink(missing_ok=True)

    def names(self) -> frozenset[str]:
        """Every job that is known by name."""
        found = set()
        for path in sorted(self.folder.glob("*.json")):
            with suppress(OSError, ValidationError):
                found.add(Ticket.model_validate_json(path.read_bytes()).name)
        return frozenset(found - {""})

    def _path(self, request: Request) -> Path:
        return self.folder / f"{request.key}.json"

    def _write(self, request: Request, ticket: Ticket) -> Ticket:
        path = self._path(request)
        write_atomic(path, ticket.model_dump_json().encode(), path.with_suffix(".new"))
        return ticket
