"""Who fills the ports with no entry: a class of the offline house says with `provides` which one. Services are in `houses`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from core.errors import ProviderMissing, UnknownChoice

T = TypeVar("T", bound=type)


@dataclass(frozen=True)
class Entry:
    """A provider on offer."""

    house: str
    name: str
    port: type
    kind: Callable[[], Any]
    about: str

    @property
    def id(self) -> str:
        """How it is named in choices: `house:Name`."""
        return f"{self.house}:{self.name}"


_OWN = "offline"
_ENTRIES: dict[str, Entry] = {}


def provides(port: type) -> Callable[[T], T]:
    """Enters a class as a provider of `port`."""

    def enter(kind: T) -> T:
        house = kind.__module__.removeprefix("core.providers.").split(".")[0]
        about = (kind.__doc__ or "").strip().splitlines()[0]
        entry = Entry(house, kind.__name__, port, kind, about)
        _ENTRIES[f"{port.__name__}/{entry.id}"] = entry
        return kind

    return enter


def entries() -> tuple[Entry, ...]:
    """Every provider that needs no entry, by port."""
    _read_all()
    return tuple(sorted(_ENTRIES.values(), key=lambda e: (e.port.__name__, e.house != "offline", e.id)))


@cache
def _read_all() -> None:
    house = importlib.import_module(f"{__name__}.{_OWN}")  # those of services, and what their clients need, stay unread
    for info in pkgutil.walk_packages(house.__path__, house.__name__ + "."):
        importlib.import_module(info.name)


def cast(ports: tuple[type, ...], chosen: Mapping[str, str] | None = None) -> dict[type, Any]:
    """A provider for each of `ports`: the chosen one by the port's name, else the first on offer."""
    known = entries()
    filled: dict[type, Any] = {}
    for port in ports:
        on_offer = [entry for entry in known if entry.port is port]
        wanted = (chosen or {}).get(port.__name__)
        if wanted:
            on_offer = [entry for entry in on_offer if entry.id == wanted or entry.house == wanted]
            if not on_offer:
                names = ", ".join(entry.id for entry in known if entry.port is port)
                raise UnknownChoice(f"No provider “{wanted}” fills {port.__name__}. There are: {names}.")
        if not on_offer:
            raise ProviderMissing(f"Nothing fills the port {port.__name__}.")
        filled[port] = on_offer[0].kind()
    return filled


def free(provider: object) -> bool:
    """Whether asking a provider costs nothing: it works on this machine, in moments."""
    return type(provider).__module__.startswith(f"{__name__}.{_OWN}")
