"""A file of JSON lines that only grows, and that no crash spoils."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.cuts import CutCard as CutCard


def append(path: Path, entry: Mapping[str, Any]) -> None:
    """Adds a line in one write. A line that a crash cut off is ended first, so that it costs only itself."""
    line = (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    with path.open("ab+", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        while line:
            line = line[file.write(line) :]


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a kind, oldest first; nothing where there is no file. A line that a crash cut off is left out."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and isinstance(entry.get("kind"), str):
                yield entry
