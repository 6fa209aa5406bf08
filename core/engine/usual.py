"""What parts of a stage usually take, from the records of those that were made: for films that were never made before."""

from __future__ import annotations

import json
import os
import statistics
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from heapq import nlargest
from pathlib import Path

_NEWEST = 300
"""So many records are read; machines and looks change, so the newest tell most."""


def usual_seconds(records: Path) -> Mapping[str, float]:
    """Stage -> the mean of what its newest parts took, outliers left out. Unreadable records are passed over."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for _, path in nlargest(_NEWEST, _by_time(records)):
        with suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(Path(path).read_bytes())
            found[str(record["stage"])].append(float(record["seconds"]))
    return {stage: round(_middle(seconds), 4) for stage, seconds in found.items()}


def _middle(seconds: list[float]) -> float:
    """The mean without the twentieth at either end: a median would not add up to what many parts take."""
    edge = len(seconds) // 20
    return statistics.fmean(sorted(seconds)[edge : len(seconds) - edge])


def _by_time(records: Path) -> list[tuple[int, str]]:
    found = []
    with suppress(FileNotFoundError):
        for folder in os.scandir(records):
            with suppress(OSError):
                found += [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder.path)]
    return found
