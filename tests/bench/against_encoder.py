"""How much more than a bare encoder a film costs: same library, same settings, same segments, same frames."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench.encoding import raw
from tests.bench.measure import Result, cost, python
from tests.bench.render import SPENT

ROUNDS = 5
"""Whatever else the machine does only adds to a run's cpu time, so the least of several runs is what the work itself costs."""


def figures(folder: Path, seconds: int) -> list[Result]:
    """cpu of a warm worker's rendering (loading, drawing, transitions, encoding) over that of encoding the finished frames."""
    frames = raw(folder, seconds)
    ours, theirs, starts = [], [], []
    for _ in range(ROUNDS):
        whole = cost(python("tests.bench.render", str(folder), str(seconds))).cpu
        ours.append(float((folder / SPENT).read_text()))
        starts.append(whole - ours[-1])
        cost(python("tests.bench.render", str(folder), str(seconds), "--bare", str(frames)))
        theirs.append(float((folder / SPENT).read_text()))
    pairs = median(a / b for a, b in zip(ours, theirs, strict=True))
    spent = f"{min(ours) / seconds:.2f} against {min(theirs) / seconds:.2f} cpu s for 1 s of film"
    note = f"{spent}; median of {ROUNDS} pairs {pairs:.2f}; a worker's start: {median(starts):.2f} s"
    return [Result("cpu, film / bare encode of its frames", min(ours) / min(theirs), 1.25, "x", note=note)]
