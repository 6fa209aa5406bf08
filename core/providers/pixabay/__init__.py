"""Pixabay: photographs under the Pixabay content licence, each with its author."""

from __future__ import annotations

from typing import Any

from core.errors import KeyRefused, ProviderError
from core.film import Aspect
from core.film.licences import PIXABAY
from core.ports import Stock, StockPicture
from core.providers.rest import Rest
from core.providers.stocked import COUNT, PhotoStock, photographs

HOME = "https://pixabay.com"
_LONGEST = 100
"""Characters of a search that it reads."""
_SHAPES = {Aspect.WIDE: "horizontal", Aspect.TALL: "vertical", Aspect.PORTRAIT: "vertical", Aspect.SQUARE: "all"}


class PixabayStock(PhotoStock):
    """Pictures of Pixabay."""

    def asked(self, words: str, aspect: Aspect, page: int) -> dict[str, Any]:
        """What a search is."""
        asked = {"q": words[:_LONGEST], "image_type": "photo", "orientation": _SHAPES[aspect], "safesearch": "true"}
        return {**asked, "per_page": COUNT, "page": page}

    def listed(self, asked: dict[str, Any]) -> Any:
        """The photographs that were found; it wants the key among the words."""
        return self.rest().json("GET", "/api/", params={**asked, "key": self.connection.key()}).get("hits")

    def picture(self, one: Any) -> StockPicture:
        """One of them."""
        return StockPicture(
            id=str(one["id"]), source="Pixabay", author=one["user"], licence=PIXABAY.name, page=one["pageURL"],
            url=one["largeImageURL"], small=one["webformatURL"],
            alt=one.get("tags") or "", width=one["imageWidth"], height=one["imageHeight"],
        )  # fmt: skip

    def rest(self) -> Rest:
        """The service."""
        entry = self.connection.entry
        return Rest(self.connection.name, entry.base_url or HOME, {}, entry.policy.timeouts, _meaning)


def _meaning(status: int, answer: Any) -> type[ProviderError] | None:
    """It says in words, with the status of a bad request, that a key is wrong."""
    return KeyRefused if status == 400 and "api key" in str(answer).lower() else None


PORTS: dict[type, type] = {Stock: PixabayStock}
"""What this house can fill."""

HOUSE = photographs("Pixabay", "author", HOME)
"""This house as it is offered."""
