"""Facts about a finished sound: when it begins, where it is silent, where it clicks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.audio import Samples, decibels, level

_HOP = RATE // 500
_QUIET_DB = -60.0
_SHORTEST_SILENCE_MS = 1500
_CLICK_RATIO = 14.0


def silences(sound: Samples, least_ms: int = _SHORTEST_SILENCE_MS) -> tuple[tuple[int, int], ...]:
    """Stretches (ms, ms) of at least `least_ms` without any sound."""
    quiet = decibels(level(sound, RATE // 100)) < _QUIET_DB
    return tuple((a * 10, b * 10) for a, b in _runs(quiet) if (b - a) * 10 >= least_ms)


def clicks(sound: Samples) -> tuple[int, ...]:
    """Where (ms) single samples jump far out of what surrounds them, as at a bad cut."""
    jump = np.abs(np.diff(sound.astype(np.float64), n=2, axis=1)).max(0) if sound.shape[1] > 2 else np.zeros(0)
    hop = RATE // 200
    count = len(jump) // hop
    if not count:
        return ()
    stretches = jump[: count * hop].reshape(count, hop)
    peaks, usual = stretches.max(1), np.sqrt((stretches**2).mean(1))
    around = np.maximum.reduce([np.roll(usual, 1), np.roll(usual, -1), np.full(count, 1e-3)])
    around[0], around[-1] = np.inf, np.inf
    return tuple(int(i) * 5 for i in np.flatnonzero((peaks > _CLICK_RATIO * around) & (peaks > 5 * usual)))


def onset_ms(sound: Samples) -> float | None:
    """When the first sound begins: where it comes within 40 dB of the loudest. None for silence."""
    loud = decibels(level(sound, _HOP))
    if not len(loud) or loud.max() < _QUIET_DB:
        return None
    return float(np.argmax(loud > loud.max() - 40)) * 1000 * _HOP / RATE


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
