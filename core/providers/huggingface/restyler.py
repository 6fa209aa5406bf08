"""Pictures in another style by an image model at Hugging Face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.engine.digest import digest_file
from core.policy import Answer
from core.ports import Restyling
from core.providers.connection import Connection
from core.providers.huggingface.painter import pictured
from core.providers.media import png, sendable


@dataclass(frozen=True)
class HuggingFaceRestyler:
    """Pictures in another style, by a model that makes pictures of pictures."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def restyle(self, wanted: Restyling, picture: Path, to: Path) -> None:
        """Writes a PNG. Raises `Refused`, `NotAccepted`, `BadAnswer` and the policy's errors."""
        given, _ = sendable(picture)
        body: dict[str, Any] = {"prompt": wanted.style}
        if steps := self.connection.option("steps"):
            body["num_inference_steps"] = int(steps)

        def ask(target: Path) -> Answer:
            came = pictured(self.connection, lambda client: client.image_to_image(given, **body))
            target.write_bytes(png(self.connection.name, came))
            return Answer()

        request = self.connection.request("picture in another style", body, (digest_file(picture),), wanted.take)
        guard = self.connection.guard
        answer = guard.answer(request, ask, ".png", self.connection.cost("picture", 1))
        guard.answers.copy(answer, to)
