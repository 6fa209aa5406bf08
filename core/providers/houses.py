"""From an entry to a provider: which house fills which port. A house is a module here with a table `PORTS`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import UnknownChoice
from core.providers.connection import Connection
from core.providers.house import Files, Found, House, Offer, Sorting

HOUSES = ("openai", "huggingface", "google", "piper", "heygen", "pexels", "pixabay")
"""Houses that need an entry, each in a module of its name."""


def ports_of(house: str) -> dict[type, type]:
    """The ports that a house can fill. Raises `UnknownChoice`."""
    if house not in HOUSES:
        raise UnknownChoice(f"There is no house “{house}”. There are: {', '.join(HOUSES)}.")
    table: dict[type, type] = importlib.import_module(f"core.providers.{house}").PORTS
    return table


def house_of(house: str) -> House:
    """A house as it is offered. Raises `UnknownChoice`."""
    table = ports_of(house)
    told = getattr(importlib.import_module(f"core.providers.{house}"), "HOUSE", None)
    if isinstance(told, House):
        return told
    return House(id=house, name=house.capitalize(), offers=tuple(Offer(port=port.__name__) for port in table))


def seated(connection: Connection) -> Any:
    """The provider that an entry stands for. Raises `UnknownChoice` when its house cannot fill the port."""
    table = ports_of(connection.entry.house)
    kind = next((kind for port, kind in table.items() if port.__name__ == connection.port), None)
    if kind is None:
        names = ", ".join(port.__name__ for port in table)
        raise UnknownChoice(f"{connection.entry.house} does not fill {connection.port}. It fills: {names}.")
    return kind(connection)


def searched(connection: Connection, text: str, sort: Sorting = "downloads", served: bool = True) -> tuple[Found, ...]:
    """Models for the connection's port that match `text`; none where the house has no search. Raises the policy's errors.

    `served`: only those that somebody can be asked for; the others can be fetched.
    """
    search = getattr(importlib.import_module(f"core.providers.{connection.entry.house}"), "search", None)
    return () if search is None else tuple(search(connection, text, sort=sort, served=served))


def fetched(connection: Connection, repository: str, folder: Path, tell: Callable[[int, int], None]) -> Files:
    """A model's files, put under `folder` for use on this machine; `tell` hears bytes done and in all. Raises `UnknownChoice`."""
    fetch = getattr(importlib.import_module(f"core.providers.{connection.entry.house}"), "fetched", None)
    if fetch is None:
        raise UnknownChoice(f"{connection.name} has no models to fetch.")
    found: Files = fetch(connection, repository, folder, tell)
    return found
