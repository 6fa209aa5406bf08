"""Plays a score: notes become stereo samples, a hall is put around them, and room is left where speech lies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.audio import Samples
from core.media.music.instruments import sound
from core.media.music.score import Note, Score

_PIECE = 30 * RATE
_TAIL = 10 * RATE
"""The longest note with its hall may ring this far into the next piece."""

_LEVEL_AND_SEND = {
    "pad": (0.13, 0.5),
    "strings": (0.17, 0.4),
    "mallet": (0.4, 0.35),
    "keys": (0.33, 0.4),
    "pluck": (0.3, 0.3),
    "pizzicato": (0.44, 0.35),
    "bell": (0.24, 0.7),
    "snap": (0.42, 0.3),
    "tom": (0.42, 0.3),
    "shaker": (0.85, 0.12),
    "kick": (0.5, 0.04),
    "bass": (0.31, 0.03),
}
"""How loud each instrument is, and how much of it goes to the hall."""

_HALL_S = 1.9
_EDGE = RATE // 200


def perform(score: Score) -> Iterator[Samples]:
    """The piece as stereo pieces at 48 kHz, together exactly its length; memory does not grow with it."""
    total = round(score.length * RATE)
    carried = np.zeros((2, _TAIL), np.float32)
    notes = list(score.notes)
    at = 0
    for start in range(0, total, _PIECE):
        end = min(start + _PIECE, total)
        first = at
        while at < len(notes) and round(notes[at].start * RATE) < end:
            at += 1
        dry, wet = _played(notes[first:at], start, end - start)
        sounding = _balanced(dry + _in_hall(wet))
        sounding[:, :_TAIL] += carried
        carried = sounding[:, end - start : end - start + _TAIL].copy()
        yield _finished(sounding[:, : end - start], start, total)
    sound.cache_clear()


def _played(notes: list[Note], start: int, size: int) -> tuple[Samples, Samples]:
    """The notes that begin in the piece, once as they are and once as they are sent to the hall; both with room for tails."""
    dry = np.zeros((2, size + _TAIL), np.float32)
    wet = np.zeros((2, size + _TAIL), np.float32)
    for note in notes:
        left, right = sound(note.instrument, note.pitch, int(note.length * 1000))
        at = round(note.start * RATE) - start
        end = min(at + len(left), dry.shape[1])
        level, send = _LEVEL_AND_SEND[note.instrument]
        angle = (note.place + 1) * np.pi / 4
        for side, wave, share in ((0, left, np.cos(angle)), (1, right, np.sin(angle))):
            heard = wave[: end - at] * np.float32(level * note.loudness * share)
            dry[side, at:end] += heard
            wet[side, at:end] += heard * np.float32(send)
    return dry, wet


def _in_hall(wet: Samples) -> Samples:
    """Convolved with the hall, by overlap-add."""
    hall = _hall()
    size = 1 << 18
    step = size - hall.shape[1] + 1
    spectra = np.fft.rfft(hall, size, axis=1)
    result = np.zeros((2, wet.shape[1] + size), np.float32)
    for at in range(0, wet.shape[1], step):
        part = wet[:, at : at + step]
        if np.any(part):
            result[:, at : at + size] += np.fft.irfft(np.fft.rfft(part, size, axis=1) * spectra, size, axis=1).astype(np.float32)
    return result[:, : wet.shape[1]]


@cache
def _hall() -> Samples:
    """A synthetic hall: noise that dies away, the high end sooner, different for either side, with 18 ms before it begins."""
    size = int(_HALL_S * RATE)
    time = np.arange(size) / RATE
    dice = np.random.default_rng(19)
    sides = []
    for _ in range(2):
        noise = dice.standard_normal(size)
        spectrum = np.fft.rfft(noise)
        hertz = np.fft.rfftfreq(size, 1 / RATE)
        low = np.fft.irfft(spectrum / (1 + (hertz / 1400) ** 2) / (1 + (160 / np.maximum(hertz, 1)) ** 4), size)
        high = np.fft.irfft(spectrum * (hertz > 1400) / (1 + (hertz / 5000) ** 2), size)
        tail = low * np.exp(-time / 0.42) + 0.6 * high * np.exp(-time / 0.16)
        tail *= np.minimum(1.0, time / 0.01)
        sides.append(np.concatenate([np.zeros(RATE * 18 // 1000), tail / np.sqrt((tail**2).sum())]))
    return np.asarray(sides, np.float32)


def _balanced(samples: Samples) -> Samples:
    """4.5 dB less between 1 and 4.5 kHz, where speech is understood, some air above, nothing under 35 Hz; without delay."""
    kernel = _room_for_speech()
    half = len(kernel) // 2
    size = 1 << 16
    step = size - len(kernel) + 1
    spectrum = np.fft.rfft(kernel, size)
    result = np.zeros((2, samples.shape[1] + size), np.float32)
    for at in range(0, samples.shape[1], step):
        part = samples[:, at : at + step]
        result[:, at : at + size] += np.fft.irfft(np.fft.rfft(part, size, axis=1) * spectrum, size, axis=1).astype(np.float32)
    return result[:, half : half + samples.shape[1]]


@cache
def _room_for_speech() -> NDArray[np.float32]:
    size = 8193
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    octaves = np.log2(np.maximum(hertz, 1) / 2100)
    air = 5.0 / (1 + (6000 / np.maximum(hertz, 1)) ** 4)
    gain = 10 ** ((air - 4.5 * np.exp(-0.5 * (octaves / 0.75) ** 2)) / 20) / np.sqrt(1 + (35 / np.maximum(hertz, 0.1)) ** 6)
    kernel = np.roll(np.fft.irfft(gain, size), size // 2) * np.hanning(size)
    return np.asarray(kernel, np.float32)


def _finished(samples: Samples, start: int, total: int) -> Samples:
    """Rounded off before it could clip, and silent at its very ends."""
    soft = np.tanh(samples * np.float32(1.1)).astype(np.float32) * np.float32(0.9)
    place = np.arange(start, start + samples.shape[1])
    last = min(RATE, total // 3)
    edge = np.minimum(1.0, (place + 1) / _EDGE) * np.sin(np.pi / 2 * np.clip((total - place - 1) / last, 0.0, 1.0)) ** 2
    return np.asarray(soft * edge, np.float32)
