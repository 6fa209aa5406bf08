"""What a worker process does. It loads the stages and little else: what it does not load, its film's machine has to spare."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import core.stages
from core.engine import Stage, discover, serve
from core.loading import loading
from core.system import give_way


@cache
def stages() -> tuple[Stage, ...]:
    """Every stage, in the order that their types impose."""
    return discover(core.stages)


def work(settled: Callable[[], None]) -> None:
    """Makes parts for a studio; `settled` is called when the pipe alone tells whether it is still there."""
    give_way()
    with loading():
        ready = stages()
        core.stages.bring()
    settled()
    serve(ready)
