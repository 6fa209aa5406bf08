"""What is drawn before somebody asks for the cut, while that person still looks at what an edit has changed.

Only what costs nothing but this machine's time, and not more of a film than an edit of a few shots makes stale.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from core.engine import Plan, Run, Stage
from core.errors import StudioError
from core.film import Cut, Report
from core.providers import free

_LOCAL = frozenset({"score", "play", "music", "mix", "compose", "render", "inspect"})
"""Stages whose parts are made on this machine, but for a composer that is a service."""

_MOST, _SHARE = 12, 0.5
"""Segments that are drawn unasked, and their share of a film's: beyond both, a look is still being chosen."""

_LOOK_S = 0.05


def ahead_of(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages that come before a film's file."""
    return tuple(stage for stage in stages if stage.gives not in (Cut, Report))


def worth(plan: Plan, composer: object) -> bool:
    """Whether what a plan makes may be begun before it is asked for."""
    stale = {part.stage for part in plan.stale}
    segments = [part.stage == "compose" for part in plan.stale]
    whole = sum(part.stage == "compose" for part in plan.parts)
    drawn = sum(segments)
    if not stale & {"compose", "mix"} or stale - _LOCAL or plan.after or not free(composer):
        return False
    return drawn <= _MOST or drawn <= _SHARE * whole


def run_while(run: Run, heed: Callable[[], None]) -> None:
    """Lets a run go on until it is over or `heed` raises; then what it is just making is made to its end, by and by."""
    over = threading.Event()

    def go() -> None:
        try:
            with suppress(StudioError, OSError):  # whoever makes the cut is told
                run()
        finally:
            over.set()

    threading.Thread(target=go, name="head start", daemon=True).start()
    try:
        while not over.wait(_LOOK_S):
            heed()
    finally:
        if not over.is_set():
            run.let_go()
