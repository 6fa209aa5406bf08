"""Keys of entries: written, never shown. Encrypted in the studio's folder; what opens them lies elsewhere, readable by its owner.

A copy of the sessions' folder alone, a backup or a zip, therefore opens nothing.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from core.engine.files import write_atomic, writing
from core.errors import BadSetting, KeyRefused
from core.services.entries import Entry
from core.services.redaction import guard_logs, learn
from core.settings import from_environment

if TYPE_CHECKING:
    from cryptography.fernet import Fernet  # imported when first needed


class Keys:
    """Keys in `folder`, encrypted with the key file in `secrets`; also those of the environment and of `secrets.toml` there."""

    def __init__(self, folder: Path, secrets: Path) -> None:
        self._path, self._secrets = folder / "keys.json", secrets

    def enter(self, entry: str, key: str) -> None:
        """Keeps a key for the entry of that id, in place of an older one. Raises `BadSetting` for one that cannot be a key."""
        key = key.strip()
        if not _is_key(key):
            raise BadSetting("A key is one word of plain letters and signs.", hint="Copy the key again, without line breaks.")
        learn(key)
        self._write({**self._read(), entry: self._cipher().encrypt(key.encode()).decode()})

    def forget(self, entry: str) -> None:
        """Removes the key."""
        self._write({name: kept for name, kept in self._read().items() if name != entry})

    def masked(self, entry: Entry) -> str:
        """Enough of the key to recognise it by: its last characters; empty when there is none."""
        try:
            key = self.key(entry)
        except KeyRefused:
            return ""
        words = key.get_secret_value() if key else ""
        return f"…{words[-4:]}" if len(words) >= 16 else "…" if words else ""

    def key(self, entry: Entry) -> SecretStr | None:
        """The key; None for an entry that needs none. Raises `KeyRefused` when it is missing or cannot be opened."""
        place = entry.key
        if place.source == "none":
            return None
        if place.source == "environment":
            found = from_environment(place.name)
        elif place.source == "file":
            found = self._in_file().get(place.name, "")
        else:
            found = self._opened(entry.id)
        if not found:
            raise KeyRefused(f"There is no key for {entry.label or entry.id}.", unsent=True)
        if not _is_key(found := found.strip()):  # a client would tell it in the words of its error
            where = f"{place.name} in the environment" if place.source == "environment" else f"{place.name} in secrets.toml"
            hint = f"Mend {where}: it holds blanks, line breaks or other signs that no key has."
            raise KeyRefused(f"What is entered as the key for {entry.label or entry.id} is none.", hint=hint, unsent=True)
        learn(found)
        guard_logs()
        return SecretStr(found)

    def _opened(self, entry: str) -> str:
        from cryptography.fernet import InvalidToken

        kept = self._read().get(entry)
        if kept is None:
            return ""
        try:
            return self._cipher().decrypt(kept.encode()).decode()
        except InvalidToken:
            raise KeyRefused(
                "The key was encrypted with another key file.", hint="Enter the key again on this machine.", unsent=True
            ) from None

    def _cipher(self) -> Fernet:
        from cryptography.fernet import Fernet

        path = self._secrets / "studio.key"
        if not path.exists():
            with writing(path):
                self._secrets.mkdir(parents=True, exist_ok=True, mode=0o700)
                beside = path.with_name(f"studio.key.{os.getpid()}")
                handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                try:
                    os.write(handle, Fernet.generate_key())
                finally:
                    os.close(handle)
                try:
                    os.link(beside, path)  # whoever is first wins, and nobody reads half a key
                except FileExistsError:
                    pass
                finally:
                    beside.unlink()
        return Fernet(path.read_bytes())

    def _in_file(self) -> dict[str, str]:
        path = self._secrets / "secrets.toml"
        try:
            found = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise BadSetting(f"{path.name} cannot be read.", hint='Write it as TOML: NAME = "key".') from error
        return {name: kept for name, kept in found.items() if isinstance(kept, str)}

    def _read(self) -> dict[str, str]:
        try:
            return {str(name): str(kept) for name, kept in json.loads(self._path.read_text("utf-8")).items()}
        except FileNotFoundError:
            return {}

    def _write(self, keys: dict[str, str]) -> None:
        write_atomic(self._path, json.dumps(keys).encode(), self._path.with_suffix(f".{os.getpid()}"))
        with writing(self._path):
            self._path.chmod(0o600)


def _is_key(word: str) -> bool:
    """Whether it can be a key: one word of plain letters and signs."""
    return bool(word) and word.isascii() and word.isprintable() and " " not in word
