"""A lock that lives exactly as long as the process that holds it, also after `kill -9`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import StorageError
from core.system import lock, unlock


@contextmanager
def hold(path: Path) -> Iterator[bool]:
    """Gives True while this process holds the lock at `path`, False when another one does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        mine = _lock(handle, path)
        for _ in range(5):
            if mine:
                break
            time.sleep(0.01)  # somebody may only be looking, which takes the lock for an instant
            mine = _lock(handle, path)
        if mine:
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        yield mine
    finally:
        unlock(handle)


def held(path: Path) -> bool:
    """Whether some process holds the lock at `path` now."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(handle, path)
    finally:
        unlock(handle)


def holder(path: Path) -> str:
    """The process id that was written by whoever holds the lock; empty when unknown."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _lock(handle: int, path: Path) -> bool:
    try:
        return lock(handle)
    except OSError as error:
        raise StorageError(
            f"{path.parent} is on a disk that knows no locks ({error.strerror}).",
            hint="Keep the sessions on a local disk, with --sessions.",
        ) from error
