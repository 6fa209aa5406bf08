"""What a process tree costs: seconds of cpu, seconds on the wall, megabytes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import imageio_ffmpeg
import psutil

from core.engine.pool import SURROUNDINGS

_COMPILED = tempfile.TemporaryDirectory(prefix="compiled")
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """Of one or several programs that ran at the same time. `pss` is the peak of the whole tree in megabytes.

    `settled` is the sum over programs of the median of each one's second half: what it needs once it is under way, free of the
    luck that a longer run has more moments to peak in.
    """

    cpu: float
    wall: float
    pss: float
    settled: float


@dataclass(frozen=True)
class Result:
    """One figure with its bar; `good` tells whether it is met."""

    name: str
    value: float
    bar: float
    unit: str
    at_most: bool = True
    note: str = ""

    @property
    def good(self) -> bool:
        """Whether the bar is met."""
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def surroundings() -> dict[str, str]:
    """The environment of everything that is measured: as workers have it, with modules compiled, as after any start."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, **SURROUNDINGS, "PYTHONPYCACHEPREFIX": _COMPILED.name}


def python(*args: str) -> list[str]:
    """A command that runs one of our modules."""
    return [sys.executable, "-m", *args]


def cost(*commands: Sequence[str]) -> Cost:
    """Runs the commands side by side from the project's root and adds up what they cost. A failure raises."""
    before, begun = os.times(), time.perf_counter()
    running = [
        subprocess.Popen(list(map(str, command)), cwd=ROOT, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for command in commands
    ]
    seen: list[list[float]] = []
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=([p.pid for p in running], seen, over))
    watch.start()
    complaints = [process.communicate()[1] for process in running]
    wall = time.perf_counter() - begun
    over.set()
    watch.join()
    for process, complaint in zip(running, complaints, strict=True):
        if process.returncode:
            raise RuntimeError(f"{process.args!r} failed: {complaint.decode(errors='replace')[-2000:]}")
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    each = [[row[k] for row in seen if row[k]] for k in range(len(running))]
    settled = sum(median(values[len(values) // 2 :]) for values in each if values)
    return Cost(cpu, wall, max((sum(row) for row in seen), default=0.0), settled)


def _watch(pids: Sequence[int], seen: list[list[float]], over: threading.Event) -> None:
    """Notes the memory of every program four times a second."""
    while not over.wait(0.25):
        seen.append([_tree(pid) for pid in pids])


def _tree(pid: int) -> float:
    try:
        root = psutil.Process(pid)
        return sum(_pss(p) for p in [root, *root.children(recursive=True)])
    except psutil.Error:
        return 0.0


def _pss(process: psutil.Process) -> float:
    try:
        full = process.memory_full_info()
        return getattr(full, "pss", full.uss) / 1e6
    except psutil.Error:
        return 0.0
