"""Stills by an image model at Hugging Face."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.engine.digest import digest_file
from core.errors import BadAnswer
from core.film import Aspect
from core.policy import Answer
from core.ports import Painting
from core.providers.connection import Connection
from core.providers.huggingface.client import calling
from core.providers.media import png

if TYPE_CHECKING:
    from huggingface_hub import InferenceClient

_SIZES = {Aspect.WIDE: (1344, 768), Aspect.TALL: (768, 1344), Aspect.SQUARE: (1024, 1024), Aspect.PORTRAIT: (896, 1152)}


@dataclass(frozen=True)
class HuggingFacePainter:
    """Stills by an image model, new ones or made from a picture."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def paint(self, wanted: Painting, to: Path, base: Path | None = None) -> None:
        """Writes a PNG. Raises `Refused`, `BadAnswer` and the policy's errors."""
        body: dict[str, Any] = {"prompt": wanted.prompt}
        if base is None:
            width, height = _SIZES[wanted.aspect]
            body |= {"width": width, "height": height}
        if steps := self.connection.option("steps"):
            body["num_inference_steps"] = int(steps)
        if wanted.take > 1 and base is None:  # the same words and seed would give the same picture again; edits know no seed
            body["seed"] = wanted.take
        model = (self.connection.option("edit") if base else "") or self.connection.fill.model

        def ask(target: Path) -> Answer:
            came = pictured(self.connection, painted, model)
            target.write_bytes(png(self.connection.name, came))
            return Answer()

        def painted(client: InferenceClient) -> Any:
            return client.text_to_image(**body) if base is None else client.image_to_image(base.read_bytes(), **body)

        files = () if base is None else (digest_file(base),)
        request = self.connection.request("image edit" if base else "image", {**body, "by": model}, files, wanted.take)
        guard = self.connection.guard
        answer = guard.answer(request, ask, ".png", self.connection.cost("picture", 1))
        guard.answers.copy(answer, to)


def pictured(connection: Connection, ask: Callable[[InferenceClient], Any], model: str = "") -> bytes:
    """The picture that a call gives, which the library has opened. Raises `BadAnswer` for one that it could not."""
    out = io.BytesIO()
    try:
        with calling(connection, model) as client:
            ask(client).save(out, "PNG", compress_level=0)
    except (OSError, SyntaxError) as error:  # how the library says that it cannot
        raise BadAnswer(f"{connection.name} gave something that is no picture.", detail=str(error)[:200]) from error
    return out.getvalue()
