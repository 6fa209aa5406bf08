"""Files that only grow, read once: what happened in a session, as its page asks for it every second."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FILES = 64
"""So many files are kept in mind."""


@dataclass
class _Read:
    node: int
    offset: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)


class Tail:
    """The events of `events.jsonl` files. A file is read from where it was left; one that was replaced is read anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[Path, _Read] = OrderedDict()

    def events(self, path: Path) -> tuple[dict[str, Any], ...]:
        """Everything that was written, oldest first; a last line that is not whole yet comes later, a damaged one is left out."""
        with self._lock:
            try:
                seen = path.stat()
            except FileNotFoundError:
                return ()
            known = self._files.pop(path, None)
            if known is None or known.node != seen.st_ino or known.offset > seen.st_size:
                known = _Read(seen.st_ino)
            if known.offset < seen.st_size:
                with path.open("rb") as file:
                    file.seek(known.offset)
                    fresh, line_end, _ = file.read(seen.st_size - known.offset).rpartition(b"\n")
                known.offset += len(fresh) + len(line_end)
                known.events += [event for line in fresh.splitlines() if (event := _event(line)) is not None]
            self._files[path] = known
            while len(self._files) > _FILES:
                self._files.popitem(last=False)
            return tuple(known.events)


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("kind"), str) else None
