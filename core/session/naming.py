"""How sessions are called, and which there are."""

from __future__ import annotations

import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from core.errors import ReadOnly, StorageError

SESSION_ID = re.compile(r"session_\d{8}_\d{6}_[a-z0-9]{4}")
TRASH = ".trash"
"""Beside the sessions: those that were deleted and can be restored."""


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
        name = f"session_{datetime.now(UTC):%Y%m%d_%H%M%S}_{_suffix()}"
        if not (root / name).exists() and not (root / TRASH / name).exists():
            return name


def _suffix() -> str:
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(4))
