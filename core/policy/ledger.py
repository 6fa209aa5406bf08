"""What all processes of a studio know about one entry: a small file, changed under a lock that the kernel takes back at death.

A file and not a service of the parent: the command line, the server and their workers share it without knowing each other, and a
crash of any of them loses nothing. It is read and written whole, in some tens of microseconds.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from core.engine.files import writing
from core.system import lock, replace, unlock

_LOOK_S = 0.0005
_LONGEST_LOOK_S = 0.01
KEPT = 200
"""Durations and errors that are remembered for statistics."""


class Failed(BaseModel):
    """One failure, for the page."""

    at: float
    code: str
    message: str


class State(BaseModel):
    """What is remembered of an entry."""

    circuit: Literal["closed", "opened", "half-opened"] = "closed"
    failures: int = 0
    opened_at: float | None = None
    not_before: float = 0.0
    """Until then the service asked not to be called."""
    times_opened: int = 0
    calls: int = 0
    failed: int = 0
    refused: int = 0
    reused: int = 0
    recent_ms: list[int] = Field(default_factory=list)
    recent_ok: list[bool] = Field(default_factory=list)
    errors: list[Failed] = Field(default_factory=list)
    windows: dict[str, list[float]] = Field(default_factory=dict)
    """Rate limit -> times of the calls that count."""
    spent: dict[str, Decimal] = Field(default_factory=dict)
    """Month -> US dollars."""


class Ledger:
    """The state of one entry in `folder`. Safe from any thread and any process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path, self._guard = folder / "state.json", folder / "state.lock"
        self._lock = threading.Lock()
        self._made = False

    def read(self) -> State:
        """The state as it is now. A damaged file counts as none: the circuit closes, statistics begin anew."""
        try:
            return State.model_validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return State()

    @contextmanager
    def changing(self) -> Iterator[State]:
        """The state, to be changed in place; written when the block ends without an error. Raises `DiskFull`, `ReadOnly`."""
        with self._lock, writing(self.folder):
            self._make()
            handle = self._held()
            try:
                state = self.read()
                yield state
                self._write(state)
            finally:
                unlock(handle)

    def _make(self) -> None:
        if not self._made:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._made = True

    def _held(self) -> int:
        pause = _LOOK_S
        while True:
            handle = os.open(self._guard, os.O_RDWR | os.O_CREAT, 0o644)
            if lock(handle):
                return handle
            os.close(handle)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_LOOK_S)

    def _write(self, state: State) -> None:
        beside = self.folder / "state.new"  # only whoever holds the lock writes it
        beside.write_text(state.model_dump_json(), "utf-8")
        replace(beside, self._path)
