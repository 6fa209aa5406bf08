"""What the page of services shows: each service with how it stands, each task with who is asked in turn, and rows of prices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import ValidationError

from core.errors import BadSetting, UnknownChoice
from core.policy import Health
from core.providers import entries as on_offer
from core.providers.house import House, Preset
from core.providers.houses import HOUSES, house_of
from core.services.entries import TOGETHER, Chain, Entry, KeyReference, Price, Roster
from core.services.roster import Services

OFFLINE = "offline"
_OF_A_FILM = ("Writer", "Speaker", "Presenter", "Composer")
UNITS: tuple[str, ...] = get_args(Price.model_fields["unit"].annotation)


@dataclass(frozen=True)
class ServiceCard:
    """A service as lists show it."""

    entry: Entry
    house: House
    where: str
    """Its address without what nobody reads."""
    key: str
    """Masked; empty where there is none."""
    health: Health
    state: str
    """`off`, `no-key`, `resting`, `trying`, `ill`, `new` or `good`."""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.entry.label or self.entry.id


@dataclass(frozen=True)
class Link:
    """One that is asked for a task."""

    id: str
    name: str
    model: str
    state: str


@dataclass(frozen=True)
class Task:
    """A port, who is asked for it in turn, and who else could be."""

    port: str
    links: tuple[Link, ...]
    others: tuple[Link, ...]
    chained: bool
    """Whether others may stand in."""
    together: bool
    """Whether all are asked, each for what it has."""


def houses() -> tuple[House, ...]:
    """Every house that can be set up."""
    return tuple(house_of(name) for name in HOUSES)


def service_card(services: Services, entry: Entry) -> ServiceCard:
    """One service with how it stands now."""
    house, health, key = house_of(entry.house), services.health(entry.id), services.keys.masked(entry)
    address = urlsplit(entry.base_url or house.address)
    return ServiceCard(entry, house, address.netloc, key, health, _state(entry, key, health))


def service_cards(services: Services, roster: Roster) -> tuple[ServiceCard, ...]:
    """All services, in the order in which they were set up."""
    return tuple(service_card(services, entry) for entry in roster.entries)


def tasks(services: Services, roster: Roster) -> tuple[Task, ...]:
    """Every port that a service or this machine can fill, those first that a film needs."""
    here = {entry.port.__name__ for entry in on_offer() if entry.house == OFFLINE}
    there = [fill.port for entry in roster.entries for fill in entry.fills]
    cards = {card.entry.id: card for card in service_cards(services, roster)}
    ports = [port for port in dict.fromkeys([*_OF_A_FILM, *there, *sorted(here)]) if port in here or port in there]
    found = []
    for port in ports:
        asked = roster.asked(port)
        names = asked if roster.chain(port).first or port not in here else (OFFLINE, *asked)
        possible = [entry.id for entry in roster.entries if entry.fill(port)] + ([OFFLINE] if port in here else [])
        links = tuple(_link(name, port, cards) for name in names)
        others = tuple(_link(name, port, cards) for name in possible if name not in names)
        found.append(Task(port, links, others, services.chained(port), port in TOGETHER))
    return tuple(found)


def with_links(port: str, links: Sequence[str]) -> Chain:
    """The chain of these, in order."""
    return Chain(port=port, first=links[0] if links else "", fallbacks=tuple(links[1:]))


def use_first(services: Services, port: str, name: str) -> None:
    """Asks a service first from now on; who was asked before stands in where that is possible. Raises `UnknownChoice`."""
    task = next(task for task in tasks(services, services.roster()) if task.port == port)
    before = tuple(link.id for link in task.links if link.id != name) if task.chained else ()
    services.choose(with_links(port, (name, *before)))


def moved(links: Sequence[str], place: int, by: int) -> tuple[str, ...]:
    """`links` with the one at `place` moved by so many places, as far as the ends."""
    left = [name for i, name in enumerate(links) if i != place]
    left.insert(min(max(place + by, 0), len(left)), links[place])
    return tuple(left)


def price_rows(entry: Entry, house: House) -> list[dict[str, Any]]:
    """Prices as rows of a table, with an empty one for all that has no price yet."""
    rows: list[dict[str, Any]] = [{"model": p.model, "unit": p.unit, "usd": float(p.usd), "since": p.since} for p in entry.prices]
    known = {(price.model, price.unit) for price in entry.prices}
    for fill in entry.fills:
        offer = house.offer(fill.port)
        wanted: list[tuple[str, Any]] = [(fill.model, unit) for unit in (offer.units if offer else ())]
        rows += [{"model": m, "unit": u, "usd": None, "since": date.today()} for m, u in wanted if (m, u) not in known]
        known |= set(wanted)
    return rows or [{"model": None, "unit": None, "usd": None, "since": None}]


def prices_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Price, ...]:
    """Prices from the rows of a table; a row without a price counts nothing. Raises `BadSetting` that names the row."""
    found = []
    for number, row in enumerate(rows, 1):
        if row.get("usd") is None:
            continue
        try:
            usd = Decimal(str(row.get("usd")))
            since = row.get("since") or date.today()
            found.append(Price.model_validate({"model": row.get("model"), "unit": row.get("unit"), "usd": usd, "since": since}))
        except (InvalidOperation, ValidationError) as error:
            raise BadSetting(
                f"Row {number} of the prices is not complete.", hint="It needs a model, a unit and a price."
            ) from error
    return tuple(found)


def _link(name: str, port: str, cards: Mapping[str, ServiceCard]) -> Link:
    if name == OFFLINE:
        return Link(OFFLINE, "This machine", "", "good")
    card = cards[name]
    fill = card.entry.fill(port)
    return Link(name, card.name, fill.model if fill else "", card.state)


def _state(entry: Entry, key: str, health: Health) -> str:
    if not entry.enabled:
        return "off"
    if entry.key.source != "none" and not key:
        return "no-key"
    if health.circuit != "closed":
        return "resting" if health.circuit == "opened" and health.left_s > 0 else "trying"
    if health.success is None:
        return "new"
    return "ill" if health.success < 0.5 else "good"


def beginnings() -> tuple[tuple[str, Preset], ...]:
    """Services to begin from, each with its house."""
    found = [(house, preset) for house in houses() for preset in house.presets or (Preset(name=house.name, about=house.about),)]
    return tuple((house.id, preset) for house, preset in found)


def begun(services: Services, house: str, name: str) -> Entry:
    """A new service from a beginning, set up without a key. Raises `UnknownChoice`."""
    preset = next((one for of, one in beginnings() if of == house and one.name == name), None)
    if preset is None:
        raise UnknownChoice(f"There is nothing called “{name}” to begin from.")
    short = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:32] or house
    taken = {entry.id for entry in services.roster().entries} | {OFFLINE}
    unused = next(one for one in (short, *(f"{short}-{n}" for n in range(2, 1000))) if one not in taken)
    key = KeyReference(source="studio" if preset.key else "none")
    entry = Entry(id=unused, house=house, label=name, base_url=preset.address, key=key, fills=preset.fills)
    services.put(entry, new=True)
    return entry
