"""What was worked out from files, kept until they change, so that a page that asks every second costs next to nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_MOST_KEPT = 600


class Remembered:
    """The newest answers by their keys; any thread may ask. A key says all that the answer depends on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns: dict[Hashable, threading.Lock] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept while it is asked for; who asks meanwhile waits for that answer.

        When a film is done, all who look at it ask at one moment. What `make` raises is for its caller; the next one tries anew.
        """
        with self._lock:
            if key in self._kept:
                return self._found(key)  # type: ignore[no-any-return]
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return self._found(key)  # type: ignore[no-any-return]
            try:
                value = make()
                with self._lock:
                    self._keep(key, value)
            finally:
                with self._lock:
                    if self._turns.get(key) is turn:
                        del self._turns[key]
        return value

    def _found(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Hashable, value: object) -> None:
        self._kept[key] = value
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def stamp(file: Path) -> tuple[int, int, int]:
    """Changes whenever the file is replaced, and when it is written in place. Raises `FileNotFoundError`."""
    seen = file.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def mark(folder: Path, *paths: str) -> tuple[tuple[int, int, int], ...]:
    """Equal for as long as none of these files changes."""
    found = []
    for path in paths:
        try:
            found.append(stamp(folder / path))
        except FileNotFoundError:
            found.append((0, 0, 0))
    return tuple(found)
