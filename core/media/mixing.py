"""Narration and music become one sound: laid to the sample, ducked, brought to a loudness, held under a ceiling.

It is worked through in pieces, so that a film of half an hour needs no more memory than one of a minute. Every step is a
function of the sample's place and its surroundings, so pieces join without a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.abreast import abreast
from core.media.audio import Samples, decibels, level, stretch
from core.media.loudness import EDGE, SILENCE, gated, peaks_between, power, weighted_powers

_HOP = RATE // 100
_DUCK_DB = -8.0
"""How far the music steps back while somebody speaks."""

_SPEECH_DB = -46.0
_BEFORE, _AFTER = 18, 38
"""Hops of 10 ms that the music is held back before and after speech, besides the slope."""

_SLOPE = 22
"""Hops that going down or coming back takes on either side of its middle."""

_PART = 10 * RATE
"""Samples that are listened to at a time: whole tenths of a second."""

_LOOK = RATE * 4 // 1000
_SMOOTH = RATE * 12 // 1000
_SOFT_EDGE = RATE // 100
_BOTH = np.float32(2**0.5)
"""By which one of two equal channels is as loud as both."""


@dataclass(frozen=True)
class Line:
    """A take laid down: its file (48 kHz, mono) and the sample where it begins."""

    file: Path
    start: int
    samples: int


@dataclass(frozen=True)
class Desk:
    """A mix before its last gain: the film's length in samples, the lines, the music and its gain."""

    samples: int
    lines: tuple[Line, ...]
    music: Path | None = None
    music_gain: float = 0.0
    ducking: NDArray[np.float32] | None = None
    """Gain of the music at every hop of 10 ms."""
    lufs: float = SILENCE
    """How loud the sum is, nearly: as if voice and music never swung together."""

    def piece(self, start: int, end: int) -> Samples:
        """The sum between two samples; outside of the film it is silent."""
        first, last = max(0, start), min(self.samples, end)
        sound = np.zeros((2, max(0, last - first)), np.float32)
        for line in self.lines:
            _add(sound, first, line)
        if self.music is not None and self.music_gain > 0:
            sound += stretch(self.music, 2, first, last) * (self._ducked(first, last) * np.float32(self.music_gain))
        self._round_off(sound, first, last)
        if (first, last) == (start, end):
            return sound
        return np.pad(sound, ((0, 0), (first - start, end - max(last, first))))

    def _ducked(self, first: int, last: int) -> Samples:
        """The music's gain at each sample: straight from the middle of one hop to that of the next."""
        if self.ducking is None:
            return np.ones((1, last - first), np.float32)
        left, right = (first - _HOP // 2) // _HOP, (last - 1 - _HOP // 2) // _HOP + 1
        marks = self.ducking[np.clip(np.arange(left, right + 1), 0, len(self.ducking) - 1)]
        slope = np.arange(_HOP, dtype=np.float32) / np.float32(_HOP)
        gains = (marks[:-1, None] + np.diff(marks)[:, None] * slope).reshape(-1)
        skip = first - (left * _HOP + _HOP // 2)
        return gains[None, skip : skip + last - first]

    def _round_off(self, sound: Samples, first: int, last: int) -> None:
        """A fade of 10 ms at the very beginning and end of the film, in place."""
        for place in (np.arange(first, min(last, _SOFT_EDGE)), np.arange(max(first, self.samples - _SOFT_EDGE), last)):
            if len(place):
                gain = np.minimum(1.0, np.minimum(place + 0.5, self.samples - place - 0.5) / _SOFT_EDGE)
                sound[:, place - first] *= gain.astype(np.float32)


@dataclass(frozen=True)
class Backing:
    """Music to be laid under the lines: its file, its loudness, that of each tenth of a second, and the level it is wanted at.

    `levels`: (first sample, level from there on) where it has another one.
    """

    file: Path
    lufs: float
    tenths: Sequence[int]
    """In hundredths of LUFS."""
    db: float
    levels: Sequence[tuple[int, int]] = ()


def desk(samples: int, lines: Sequence[Line], backing: Backing | None) -> Desk:
    """A desk whose music lies so many dB over the narration's loudness as it is wanted, and is ducked under speech."""
    voices = Desk(samples, tuple(lines))

    def heard(start: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        alone = voices.piece(start - EDGE, min(samples, start + _PART))[:1]
        now = alone[:, EDGE:]
        return weighted_powers(now * _BOTH, alone[:, :EDGE] * _BOTH), decibels(level(now, _HOP)) > _SPEECH_DB

    spoken, active = (np.concatenate(found) for found in zip(*abreast(heard, range(0, samples, _PART)), strict=True))
    there = gated(spoken)
    if backing is None:
        return replace(voices, lufs=there)
    wanted = (there if there > SILENCE + 1 else -17.0) + backing.db
    gain = float(10 ** ((wanted - backing.lufs) / 20))
    ducking = _ridden(_ducking(active), backing.levels, backing.db)
    both = spoken + _under(backing.tenths, ducking, gain, len(spoken))
    return Desk(samples, tuple(lines), backing.file, gain, ducking, gated(both))


def _under(tenths: Sequence[int], ducking: NDArray[np.float32], gain: float, count: int) -> NDArray[np.float64]:
    """The power of the music in each tenth of a second as it lies under the lines."""
    powers = np.zeros(count)
    known = power(np.asarray(tenths[:count], np.float64) / 100)
    powers[: len(known)] = known
    held = np.pad(ducking, (0, max(0, 10 * count - len(ducking))), "edge")[: 10 * count].reshape(count, 10)
    return np.asarray(powers * np.square(held.astype(np.float64)).mean(1) * gain * gain)


def _ducking(speaks: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The music's gain for every hop: down before speech begins, back after it has ended, with raised-cosine slopes."""
    count = np.concatenate([[0], np.cumsum(speaks)])
    place = np.arange(len(speaks))
    until = np.minimum(len(speaks), place + _BEFORE + _SLOPE + 1)
    since = np.maximum(0, place - _AFTER - _SLOPE)
    held = (count[until] - count[since] > 0).astype(np.float64)
    window = np.hanning(2 * _SLOPE + 3)[1:-1]
    smooth = np.convolve(np.pad(held, _SLOPE, "edge"), window / window.sum(), "valid")
    return np.asarray(10 ** (_DUCK_DB * smooth / 20), np.float32)


def _ridden(gains: NDArray[np.float32], levels: Sequence[tuple[int, int]], usual: float) -> NDArray[np.float32]:
    """`gains` with the music brought to the level of each stretch, with slopes as smooth as those of ducking."""
    if not levels:
        return gains
    wanted = np.full(len(gains), usual)
    for start, db in levels:
        wanted[start // _HOP :] = db
    window = np.hanning(2 * _SLOPE + 3)[1:-1]
    smooth = np.convolve(np.pad(wanted - usual, _SLOPE, "edge"), window / window.sum(), "valid")
    return np.asarray(gains * 10 ** (smooth / 20), np.float32)


def mastered(board: Desk, gain_db: float, ceiling_dbtp: float) -> Callable[[int, int], Samples]:
    """The film's sound between two samples: the sum with its gain, held under the ceiling by a limiter that looks ahead."""
    gain, ceiling = np.float32(10 ** (gain_db / 20)), 10 ** (ceiling_dbtp / 20)
    reach = _LOOK + _SMOOTH

    def sound(start: int, end: int) -> Samples:
        wide = board.piece(start - reach, end + reach) * gain
        return np.ascontiguousarray(wide[:, reach:-reach] * _limiting(wide, ceiling)[reach:-reach])

    return sound


def _limiting(samples: Samples, ceiling: float) -> NDArray[np.float32]:
    """The gain that keeps every peak, also between samples, under the ceiling; it moves smoothly, and early enough."""
    peaks = peaks_between(samples, above=0.7 * ceiling)
    if float(peaks.max(initial=0.0)) <= ceiling:
        return np.ones(samples.shape[1], np.float32)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    held = _running_minimum(needed, _LOOK + _SMOOTH // 2)
    window = np.hanning(_SMOOTH + 3)[1:-1]
    smooth = _convolved(held, window / window.sum())
    return np.minimum(smooth, 1.0).astype(np.float32)


def _running_minimum(values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The least value within `reach` on both sides, by doubling."""
    result = np.pad(values, reach, constant_values=1.0)
    width, have = 2 * reach + 1, 1
    while have < width:
        step = min(have, width - have)
        result = np.minimum(result[: len(result) - step], result[step:])
        have += step
    return result


def _convolved(values: NDArray[np.float32], window: NDArray[np.float64]) -> NDArray[np.float64]:
    """A moving weighted mean, by running FFT blocks; values beyond the ends are 1."""
    half = len(window) // 2
    size = 1 << 15
    step = size - len(window) + 1
    spectrum = np.fft.rfft(window, size)
    padded = np.pad(values.astype(np.float64), half, constant_values=1.0)
    result = np.zeros(len(padded) + size)
    for at in range(0, len(padded), step):
        result[at : at + size] += np.fft.irfft(np.fft.rfft(padded[at : at + step], size) * spectrum, size)
    return result[2 * half : 2 * half + len(values)]


def _add(sound: Samples, first: int, line: Line) -> None:
    begin, end = max(first, line.start), min(first + sound.shape[1], line.start + line.samples)
    if begin < end:
        sound[:, begin - first : end - first] += stretch(line.file, 1, begin - line.start, end - line.start)
