"""What tests of pages wait with: as long as a busy machine needs, and no longer than it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from core.studio import Studio

LONGEST_S = 120.0
T = TypeVar("T")


def until(look: Callable[[], T], what: str, longest_s: float = LONGEST_S) -> T:
    """What `look` gives once that is something."""
    ends = time.monotonic() + longest_s
    while not (found := look()):
        assert time.monotonic() < ends, f"{what}: not within {longest_s:.0f} s"
        time.sleep(0.05)
    return found


def listed(studio: Studio) -> None:
    """Every folder of sessions is in the list; a single look goes only as far as its time reaches."""
    index = studio.index
    assert index is not None
    until(index.look_around, "all sessions are listed")
