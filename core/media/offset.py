"""Whether what is heard in a finished film lies where the timeline put it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film.sound import Placed, SoundPlan
from core.film.timing import RATE
from core.media.audio import Samples, read_wav
from core.value import Blob

_HOP = RATE // 1000
"""An envelope has one value a millisecond."""

_REACH = 300
"""Milliseconds that are looked at on either side."""

_TRIED = 6
"""Takes that are looked for, spread over the film."""


Envelope = NDArray[np.float64]
"""The power of each whole millisecond of a sound."""


def envelope(samples: Samples) -> Envelope:
    """The envelope of a piece at 48 kHz of whole milliseconds; a last, shorter one is left out."""
    return _powers(samples.mean(0))


def late_ms(heard: Envelope, sound: SoundPlan, files: Callable[[Blob], Path]) -> float | None:
    """How late (positive) or early speech is heard against its plan: the median over some takes, by the cross-correlation of
    envelopes, smoothed over 5 ms so that single periods of the voice do not count. None for a film without speech.
    """
    if not sound.narration:
        return None
    level = _smooth(heard)
    step = max(1, len(sound.narration) // _TRIED)
    lags = [_lag(level, placed, files(placed.audio)) for placed in sound.narration[::step]]
    return float(np.median(lags))


def _lag(heard: NDArray[np.float64], placed: Placed, take: Path) -> int:
    spoken = _smooth(_powers(read_wav(take)[1][0]))
    start = placed.start_sample // _HOP
    room = np.zeros(len(spoken) + 2 * _REACH)
    first = max(0, start - _REACH)
    piece = heard[first : start + len(spoken) + _REACH]
    room[first - (start - _REACH) :][: len(piece)] = piece
    size = 1 << (len(room) + len(spoken)).bit_length()
    spectrum = np.fft.rfft(room - room.mean(), size) * np.conj(np.fft.rfft(spoken - spoken.mean(), size))
    return int(np.fft.irfft(spectrum, size)[: 2 * _REACH + 1].argmax()) - _REACH


def _powers(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    whole = samples[: len(samples) // _HOP * _HOP].reshape(-1, _HOP)
    return np.asarray(np.square(whole).mean(1), np.float64)


def _smooth(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(powers):
        return powers
    smooth = np.convolve(powers, np.ones(5) / 5, "same")
    return np.asarray(np.maximum(10 * np.log10(smooth + 1e-12) + 60, 0))
