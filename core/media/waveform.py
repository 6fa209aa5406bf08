"""How loud a sound is from moment to moment: what a waveform is drawn from."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ToolFailed
from core.film.timing import RATE
from core.media.audio import PIECE, decoded

_HOP_S = 100
"""So many stretches of a second are looked at; a waveform on a screen has room for no more."""


def peaks(sound: Path, count: int) -> tuple[int, ...]:
    """The loudest sample of each of `count` equal stretches, in per cent of full scale; fewer for a sound of a moment.

    Memory does not grow with the sound. Raises `ToolFailed` for a file without sound.
    """
    hops = np.concatenate([np.zeros(0, np.float32), *_hops(sound)])
    if not len(hops):
        return ()
    starts = np.arange(min(count, len(hops))) * len(hops) // min(count, len(hops))
    return tuple(int(level) for level in np.rint(np.maximum.reduceat(hops, starts) * 100).clip(0, 100))


def _hops(sound: Path) -> Iterator[NDArray[np.float32]]:
    if sound.suffix != ".wav":
        for piece in decoded(sound):
            levels = np.abs(piece).max(0)
            yield np.maximum.reduceat(levels, np.arange(0, len(levels), RATE // _HOP_S))
        return
    try:
        with wave.open(str(sound), "rb") as file:
            if file.getsampwidth() != 2:
                raise ToolFailed(f"{sound.name} is not a 16-bit WAV file.")
            hop = max(1, file.getframerate() // _HOP_S)
            while raw := file.readframes(PIECE // hop * hop):
                steps = np.frombuffer(raw, "<i2")
                starts = np.arange(0, len(steps), hop * file.getnchannels())
                highest, lowest = np.maximum.reduceat(steps, starts), np.minimum.reduceat(steps, starts)
                loudest = np.maximum(highest.astype(np.float32), -lowest.astype(np.float32))
                yield (loudest / 32768).astype(np.float32)
    except (wave.Error, EOFError) as error:
        raise ToolFailed(f"{sound.name} cannot be read as a WAV file: {error}.") from error
