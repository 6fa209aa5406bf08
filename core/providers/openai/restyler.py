"""Pictures in another style by an image model that speaks OpenAI's protocol."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.engine.digest import digest_file
from core.policy import Answer
from core.ports import Restyling
from core.providers.connection import Connection
from core.providers.media import sendable
from core.providers.openai.client import client_of
from core.providers.openai.errors import border
from core.providers.openai.painter import picture_in

_SHAPES = (("1536x1024", 1.5), ("1024x1024", 1.0), ("1024x1536", 1 / 1.5))
"""The sizes that every model of this house makes, and their shapes."""


@dataclass(frozen=True)
class OpenAIRestyler:
    """Pictures in another style, by an image model that edits."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def restyle(self, wanted: Restyling, picture: Path, to: Path) -> None:
        """Writes a PNG. Raises `Refused`, `NotAccepted`, `BadAnswer` and the policy's errors."""
        given, shape = sendable(picture)
        size = min(_SHAPES, key=lambda one: abs(one[1] - shape))[0]
        body: dict[str, Any] = {"prompt": wanted.style, "size": self.connection.option("size", size), "n": 1}
        for option, field in (("quality", "quality"), ("fidelity", "input_fidelity")):
            if chosen := self.connection.option(option):
                body[field] = chosen

        def ask(target: Path) -> Answer:
            with border(self.connection.name):
                images, model = client_of(self.connection).images, self.connection.fill.model
                made = images.edit(model=model, image=("picture.png", given, "image/png"), **body)
            target.write_bytes(picture_in(self.connection.name, made))
            return Answer()

        request = self.connection.request("picture in another style", body, (digest_file(picture),), wanted.take)
        guard = self.connection.guard
        answer = guard.answer(request, ask, ".png", self.connection.cost("picture", 1))
        guard.answers.copy(answer, to)
