"""How fast two workers render, and how exact and quick the join is."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.measure import Result, cost, python
from tests.bench.render import joined


def figures(folder: Path, seconds: int) -> list[Result]:
    """Seconds of film for a second on the wall, workers started anew; and the seconds of joining."""
    workers = [python("tests.bench.render", str(folder), str(seconds), "--part", str(k), "--of", "2") for k in range(2)]
    spent = min(cost(*workers).wall for _ in range(2))
    begun = time.perf_counter()
    joined(folder, seconds, folder / "film.mp4")
    joining = time.perf_counter() - begun
    return [
        Result("speed, two workers", seconds / (spent + joining), 2.5, "x real time", at_most=False),
        Result(f"join of {seconds} s", joining, 0.3 * seconds / 30, "s"),
    ]
