"""Stills by an image model that speaks OpenAI's protocol."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.engine.digest import digest_file
from core.errors import BadAnswer
from core.film import Aspect
from core.policy import Answer
from core.ports import Painting
from core.providers.connection import Connection
from core.providers.media import png
from core.providers.openai.client import client_of
from core.providers.openai.errors import border

_SIZES = {Aspect.WIDE: "1536x1024", Aspect.TALL: "1024x1536", Aspect.SQUARE: "1024x1024", Aspect.PORTRAIT: "1024x1536"}


@dataclass(frozen=True)
class OpenAIPainter:
    """Stills by an image model, new ones or made from a picture."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def paint(self, wanted: Painting, to: Path, base: Path | None = None) -> None:
        """Writes a PNG. Raises `Refused`, `BadAnswer` and the policy's errors."""
        body: dict[str, Any] = {"prompt": wanted.prompt, "size": self.connection.option("size", _SIZES[wanted.aspect]), "n": 1}
        if quality := self.connection.option("quality"):
            body["quality"] = quality

        def ask(target: Path) -> Answer:
            with border(self.connection.name):
                images, model = client_of(self.connection).images, self.connection.fill.model
                if base is None:
                    given = images.generate(model=model, **body)
                else:
                    given = images.edit(model=model, image=(f"base{base.suffix}", base.read_bytes()), **body)
            target.write_bytes(picture_in(self.connection.name, given))
            return Answer()

        files = () if base is None else (digest_file(base),)
        request = self.connection.request("image edit" if base else "image", body, files, wanted.take)
        guard = self.connection.guard
        answer = guard.answer(request, ask, ".png", self.connection.cost("picture", 1))
        guard.answers.copy(answer, to)


def picture_in(name: str, given: Any) -> bytes:
    """The picture in an answer, as a PNG. Raises `BadAnswer` for an answer without one."""
    first = next(iter(getattr(given, "data", None) or ()), None)
    coded = getattr(first, "b64_json", None)
    if not isinstance(coded, str):
        raise BadAnswer(f"{name} gave no picture.")
    try:
        return png(name, base64.b64decode(coded, validate=True))
    except binascii.Error as error:
        raise BadAnswer(f"{name} gave something that is no picture.", detail=str(error)[:200]) from error
