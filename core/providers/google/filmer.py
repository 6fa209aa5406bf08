"""Clips by Google's video models, as jobs that outlive a crash: Veo on Vertex AI, Omni by the Gemini API."""

from __future__ import annotations

import base64
import binascii
import io
from abc import abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from PIL import Image

from core.engine.digest import digest_file
from core.errors import BadAnswer, NotAccepted, Unavailable, Undecided
from core.film import Aspect
from core.policy import Progress
from core.ports import Filming
from core.providers.connection import Connection
from core.providers.google.client import client_of, on_vertex
from core.providers.google.errors import border, failed, refused
from core.providers.media import mp4

_ASPECTS = {Aspect.WIDE: "16:9", Aspect.TALL: "9:16", Aspect.SQUARE: "16:9", Aspect.PORTRAIT: "9:16"}
"""The models know two shapes; the film cuts the others out of the nearest."""
_VEO_S = (4, 6, 8)
_OMNI_S = range(3, 11)
_LOOK_S = 5.0
_UNFINISHED = frozenset({"queued", "in_progress", "requires_continuation"})


@dataclass(frozen=True)
class GoogleFilmer:
    """Clips by a video model, from words, from a picture, or from a first picture to a last."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def check(self) -> str:
        """Whether the key may use the model, in a sentence; asked without ordering anything. Raises the policy's errors."""

        def ask() -> str:
            with border(self.connection.name):
                found = client_of(self.connection).models.get(model=self.connection.fill.model)
                return str(found.display_name or found.name or self.connection.fill.model)

        return f"The key is accepted, and the model is there: {self.connection.guard.call(ask)}."

    def lasts(self, duration_ms: int) -> int:
        """The shortest length on offer that covers so much, or the longest there is."""
        return 1000 * _nearest(duration_ms, _VEO_S if on_vertex(self.connection) else _OMNI_S)

    def film(self, wanted: Filming, to: Path, first: Path | None = None, last: Path | None = None) -> None:
        """Writes an MP4. Raises `NotAccepted` for a last picture without a first, `Refused`, `BadAnswer`, the policy's errors."""
        if last is not None and first is None:
            raise NotAccepted("A last picture needs a first one.", unsent=True)
        kind = _Veo if on_vertex(self.connection) else _Omni
        seconds = self.lasts(wanted.duration_ms) // 1000
        size = self.connection.option("resolution", "720p")
        body: dict[str, Any] = {"prompt": wanted.prompt, "aspect": _ASPECTS[wanted.aspect], "seconds": seconds, "size": size}
        pictures = [path for path in (first, last) if path is not None]
        request = self.connection.request("clip", body, tuple(map(digest_file, pictures)), wanted.take)
        guard = self.connection.guard
        job = kind(self.connection, body, pictures)
        if guard.answers.find(request) is None:
            with guard.ordering(request), border(self.connection.name):
                client_of(self.connection)  # it takes a while, during which nobody shall wonder whether an order has left
        cost = self.connection.cost("second", seconds)
        look_s = float(self.connection.option("look_s") or _LOOK_S)
        guard.answers.copy(guard.job(request, job, ".mp4", cost=cost, look_s=look_s), to)


@dataclass
class _Job:
    """One clip, as the service works on it."""

    connection: Connection
    body: dict[str, Any]
    pictures: list[Path]
    result: Any = field(default=None, repr=False)
    marked: ClassVar[bool] = True

    def submit(self, key: str) -> str:
        """Orders the clip; gives the job's name."""
        try:
            with border(self.connection.name):
                name = self._order()
        except Unavailable as error:  # the service itself says that it failed, so that it has no job of ours
            error.unsent = True
            raise
        if not name:
            raise BadAnswer(f"{self.connection.name} took the job and did not say which.")
        return name

    def find(self, since: float, taken: frozenset[str]) -> str | None:
        """Nobody can say: neither service lists clips that were ordered."""
        raise Undecided(f"{self.connection.name} keeps no list of clips that were ordered.")

    def look(self, name: str) -> Progress:
        """Whether the clip is there; if so, where."""
        with border(self.connection.name):
            self.result = self._ask(name)
        return Progress(done=self.result is not None, share=1.0 if self.result is not None else 0.0)

    def fetch(self, name: str, to: Path) -> None:
        """Writes the clip. Raises `BadAnswer` for one that is none."""
        if self.result is None:
            self.look(name)
        with border(self.connection.name):
            given = self._bytes(self.result)
        mp4(self.connection.name, given, to)

    @abstractmethod
    def _order(self) -> str: ...

    @abstractmethod
    def _ask(self, name: str) -> Any:
        """The video as the service names it; None while it is made."""

    @abstractmethod
    def _bytes(self, video: Any) -> bytes: ...


class _Veo(_Job):
    """A long-running operation of Vertex AI."""

    def _order(self) -> str:
        from google.genai import types

        images = [types.Image(image_bytes=_jpeg(path), mime_type="image/jpeg") for path in self.pictures]
        operation = client_of(self.connection).models.generate_videos(
            model=self.connection.fill.model,
            source=types.GenerateVideosSource(prompt=self.body["prompt"], image=images[0] if images else None),
            config=types.GenerateVideosConfig(
                number_of_videos=1,
                duration_seconds=self.body["seconds"],
                aspect_ratio=self.body["aspect"],
                resolution=self.body["size"],
                generate_audio=False,
                last_frame=images[1] if len(images) > 1 else None,
            ),
        )
        return str(operation.name or "")

    def _ask(self, name: str) -> Any:
        from google.genai import types

        operation = client_of(self.connection).operations.get(types.GenerateVideosOperation.model_validate({"name": name}))
        if not operation.done:
            return None
        if operation.error:
            raise failed(self.connection.name, operation.error.get("code"), str(operation.error.get("message", "")))
        given = operation.response
        if given is None or not given.generated_videos:
            reasons = (given.rai_media_filtered_reasons if given else None) or ["no film came back"]
            raise refused(self.connection.name, " ".join(reasons))
        return given.generated_videos[0].video

    def _bytes(self, video: Any) -> bytes:
        if not isinstance(getattr(video, "video_bytes", None), bytes):
            raise BadAnswer(f"{self.connection.name} gave no film.")
        return bytes(video.video_bytes)


class _Omni(_Job):
    """An interaction in the background of the Gemini API."""

    def _order(self) -> str:
        words = self.body["prompt"]
        if len(self.pictures) > 1:
            words += " Begin with the first picture exactly as it is and end with the second exactly as it is."
        content: list[dict[str, Any]] = [{"type": "text", "text": words}]
        for path in self.pictures:
            data = base64.b64encode(_jpeg(path)).decode()
            content.append({"type": "image", "data": data, "mime_type": "image/jpeg"})
        form = {"type": "video", "aspect_ratio": self.body["aspect"], "resolution": self.body["size"], "delivery": "uri"}
        form["duration"] = f"{self.body['seconds']}s"
        task = "image_to_video" if self.pictures else "text_to_video"
        given = client_of(self.connection).interactions.create(
            model=self.connection.fill.model,
            input=content,
            background=True,
            store=True,
            response_format=form,
            generation_config={"video_config": {"task": task}},
        )
        name = getattr(given, "id", "")
        return name if isinstance(name, str) else ""

    def _ask(self, name: str) -> Any:
        given = client_of(self.connection).interactions.get(name)
        status = str(given.status)
        if status in _UNFINISHED:
            return None
        told = [f"{error.code or ''} {error.message or ''}".strip() for error in given.errors or ()]
        if status != "completed":
            raise failed(self.connection.name, given.errors[0].code if given.errors else "", " ".join(told) or status)
        if given.output_video is None:
            raise refused(self.connection.name, given.output_text or "no film came back")
        return given.output_video

    def _bytes(self, video: Any) -> bytes:
        if video.data:
            try:
                return base64.b64decode(video.data, validate=True)
            except (binascii.Error, TypeError) as error:
                raise BadAnswer(f"{self.connection.name} gave something that is no film.", detail=str(error)) from error
        return bytes(client_of(self.connection).files.download(file=str(video.uri)))


def _nearest(duration_ms: int, lengths: tuple[int, ...] | range) -> int:
    """The shortest length that covers the shot, or the longest there is."""
    return next((seconds for seconds in lengths if 1000 * seconds >= duration_ms), lengths[-1])


def _jpeg(path: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()
