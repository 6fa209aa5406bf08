"""What is compared of two recordings: their mel cepstra frame by frame, without the silences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.media.audio import Samples, resample

RATE = 16_000
"""Samples a second of what is listened to; speech has little above 8 kHz that tells sounds apart."""

HOP_MS = 10
"""From one frame to the next."""

_QUIET_DB = -38.0
"""So much below the loud frames is silence."""

_SHORTEST = 9
"""Frames; a shorter gap is the closure of a plosive and belongs to its word."""

_WINDOW_MS, _CEPSTRA, _BANDS, _TOP_HZ = 25, 13, 26, 7600

Frames = NDArray[np.float64]


@dataclass(frozen=True)
class Heard:
    """A recording as it is compared."""

    frames: Frames
    """One row for each frame that is not silent: cepstra and their slopes, each with mean 0 and spread 1."""
    kept: NDArray[np.int64]
    """Which frames of the recording these are."""
    pauses: tuple[tuple[int, int], ...]
    """First frame and frame after the last of each silence between two sounds."""

    def inside(self, ms: float) -> float:
        """How many sounding frames come before a time of the recording."""
        return float(np.interp(ms / HOP_MS, np.append(self.kept, self.kept[-1] + 1), np.arange(len(self.kept) + 1)))

    def outside(self, place: float, *, end: bool) -> float:
        """The time, in ms, of a place among the sounding frames. At a silence it is where that ends, or begins for an `end`."""
        place = min(max(place, 0.0), float(len(self.kept)))
        frame = int(np.ceil(place)) - 1 if end else int(place)
        frame = min(max(frame, 0), len(self.kept) - 1)
        return float(self.kept[frame] + (place - frame)) * HOP_MS


def hear(samples: Samples, rate: int) -> Heard | None:
    """What is heard in `samples`; None when all of it is silence."""
    sound = resample(samples.mean(0, keepdims=True), rate, RATE)[0]
    loud = _levels(sound)
    if not len(loud) or np.quantile(loud, 0.95) < -75:
        return None
    silent = _silences(loud < np.quantile(loud, 0.95) + _QUIET_DB)
    cepstra = _cepstra(sound)
    sounding = np.ones(min(len(cepstra), len(loud)), bool)
    for first, last in silent:
        sounding[first:last] = False
    kept = np.flatnonzero(sounding)
    if len(kept) < 3:
        return None
    still = _spread(cepstra[kept])
    between = tuple((first, last) for first, last in silent if first > kept[0] and last <= kept[-1])
    return Heard(np.ascontiguousarray(np.concatenate([still, _spread(_slopes(still))], axis=1)), kept, between)


def _levels(sound: NDArray[np.float32]) -> Frames:
    """Decibels of each hop."""
    hop = RATE * HOP_MS // 1000
    count = -(-len(sound) // hop)
    power = np.pad(sound.astype(np.float64), (0, count * hop - len(sound))).reshape(count, hop) ** 2
    return np.asarray(10 * np.log10(power.mean(1) + 1e-10)) if count else np.zeros(0)


def _silences(quiet: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of quiet frames: long ones, and those at either edge."""
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8)))
    marks = [0, *(int(edge) + 1 for edge in edges), len(quiet)]
    runs = [(a, b) for a, b in pairwise(marks) if quiet[a]]
    return [(a, b) for a, b in runs if b - a >= _SHORTEST or a == 0 or b == len(quiet)]


def _cepstra(sound: NDArray[np.float32]) -> Frames:
    import kaldi_native_fbank as kaldi  # only when something is aligned

    options = kaldi.MfccOptions()
    options.frame_opts.samp_freq, options.frame_opts.dither = RATE, 0.0
    options.frame_opts.frame_shift_ms, options.frame_opts.frame_length_ms = HOP_MS, _WINDOW_MS
    options.frame_opts.snip_edges = False
    options.num_ceps, options.use_energy = _CEPSTRA, False
    options.mel_opts.num_bins, options.mel_opts.high_freq = _BANDS, _TOP_HZ
    found = kaldi.OnlineMfcc(options)
    found.accept_waveform(RATE, (sound * 32768).tolist())
    found.input_finished()
    return np.array([found.get_frame(i) for i in range(found.num_frames_ready)], np.float64)


def _slopes(frames: Frames) -> Frames:
    """How each number changes around its frame: the regression over two frames on either side."""
    padded, size = np.pad(frames, ((2, 2), (0, 0)), "edge"), len(frames)
    return np.asarray(sum(k * (padded[2 + k : size + 2 + k] - padded[2 - k : size + 2 - k]) for k in (1, 2)) / 10)


def _spread(frames: Frames) -> Frames:
    return np.asarray((frames - frames.mean(0)) / (frames.std(0) + 1e-6))
