"""What every source of stock pictures does alike: searches that are asked once, files that are fetched once."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.errors import BadAnswer
from core.film import Aspect
from core.policy import Answer
from core.ports import StockPicture
from core.providers.connection import Connection
from core.providers.house import House, Offer, Preset
from core.providers.media import jpeg
from core.providers.rest import Rest
from core.services.entries import Fill

COUNT = 24
"""Pictures of a page."""


@dataclass(frozen=True)
class PhotoStock(ABC):
    """A source of photographs."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address and options."""
        return self.connection.identity

    def search(self, words: str, aspect: Aspect, page: int = 1) -> tuple[StockPicture, ...]:
        """What it has for the words. What has not the form of a picture is left out. Raises `BadAnswer`, the policy's errors."""
        asked = self.asked(words, aspect, page)

        def answer(_: Path) -> Answer:
            listed = self.listed(asked)
            if not isinstance(listed, list):
                raise BadAnswer(f"{self.connection.name} gave no list of pictures.")
            return Answer(text=json.dumps([picture.model_dump() for picture in self._readable(listed)]))

        kept = json.loads(self.connection.guard.answer(self.connection.request("stock search", asked), answer).text)
        return tuple(StockPicture.model_validate(one) for one in kept)

    def fetch(self, picture: StockPicture, to: Path, *, small: bool = False) -> None:
        """Writes the picture, or its small copy, as a JPEG, asked for once. Raises `BadAnswer`, the policy's errors."""

        def ask(target: Path) -> Answer:
            jpeg(self.connection.name, self.rest().content(picture.small if small else picture.url), target)
            return Answer(text=picture.credit.line)

        guard = self.connection.guard
        request = self.connection.request("stock picture", {"id": picture.id, "small": small})
        guard.answers.copy(guard.answer(request, ask, ".jpg"), to)

    @abstractmethod
    def asked(self, words: str, aspect: Aspect, page: int) -> dict[str, Any]:
        """What a search is, without the key."""

    @abstractmethod
    def listed(self, asked: dict[str, Any]) -> Any:
        """The list in the answer to a search."""

    @abstractmethod
    def picture(self, one: Any) -> StockPicture:
        """One of the list."""

    @abstractmethod
    def rest(self) -> Rest:
        """The service as the entry calls it."""

    def _readable(self, listed: Iterable[Any]) -> Iterable[StockPicture]:
        for one in listed:
            try:
                yield self.picture(one)
            except (ValidationError, KeyError, TypeError, AttributeError):
                continue


def photographs(name: str, of: str, address: str) -> House:
    """How a source is offered; `of` says whose name is with each photograph."""
    return House(
        id=name.lower(),
        name=name,
        about=f"Photographs for your shots, free to use, each with its {of}’s name. The key is free.",
        address=address,
        offers=(Offer(port="Stock", models=("photos",)),),
        presets=(Preset(name=name, about="Stock photographs", fills=(Fill(port="Stock", model="photos"),)),),
    )
