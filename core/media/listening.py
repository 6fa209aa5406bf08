"""Facts about a finished sound: whether speech is where it should be, where it is silent, where it clicks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film import SoundPlan
from core.film.timing import RATE
from core.media.audio import Samples, decibels, decode, filtered, level
from core.media.voice_shape import LEAD_MS

_HOP = RATE // 500
_BEFORE_MS, _AFTER_MS = 260, 420
_RISE_DB = 9.0
_QUIET_DB = -60.0
_SHORTEST_SILENCE_MS = 1500
_CLICK_RATIO = 14.0


def speech_onset_error_ms(film: Path, plan: SoundPlan) -> float | None:
    """How much later (negative: earlier) speech is heard in `film` than the plan says: the median over its lines.

    A line is heard where the range of speech rises out of what plays before it. None when no line can be told from the music.
    """
    if not plan.narration:
        return None
    heard = decode(film).mean(0, keepdims=True)
    errors = [error for placed in plan.narration if (error := _onset_error(heard, placed.start_sample)) is not None]
    return float(np.median(errors)) if errors else None


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


def _onset_error(heard: Samples, start: int) -> float | None:
    expected = start + LEAD_MS * RATE // 1000
    first, last = expected - _BEFORE_MS * RATE // 1000, expected + _AFTER_MS * RATE // 1000
    if first < 0 or last > heard.shape[1]:
        return None
    speech = filtered(heard[:, first:last], _speech_range)
    loud = decibels(level(speech, _HOP))
    middle = (expected - first) // _HOP
    floor = float(np.quantile(loud[: middle - 30], 0.9))
    peak = float(loud[middle:].max())
    if peak - floor < 2 * _RISE_DB:
        return None
    threshold = max(floor + _RISE_DB, peak - 34)
    onset = int(np.argmax(loud > threshold))
    return (onset - middle) * 1000 * _HOP / RATE


def _speech_range(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + (900 / np.maximum(hertz, 1)) ** 8) / (1 + (hertz / 9000) ** 8))


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
