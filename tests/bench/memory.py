"""What a render needs of memory, and whether that grows with the film."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measure import Result, cost, python


def figures(folder: Path, seconds: int) -> list[Result]:
    """Peak PSS of two workers, and that of a film four times as long over it."""
    short, long = (_peak(folder, length) for length in (seconds, 4 * seconds))
    return [
        Result("memory, two workers", long, 800, "MB"),
        Result(f"memory, {4 * seconds} s / {seconds} s", long / short, 1.05, "x"),
    ]


def _peak(folder: Path, seconds: int) -> float:
    return cost(*(python("tests.bench.render", str(folder), str(seconds), "--part", str(k), "--of", "2") for k in range(2))).pss
