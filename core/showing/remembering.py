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

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept while it is asked for."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return value


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
