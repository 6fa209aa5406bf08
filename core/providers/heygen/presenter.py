"""A person saying a take: the sound is sent once, the clip is ordered as a job, waited for, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from core.engine.digest import digest_file
from core.errors import BadAnswer, NotAccepted, Undecided
from core.film import Performance, Staging, Take
from core.policy import Answer, Progress
from core.ports import Filmed
from core.providers.connection import Connection
from core.providers.heygen.client import inside, kind_of, rest_of
from core.providers.media import mp4
from core.providers.offline.presenter import OfflinePresenter
from core.providers.statuses import SENTENCES
from core.services.redaction import redacted

_LOOK_S = 5.0
_MARK = "Firstcut "
_APART_S = 3600.0
"""Its clock and ours may differ by this much."""

_PAGES = 5
"""Pages of its list that are looked through for a job whose name was lost; the newest come first."""


@dataclass(frozen=True)
class HeyGenPresenter:
    """A filmed presenter; its acting is also known as data, like everybody's."""

    connection: Connection

    @property
    def identity(self) -> str:
        """House, address, avatar and options."""
        return self.connection.identity

    def check(self) -> str:
        """Whether the key is accepted, in a sentence; asked without ordering anything. Raises the policy's errors."""

        def ask() -> None:
            told = rest_of(self.connection).json("GET", "/v3/videos", params={"limit": "1"})
            if not isinstance(told.get("data"), list):
                raise BadAnswer(f"{self.connection.name} gave no list of its clips.")

        self.connection.guard.call(ask)
        return f"The key is accepted. Whether “{self.connection.fill.model}” is one of its presenters shows with the first shot."

    def perform(self, take: Take, staging: Staging) -> Performance:
        """The acting as data: placement and length of the clip, and how a drawn presenter would act it."""
        return OfflinePresenter().perform(take, staging)

    def film(self, take: Take, staging: Staging, voice: Path, to: Path) -> Filmed:
        """Writes a clip of the person who stands for the staging's avatar. Raises `Refused` and the policy's errors."""
        own = staging.avatar.id if staging.avatar else ""
        pairs = (pair.partition("=") for pair in self.connection.option("avatars").replace(",", " ").split())
        person = {name: given for name, _, given in pairs}.get(own, self.connection.fill.model)
        body: dict[str, object] = {"avatar_id": person, "resolution": self.connection.option("resolution", "1080p")}
        request = self.connection.request("presenter", body, (digest_file(voice),))
        guard = self.connection.guard
        with guard.ordering(request):
            sound = "" if guard.answers.find(request) else self._sent(voice)
        job = _Job(self.connection, {**body, "audio_asset_id": sound}, request.key)
        cost = self.connection.cost("second", take.duration_ms / 1000)
        look_s = float(self.connection.option("look_s") or _LOOK_S)
        guard.answers.copy(guard.job(request, job, ".mp4", cost=cost, look_s=look_s), to)
        return Filmed()

    def _sent(self, voice: Path) -> str:
        """The name of the take's sound at the service; sent once, for nothing."""
        request = self.connection.request("sound", {}, (digest_file(voice),))

        def ask(_: Path) -> Answer:
            files = {"file": ("take.wav", voice.read_bytes(), "audio/wav")}
            held = inside(self.connection.name, rest_of(self.connection).json("POST", "/v3/assets", files=files))
            asset = held.get("asset_id")
            if not isinstance(asset, str) or not asset:
                raise BadAnswer(f"{self.connection.name} took the sound and did not say under which name.")
            return Answer(text=asset)

        return self.connection.guard.answer(request, ask).text


@dataclass(frozen=True)
class _Job:
    """One clip, as the service works on it. Its title is the request's own key, by which it is found again."""

    connection: Connection
    body: dict[str, Any]
    key: str
    marked: ClassVar[bool] = True

    def submit(self, key: str) -> str:
        """Orders the clip under the key as its title; gives its name."""
        sent = {"type": "avatar", **self.body, "aspect_ratio": "16:9", "title": _MARK + key, "callback_id": key}
        held = inside(self.connection.name, rest_of(self.connection).json("POST", "/v3/videos", json=sent))
        name = held.get("video_id")
        if not isinstance(name, str) or not name:
            raise BadAnswer(f"{self.connection.name} took the job and did not say which.")
        return name

    def find(self, since: float, taken: frozenset[str]) -> str | None:
        """The job with our title in the service's own list; None: it has none. Raises `Undecided` for a list without end."""
        token = ""
        for _ in range(_PAGES):
            asked = {"limit": "100", **({"token": token} if token else {})}
            told = rest_of(self.connection).json("GET", "/v3/videos", params=asked)
            listed = told.get("data")
            if not isinstance(listed, list):
                raise BadAnswer(f"{self.connection.name} gave no list of its clips.")
            for one in listed:
                if isinstance(one, dict) and one.get("title") == _MARK + self.key and one.get("id") not in taken:
                    return str(one["id"])
            last = [one.get("created_at") for one in listed if isinstance(one, dict)][-1:]
            token = str(told.get("next_token") or "")
            if (
                not told.get("has_more")
                or not token
                or (last and isinstance(last[0], int | float) and last[0] < since - _APART_S)
            ):
                return None
        raise Undecided(f"{self.connection.name} has made too many clips since to be sure.")

    def look(self, name: str) -> Progress:
        """How far it is. Raises what its failure stands for."""
        told = self._told(name)
        status = told.get("status")
        if status == "failed":
            kind = kind_of(told.get("failure_code")) or NotAccepted
            known = kind is not NotAccepted
            words = SENTENCES[kind].format(name=self.connection.name) if known else f"{self.connection.name} gave the clip up."
            raise kind(words, detail=redacted(str(told.get("failure_message") or ""))[:2000], unsent=True)
        return Progress(done=status == "completed")

    def fetch(self, name: str, to: Path) -> None:
        """Writes the clip. Its address holds for some days only, so it is asked for now."""
        url = self._told(name).get("video_url")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise BadAnswer(f"{self.connection.name} gave no address of the clip.")
        mp4(self.connection.name, rest_of(self.connection).content(url), to)

    def _told(self, name: str) -> dict[str, Any]:
        return inside(self.connection.name, rest_of(self.connection).json("GET", f"/v3/videos/{name}"))
