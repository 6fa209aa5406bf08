"""Sound as arrays: channels by samples, float32 in -1..1. Files in and out, resampling, filtering by spectrum, edges."""

from __future__ import annotations

import math
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ToolFailed
from core.film.timing import RATE

Samples = NDArray[np.float32]
"""Channels by samples."""

PIECE = 30 * RATE
"""Samples that are worked on at a time."""


def read_wav(path: Path) -> tuple[int, Samples]:
    """Rate and samples of a 16-bit WAV. Raises `ToolFailed` for anything else."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2:
                raise ToolFailed(f"{path.name} is not a 16-bit WAV file.")
            raw = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
            rate = file.getframerate()
    except (wave.Error, EOFError) as error:
        raise ToolFailed(f"{path.name} cannot be read as a WAV file: {error}.") from error
    return rate, np.ascontiguousarray(raw.T).astype(np.float32) / np.float32(32768)


def write_wav(path: Path, samples: Samples, rate: int = RATE) -> None:
    """A 16-bit WAV of `samples`, rounded to the nearest step; what lies outside -1..1 is held there."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm(samples))


def pcm(samples: Samples) -> bytes:
    """What a 16-bit WAV holds of `samples`."""
    steps = np.clip(samples, np.float32(-1.0), np.float32(32767 / 32768)) * np.float32(32768)
    return np.ascontiguousarray(np.rint(steps).astype("<i2").T).tobytes()


def stretch(file: Path, channels: int, first: int, last: int, *, silence: bool = True) -> Samples:
    """What lies between two samples of a 48 kHz 16-bit WAV; after its end silence, or with `silence` off nothing.

    Raises `ToolFailed` for another kind of file.
    """
    try:
        with wave.open(str(file), "rb") as reader:
            if (reader.getframerate(), reader.getsampwidth(), reader.getnchannels()) != (RATE, 2, channels):
                raise ToolFailed(f"{file.name} is not {'mono' if channels == 1 else 'stereo'} 16-bit sound at 48 kHz.")
            reader.setpos(min(first, reader.getnframes()))
            raw = reader.readframes(last - first)
    except (wave.Error, EOFError) as error:
        raise ToolFailed(f"{file.name} cannot be read as a WAV file: {error}.") from error
    found = np.frombuffer(raw, "<i2").reshape(-1, channels).T.astype(np.float32, order="C")
    found *= np.float32(1 / 32768)
    missing = last - first - found.shape[1]
    return np.pad(found, ((0, 0), (0, missing))) if missing and silence else found


def decode(path: Path, *, channels: int | None = None) -> Samples:
    """The first sound of any media file at 48 kHz, as it is presented: priming and padding are cut off, a late start is silence.

    `channels` is 1 or 2; None leaves them as they are. Raises `ToolFailed` when there is no sound or it cannot be decoded.
    """
    pieces = list(decoded(path, channels=channels))
    return np.concatenate(pieces, axis=1) if pieces else np.zeros((channels or 2, 0), np.float32)


def decoded(path: Path, *, channels: int | None = None, size: int = PIECE) -> Iterator[Samples]:
    """What `decode` gives, in pieces of `size` samples, the last one shorter; memory does not grow with the film."""
    waiting: list[Samples] = []
    count = 0
    for part in _presented(path, channels):
        waiting.append(part)
        count += part.shape[1]
        while count >= size:
            joined = np.concatenate(waiting, axis=1)
            yield joined[:, :size]
            waiting, count = [joined[:, size:]], count - size
    if count:
        yield np.concatenate(waiting, axis=1)


def _presented(path: Path, channels: int | None) -> Iterator[Samples]:
    """Frames on the time of the film: from its first sample to the end of its last frame."""
    import av  # whoever reads and writes WAV files does without

    resampler = av.AudioResampler(format="fltp", layout={None: None, 1: "mono", 2: "stereo"}[channels], rate=RATE)
    at, skip = 0, 0
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise ToolFailed(f"There is no sound in {path.name}.")
            started, end = False, None
            for frame in container.decode(container.streams.audio[0]):
                if frame.pts is not None and frame.time_base is not None:
                    start = round(frame.pts * frame.time_base * RATE)
                    end = round((frame.pts + (frame.duration or frame.samples)) * frame.time_base * RATE)
                    if not started:
                        skip = max(0, -start)
                        if start > 0:
                            yield np.zeros((channels or frame.layout.nb_channels, start), np.float32)
                            at = start
                started = True
                for piece in resampler.resample(frame):
                    sound = np.asarray(piece.to_ndarray(), np.float32)[:, skip:]
                    skip = max(0, skip - piece.samples)
                    sound = sound if end is None or frame.sample_rate != RATE else sound[:, : max(0, end - at)]
                    at += sound.shape[1]
                    yield sound
            rest = [np.asarray(piece.to_ndarray(), np.float32) for piece in resampler.resample(None)]
            yield from (sound if end is None else sound[:, : max(0, end - at)] for sound in rest)
    except av.FFmpegError as error:
        raise ToolFailed(f"The sound of {path.name} cannot be decoded: {error.strerror}.") from error


def resample(samples: Samples, rate: int, to: int = RATE) -> Samples:
    """The same sound at another rate, band-limited, without delay: sample `n` is at the time of sample `n * to / rate` then."""
    size = samples.shape[1]
    if rate == to or not size:
        return samples
    unit = rate // math.gcd(rate, to)
    edge = unit * -(-rate // (50 * unit))
    padded = _good_length(size + 2 * edge, unit)
    spectrum = np.fft.rfft(np.pad(samples, ((0, 0), (edge, padded - size - edge))).astype(np.float64), axis=1)
    length = padded * to // rate
    kept = min(spectrum.shape[1], length // 2 + 1)
    taper = np.clip((kept - np.arange(kept)) / (0.04 * kept), 0.0, 1.0)
    spectrum = np.pad(spectrum[:, :kept] * taper, ((0, 0), (0, length // 2 + 1 - kept)))
    skip = edge * to // rate
    result = np.fft.irfft(spectrum, length, axis=1)[:, skip : skip + -(-size * to // rate)]
    return (result * (to / rate)).astype(np.float32)


def filtered(samples: Samples, gain: Callable[[NDArray[np.float64]], NDArray[np.float64]], rate: int = RATE) -> Samples:
    """`samples` with each frequency's amplitude multiplied by `gain(hertz)`; its phase stays, so nothing is delayed."""
    edge = rate // 10
    length = _good_length(samples.shape[1] + 2 * edge, 2)
    padded = np.pad(samples, ((0, 0), (edge, length - samples.shape[1] - edge)))
    shape = gain(np.fft.rfftfreq(length, 1 / rate).astype(np.float64)).astype(np.float32)
    result = np.fft.irfft(np.fft.rfft(padded, axis=1) * shape, length, axis=1)
    return result[:, edge : edge + samples.shape[1]].astype(np.float32)


def faded(samples: Samples, fade_in: int, fade_out: int) -> Samples:
    """`samples` with raised-cosine edges of so many samples."""
    result = samples.copy()
    first, last = min(fade_in, samples.shape[1]), min(fade_out, samples.shape[1])
    if first:
        result[:, :first] *= (0.5 - 0.5 * np.cos(np.pi * (np.arange(first) + 0.5) / first)).astype(np.float32)
    if last:
        result[:, -last:] *= (0.5 + 0.5 * np.cos(np.pi * (np.arange(last) + 0.5) / last)).astype(np.float32)
    return result


def level(samples: Samples, hop: int) -> NDArray[np.float64]:
    """Root mean square of each stretch of `hop` samples, all channels together; the last one may be short."""
    power = (samples.astype(np.float64) ** 2).mean(0)
    count = -(-len(power) // hop)
    sums = np.add.reduceat(power, np.arange(count) * hop) if count else np.zeros(0)
    sizes = np.minimum(hop, len(power) - np.arange(count) * hop)
    return np.asarray(np.sqrt(sums / np.maximum(sizes, 1)))


def decibels(amplitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """20 log10 of amplitudes; silence is -120."""
    return np.asarray(20 * np.log10(np.maximum(amplitude, 1e-6)))


def _good_length(least: int, unit: int) -> int:
    """The smallest multiple of `unit` from `least` on whose cofactor is 2, 3, 5-smooth: quick to transform."""
    count = -(-least // unit)
    while True:
        rest = count
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return count * unit
        count += 1
