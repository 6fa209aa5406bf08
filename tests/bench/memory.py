"""What a render needs of memory, and whether that grows with the film."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measure import Cost, Result, cost, python


def figures(folder: Path, seconds: int) -> list[Result]:
    """Peak PSS of two workers, and what a film four times as long settles at, over it."""
    short, long = (_cost(folder, length) for length in (seconds, 4 * seconds))
    return [
        Result("memory, two workers", long.pss, 800, "MB"),
        Result(f"memory settled, {4 * seconds} s / {seconds} s", long.settled / short.settled, 1.05, "x"),
    ]


def _cost(folder: Path, seconds: int) -> Cost:
    return cost(*(python("tests.bench.render", str(folder), str(seconds), "--part", str(k), "--of", "2") for k in range(2)))
