"""What every source of stock pictures does alike: a search that is asked once, and files that are fetched once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.errors import BadAnswer
from core.policy import Answer
from core.ports import StockPicture
from core.providers.connection import Connection
from core.providers.media import jpeg
from core.providers.rest import Rest


def searched(
    connection: Connection, asked: dict[str, Any], ask: Callable[[], Any], read: Callable[[Any], StockPicture]
) -> tuple[StockPicture, ...]:
    """The pictures in the answer to a search, kept. What has not the form of one is left out; an answer without a list is bad."""

    def answer(_: Path) -> Answer:
        listed = ask()
        if not isinstance(listed, list):
            raise BadAnswer(f"{connection.name} gave no list of pictures.")
        return Answer(text=json.dumps([picture.model_dump() for picture in _readable(listed, read)]))

    kept = json.loads(connection.guard.answer(connection.request("stock search", asked), answer).text)
    return tuple(StockPicture.model_validate(one) for one in kept)


def _readable(listed: Iterable[Any], read: Callable[[Any], StockPicture]) -> Iterable[StockPicture]:
    for one in listed:
        try:
            yield read(one)
        except (ValidationError, KeyError, TypeError, AttributeError):
            continue


def fetched(connection: Connection, rest: Rest, picture: StockPicture, to: Path, small: bool) -> None:
    """Writes the picture's file or that of its small copy; the second time it is here already."""

    def ask(target: Path) -> Answer:
        jpeg(connection.name, rest.content(picture.small if small else picture.url), target)
        return Answer(text=picture.credit.line)

    guard = connection.guard
    guard.answers.copy(guard.answer(connection.request("stock picture", {"id": picture.id, "small": small}), ask, ".jpg"), to)
