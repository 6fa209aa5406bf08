"""The services of a studio: its entries, their keys and chains, and who fills each port because of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.engine.files import write_atomic, writing
from core.errors import BadSetting, UnknownChoice
from core.policy import Guard, Health
from core.ports import Speaker, Writer
from core.providers import cast
from core.providers.chained import ChainedSpeaker, ChainedWriter
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.entries import Roster
from core.services.keys import Keys
from core.services.local_only import FLAG, heed, is_on
from core.settings import load_settings

_CHAINED: dict[type, Callable[..., Any]] = {Writer: ChainedWriter, Speaker: ChainedSpeaker}
"""Ports whose chains may have more than one link."""


class Services:
    """The services of the studio whose sessions lie under `root`; `secrets` is where the key file lies."""

    def __init__(self, root: Path, secrets: Path | None = None) -> None:
        self.folder = (root / ".providers").absolute()
        self.secrets = secrets or load_settings().secrets_folder
        self.keys = Keys(self.folder, self.secrets)
        heed(self.folder)

    @property
    def local_only(self) -> bool:
        """Whether nothing may leave this machine."""
        return is_on(self.folder)

    def keep_local(self, on: bool) -> None:
        """Switches local only; it holds at once, in every process of the studio. Raises `ReadOnly`, `DiskFull`."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if on:
                (self.folder / FLAG).touch()
            else:
                (self.folder / FLAG).unlink(missing_ok=True)

    def roster(self) -> Roster:
        """Entries and chains as they are set up. Raises `BadSetting` when their file cannot be read."""
        try:
            return Roster.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return Roster()
        except ValidationError as error:
            raise BadSetting(
                f"{self._path.name} cannot be read.", hint="Restore it from a copy, or remove it to begin anew."
            ) from error

    def save(self, roster: Roster) -> None:
        """Sets up entries and chains. Keys of entries that are gone are forgotten. Raises `UnknownChoice`."""
        for entry in roster.entries:
            for fill in entry.fills:
                seated(Connection(entry, fill.port, self.folder, self.secrets))
        gone = {entry.id for entry in self.roster().entries} - {entry.id for entry in roster.entries}
        write_atomic(self._path, roster.model_dump_json(indent=1).encode(), self._path.with_suffix(f".{os.getpid()}"))
        for name in gone:
            self.keys.forget(name)

    def cast(self, ports: tuple[type, ...], person: str = "") -> dict[type, Any]:
        """Who fills each of `ports` for a person: the port's chain, or the offline house where none is set."""
        filled: dict[type, Any] = {}
        roster = self.roster()
        for port in ports:
            chain = roster.chain(port.__name__)
            names = [chain.first or "offline", *chain.fallbacks]
            if len(names) > 1 and port not in _CHAINED:
                raise UnknownChoice(f"{port.__name__} has no fallbacks.", hint="Choose one entry for it, or the offline house.")
            links = [(name, self._link(roster, name, port, person, name == names[-1])) for name in names]
            filled[port] = links[0][1] if len(links) == 1 else _CHAINED[port](tuple(links))
        return filled

    def health(self, name: str) -> Health:
        """How an entry is doing, over all processes. Raises `UnknownChoice`."""
        entry = self.roster().entry(name)
        if entry is None:
            raise UnknownChoice(f"There is no entry “{name}”.")
        return Guard(entry.id, entry.policy, self.folder).health()

    def _link(self, roster: Roster, name: str, port: type, person: str, last: bool) -> Any:
        """The provider of an entry, or the offline house's. Where others come after it, an open circuit is not waited for."""
        entry = roster.entry(name)
        if entry is None:
            return cast((port,))[port]
        if not entry.enabled:
            raise UnknownChoice(f"{entry.label or entry.id} is switched off.", hint="Switch it on, or choose another provider.")
        if not last:
            entry = entry.model_copy(update={"policy": entry.policy.model_copy(update={"patience_s": 0.0})})
        return seated(Connection(entry, port.__name__, self.folder, self.secrets, person))

    @property
    def _path(self) -> Path:
        return self.folder / "entries.json"
