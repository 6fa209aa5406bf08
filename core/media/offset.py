"""Whether what is heard in a finished film lies where the timeline put it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film.sound import Placed, SoundPlan
from core.film.timing import RATE
from core.media.audio import decode, read_wav
from core.value import Blob

_HOP = RATE // 1000
"""An envelope has one value a millisecond."""

_REACH = 300
"""Milliseconds that are looked at on either side."""

_TRIED = 6
"""Takes that are looked for, spread over the film."""


def sound_offset_ms(film: Path, sound: SoundPlan, files: Callable[[Blob], Path]) -> float | None:
    """How late (positive) or early speech is in `film` against its plan: the median over some takes, by the cross-correlation
    of envelopes. None for a film without speech.
    """
    if not sound.narration:
        return None
    heard = _envelope(decode(film, channels=1)[0])
    step = max(1, len(sound.narration) // _TRIED)
    lags = [_lag(heard, placed, files(placed.audio)) for placed in sound.narration[::step]]
    return float(np.median(lags))


def _lag(heard: NDArray[np.float64], placed: Placed, take: Path) -> int:
    spoken = _envelope(read_wav(take)[1][0])
    start = placed.start_sample // _HOP
    room = np.zeros(len(spoken) + 2 * _REACH)
    first = max(0, start - _REACH)
    piece = heard[first : start + len(spoken) + _REACH]
    room[first - (start - _REACH) :][: len(piece)] = piece
    size = 1 << (len(room) + len(spoken)).bit_length()
    spectrum = np.fft.rfft(room - room.mean(), size) * np.conj(np.fft.rfft(spoken - spoken.mean(), size))
    return int(np.fft.irfft(spectrum, size)[: 2 * _REACH + 1].argmax()) - _REACH


def _envelope(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Level by the millisecond, in dB above -60, smoothed over 5 ms so that single periods of the voice do not count."""
    whole = samples[: len(samples) // _HOP * _HOP].astype(np.float64).reshape(-1, _HOP)
    power = np.convolve((whole**2).mean(1), np.ones(5) / 5, "same")
    level: NDArray[np.float64] = np.maximum(10 * np.log10(power + 1e-12) + 60, 0)
    return level
