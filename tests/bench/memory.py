"""What a render needs of memory, and whether that grows with the film."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench.measure import Cost, Result, cost, python

ROUNDS = 3
"""What one process settles at varies by a twentieth from run to run."""


def figures(folder: Path, seconds: int) -> list[Result]:
    """Peak PSS of two workers, and what a film four times as long settles at, over it."""
    rounds = [(_cost(folder, seconds), _cost(folder, 4 * seconds)) for _ in range(ROUNDS)]
    ratios = sorted(long.settled / short.settled for short, long in rounds)
    note = f"{ratios[0]:.2f} to {ratios[-1]:.2f} in {ROUNDS} rounds"
    return [
        Result("memory, two workers", max(long.pss for _, long in rounds), 800, "MB"),
        Result(f"memory settled, {4 * seconds} s / {seconds} s", median(ratios), 1.05, "x", note=note),
    ]


def _cost(folder: Path, seconds: int) -> Cost:
    return cost(*(python("tests.bench.render", str(folder), str(seconds), "--part", str(k), "--of", "2") for k in range(2)))
