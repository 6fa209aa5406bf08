"""What a house says of itself, so that pages offer it without knowing it: ports, models, options, and where to begin."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.services.entries import Fill
from core.value import Value


class NoOptions(Value):
    """Nothing to choose."""


class Offer(Value):
    """How a house fills one port."""

    port: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    models: tuple[str, ...] = Field((), description="To begin with; every other name may be written as well.")
    named: str = Field("", description="What the names of its models look like, as a pattern; empty: anything.")
    options: type[Value] = NoOptions
    units: tuple[str, ...] = Field((), description="What its models are paid by.")


class Preset(Value):
    """A well-known service of a house, filled in."""

    name: str
    about: str = ""
    address: str = ""
    key: bool = Field(True, description="Whether it wants a key.")
    fills: tuple[Fill, ...] = ()


class Found(Value):
    """A model that a search came upon."""

    model: str
    about: str = Field("", description="Who serves it.")
    licence: str = ""
    downloads: int = Field(0, description="In the last month.")
    likes: int = 0
    size: int = Field(0, description="Bytes of all its files; 0: not told.")
    gated: bool = Field(False, description="Whether its owner must let one in first.")
    page: str = Field("", description="Where its owner describes it.")


class Files(Value):
    """Files of a model on this machine."""

    repository: str
    commit: str = Field(pattern=r"^[0-9a-f]{40}$", description="Exactly which files: a name may later mean others.")
    folder: str


Sorting = Literal["downloads", "likes"]


class House(Value):
    """A house as it is offered."""

    id: str = Field(pattern=r"^[a-z]+$")
    name: str
    about: str = ""
    address: str = Field("", description="The house's own; empty: an entry must name one, or the house needs none.")
    search: bool = Field(False, description="Whether its models can be searched.")
    offers: tuple[Offer, ...] = ()
    presets: tuple[Preset, ...] = ()

    def offer(self, port: str) -> Offer | None:
        """How it fills `port`."""
        return next((offer for offer in self.offers if offer.port == port), None)
