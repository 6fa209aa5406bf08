"""What a film will cost, before anything is asked: a range for each task, from what is to be said and the prices entered."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from core.film import Script
from core.providers.houses import house_of
from core.services.amounts import money
from core.services.entries import Entry, Fill
from core.services.roster import Services

_CENT = Decimal("0.000001")

USUAL_CLIP_S = 6
"""Seconds of a clip for a shot, where nobody has said how long it is."""

Amounts = Callable[[str], tuple[float, float]]
"""For a unit: so much of it at least and at most."""


@dataclass(frozen=True)
class Cost:
    """What one task of a film will cost."""

    port: str
    service: str
    model: str
    low: Decimal
    high: Decimal
    known: bool
    """Whether a price is entered for the model; without one it counts nothing."""
    leaves: bool
    """Whether what it is asked leaves this machine."""

    @property
    def range(self) -> str:
        """`$0.01 to $0.04`, or that nobody entered a price."""
        if not self.known:
            return f"no price is entered for {self.model}"
        return f"{money(self.low)} to {money(self.high)}" if self.low != self.high else money(self.high)


@dataclass(frozen=True)
class Estimate:
    """What a film will cost, by task; nothing for what is done on this machine."""

    costs: tuple[Cost, ...] = ()

    @property
    def low(self) -> Decimal:
        """At least, when the first choices do it."""
        return sum((cost.low for cost in self.costs), Decimal(0))

    @property
    def high(self) -> Decimal:
        """At most, also when something must be asked twice or by another."""
        return sum((cost.high for cost in self.costs), Decimal(0))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Models without a price."""
        return tuple(dict.fromkeys(cost.model for cost in self.costs if not cost.known))

    @property
    def outside(self) -> tuple[str, ...]:
        """Services that what is asked leaves this machine for."""
        return tuple(dict.fromkeys(cost.service for cost in self.costs if cost.leaves))


class Estimates:
    """Estimates by the entries, chains and prices of a studio as they are now."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def discusses(self) -> bool:
        """Whether a service writes, so that scripts may be worked over in rounds: this machine's own writer works in one go."""
        roster = self.services.roster()
        chain = roster.chain("Writer")
        entries = [roster.entry(name) for name in (chain.first, *chain.fallbacks)]
        return any(entry is not None and entry.enabled and entry.fill("Writer") for entry in entries)

    def film(self, source: str, script: Script, voice: str = "", rounds: int = 0, presented_ms: int = 0) -> Estimate:
        """A film of a text, judged by the script that this machine would write; `voice` is the id of the chosen one, `rounds`
        says how often a script may be worked over, and for so long a presenter may be seen."""
        said = sum(len(line.narration) for line in script.lines)
        wanted = {"Writer": _written(len(source), said, len(script.lines), rounds), **_LOOKED_OVER, **_said(said)}
        return self._of(wanted | _presented(presented_ms), voice.split(":", 1)[0])

    def speech(self, characters: int, voice: str = "") -> Estimate:
        """Lines of so many characters, spoken anew by the voice of that id, or by whoever is asked first."""
        return self._of(_said(characters), voice.split(":", 1)[0])

    def run(self, source: str, said: int, voice: str, rounds: int = 0, presented_ms: int = 0, heard: int = 0) -> Estimate:
        """A run that writes a script of `source`, unless that is empty, speaks lines of so many characters, has a presenter act
        for so long, and has lines of so many characters timed anew that are spoken already."""
        written = {"Writer": _written(len(source), said, 1 + said // 90, rounds), **_LOOKED_OVER} if source else {}
        timed: dict[str, Amounts] = {"Aligner": lambda unit: (0.0, _spoken(said + heard)(unit)[1])} if heard else {}
        return self._of(written | _said(said) | timed | _presented(presented_ms), voice.split(":", 1)[0])

    def to_order(self) -> tuple[Cost, ...]:
        """What is no part of any run, and costs something when somebody orders it for a shot: each one, by who would make it."""
        one = {"Painter": _counted("picture", 1), "Filmer": _counted("second", USUAL_CLIP_S), "Restyler": _counted("picture", 1)}
        return self._of(one).costs

    def _of(self, wanted: dict[str, Amounts], speaker: str = "") -> Estimate:
        roster, day = self.services.roster(), datetime.now(UTC).date()
        found: list[Cost] = []
        for port, amounts in wanted.items():
            chain = roster.chain(port)
            names = [chain.first, *chain.fallbacks]
            if port == "Speaker" and speaker not in names and roster.entry(speaker):
                names = [speaker]
            entries = [roster.entry(name) for name in names]
            costs = [_cost(entry, fill, amounts, day) for entry in entries if entry and (fill := entry.fill(port))]
            if port == "Aligner" and "Speaker" in wanted and not any(cost.port == "Speaker" for cost in found):
                continue  # this machine's own voice tells its times
            if port == "Moderator" and not any(cost.port == "Writer" for cost in found):
                continue  # what this machine writes are the person's own words
            if costs and entries[0] is not None:  # this machine, where it is asked first, does not fail
                high = max(cost.high for cost in costs)
                found.append(Cost(**{**costs[0].__dict__, "high": max(high, costs[0].low)}))
        return Estimate(tuple(found))


def _cost(entry: Entry, fill: Fill, amounts: Amounts, day: date) -> Cost:
    prices = {price.unit for price in entry.prices if price.model == fill.model}
    low = high = Decimal(0)
    for unit in sorted(prices):
        price = entry.price(fill.model, unit, day) or Decimal(0)
        per = price / (1_000_000 if unit.startswith("1M") else 1)
        least, most = amounts(unit)
        low, high = low + per * Decimal(str(least)), high + per * Decimal(str(most))
    house = house_of(entry.house)
    offer = house.offer(fill.port)
    known = bool(prices) or (offer is not None and not offer.units)  # some tasks cost nothing, whoever does them
    leaves = _leaves(entry.base_url or house.address)
    return Cost(fill.port, entry.label or entry.id, fill.model, low.quantize(_CENT), high.quantize(_CENT), known, leaves)


_LOOKED_OVER: dict[str, Amounts] = {"Moderator": lambda unit: (0.0, 0.0)}
"""A script that a service wrote is looked over for nothing, where somebody is set up who does."""


def _written(source: int, said: int, lines: int, rounds: int = 0) -> Amounts:
    """Tokens of a script: it is asked with instructions and a form, answered with words and screens, and perhaps asked again.

    Rounds cost at least one answer of the critic, who may find nothing, and at most three answers each, with every line anew.
    """
    whole = 1200 + source / 2.5 + said / 2.5 + 120 * lines
    asked = (1200 + source / 5 + bool(rounds) * (900 + source / 5), 2 * (1800 + source / 2.5) + 3 * rounds * (whole + 1200))
    given = (said / 4 + 60 * lines + bool(rounds) * 40, 2 * (said / 2.5 + 220 * lines + 200))
    given = given[0], given[1] + rounds * (said / 2.5 + 230 * lines + 1800)

    def amounts(unit: str) -> tuple[float, float]:
        return {"1M input tokens": asked, "1M output tokens": given}.get(unit, (0.0, 0.0))

    return amounts


def _presented(ms: int) -> dict[str, Amounts]:
    """Seconds of a presenter: half of them at least, for some shots show none, and more where another writer says it in more
    words."""
    seconds = ms / 1000

    def amounts(unit: str) -> tuple[float, float]:
        return (0.5 * seconds, 1.4 * seconds) if unit == "second" else (0.0, 0.0)

    return {"Presenter": amounts} if ms else {}


def _said(characters: int) -> dict[str, Amounts]:
    """Lines of so many characters, spoken, and listened to where the voice does not tell when it says a word."""
    heard = _spoken(characters)
    return {"Speaker": heard, "Aligner": lambda unit: (0.0, heard(unit)[1])} if characters else {}


def _counted(of: str, amount: float) -> Amounts:
    return lambda unit: (amount, amount) if unit == of else (0.0, 0.0)


def _spoken(said: int) -> Amounts:
    """Characters and time of speech; another writer says it in more words."""
    characters = (float(said), 1.4 * said)

    def amounts(unit: str) -> tuple[float, float]:
        rates = {"1M characters": 1.0, "minute": 1 / 950, "second": 60 / 950, "1M input tokens": 1 / 4, "1M output tokens": 1.3}
        return characters[0] * rates.get(unit, 0.0), characters[1] * rates.get(unit, 0.0)

    return amounts


def _leaves(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
