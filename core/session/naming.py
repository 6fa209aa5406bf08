"""How sessions are called, and which there are."""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from core.errors import ReadOnly, StorageError

SESSION_ID = re.compile(r"session_\d{8}_\d{6}_[a-z0-9]{4}")
TRASH = ".trash"
"""Beside the sessions: those that were deleted and can be restored."""

_SIGNS = "23456789abcdefghijkmnpqrstuvwxyz"
"""In the order that names are sorted by; none is taken for another."""

_PARTS = len(_SIGNS) ** 3
"""A second in so many parts: of two sessions the later has the later name, so that lists are in order by names alone."""

_lock = threading.Lock()
_last = 0


def session_names(root: Path) -> tuple[str, ...]:
    """Every session under `root`, newest first."""
    try:
        names = [entry.name for entry in os.scandir(root) if SESSION_ID.fullmatch(entry.name) and entry.is_dir()]
    except FileNotFoundError:
        return ()
    except PermissionError as error:
        raise ReadOnly(f"{root} cannot be read.") from error
    except OSError as error:
        raise StorageError(f"{root} cannot be read: {error.strerror}.") from error
    return tuple(sorted(names, reverse=True))


def unused_id(root: Path) -> str:
    """A new session's name, which no session has, not even one in the trash."""
    while True:
        name = session_id(_moment(), secrets.choice(_SIGNS))
        if not (root / name).exists() and not (root / TRASH / name).exists():
            return name


def session_id(moment: int, last: str) -> str:
    """The name of a session of that moment; two of one moment differ in their last sign. Moments are parts of a second."""
    second, part = divmod(moment, _PARTS)
    signs = "".join(_SIGNS[part // len(_SIGNS) ** place % len(_SIGNS)] for place in (2, 1, 0))
    return f"session_{datetime.fromtimestamp(second, UTC):%Y%m%d_%H%M%S}_{signs}{last}"


def _moment() -> int:
    """Now, and later than every moment that this process was given before, unless somebody set the clock back."""
    global _last
    with _lock:
        now = time.time_ns() * _PARTS // 1_000_000_000
        _last = now if now > _last or _last - now > _PARTS else _last + 1
        return _last
