"""How much more than a bare encoder a film costs: same frames, same settings, same segments."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench.encoding import bare, raw
from tests.bench.measure import Result, cost, python
from tests.bench.render import stretches

ROUNDS = 3


def figures(folder: Path, seconds: int) -> list[Result]:
    """cpu of rendering (drawing, transitions, encoding, process start) over cpu of encoding the finished frames."""
    frames = raw(folder, seconds)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(cost(python("tests.bench.render", str(folder), str(seconds))).cpu)
        theirs.append(_bare(folder, frames, seconds))
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    note = f"{median(ours) / seconds:.2f} against {median(theirs) / seconds:.2f} cpu s for a second of film"
    return [Result("cpu, film / bare encode of its frames", ratio, 1.25, "x", note=note)]


def _bare(folder: Path, frames: Path, seconds: int) -> float:
    """One encoder, one thread, over all frames; started once, as one worker is."""
    total = sum(part.frames for part in stretches(seconds))
    return cost(bare(frames, 0, total, folder / "bare.mp4")).cpu
