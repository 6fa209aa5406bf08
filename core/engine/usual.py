"""What parts of a stage usually take, from the records of those that were made: for films that were never made before."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path

_NEWEST = 300
"""So many records are read; machines and looks change, so the newest tell most."""


@dataclass(frozen=True)
class Usual:
    """By stage: the mean seconds of a part and, where the stage measures what its parts cost, the seconds of one unit of it."""

    seconds: Mapping[str, float] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)

    def of(self, stage: str, cost: float) -> float | None:
        """The seconds of a part that costs so much; None where no such part was made yet."""
        return self.rates[stage] * cost if stage in self.rates else self.seconds.get(stage)


def usual(records: Path) -> Usual:
    """What the newest parts took, outliers left out. Records that cannot be read are passed over."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    measured: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for _, path in nlargest(_NEWEST, _by_time(records)):
        with suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(Path(path).read_bytes())
            stage, seconds, cost = str(record["stage"]), float(record["seconds"]), float(record.get("cost", 0.0))
            found[stage].append(seconds)
            if cost > 0:
                measured[stage].append((seconds, cost))
    rates = {stage: _rate(parts) for stage, parts in measured.items()}
    return Usual({stage: round(_rate([(one, 1.0) for one in seconds]), 4) for stage, seconds in found.items()}, rates)


def _rate(parts: list[tuple[float, float]]) -> float:
    """Seconds for one unit of cost, without the twentieth at either end: a median would not add up to what many parts take."""
    edge = len(parts) // 20
    kept = sorted(parts, key=lambda part: part[0] / part[1])[edge : len(parts) - edge]
    return sum(seconds for seconds, _ in kept) / sum(cost for _, cost in kept)


def _by_time(records: Path) -> list[tuple[int, str]]:
    found = []
    with suppress(FileNotFoundError):
        for folder in os.scandir(records):
            with suppress(OSError):
                found += [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder.path)]
    return found
