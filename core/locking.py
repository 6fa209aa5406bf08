"""A lock that lives exactly as long as the process that holds it, also after `kill -9`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def hold(path: Path) -> Iterator[bool]:
    """Gives True while this process holds the lock at `path`, False when another one does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        mine = _try(handle)
        for _ in range(5):
            if mine:
                break
            time.sleep(0.01)  # somebody may only be looking, which takes the lock for an instant
            mine = _try(handle)
        if mine:
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        yield mine
    finally:
        os.close(handle)


def held(path: Path) -> bool:
    """Whether some process holds the lock at `path` now."""
    if not path.exists():
        return False
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try(handle)
    finally:
        os.close(handle)


def holder(path: Path) -> str:
    """The process id that was written by whoever holds the lock; empty when unknown."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""
