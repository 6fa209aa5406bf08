"""Loudness as broadcasters measure it: ITU-R BS.1770-4, gates of EBU R 128, range of EBU Tech 3342, peaks by oversampling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.film import Loudness
from core.film.timing import RATE
from core.media.audio import PIECE, Samples, decoded

SILENCE = -70.0
"""The absolute gate in LUFS; what is quieter counts as silence."""

_OFFSET = -0.691
_TAPS = 12
_OVERSAMPLED = 4
EDGE = RATE // 10
"""Samples around a stretch that its K-weighting looks at."""

_BLOCK = 1 << 17


class Meter:
    """Loudness of a sound that comes in pieces, each of whole tenths of a second except the last; memory hardly grows."""

    def __init__(self) -> None:
        self._powers: list[NDArray[np.float64]] = []
        self._edge: Samples | None = None

    def add(self, samples: Samples) -> None:
        """The next piece (48 kHz)."""
        before = self._edge if self._edge is not None else np.zeros((samples.shape[0], EDGE), np.float32)
        self._powers.append(weighted_powers(samples, before))
        self._edge = np.concatenate([before, samples[:, -EDGE:]], axis=1)[:, -EDGE:]

    def integrated(self) -> float:
        """LUFS, gated; `SILENCE` when nothing passes the gate. A single channel counts once."""
        return gated(self.powers())

    def range(self) -> float:
        """LU by EBU Tech 3342, as `spread`."""
        return spread(self.powers())

    def short_term(self) -> NDArray[np.float64]:
        """LUFS of each window of three seconds, one every 100 ms."""
        return lufs(_windows(self.powers(), 30))

    def powers(self) -> NDArray[np.float64]:
        """K-weighted mean square of each whole tenth of a second, channels summed."""
        return np.concatenate(self._powers) if self._powers else np.zeros(0)


def measure(samples: Samples) -> Loudness:
    """All three figures of `samples` at 48 kHz, rounded to hundredths."""
    return measure_pieces(_pieces(samples))


def measure_file(path: Path) -> Loudness:
    """The loudness of a file's first sound as it is presented. Raises `ToolFailed` when it has none."""
    return measure_pieces(decoded(path))


def integrated(samples: Samples) -> float:
    """LUFS of the whole, gated; `SILENCE` when nothing passes the gate. A single channel counts once."""
    meter = Meter()
    for piece in _pieces(samples):
        meter.add(piece)
    return meter.integrated()


def _pieces(samples: Samples) -> Iterator[Samples]:
    for start in range(0, samples.shape[1], PIECE):
        yield samples[:, start : start + PIECE]


class Heard(NamedTuple):
    """What a stretch of sound tells about loudness: the K-weighted power of each of its tenths of a second, and its true peak."""

    powers: NDArray[np.float64]
    peak: float


def hear(before: Samples, piece: Samples) -> Heard:
    """The figures of `piece` (48 kHz); `before` is what was heard just before, at least `EDGE` samples of it.

    A stretch's true peak lies next to a sample within 3 dB of it, where the sound has little beyond a quarter of the rate.
    """
    joined = np.concatenate([before[:, -4 * _TAPS :], piece], axis=1)
    loudest = float(np.abs(joined).max(initial=0.0))
    return Heard(weighted_powers(piece, before[:, -EDGE:]), float(peaks_between(joined, above=0.7 * loudest).max(initial=0.0)))


def loudness_of(heard: Sequence[Heard]) -> Loudness:
    """All three figures, rounded to hundredths, of a sound heard in stretches of whole tenths of a second, the last one any."""
    powers = np.concatenate([one.powers for one in heard]) if heard else np.zeros(0)
    peak = max((one.peak for one in heard), default=0.0)
    return Loudness(
        integrated_lufs=round(gated(powers), 2),
        true_peak_dbtp=round(float(20 * np.log10(max(peak, 1e-6))), 2),
        range_lu=round(spread(powers), 2),
    )


def measure_pieces(pieces: Iterable[Samples]) -> Loudness:
    """All three figures of a sound at 48 kHz that comes in pieces, rounded to hundredths."""
    before, found = np.zeros((2, EDGE), np.float32), []
    for piece in pieces:
        before = before[: piece.shape[0]]
        found.append(hear(before, piece))
        before = np.concatenate([before, piece[:, -EDGE:]], axis=1)[:, -EDGE:]
    return loudness_of(found)


def true_peak(samples: Samples) -> float:
    """The highest level between samples, in dBTP, at four times the rate; -120 for silence.

    Only the neighbourhood of loud samples is oversampled: a peak between samples lies next to one within 6 dB.
    """
    return float(20 * np.log10(max(float(peaks_between(samples).max(initial=0.0)), 1e-6)))


def peaks_between(samples: Samples, above: float | None = None) -> NDArray[np.float32]:
    """For each sample the larger of its magnitude and that of the three points after it, over all channels.

    Points are interpolated only near samples beyond `above`; None: half of the highest one, which finds the true peak.
    """
    magnitude = np.abs(samples).max(0) if samples.shape[1] else np.zeros(0, np.float32)
    if not len(magnitude) or magnitude.max() <= 0:
        return magnitude.astype(np.float32)
    near = magnitude > (0.5 * magnitude.max() if above is None else above)
    near[:-1] |= near[1:]
    hot = np.flatnonzero(near)
    result = magnitude.astype(np.float32)
    for channel in samples:
        points = _between(channel) if len(hot) > 0.1 * len(magnitude) else _between_at(channel, hot)
        where = slice(None) if len(points) == len(magnitude) else hot
        result[where] = np.maximum(result[where], points)
    return result


def _between_at(channel: NDArray[np.float32], places: NDArray[np.int_]) -> NDArray[np.float32]:
    """The largest magnitude of the points after each of a few samples."""
    padded, kernel = np.pad(channel, _TAPS), _between_kernel()
    around = np.arange(1, 2 * _TAPS + 1)
    found = [np.zeros(0, np.float32)]
    for start in range(0, len(places), 1 << 15):
        found.append(np.abs(padded[places[start : start + (1 << 15), None] + around] @ kernel).max(1))
    return np.concatenate(found)


def _between(channel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest magnitude of the points after every sample, by FFT blocks."""
    size = 1 << 15
    step = size - 2 * _TAPS
    kernels = np.fft.rfft(_between_kernel()[::-1].T, size, axis=1)
    padded = np.pad(channel, (_TAPS - 1, size + _TAPS))
    result = np.zeros(len(channel), np.float32)
    for start in range(0, len(channel), step):
        block = np.fft.rfft(padded[start : start + size])
        points = np.abs(np.fft.irfft(block * kernels, size, axis=1)).max(0)[2 * _TAPS - 1 :]
        end = min(start + step, len(channel))
        result[start:end] = points[: end - start]
    return result


def _between_kernel() -> NDArray[np.float32]:
    """Windowed sinc that gives the points at 1/4, 1/2 and 3/4 after the middle sample; columns are points."""
    offsets = np.arange(1 - _TAPS, _TAPS + 1)[:, None] - np.arange(1, _OVERSAMPLED)[None, :] / _OVERSAMPLED
    window = np.cos(np.pi * offsets / (2 * _TAPS + 1)) ** 2
    kernel = np.sinc(offsets) * window
    return np.asarray(kernel / kernel.sum(0), np.float32)


def _weighting(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Magnitude of the K-weighting at 48 kHz: the two biquads of BS.1770-4, tables 1 and 2."""
    z = np.exp(-2j * np.pi * hertz / RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z * z) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z * z
    )
    highpass = (1 - 2 * z + z * z) / (1 - 1.99004745483398 * z + 0.99007225036621 * z * z)
    return np.asarray(np.abs(shelf * highpass), np.float64)


def weighted_powers(samples: Samples, before: Samples) -> NDArray[np.float64]:
    """K-weighted mean square of each whole tenth of a second, channels summed; `before` is what was heard just before."""
    hop = RATE // 10
    count = samples.shape[1] // hop
    powers = np.zeros(count)
    gain = _gain()
    step = (_BLOCK - 2 * EDGE) // hop * hop
    for channel, earlier in zip(samples, before, strict=True):
        whole = np.concatenate([earlier, channel, np.zeros(EDGE, np.float32)])
        for start in range(0, count * hop, step):
            size = min(step, count * hop - start)
            weighted = np.fft.irfft(np.fft.rfft(whole[start : start + size + 2 * EDGE], _BLOCK) * gain, _BLOCK)[
                EDGE : EDGE + size
            ]
            powers[start // hop : (start + size) // hop] += (weighted.reshape(-1, hop) ** 2).mean(1)
    return powers


@cache
def _gain() -> NDArray[np.float32]:
    return _weighting(np.fft.rfftfreq(_BLOCK, 1 / RATE).astype(np.float64)).astype(np.float32)


def _windows(powers: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    if len(powers) < width:
        return powers.mean(keepdims=True) if len(powers) else powers
    return np.convolve(powers, np.ones(width) / width, "valid")


def lufs(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loudness of K-weighted powers; -130 at the least."""
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(powers, 1e-13)))


def power(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The K-weighted powers of that loudness."""
    return np.asarray(10 ** ((levels - _OFFSET) / 10))


def spread(tenths: NDArray[np.float64]) -> float:
    """LU by EBU Tech 3342, of K-weighted powers: between the 10th and 95th percentile of what is louder than both gates."""
    powers = _windows(tenths, 30)
    loud = powers[lufs(powers) > SILENCE]
    if not len(loud):
        return 0.0
    kept = lufs(loud[lufs(loud) > lufs(loud.mean(keepdims=True))[0] - 20])
    low, high = np.quantile(kept, [0.10, 0.95])
    return float(high - low)


def gated(tenths: NDArray[np.float64]) -> float:
    """LUFS of a sound whose K-weighted power in each tenth of a second is known; `SILENCE` when nothing passes the gate."""
    powers = _windows(tenths, 4)
    loud = powers[lufs(powers) > SILENCE]
    if not len(loud):
        return SILENCE
    kept = loud[lufs(loud) > lufs(loud.mean(keepdims=True))[0] - 10]
    return float(lufs(kept.mean(keepdims=True))[0])
