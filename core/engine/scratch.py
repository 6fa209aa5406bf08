"""A part's own working folder."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from typing import Protocol

from core.engine.files import writing
from core.value import Blob


class Shelf(Protocol):
    """What a scratch folder asks of the store."""

    def put_file(self, path: Path) -> Blob:
        """Moves a file in."""
        ...

    def put_bytes(self, content: bytes, suffix: str) -> Blob:
        """Writes a file."""
        ...

    def path(self, blob: Blob) -> Path:
        """Where a file lies."""
        ...


class Scratch:
    """Where a stage writes files. What is kept moves into the store; the rest is removed when the part is done."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self.folder = folder
        self._shelf = shelf
        self._count = itertools.count()

    def new(self, suffix: str) -> Path:
        """A path for a new file, `suffix` with its dot; nothing is there yet. Names repeat from run to run."""
        return self.folder / f"{next(self._count)}{suffix}"

    def keep(self, path: Path) -> Blob:
        """Moves a finished file into the store (one that is not only this part's is copied). Raises `DiskFull`, `ReadOnly`."""
        if path.parent != self.folder or path.is_symlink() or os.stat(path).st_nlink > 1:  # somebody else's, or shared
            own = self.new(path.suffix)
            with writing(own):
                shutil.copyfile(path, own)
            path = own
        return self._shelf.put_file(path)

    def put(self, content: bytes, suffix: str) -> Blob:
        """Stores bytes as a file. Raises `DiskFull`, `ReadOnly`."""
        return self._shelf.put_bytes(content, suffix)

    def path(self, blob: Blob) -> Path:
        """Where a file of the store lies, to be read only."""
        return self._shelf.path(blob)

    def remove(self) -> None:
        """Removes the folder with all that was not kept."""
        shutil.rmtree(self.folder, ignore_errors=True)
