"""Clips by a video model at Hugging Face, as jobs that outlive a crash.

The library posts a request and waits for the result in one go. Here it is stopped when the service took the request; what the
service answered is the job's name, and whoever knows it lets the library wait on from there, without posting again.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from core.engine.digest import digest_file
from core.errors import BadAnswer, NotAccepted, Unavailable, Undecided, UnknownModel
from core.policy import Progress
from core.ports import Filming
from core.providers.connection import Connection
from core.providers.huggingface.client import calling, endpoint_of
from core.providers.huggingface.models import served_by
from core.providers.media import mp4

if TYPE_CHECKING:
    from huggingface_hub import InferenceClient

_FPS = 16
_LOOK_S = 2.0


@dataclass(frozen=True)
class HuggingFaceFilmer:
    """Clips by a video model, from words or from a picture."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, model and options."""
        return self.connection.identity

    def check(self) -> str:
        """Who serves the model, in a sentence; asked without ordering anything. Raises `UnknownModel`, the policy's errors."""
        if endpoint_of(self.connection):
            return "It is an endpoint of your own, which does one thing only: whether it answers shows with the first shot."
        model, wanted = self.connection.fill.model, self.connection.option("provider", "auto")
        served = self.connection.guard.call(lambda: served_by(self.connection, model))
        if not served or (wanted != "auto" and wanted not in served):
            who = "Nobody" if not served else f"“{wanted}” does not; {', '.join(served)}"
            raise UnknownModel(f"{who} at {self.connection.name} serves {model}.", unsent=True)
        return f"The model is served by {', '.join(served)}."

    def lasts(self, duration_ms: int) -> int:
        """As long as is wanted; whoever serves the model may make it shorter."""
        return duration_ms

    def film(self, wanted: Filming, to: Path, first: Path | None = None, last: Path | None = None) -> None:
        """Writes an MP4. Raises `NotAccepted` for a last picture, `Refused`, `BadAnswer` and the policy's errors."""
        if last is not None:
            raise NotAccepted(f"{self.connection.name} cannot be told with which picture to end.", unsent=True)
        body: dict[str, Any] = {"prompt": wanted.prompt}
        rate = float(self.connection.option("fps") or _FPS)
        if self.connection.option("length", "model") == "shot":
            body["num_frames"] = round(wanted.duration_ms / 1000 * rate)
        if wanted.take > 1:  # the same words and seed would give the same clip again
            body["seed"] = wanted.take
        model = (self.connection.option("from_picture") if first else "") or self.connection.fill.model
        files = () if first is None else (digest_file(first),)
        request = self.connection.request("clip", {**body, "by": model}, files, wanted.take)
        guard = self.connection.guard
        job = _Job(self.connection, model, body, first)
        cost = self.connection.cost("second", wanted.duration_ms / 1000)
        look_s = float(self.connection.option("look_s") or _LOOK_S)
        answer = guard.job(request, job, ".mp4", cost=cost, look_s=look_s)
        guard.answers.copy(answer, to)


@dataclass
class _Job:
    """One clip, as the service works on it."""

    connection: Connection
    model: str
    body: dict[str, Any]
    first: Path | None
    result: bytes = field(default=b"", repr=False)
    marked: ClassVar[bool] = True

    def submit(self, key: str) -> str:
        """Posts the request; gives what the service answered."""
        from core.providers.huggingface.transport import Accepted

        try:
            with calling(self.connection, self.model, stop=True) as client:
                self._ask(client)
        except Accepted as taken:
            return self._named(taken.body)
        except Unavailable as error:  # the service itself says that it failed, so that it has no job of ours
            error.unsent = True
            raise
        raise BadAnswer(f"{self.connection.name} was not asked.")

    def find(self, since: float, taken: frozenset[str]) -> str | None:
        """Nobody can say: neither the router nor those behind it list what was ordered."""
        raise Undecided(f"{self.connection.name} keeps no list of clips that were ordered.")

    def look(self, name: str) -> Progress:
        """Whether the clip is there; if so, it is in memory."""
        from core.providers.huggingface.transport import Unfinished

        try:
            with calling(self.connection, self.model, accepted=base64.b64decode(name)) as client:
                self.result = self._ask(client)
        except Unfinished:
            return Progress(done=False)
        return Progress(done=True, share=1.0)

    def fetch(self, name: str, to: Path) -> None:
        """Writes the clip. Raises `BadAnswer` for one that is none."""
        if not self.result:
            self.look(name)
        given, self.result = self.result, b""
        mp4(self.connection.name, given, to)

    def _ask(self, client: InferenceClient) -> bytes:
        if self.first is None:
            body = {name: kept for name, kept in self.body.items() if name != "prompt"}
            return client.text_to_video(self.body["prompt"], **body)
        return client.image_to_video(self.first.read_bytes(), **self.body)

    def _named(self, body: bytes) -> str:
        try:
            json.loads(body)
        except ValueError as error:
            raise BadAnswer(f"{self.connection.name} took the job and did not say which.", detail=str(error)) from error
        return base64.b64encode(body).decode()
