"""Pexels: photographs under the Pexels licence, each with its photographer."""

from __future__ import annotations

from typing import Any

from core.film import Aspect
from core.film.licences import PEXELS
from core.ports import Stock, StockPicture
from core.providers.rest import Rest
from core.providers.stocked import COUNT, PhotoStock, photographs

HOME = "https://api.pexels.com"
_SHAPES = {Aspect.WIDE: "landscape", Aspect.TALL: "portrait", Aspect.PORTRAIT: "portrait", Aspect.SQUARE: "square"}


class PexelsStock(PhotoStock):
    """Pictures of Pexels."""

    def asked(self, words: str, aspect: Aspect, page: int) -> dict[str, Any]:
        """What a search is."""
        return {"query": words, "orientation": _SHAPES[aspect], "per_page": COUNT, "page": page}

    def listed(self, asked: dict[str, Any]) -> Any:
        """The photographs that were found."""
        return self.rest().json("GET", "/v1/search", params=asked).get("photos")

    def picture(self, one: Any) -> StockPicture:
        """One of them."""
        return StockPicture(
            id=str(one["id"]), source="Pexels", author=one["photographer"], licence=PEXELS.name, page=one["url"],
            url=one["src"]["original"], small=one["src"]["medium"],
            alt=one.get("alt") or "", width=one["width"], height=one["height"],
        )  # fmt: skip

    def rest(self) -> Rest:
        """The service, with the key in its header."""
        entry, headers = self.connection.entry, {"authorization": self.connection.key()}
        return Rest(self.connection.name, entry.base_url or HOME, headers, entry.policy.timeouts)


PORTS: dict[type, type] = {Stock: PexelsStock}
"""What this house can fill."""

HOUSE = photographs("Pexels", "photographer", HOME)
"""This house as it is offered."""
