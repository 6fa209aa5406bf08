"""Pexels: photographs under the Pexels licence, each with its photographer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.film import Aspect
from core.film.licences import PEXELS
from core.ports import Stock, StockPicture
from core.providers.connection import Connection
from core.providers.house import House, Offer, Preset
from core.providers.rest import Rest
from core.providers.stocked import fetched, searched
from core.services.entries import Fill

HOME = "https://api.pexels.com"
_SHAPES = {Aspect.WIDE: "landscape", Aspect.TALL: "portrait", Aspect.PORTRAIT: "portrait", Aspect.SQUARE: "square"}
_COUNT = 24


@dataclass(frozen=True)
class PexelsStock:
    """Pictures of Pexels."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address and options."""
        return self.connection.identity

    def search(self, words: str, aspect: Aspect, page: int = 1) -> tuple[StockPicture, ...]:
        """What it has for the words. Raises the policy's errors."""
        asked = {"query": words, "orientation": _SHAPES[aspect], "per_page": _COUNT, "page": page}
        return searched(self.connection, asked, lambda: self._rest().json("GET", "/v1/search", params=asked).get("photos"), _read)

    def fetch(self, picture: StockPicture, to: Path, *, small: bool = False) -> None:
        """Writes the picture, or its small copy, as a JPEG. Raises `BadAnswer` and the policy's errors."""
        fetched(self.connection, self._rest(), picture, to, small)

    def _rest(self) -> Rest:
        entry = self.connection.entry
        headers = {"authorization": self.connection.key()}
        return Rest(self.connection.name, entry.base_url or HOME, headers, entry.policy.timeouts)


def _read(photo: Any) -> StockPicture:
    return StockPicture(
        id=str(photo["id"]), source="Pexels", author=photo["photographer"], licence=PEXELS.name, page=photo["url"],
        url=photo["src"]["original"], small=photo["src"]["medium"],
        alt=photo.get("alt") or "", width=photo["width"], height=photo["height"],
    )  # fmt: skip


PORTS: dict[type, type] = {Stock: PexelsStock}
"""What this house can fill."""

HOUSE = House(
    id="pexels",
    name="Pexels",
    about="Photographs for your shots, free to use, each with its photographer’s name. The key is free.",
    address=HOME,
    offers=(Offer(port="Stock", models=("photos",)),),
    presets=(Preset(name="Pexels", about="Stock photographs", fills=(Fill(port="Stock", model="photos"),)),),
)
"""This house as it is offered."""
