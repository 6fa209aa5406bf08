"""The band's instruments: one note as samples. Each is made of few partials and little noise, so that speech has its room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE

Wave = NDArray[np.float32]
Swing = tuple[float, float, float, float]
"""Hertz, level, by how much it dies away in a second (as an exponent), and where it begins, in turns."""

_STEP = 256


def frequency(pitch: int) -> float:
    """Hertz of a MIDI note in equal temperament, A4 = 440."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


@lru_cache(maxsize=256)
def sound(instrument: str, pitch: int, length_ms: int) -> tuple[Wave, Wave]:
    """Left and right of one note at full loudness, with its own release after `length_ms`; read-only."""
    seconds = length_ms / 1000
    if instrument == "pad":
        pair = _pad(pitch, seconds, (1.0, 0.5, 0.3, 0.2, 0.14, 0.1, 0.08, 0.06, 0.05, 0.04), 0.35, 1.1)
    elif instrument == "strings":
        one = _decayed(pitch, seconds + 0.12, _BOWED, attack=0.018)
        pair = (one, one)
    elif instrument in _STRUCK:
        partials, attack, noise = _STRUCK[instrument]
        one = _decayed(pitch, max(seconds, 0.9), partials, attack=attack, noise=noise)
        pair = (one, one)
    elif instrument == "bass":
        one = _bass(pitch, seconds)
        pair = (one, one)
    else:
        one = _DRUMS[instrument](pitch)
        pair = (one, one)
    for side in pair:
        side.setflags(write=False)
    return pair


_BOWED = tuple((k, 1 / k, 0.5 / k**0.5) for k in range(1, 11))
_STRUCK = {
    "mallet": (((1, 1.0, 0.55), (2, 0.1, 0.3), (3.93, 0.3, 0.16), (9.2, 0.12, 0.05), (13.1, 0.05, 0.02)), 0.002, 0.05),
    "keys": (
        ((1, 1.0, 1.3), (2, 0.4, 0.9), (3, 0.2, 0.6), (4, 0.12, 0.4), (5, 0.06, 0.3), (7, 0.04, 0.2), (14, 0.04, 0.09)),
        0.003,
        0.02,
    ),
    "pluck": (tuple((k, 1 / k**1.1, 0.3 / k**0.6) for k in range(1, 11)), 0.002, 0.03),
    "pizzicato": (tuple((k, 1 / k**1.2, 0.22 / k**0.7) for k in range(1, 9)), 0.002, 0.06),
    "bell": (((1, 1.0, 1.1), (2.0, 0.3, 0.7), (3.0, 0.16, 0.35), (5.4, 0.1, 0.25), (8.1, 0.05, 0.15)), 0.003, 0.01),
}
"""Partials as (multiple, level, seconds until 1/e), attack in seconds, share of noise in the stroke."""


def _times(seconds: float) -> NDArray[np.float32]:
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def _swings(size: int, swings: Sequence[Swing]) -> Wave:
    """The sum of damped sines: each sample is a coarse step of its swing times a fine one, so all of them are one matrix product.

    `exp((i w - a) (m B + n)) = exp((i w - a) m B) exp((i w - a) n)`: a few hundred powers in place of a sine for every sample.
    """
    hertz, level, decay, phase = (np.array(column, np.float64)[:, None] for column in zip(*swings, strict=True))
    rate = (2j * np.pi * hertz - decay) / RATE
    coarse = level * np.exp(rate * _STEP * np.arange(-(-size // _STEP)) + 2j * np.pi * phase)
    fine = np.exp(rate * np.arange(_STEP))
    left = np.concatenate([coarse.imag, coarse.real]).astype(np.float32)
    right = np.concatenate([fine.real, fine.imag]).astype(np.float32)
    return np.asarray((left.T @ right).reshape(-1)[:size], np.float32)


def _decayed(
    pitch: int, seconds: float, partials: tuple[tuple[float, float, float], ...], *, attack: float, noise: float = 0.0
) -> Wave:
    """Partials that die away, the high ones first; higher notes die sooner."""
    hertz, size = frequency(pitch), int((seconds + 0.25) * RATE)
    sooner = (hertz / 262) ** 0.35
    swings = [(multiple * hertz, level, sooner / life, 0.0) for multiple, level, life in partials if multiple * hertz < 16_000]
    wave = _swings(size, swings)
    if noise:
        time = _times(seconds + 0.25)[: int(0.1 * RATE)]  # what comes later is fainter than any sample can hold
        stroke = np.random.default_rng(pitch).standard_normal(len(time)).astype(np.float32)
        wave[: len(time)] += np.float32(noise) * np.diff(stroke, prepend=np.float32(0)) * np.exp(-time / np.float32(0.006))
    return _edged(wave, attack, 0.25)


def _pad(pitch: int, seconds: float, harmonics: tuple[float, ...], attack: float, release: float) -> tuple[Wave, Wave]:
    """Two slowly beating strings of harmonics for either side."""
    hertz, size = frequency(pitch), int((seconds + release) * RATE)
    sides = []
    for cents, phase in (((-5.0, 3.5), 0.13), ((5.5, -3.0), 0.61)):
        swings = [
            ((k + 1) * hertz * 2 ** (detuned / 1200), level / 2, 0.0, (k + 1) * (phase + 0.37 * string) + 0.7 * k / (2 * np.pi))
            for string, detuned in enumerate(cents)
            for k, level in enumerate(harmonics)
        ]
        sides.append(_edged(_swings(size, swings), attack, release))
    return sides[0], sides[1]


def _bass(pitch: int, seconds: float) -> Wave:
    """A round low note; its second and third harmonics let small loudspeakers tell it."""
    hertz, tail, stroke = frequency(pitch), 1 / 1.1, 1 / 0.22
    swings = [
        ((k + 1) * hertz, level * share, k * tail + decay, 0.0)
        for k, level in enumerate((1.0, 0.34, 0.12))
        for share, decay in ((0.55, 0.0), (0.45, stroke))
    ]
    wave = _swings(int((seconds + 0.09) * RATE), swings)
    return _edged(np.tanh(wave * np.float32(1.2)).astype(np.float32), 0.008, 0.09)


def _kick(pitch: int) -> Wave:
    time = _times(0.38)
    sweep = 46 * time + (105 / 26) * (1 - np.exp(-26 * time))
    return _edged((np.sin(2 * np.pi * sweep) * np.exp(-time / 0.11)).astype(np.float32), 0.001, 0.1)


def _tom(pitch: int) -> Wave:
    time = _times(0.7)
    low = frequency(pitch) * 0.8
    sweep = low * time + (low * 0.5 / 18) * (1 - np.exp(-18 * time))
    return _edged((np.sin(2 * np.pi * sweep) * np.exp(-time / 0.2)).astype(np.float32), 0.002, 0.2)


def _noise(seconds: float, seed: int, low: float, high: float, life: float, attack: float) -> Wave:
    """Noise between two frequencies that dies away."""
    size = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    band = 1 / (1 + (low / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / high) ** 6)
    wave = np.fft.irfft(spectrum * band, size)
    wave *= np.exp(-np.arange(size) / RATE / life) / np.abs(wave).max()
    return _edged(wave.astype(np.float32), attack, seconds * 0.4)


def _shaker(pitch: int) -> Wave:
    return _noise(0.11, 11, 6500, 13_000, 0.028, 0.008) * np.float32(0.5)


def _snap(pitch: int) -> Wave:
    return _noise(0.2, 23, 900, 5200, 0.035, 0.001) * np.float32(0.7)


_DRUMS = {"kick": _kick, "tom": _tom, "shaker": _shaker, "snap": _snap}


def _edged(wave: Wave, attack: float, release: float) -> Wave:
    """Rounded at both ends, so that nothing clicks."""
    first, last = max(2, min(len(wave) // 2, int(attack * RATE))), max(2, min(len(wave) // 2, int(release * RATE)))
    wave[:first] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(first) / first)).astype(np.float32)
    wave[-last:] *= (0.5 + 0.5 * np.cos(np.pi * (np.arange(last) + 1) / last)).astype(np.float32)
    return wave
