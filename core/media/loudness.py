"""Loudness as broadcasters measure it: ITU-R BS.1770-4 with the gates of EBU R 128, range by EBU Tech 3342, true peak by oversampling."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.film import Loudness
from core.film.timing import RATE
from core.media.audio import Samples, decode

SILENCE = -70.0
"""The absolute gate in LUFS; what is quieter counts as silence."""

_OFFSET = -0.691
_TAPS = 12
_OVERSAMPLED = 4


def measure(samples: Samples) -> Loudness:
    """All three figures of `samples` at 48 kHz, rounded to hundredths."""
    blocks = _momentary_powers(samples)
    return Loudness(
        integrated_lufs=round(_gated(blocks), 2),
        true_peak_dbtp=round(true_peak(samples), 2),
        range_lu=round(_range(samples), 2),
    )


def measure_file(path: Path) -> Loudness:
    """The loudness of a file's first sound as it is presented. Raises `ToolFailed` when it has none."""
    return measure(decode(path))


def integrated(samples: Samples) -> float:
    """LUFS of the whole, gated; `SILENCE` when nothing passes the gate. A single channel counts once."""
    return _gated(_momentary_powers(samples))


def short_term(samples: Samples, hop_ms: int = 100) -> NDArray[np.float64]:
    """LUFS of each window of three seconds, one every `hop_ms`."""
    return _to_lufs(_windows(_weighted_powers(samples, RATE * hop_ms // 1000), 3000 // hop_ms))


def true_peak(samples: Samples) -> float:
    """The highest level between samples, in dBTP, at four times the rate; -120 for silence.

    Only the neighbourhood of loud samples is oversampled: a peak between samples lies next to one within 6 dB.
    """
    return float(20 * np.log10(max(float(peaks_between(samples).max(initial=0.0)), 1e-6)))


def peaks_between(samples: Samples, above: float = 0.5) -> NDArray[np.float32]:
    """For each sample the larger of its magnitude and that of the three points after it, over all channels.

    Points are interpolated only near samples beyond `above` times the highest one.
    """
    magnitude = np.abs(samples).max(0) if samples.shape[1] else np.zeros(0, np.float32)
    if not len(magnitude) or magnitude.max() <= 0:
        return magnitude.astype(np.float32)
    kernel = _between_kernel()
    hot = np.flatnonzero(magnitude > above * magnitude.max())
    hot = np.unique(np.concatenate([hot - 1, hot]))
    hot = hot[hot >= 0]
    result = magnitude.astype(np.float32)
    padded = np.pad(samples, ((0, 0), (_TAPS, _TAPS)))
    around = np.arange(1, 2 * _TAPS + 1)
    for channel in padded:
        for start in range(0, len(hot), 1 << 15):
            at = hot[start : start + (1 << 15)]
            points = np.abs(channel[at[:, None] + around] @ kernel).max(1)
            result[at] = np.maximum(result[at], points)
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


def _weighted_powers(samples: Samples, hop: int) -> NDArray[np.float64]:
    """K-weighted mean square of each whole stretch of `hop` samples, channels summed; worked through in pieces."""
    count = samples.shape[1] // hop
    powers = np.zeros(count)
    edge, piece = RATE // 2, max(1, 30 * RATE // hop) * hop
    for start in range(0, count * hop, piece):
        end = min(start + piece, count * hop)
        first, last = max(0, start - edge), min(samples.shape[1], end + edge)
        length = 1 << int(np.ceil(np.log2(last - first + edge)))
        gain = _weighting(np.fft.rfftfreq(length, 1 / RATE).astype(np.float64)).astype(np.float32)
        for channel in samples:
            weighted = np.fft.irfft(np.fft.rfft(channel[first:last], length) * gain, length)[start - first : end - first]
            powers[start // hop : end // hop] += (weighted.reshape(-1, hop) ** 2).mean(1)
    return powers


def _windows(powers: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    if len(powers) < width:
        return powers.mean(keepdims=True) if len(powers) else powers
    return np.convolve(powers, np.ones(width) / width, "valid")


def _momentary_powers(samples: Samples) -> NDArray[np.float64]:
    return _windows(_weighted_powers(samples, RATE // 10), 4)


def _to_lufs(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(powers, 1e-13)))


def _gated(powers: NDArray[np.float64]) -> float:
    loud = powers[_to_lufs(powers) > SILENCE]
    if not len(loud):
        return SILENCE
    kept = loud[_to_lufs(loud) > _to_lufs(loud.mean(keepdims=True))[0] - 10]
    return float(_to_lufs(kept.mean(keepdims=True))[0])


def _range(samples: Samples) -> float:
    """EBU Tech 3342: from the 10th to the 95th percentile of what is louder than the absolute gate and mean - 20 LU."""
    powers = _windows(_weighted_powers(samples, RATE // 10), 30)
    loud = powers[_to_lufs(powers) > SILENCE]
    if not len(loud):
        return 0.0
    kept = _to_lufs(loud[_to_lufs(loud) > _to_lufs(loud.mean(keepdims=True))[0] - 20])
    low, high = np.quantile(kept, [0.10, 0.95])
    return float(high - low)
