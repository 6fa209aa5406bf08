"""The services of a studio: its entries, their keys and chains, and who fills each port because of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.engine.files import write_atomic, writing
from core.errors import BadSetting, UnknownChoice
from core.policy import Guard, Health
from core.ports import Aligner, Filmer, Moderator, Painter, Presenter, Restyler, Speaker, Stock, Translator, Writer
from core.providers import cast
from core.providers.chained import (
    ChainedAligner,
    ChainedModerator,
    ChainedPresenter,
    ChainedSpeaker,
    ChainedTranslator,
    ChainedWriter,
)
from core.providers.checked import CheckedWriter
from core.providers.connection import Connection
from core.providers.houses import seated
from core.services.entries import Chain, Entry, Roster
from core.services.keys import Keys
from core.services.local_only import FLAG, heed, is_on
from core.settings import load_settings

_CHAINED: dict[type, Callable[..., Any]] = {
    Writer: ChainedWriter,
    Speaker: ChainedSpeaker,
    Aligner: ChainedAligner,
    Presenter: ChainedPresenter,
    Moderator: ChainedModerator,
    Translator: ChainedTranslator,
}
"""Ports that one provider fills who has the others behind it."""
_IN_TURN = frozenset({Painter, Filmer, Restyler, Stock})
"""Ports whose links are asked in turn by whoever orders from them."""


class Services:
    """The services of the studio whose sessions lie under `root`; `secrets` is where the key file lies."""

    def __init__(self, root: Path, secrets: Path | None = None) -> None:
        self.folder = (root / ".providers").absolute()
        self.secrets = secrets or load_settings().secrets_folder
        self.keys = Keys(self.folder, self.secrets)
        self._changing = threading.RLock()
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

    def entry(self, name: str) -> Entry:
        """The entry of that id. Raises `UnknownChoice`."""
        entry = self.roster().entry(name)
        if entry is None:
            raise UnknownChoice(f"There is no service “{name}”.", hint="It may have been removed meanwhile.")
        return entry

    def put(self, entry: Entry, new: bool = False) -> None:
        """Sets up an entry, in place of the one of its id; chains stay, less what it fills no more. Raises `UnknownChoice`."""
        with self._changing:
            roster = self.roster()
            if new and (entry.id == "offline" or roster.entry(entry.id)):
                raise UnknownChoice(f"There is a service “{entry.id}” already.", hint="Choose another short name.")
            others = [entry if one.id == entry.id else one for one in roster.entries]
            entries = tuple(others if roster.entry(entry.id) else (*others, entry))
            self.save(Roster(entries=entries, chains=_kept(roster.chains, entries)))

    def remove(self, name: str) -> None:
        """Removes an entry with its key, also from every chain."""
        with self._changing:
            roster = self.roster()
            entries = tuple(entry for entry in roster.entries if entry.id != name)
            self.save(Roster(entries=entries, chains=_kept(roster.chains, entries)))

    def chained(self, port: str) -> bool:
        """Whether others may stand in when the first choice for a port fails."""
        return port in {kind.__name__ for kind in (*_CHAINED, *_IN_TURN)}

    def choose(self, chain: Chain) -> None:
        """Sets who is asked for a port. Raises `UnknownChoice`."""
        if chain.fallbacks and not self.chained(chain.port):
            raise UnknownChoice(f"{chain.port} has no fallbacks.", hint="Choose one service for it, or the offline house.")
        with self._changing:
            roster = self.roster()
            others = tuple(one for one in roster.chains if one.port != chain.port)
            chosen = (chain,) if chain.first or chain.fallbacks else ()
            self.save(Roster(entries=roster.entries, chains=(*others, *chosen)))

    def save(self, roster: Roster) -> None:
        """Sets up entries and chains. Keys of entries that are gone are forgotten. Raises `UnknownChoice`."""
        for entry in roster.entries:
            for fill in entry.fills:
                seated(Connection(entry, fill.port, self.folder, self.secrets))
        gone = {entry.id for entry in self.roster().entries} - {entry.id for entry in roster.entries}
        write_atomic(self._path, roster.model_dump_json(indent=1).encode(), self._path.with_suffix(f".{os.getpid()}"))
        for name in gone:
            self.keys.forget(name)

    def cast(self, ports: tuple[type, ...], person: str = "", session: str = "") -> dict[type, Any]:
        """Who fills each of `ports` for a person's film: the port's chain, or the offline house where none is set."""
        filled: dict[type, Any] = {}
        roster = self.roster()
        for port in ports:
            names = _asked(roster, port)
            links = self._links(roster, port, (person, session))
            if len(links) > 1 and port not in _CHAINED:
                raise UnknownChoice(f"{port.__name__} has no fallbacks.", hint="Choose one entry for it, or the offline house.")
            beside = self._beside(roster, names, (person, session)) if port is Speaker else ()
            if beside:
                filled[port] = ChainedSpeaker(links, beside)
            else:
                filled[port] = links[0][1] if len(links) == 1 else _CHAINED[port](links)
        return filled

    def links(self, port: type, person: str = "", session: str = "") -> tuple[tuple[str, Any], ...]:
        """Who is asked for a port, in turn, each with its name: for what is ordered one by one. Raises as `cast` does."""
        return self._links(self.roster(), port, (person, session))

    def _links(self, roster: Roster, port: type, whose: tuple[str, str]) -> tuple[tuple[str, Any], ...]:
        names = _asked(roster, port)
        return tuple((_called(roster, name), self._link(roster, name, port, whose, name == names[-1])) for name in names)

    def _beside(self, roster: Roster, names: Sequence[str], whose: tuple[str, str]) -> tuple[tuple[str, Any], ...]:
        """Speakers outside of the chain, whose voices a person may choose."""
        there = [entry for entry in roster.entries if entry.enabled and entry.fill("Speaker") and entry.id not in names]
        mine = [entry.id for entry in there if not entry.people or whose[0] in entry.people]
        return tuple((name, self._link(roster, name, Speaker, whose, True)) for name in mine)

    def health(self, name: str) -> Health:
        """How an entry is doing, over all processes. Raises `UnknownChoice`."""
        entry = self.entry(name)
        return Guard(entry.id, entry.policy, self.folder).health()

    def _link(self, roster: Roster, name: str, port: type, whose: tuple[str, str], last: bool) -> Any:
        """The provider of an entry, or the offline house's. Where others come after it, an open circuit is not waited for."""
        entry = roster.entry(name)
        if entry is None:
            return cast((port,))[port]
        if not entry.enabled:
            raise UnknownChoice(f"{entry.label or entry.id} is switched off.", hint="Switch it on, or choose another provider.")
        if not last:
            entry = entry.model_copy(update={"policy": entry.policy.model_copy(update={"patience_s": 0.0})})
        person, session = whose
        provider = seated(Connection(entry, port.__name__, self.folder, self.secrets, person, session=session))
        from core.providers.aligning import AlignedSpeaker  # with all that listens, for which no start waits

        if port is Speaker:
            return AlignedSpeaker(provider, self.cast((Aligner,), person, session)[Aligner])
        gate = roster.entry(roster.chain(Moderator.__name__).first) if port is Writer else None
        if gate is None or not gate.enabled:
            return provider
        return CheckedWriter(provider, self.cast((Moderator,), person, session)[Moderator])

    @property
    def _path(self) -> Path:
        return self.folder / "entries.json"


def _asked(roster: Roster, port: type) -> list[str]:
    chain = roster.chain(port.__name__)
    return [chain.first or "offline", *chain.fallbacks]


def _called(roster: Roster, name: str) -> str:
    """What people call it."""
    entry = roster.entry(name)
    return "this machine" if entry is None else entry.label or entry.id


def _kept(chains: tuple[Chain, ...], entries: tuple[Entry, ...]) -> tuple[Chain, ...]:
    """The chains with those links only that still fill their port; one whose first choice is gone begins with its next."""
    filling = {(entry.id, fill.port) for entry in entries for fill in entry.fills}
    found = []
    for chain in chains:
        links = [name for name in (chain.first, *chain.fallbacks) if name == "offline" or (name, chain.port) in filling]
        if links and links != ["offline"]:
            found.append(Chain(port=chain.port, first=links[0], fallbacks=tuple(links[1:])))
    return tuple(found)
