"""A piece of music put together: passages laid at their places, faded out where the film ends."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.audio import PIECE, Samples, pcm, stretch
from core.media.loudness import Meter

_FIRST = RATE // 200
_LAST = RATE


def lay(passages: Sequence[tuple[int, Path]], samples: int, to: Path) -> NDArray[np.float64]:
    """Writes `samples` of what (first sample, file) sound like together, as a 48 kHz stereo WAV of 16 bits.

    Gives the K-weighted power of each tenth of a second. Raises `ToolFailed` for a file of another kind.
    """
    meter = Meter()
    with wave.open(str(to), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for start in range(0, samples, PIECE):
            sound = _between(passages, start, min(samples, start + PIECE))
            _round_off(sound, start, samples)
            meter.add(sound)
            file.writeframes(pcm(sound))
    return meter.powers()


def _between(passages: Sequence[tuple[int, Path]], start: int, end: int) -> Samples:
    sound = np.zeros((2, end - start), np.float32)
    for at, path in passages:
        if at < end:
            first = max(at, start)
            heard = stretch(path, 2, first - at, end - at, silence=False)
            sound[:, first - start : first - start + heard.shape[1]] += heard
    return sound


def _round_off(sound: Samples, start: int, total: int) -> None:
    """Silent at the very ends of the piece: in place, and only there."""
    size = sound.shape[1]
    begun = max(0, min(size, _FIRST - start))
    sound[:, :begun] *= ((np.arange(start, start + begun) + 1) / _FIRST).astype(np.float32)
    last = min(_LAST, max(1, total // 3))
    ending = max(0, min(size, start + size - (total - last)))
    left = total - 1 - np.arange(start + size - ending, start + size)
    sound[:, size - ending :] *= (np.sin(np.pi / 2 * left / last) ** 2).astype(np.float32)
