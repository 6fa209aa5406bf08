"""What the last run of a session was made of, so that a change can be told in a sentence."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from core.engine.files import write_atomic
from core.value import Value

PartName = tuple[str, str | None]
"""(stage, item); a stage's single part has no item."""

_COUNT = itertools.count()


class Entry(Value):
    """One part as it was in the last run."""

    stage: str
    item: str | None = None
    position: int = 0
    key: str
    made_of: dict[str, str]
    output: str
    seconds: float = 0.0
    pinned: bool = Field(False, description="An edit by hand won; `made_of` tells of the time when it was pinned.")


class Ledger(Value):
    """The file."""

    parts: tuple[Entry, ...] = ()


class History:
    """The parts of a session's last run, kept in a JSON file. An unreadable file is an empty history, never an error.

    `whose`: the session, for which alone a provisional value counts that was made for it.
    """

    def __init__(self, path: Path, whose: str = "") -> None:
        self.path, self.whose = path, whose
        self._lock = threading.Lock()
        self._entries: dict[PartName, Entry] = {(e.stage, e.item): e for e in _read(path).parts}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every part of the last run."""
        return tuple(self._entries.values())

    def last(self, stage: str, item: str | None = None) -> Entry | None:
        """The part as it was."""
        return self._entries.get((stage, item))

    def output(self, stage: str, item: str | None = None) -> str | None:
        """Digest of what the part gave; None when it was never made."""
        entry = self.last(stage, item)
        return entry.output if entry else None

    def outputs(self) -> frozenset[str]:
        """Digests of everything that the last run gave: what a sweep of the store must leave alone."""
        return frozenset(entry.output for entry in self._entries.values())

    def pins(self) -> Mapping[PartName, str]:
        """The edits by hand that won in the last run."""
        return {name: entry.output for name, entry in self._entries.items() if entry.pinned}

    def before(self, stage: str, item: str | None, position: int, items: Collection[str | None]) -> Entry | None:
        """What the part is to be compared with: itself, or what stood at its position and is gone."""
        entry = self.last(stage, item)
        if entry is not None or item is None:
            return entry
        there = (e for e in self._entries.values() if e.stage == stage and e.position == position and e.item not in items)
        return next(there, None)

    def seconds(self, stage: str, item: str | None = None) -> float | None:
        """What the part took when it was made; else the mean of its stage; None when nothing is known."""
        entry = self.last(stage, item)
        if entry is not None and entry.seconds:
            return entry.seconds
        known = [e.seconds for e in self._entries.values() if e.stage == stage and e.seconds]
        return sum(known) / len(known) if known else None

    def write(self, entries: Iterable[Entry], *, whole: bool) -> None:
        """Remembers a run. A run that did not come to its end (`whole` False) leaves what it did not reach as it was."""
        with self._lock:
            fresh = {(e.stage, e.item): e for e in entries}
            self._entries = fresh if whole else {**self._entries, **fresh}
            if not self.path.parent.is_dir():
                return  # somebody removed the film's folder, and half of it shall not come back
            ledger = Ledger(parts=tuple(self._entries.values()))
            beside = self.path.with_name(f".{self.path.name}.{os.getpid()}-{next(_COUNT)}")
            write_atomic(self.path, ledger.model_dump_json(indent=1).encode(), beside)


def _read(path: Path) -> Ledger:
    try:
        return Ledger.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return Ledger()
