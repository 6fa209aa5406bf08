"""Pixabay: photographs under the Pixabay content licence, each with its author."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import KeyRefused, ProviderError
from core.film import Aspect
from core.film.licences import PIXABAY
from core.ports import Stock, StockPicture
from core.providers.connection import Connection
from core.providers.house import House, Offer, Preset
from core.providers.rest import Rest
from core.providers.stocked import fetched, searched
from core.services.entries import Fill

HOME = "https://pixabay.com"
_COUNT = 24
_LONGEST = 100
"""Characters of a search that it reads."""


@dataclass(frozen=True)
class PixabayStock:
    """Pictures of Pixabay."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address and options."""
        return self.connection.identity

    def search(self, words: str, aspect: Aspect, page: int = 1) -> tuple[StockPicture, ...]:
        """What it has for the words. Raises the policy's errors."""
        shape = {Aspect.WIDE: "horizontal", Aspect.SQUARE: "all"}.get(aspect, "vertical")
        asked = {"q": words[:_LONGEST], "image_type": "photo", "orientation": shape, "safesearch": "true", "per_page": _COUNT}
        asked["page"] = page

        def ask() -> Any:
            return self._rest().json("GET", "/api/", params={**asked, "key": self.connection.key()}).get("hits")

        return searched(self.connection, asked, ask, _read)

    def fetch(self, picture: StockPicture, to: Path, *, small: bool = False) -> None:
        """Writes the picture, or its small copy, as a JPEG. Raises `BadAnswer` and the policy's errors."""
        fetched(self.connection, self._rest(), picture, to, small)

    def _rest(self) -> Rest:
        entry = self.connection.entry
        return Rest(self.connection.name, entry.base_url or HOME, {}, entry.policy.timeouts, _meaning)


def _meaning(status: int, answer: Any) -> type[ProviderError] | None:
    """It says in words, with the status of a bad request, that a key is wrong."""
    return KeyRefused if status == 400 and "api key" in str(answer).lower() else None


def _read(hit: Any) -> StockPicture:
    return StockPicture(
        id=str(hit["id"]), source="Pixabay", author=hit["user"], licence=PIXABAY.name, page=hit["pageURL"],
        url=hit["largeImageURL"], small=hit["webformatURL"],
        alt=hit.get("tags") or "", width=hit["imageWidth"], height=hit["imageHeight"],
    )  # fmt: skip


PORTS: dict[type, type] = {Stock: PixabayStock}
"""What this house can fill."""

HOUSE = House(
    id="pixabay",
    name="Pixabay",
    about="Photographs for your shots, free to use, each with its author’s name. The key is free.",
    address=HOME,
    offers=(Offer(port="Stock", models=("photos",)),),
    presets=(Preset(name="Pixabay", about="Stock photographs", fills=(Fill(port="Stock", model="photos"),)),),
)
"""This house as it is offered."""
