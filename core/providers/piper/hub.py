"""Voices of Piper at the hub and here: listed, fetched once, checked, kept in the studio's folder, offline afterwards."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from core.engine.digest import md5_file
from core.engine.files import writing
from core.errors import BadAnswer, ProviderMissing, UnknownModel
from core.policy import Answer, Timeouts
from core.providers.connection import Connection
from core.providers.rest import Rest
from core.value import Value

HOME = "https://huggingface.co"
REPOSITORY = "rhasspy/piper-voices"
REVISION = "v1.0.0"
"""What is fetched stays the same: a tag of the repository, and for every file the checksum that its catalogue holds."""

NAMED = r"^(?P<language>[a-z]{2,3}_[A-Z0-9]{2,4})-(?P<name>[\w]+)-(?P<quality>x_low|low|medium|high)$"
"""What names of voices look like."""
_NAME = re.compile(NAMED)
_DOWNLOAD_S = 3600.0

Tell = Callable[[int, int], None]
"""Hears how many bytes have come, of how many."""


class File(Value):
    """A file at the hub."""

    size_bytes: int = Field(ge=0)
    md5_digest: str = Field(pattern=r"^[0-9a-f]{32}$")


class HubVoice(Value):
    """A voice as the hub lists it."""

    key: str
    language: str
    """Its tag, like `en-us`."""
    speaks: str
    """The language in English, with its country."""
    name: str
    quality: str
    files: tuple[tuple[str, File], ...]

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(file.size_bytes for _, file in self.files)


def tag_of(key: str) -> str:
    """The language of a voice by its name. Raises `UnknownModel` for what is no name of a voice."""
    return _parts(key)["language"].lower().replace("_", "-")


def _parts(key: str) -> dict[str, str]:
    found = _NAME.match(key)
    if found is None:
        raise UnknownModel(f"“{key}” is no voice of Piper.", hint="Its name is like en_US-lessac-medium.", unsent=True)
    return found.groupdict()


class Shelf:
    """The voices of one entry: those at its hub, and those that are here."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.revision = connection.option("revision") or REVISION
        self.folder = connection.folder / "piper" / re.sub(r"[^\w.-]", "_", self.revision)

    def installed(self) -> tuple[str, ...]:
        """The names of voices that are here, in order."""
        found = [path.parent.name for path in self.folder.glob("*/*.onnx") if path.stem == path.parent.name]
        return tuple(sorted(key for key in found if _NAME.match(key)))

    def model(self, key: str) -> Path:
        """The file of a voice that is here. Raises `ProviderMissing`."""
        path = self._place(key) / f"{key}.onnx"
        if not path.is_file():
            raise ProviderMissing(f"The voice {key} is not on this machine yet.", hint="Fetch it once; then it works offline.")
        return path

    def speakers(self, key: str) -> tuple[tuple[str, int], ...]:
        """The people in a voice that is here, by name and number; none where it has only one."""
        config = json.loads(self.model(key).with_suffix(".onnx.json").read_bytes())
        known = config.get("speaker_id_map") or {}
        return tuple((str(name), int(number)) for name, number in known.items()) if len(known) > 1 else ()

    def listed(self) -> tuple[HubVoice, ...]:
        """Every voice at the hub; asked once for a revision, and kept. Raises the policy's errors."""
        request = self.connection.request("voices", {"revision": self.revision})

        def ask(_: Path) -> Answer:
            listed = self._rest().json("GET", self._path("voices.json"))
            return Answer(text=json.dumps([voice.model_dump() for voice in _voices(listed)]))

        kept = json.loads(self.connection.guard.answer(request, ask).text)
        return tuple(HubVoice.model_validate(voice) for voice in kept)

    def fetch(self, key: str, tell: Tell = lambda came, size: None) -> Path:
        """Brings a voice here unless it is, and gives its file. Raises `UnknownModel`, `BadAnswer` and the policy's errors."""
        tag_of(key)
        try:
            return self.model(key)
        except ProviderMissing:
            pass
        wanted = next((voice for voice in self.listed() if voice.key == key), None)
        if wanted is None:
            raise UnknownModel(f"{self.connection.name} has no voice “{key}”.", hint="Choose one that it lists.", unsent=True)
        guard = self.connection.guard
        with guard.answers.alone(self.connection.request("voice", {"revision": self.revision, "voice": key})):
            if not (self._place(key) / f"{key}.onnx").is_file():
                guard.call(lambda: self._brought(wanted, tell))
        return self.model(key)

    def remove(self, key: str) -> None:
        """Takes a voice off this machine."""
        tag_of(key)
        shutil.rmtree(self._place(key), ignore_errors=True)

    def _brought(self, voice: HubVoice, tell: Tell) -> None:
        beside = self.folder / f".{voice.key}.{os.getpid()}.{secrets.token_hex(4)}"
        with writing(beside):
            beside.mkdir(parents=True)
        try:
            before = 0
            for path, file in voice.files:
                to = beside / path.rsplit("/", 1)[-1]
                with writing(to):
                    telling = lambda size, done=before: tell(done + size, voice.size)  # noqa: E731
                    came = self._rest().download(self._path(path), to, file.size_bytes, telling)
                if came != file.size_bytes or md5_file(to) != file.md5_digest:
                    raise BadAnswer(f"{to.name} came damaged.", hint="Try again; nothing of it was kept.")
                before += came
            with writing(self._place(voice.key)):
                beside.replace(self._place(voice.key))
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _place(self, key: str) -> Path:
        return self.folder / key

    def _path(self, file: str) -> str:
        return f"/{REPOSITORY}/resolve/{self.revision}/{file}"

    def _rest(self) -> Rest:
        key = self.connection.key()
        entry = self.connection.entry
        headers = {"authorization": f"Bearer {key}"} if key else {}
        long = Timeouts(connect_s=entry.policy.timeouts.connect_s, read_s=entry.policy.timeouts.read_s, total_s=_DOWNLOAD_S)
        return Rest(self.connection.name, entry.base_url or HOME, headers, long)


def _voices(listed: dict[str, object]) -> Iterator[HubVoice]:
    """The voices in the hub's catalogue; what has not the form of one is left out, a catalogue without any is refused."""
    found = 0
    for key, told in listed.items():
        try:
            voice = _voice(key, told) if _NAME.match(key) else None
        except (ValidationError, AttributeError, TypeError, LookupError):
            continue
        if voice is not None:
            found += 1
            yield voice
    if not found:
        raise BadAnswer("The hub's catalogue has no voices.")


def _voice(key: str, told: Any) -> HubVoice | None:
    """A voice as it is listed, with the files that it needs and its licence; None when one of them is missing."""
    wanted = (f"{key}.onnx", f"{key}.onnx.json", "MODEL_CARD")
    files = {path: File.model_validate(file) for path, file in told["files"].items() if path.rsplit("/", 1)[-1] in wanted}
    if not {path.rsplit("/", 1)[-1] for path in files} >= set(wanted[:2]):
        return None
    language, parts = told["language"], _parts(key)
    speaks = f"{language.get('name_english', key[:2])}, {language.get('country_english', '')}".rstrip(", ")
    name = parts["name"].replace("_", " ").title()
    files_in_order = tuple(sorted(files.items()))
    return HubVoice(key=key, language=tag_of(key), speaks=speaks, name=name, quality=parts["quality"], files=files_in_order)
