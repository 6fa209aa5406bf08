"""Plays notes: they become stereo samples, a hall is put around them, and room is left where speech lies.

All of it is linear, so passages that are played apart and laid over each other sound as if they had been played in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.film.timing import RATE
from core.media.audio import Samples
from core.media.music.instruments import sound
from core.media.music.score import Note

_LOUDNESS = 0.65
"""What the whole band is played at: the loudest moments of the loudest mood stay a third under full level."""

_SILENT = 1e-5

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
_BLOCK = 1 << 18


def perform(notes: Sequence[Note]) -> Samples:
    """The notes at 48 kHz, until the last of them and its hall have died away."""
    dry, wet = _played(notes)
    sounding = _in_the_room(dry, wet)
    sound.cache_clear()
    heard = np.flatnonzero(np.abs(sounding).max(0) > _SILENT)
    return sounding[:, : int(heard[-1]) + 1] if len(heard) else sounding[:, :0]


def _played(notes: Sequence[Note]) -> tuple[Samples, Samples]:
    """All notes, once as they are and once as they are sent to the hall."""
    parts = [(round(note.start * RATE), note, sound(note.instrument, note.pitch, int(note.length * 1000))) for note in notes]
    size = max((at + len(pair[0]) for at, _, pair in parts), default=0)
    dry, wet = np.zeros((2, size), np.float32), np.zeros((2, size), np.float32)
    for at, note, pair in parts:
        level, send = _LEVEL_AND_SEND[note.instrument]
        angle = (note.place + 1) * np.pi / 4
        for side, share in enumerate((np.cos(angle), np.sin(angle))):
            heard = pair[side] * np.float32(level * _LOUDNESS * note.loudness * share)
            dry[side, at : at + len(heard)] += heard
            heard *= np.float32(send)
            wet[side, at : at + len(heard)] += heard
    return dry, wet


def _in_the_room(dry: Samples, wet: Samples) -> Samples:
    """What is heard of both: with the hall, and with room for speech; by overlap-add."""
    room, hall = _spectra()
    tail = len(_room_for_speech()) + _hall().shape[1] - 2
    step = _BLOCK - tail
    result = np.zeros((2, -(-max(1, dry.shape[1]) // step) * step + tail), np.float32)
    for at in range(0, dry.shape[1], step):
        for side in range(2):
            spectrum = np.fft.rfft(dry[side, at : at + step], _BLOCK) * room
            spectrum += np.fft.rfft(wet[side, at : at + step], _BLOCK) * hall[side]
            result[side, at : at + _BLOCK] += np.fft.irfft(spectrum, _BLOCK)
    return result[:, : dry.shape[1] + tail]


@cache
def _spectra() -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """Of the room for speech, and of both sides of the hall with it."""
    room = np.asarray(np.fft.rfft(_room_for_speech(), _BLOCK), np.complex64)
    return room, np.asarray(np.fft.rfft(_hall(), _BLOCK, axis=1), np.complex64) * room


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


@cache
def _room_for_speech() -> NDArray[np.float32]:
    """4.5 dB less between 1 and 4.5 kHz, where speech is understood, some air above, nothing under 35 Hz.

    Of minimum phase: nothing sounds before its note, so a passage begins where its first note does.
    """
    size, kept = 1 << 17, 8192
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    octaves = np.log2(np.maximum(hertz, 1) / 2100)
    air = 5.0 / (1 + (6000 / np.maximum(hertz, 1)) ** 4)
    gain = 10 ** ((air - 4.5 * np.exp(-0.5 * (octaves / 0.75) ** 2)) / 20) / np.sqrt(1 + (35 / np.maximum(hertz, 0.1)) ** 6)
    cepstrum = np.fft.irfft(np.log(np.maximum(gain, 1e-4)), size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    kernel = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)[:kept]
    kernel[kept // 2 :] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(kept // 2) / (kept // 2))
    return np.asarray(kernel, np.float32)
