"""Scales, ticks and thinned labels for charts. Pure arithmetic; pixels only where it says so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Scale:
    """Values on a straight line of pixels: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where `value` lies, in pixels."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers, evenly spaced (1, 2, 2.5 or 5 times a power of ten), that reach from `low` or less to `high` or more.

    At most about `most`, at least two. After Heckbert, "Nice numbers for graph labels" (Graphics Gems, 1990).
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("an axis needs finite values")
    if high < low:
        low, high = high, low
    if high == low:
        high = low + (abs(low) or 1.0)
    step = _round_step((high - low) / max(1, most - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(_clean(i * step, step) for i in range(first, last + 1))


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    for factor in (1.0, 2.0, 2.5, 5.0):
        if raw <= factor * power * (1 + 1e-9):
            return factor * power
    return 10.0 * power


def _clean(value: float, step: float) -> float:
    places = max(0, 2 - math.floor(math.log10(step)))
    return round(value, places) + 0.0


def span(values: Sequence[float], *, zero: bool = True, room: float = 0.08) -> tuple[float, float]:
    """The range an axis must cover: all values, zero if asked, and `room` of the range beyond ends that are not zero.

    Without `zero` it is left out only where it is far from all values (more than one and a half times their range).
    """
    low, high = min(values), max(values)
    reach = high - low
    if zero or (low >= 0 and low < 1.5 * reach) or (high <= 0 and -high < 1.5 * reach) or reach == 0:
        low, high = min(low, 0.0), max(high, 0.0)
    extra = (high - low or 1.0) * room
    return (low - extra if low < 0 or (not zero and low > 0) else low), (high + extra if high > 0 else high)


def thinned(widths: Sequence[float], pitch: float, gap: float, keep: int | None = None) -> tuple[int, ...]:
    """Which of the labels that stand `pitch` pixels apart are written so that none touches the next: every nth, with `keep`."""
    count = len(widths)
    for every in range(1, count + 1):
        first = keep % every if keep is not None else 0
        shown = tuple(range(first, count, every))
        if all((widths[a] + widths[b]) / 2 + gap <= pitch * every for a, b in pairwise(shown)):
            return shown
    return (keep,) if keep is not None else (0,)


def shares(values: Sequence[float]) -> tuple[float, ...]:
    """Parts of a whole (0..1) by absolute size; equal parts when all are zero."""
    total = math.fsum(abs(v) for v in values)
    return tuple(abs(v) / total for v in values) if total else tuple(1 / len(values) for _ in values)
