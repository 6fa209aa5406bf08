"""From a synthesiser's raw voice to one that sits in a film: tone, evenness, a little room, one loudness, clean edges.

Nothing in here moves the speech: filters have no phase, the compressor looks at both sides, and the room only adds behind.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.audio import Samples, decibels, faded, filtered, level
from core.media.loudness import integrated

LEAD_MS = 40
"""Silence that a shaped take keeps before its first sound."""

TAIL_MS = 120
"""Silence that it keeps after its last."""

TARGET_LUFS = -20.0
"""Loudness of every take, measured on its one channel."""

_PEAK = 10 ** (-3 / 20)
_HOP = RATE // 500
_SOUND_DB = -52.0
"""What lies this far under the loudest stretch is silence."""

_REFLECTIONS = ((0.0087, 0.085), (0.0131, -0.062), (0.0193, 0.055), (0.0274, -0.041), (0.0361, 0.030), (0.0479, 0.018))
"""Early reflections of a small treated room: seconds, gain."""


@dataclass(frozen=True)
class Shaped:
    """A take ready to be laid on a timeline: mono at 48 kHz; a time `t` of what came in is at `t + shift_ms` here."""

    samples: Samples
    shift_ms: int


def shape(samples: Samples) -> Shaped:
    """`samples` (mono, 48 kHz) toned, evened, levelled and trimmed to `LEAD_MS` before and `TAIL_MS` after what is heard."""
    toned = filtered(samples, _tone)
    softened = _softened(toned)
    evened = softened * _gains(softened)
    warm = np.tanh(evened * 1.4 / max(_loud(evened), 1e-4) * 0.22).astype(np.float32)
    return _trimmed(_levelled(_in_room(warm)))


def _tone(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rumble away, a little body, less of the nasal and the metallic ranges, a soft top."""
    decibel = _bell(hertz, 190, 1.0, 1.1) + _bell(hertz, 480, -1.2, 0.8) + _bell(hertz, 2900, -1.2, 0.9)
    decibel -= 4.0 / (1 + (5200 / np.maximum(hertz, 1)) ** 4)
    rumble = 1 / np.sqrt(1 + (75 / np.maximum(hertz, 1e-3)) ** 6)
    return np.asarray(10 ** (decibel / 20) * rumble)


def _bell(hertz: NDArray[np.float64], centre: float, gain_db: float, octaves: float) -> NDArray[np.float64]:
    return np.asarray(gain_db * np.exp(-0.5 * (np.log2(np.maximum(hertz, 1) / centre) / octaves * 2) ** 2))


def _softened(samples: Samples) -> Samples:
    """Hisses held back: where the range above 4.5 kHz stands out, it is lowered by half of what is too much."""
    high = filtered(samples, lambda hertz: 1 / (1 + (4500 / np.maximum(hertz, 1)) ** 6))
    loud = decibels(level(high, _HOP))
    reference = decibels(np.asarray([_loud(samples)]))[0] - 13
    wanted = np.minimum(0.0, -0.6 * (loud - reference))
    cut = 1 - 10 ** (_smooth(wanted, 4) / 20)
    return (samples - high * _spread(cut, samples.shape[1])).astype(np.float32)


def _gains(samples: Samples) -> Samples:
    """The compressor: 2.2 to 1 over a soft knee from 9 dB under the loud level, looking 8 ms ahead, letting go in 90 ms."""
    loud = decibels(level(samples, _HOP))
    over = loud - (decibels(np.asarray([_loud(samples)]))[0] - 9)
    knee = 8.0
    excess = np.where(over > knee / 2, over, np.where(over < -knee / 2, 0.0, (over + knee / 2) ** 2 / (2 * knee)))
    reduction = _released(_smooth(excess * (1 - 1 / 2.2), 4), 0.09)
    return _spread(10 ** (-_smooth(reduction, 3) / 20), samples.shape[1])


def _released(reduction: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """Rises at once, falls with a time constant."""
    keep = float(np.exp(-_HOP / RATE / seconds))
    result = np.empty_like(reduction)
    held = 0.0
    for i, value in enumerate(reduction.tolist()):
        held = value if value > held else held * keep + value * (1 - keep)
        result[i] = held
    return result


def _smooth(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """A moving mean that looks as far ahead as back."""
    window = np.hanning(2 * reach + 3)[1:-1]
    return np.convolve(np.pad(values, reach, "edge"), window / window.sum(), "valid")


def _spread(values: NDArray[np.float64], length: int) -> Samples:
    """Values of stretches as values of samples."""
    middles = np.arange(len(values)) * _HOP + _HOP / 2
    return np.interp(np.arange(length), middles, values).astype(np.float32)[None, :]


def _loud(samples: Samples) -> float:
    """The level that the loudest tenth of the stretches exceeds."""
    levels = level(samples, _HOP)
    return float(np.quantile(levels, 0.9)) if len(levels) else 0.0


def _in_room(samples: Samples) -> Samples:
    """Early reflections, darker than the voice, added behind it."""
    dark = filtered(samples, lambda hertz: 1 / np.sqrt(1 + (hertz / 3200) ** 4) / np.sqrt(1 + (220 / np.maximum(hertz, 1)) ** 4))
    tail = round(_REFLECTIONS[-1][0] * RATE)
    result = np.pad(samples, ((0, 0), (0, tail)))
    for seconds, gain in _REFLECTIONS:
        at = round(seconds * RATE)
        result[:, at : at + samples.shape[1]] += dark * np.float32(gain)
    return result


def _levelled(samples: Samples) -> Samples:
    """At `TARGET_LUFS`, its peaks rounded off under -3 dBFS."""
    for _ in range(2):
        samples = samples * np.float32(10 ** ((TARGET_LUFS - integrated(samples)) / 20))
        over = np.abs(samples) > 0.6 * _PEAK
        samples[over] = np.sign(samples[over]) * _PEAK * (0.6 + 0.4 * np.tanh((np.abs(samples[over]) / _PEAK - 0.6) / 0.4))
    return samples


def _trimmed(samples: Samples) -> Shaped:
    """From `LEAD_MS` before the first sound to `TAIL_MS` after the last, on whole milliseconds."""
    hop = RATE // 1000
    loud = decibels(level(samples, hop))
    heard = np.flatnonzero(loud > loud.max(initial=-120.0) + _SOUND_DB)
    if not len(heard):
        return Shaped(samples, 0)
    first, last = int(heard[0]) - LEAD_MS, int(heard[-1]) + 1 + TAIL_MS
    before = max(0, -first)
    kept = samples[:, max(0, first) * hop : last * hop]
    total = (last - first) * hop
    kept = np.pad(faded(kept, RATE // 200, RATE // 20), ((0, 0), (before * hop, 0)))
    return Shaped(np.pad(kept, ((0, 0), (0, total - kept.shape[1]))), -first)
