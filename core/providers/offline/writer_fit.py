"""Which ways to tell which blocks: a knapsack with one choice per block, filled as near to the length as the source allows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.providers.offline.writer_desk import Group, Option

STEP_MS = 100
"""The grid on which lengths are added up."""
_NEVER = -1e9


def fit(groups: list[Group], target_ms: int, low_ms: int, high_ms: int) -> list[Option | None]:
    """For each group the option to take, or None; the sum lies between `low_ms` and `high_ms` where it can.

    Worth is made as large as it can be within these, with a small price on the distance from `target_ms`. Nearer below comes
    next, then nearer above. Exact on a grid of `STEP_MS`.
    """
    size = max(1, high_ms // STEP_MS + 1)
    worth: npt.NDArray[np.float64] = np.full(size, _NEVER)
    worth[0] = 0.0
    choices: list[npt.NDArray[np.int8]] = []
    for group in groups:
        best, chosen = worth.copy(), np.full(size, -1, dtype=np.int8)
        for number, option in enumerate(group.options[:100]):
            steps = option.ms // STEP_MS
            if steps >= size:
                continue
            moved = np.full(size, _NEVER)
            moved[steps:] = worth[: size - steps] + option.worth
            better = moved > best
            best[better], chosen[better] = moved[better], number
        worth = best
        choices.append(chosen)
    return _walk_back(groups, choices, _end(worth, target_ms, low_ms))


def _end(worth: npt.NDArray[np.float64], target_ms: int, low_ms: int) -> int:
    reachable = np.flatnonzero(worth > _NEVER / 2)
    inside = reachable[reachable >= low_ms // STEP_MS]
    if not len(inside):
        return int(reachable.max())
    distance = np.abs(inside - target_ms / STEP_MS) / max(1.0, target_ms / STEP_MS)
    return int(inside[np.argmax(worth[inside] - 4.0 * distance)])


def _walk_back(groups: list[Group], choices: list[npt.NDArray[np.int8]], end: int) -> list[Option | None]:
    taken: list[Option | None] = [None] * len(groups)
    at = end
    for number in range(len(groups) - 1, -1, -1):
        choice = int(choices[number][at])
        if choice >= 0:
            taken[number] = groups[number].options[choice]
            at -= groups[number].options[choice].ms // STEP_MS
    return taken


def longest(group: Group) -> int:
    """How long the fullest way to tell a group takes."""
    return max((option.ms for option in group.options), default=0)
