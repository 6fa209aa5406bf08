"""How much more than a bare encoder a film costs: same library, same settings, same segments, same frames."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench.encoding import raw
from tests.bench.measure import Result, cost, python
from tests.bench.render import SPENT

ROUNDS = 7
"""Of pairs that alternate: how fast the machine is changes from minute to minute, and less so within a pair."""


BAR = 1.15


def figures(folder: Path, seconds: int) -> list[Result]:
    """A warm worker's rendering (loading, drawing, transitions, encoding) over encoding the finished frames, cpu and wall."""
    frames = raw(folder, seconds)
    ours, theirs, starts = [], [], []
    for _ in range(ROUNDS):
        whole = cost(python("tests.bench.render", str(folder), str(seconds))).cpu
        ours.append(_spent(folder))
        starts.append(whole - ours[-1][0])
        cost(python("tests.bench.render", str(folder), str(seconds), "--bare", str(frames)))
        theirs.append(_spent(folder))
    found = []
    for place, what in enumerate(("cpu", "wall")):
        film, bare = ([one[place] for one in some] for some in (ours, theirs))
        pairs = median(a / b for a, b in zip(film, bare, strict=True))
        spent = f"at the least {min(film) / seconds:.2f} against {min(bare) / seconds:.2f} s for 1 s of film"
        note = f"median of {ROUNDS} pairs; {spent}; a worker's start: {median(starts):.2f} s"
        found.append(Result(f"{what}, film / bare encode of its frames", pairs, BAR, "x", note=note))
    return found


def _spent(folder: Path) -> tuple[float, float]:
    cpu, wall = map(float, (folder / SPENT).read_text().split())
    return cpu, wall
