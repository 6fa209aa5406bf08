"""Rate limits as moving windows of the library `limits`, counted in the ledger, so that all processes share them."""

from __future__ import annotations

import time

from core.policy.ledger import State
from core.policy.policy import Rate


def rates_of(overall: Rate | None, per_person: Rate | None, person: str) -> tuple[tuple[str, Rate], ...]:
    """The limits that hold for a call of `person`, each with the name of its window."""
    found = [("all", overall)] if overall else []
    found += [(f"person/{person}", per_person)] if per_person else []
    return tuple((name, rate) for name, rate in found if rate is not None)


def hit(state: State, rates: tuple[tuple[str, Rate], ...]) -> float:
    """Counts a call against every limit and gives 0; where one is used up, counts nothing and gives the seconds to wait."""
    if not rates:
        return 0.0
    from core.policy.windows import item, limiter  # the library is not light

    windows = limiter(state)
    waits = [
        max(windows.get_window_stats(item(rate), name).reset_time - time.time(), 0.001)
        for name, rate in rates
        if not windows.test(item(rate), name)
    ]
    if waits:
        return max(waits)
    for name, rate in rates:
        windows.hit(item(rate), name)
    return 0.0
