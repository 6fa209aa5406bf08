"""Entries: services that a studio may call, as data. A house is code; an entry is one address of it with a key and a policy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from core.policy import Policy
from core.value import Text, Value

TOGETHER = frozenset({"Stock"})
"""Ports whose links are all asked, each for what it has."""
NAME = r"^[a-z0-9][a-z0-9-]{0,39}$"


class KeyReference(Value):
    """Where an entry's key is. The key itself is never part of any value."""

    source: Literal["none", "environment", "file", "studio"] = "none"
    name: str = Field("", max_length=100, pattern=r"^[A-Za-z0-9_.-]*$", description="Of the variable or of the line in the file.")

    @model_validator(mode="after")
    def _named(self) -> KeyReference:
        if self.source in ("environment", "file") and not self.name:
            raise ValueError("a key from the environment or from the file needs its name")
        return self


class Fill(Value):
    """A port that an entry fills, by which model, with which options of that model."""

    port: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    model: str = Field(min_length=1, max_length=200)
    options: tuple[tuple[str, str], ...] = ()


class Price(Value):
    """What a model costs, from a day on."""

    model: str
    unit: Literal["1M input tokens", "1M output tokens", "1M characters", "minute", "picture", "second"]
    usd: Decimal = Field(ge=0)
    since: date


class Entry(Value):
    """One service as it is set up here."""

    id: str = Field(pattern=NAME)
    house: str = Field(pattern=r"^[a-z]+$")
    label: Text = Field("", max_length=80)
    base_url: str = Field("", max_length=500, description="Empty: the house's own.")
    key: KeyReference = KeyReference()
    fills: tuple[Fill, ...] = ()
    policy: Policy = Policy()
    prices: tuple[Price, ...] = ()
    people: tuple[str, ...] = Field((), description="Who may use it; empty: everybody.")
    enabled: bool = True

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        url = url.strip().rstrip("/")
        if not url:
            return ""
        if not url.startswith(("https://", "http://")):
            raise ValueError("an address begins with https:// or http://")
        parts = urlsplit(url)  # raises for what is between brackets and no address
        if "@" in parts.netloc:
            raise ValueError("an address holds no user name and no key")
        if "?" in url or "#" in url:
            raise ValueError("an address ends before a ? or #: what is asked is added to its path")
        if not url.isprintable() or " " in url or not _is_host(parts.hostname) or parts.port == 0:
            raise ValueError("this is no address that a network knows")
        return url

    def fill(self, port: str) -> Fill | None:
        """How it fills `port`."""
        return next((fill for fill in self.fills if fill.port == port), None)

    def price(self, model: str, unit: str, on: date) -> Decimal | None:
        """The price that holds on that day; None when nobody entered one."""
        known = [p for p in self.prices if p.model == model and p.unit == unit and p.since <= on]
        return max(known, key=lambda price: price.since).usd if known else None


def _is_host(name: str | None) -> bool:
    """Whether it can be the name of a machine, in letters of any language."""
    try:
        return bool(name and name.rstrip(".").encode("idna"))
    except UnicodeError:
        return False


class Chain(Value):
    """Who is asked for a port: the first, then the others in order; with no others a failure stops and asks the person."""

    port: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    first: str = Field("", description="An entry's id; empty: the offline house.")
    fallbacks: tuple[str, ...] = Field((), description="Entries' ids; `offline` for the offline house.")


class Roster(Value):
    """All entries and chains of a studio. An empty one means: offline."""

    entries: tuple[Entry, ...] = ()
    chains: tuple[Chain, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Roster:
        names = [entry.id for entry in self.entries]
        if len(set(names)) < len(names) or "offline" in names:
            raise ValueError("every entry has its own name, and none is called offline")
        if len({chain.port for chain in self.chains}) < len(self.chains):
            raise ValueError("a port has one chain")
        for chain in self.chains:
            for name in (chain.first, *chain.fallbacks):
                entry = self.entry(name)
                if name not in ("", "offline") and (entry is None or entry.fill(chain.port) is None):
                    raise ValueError(f"{name} does not fill {chain.port}")
        return self

    def entry(self, name: str) -> Entry | None:
        """The entry of that id."""
        return next((entry for entry in self.entries if entry.id == name), None)

    def chain(self, port: str) -> Chain:
        """The port's chain; the offline house alone where none is set."""
        return next((chain for chain in self.chains if chain.port == port), Chain(port=port))

    def asked(self, port: str) -> tuple[str, ...]:
        """Ids of all that are asked for a port, in turn; for one whose links are asked together, all that fill it where none was
        chosen."""
        chain = self.chain(port)
        if port in TOGETHER and not chain.first:
            return tuple(entry.id for entry in self.entries if entry.fill(port))
        return tuple(name for name in (chain.first, *chain.fallbacks) if name)
