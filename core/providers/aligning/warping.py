"""Times of words and sounds in a recording, found by dynamic time warping against the same words spoken by eSpeak NG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.errors import BadAnswer
from core.film import Phoneme, Word
from core.media.audio import Samples
from core.media.espeak import Espeak
from core.media.spoken.reading import Reading, read
from core.media.spoken.times import phonemes_of, words_of
from core.providers.aligning.listening import HOP_MS, Frames, Heard, hear
from core.providers.fitting import moved

VERSION = 1
"""Counts up when times are found differently."""

_RATE = 150
_SPEEDS = (80, 320)
"""Words a minute that the reference is first spoken with, and may be spoken with to be about as fast as the recording."""

_TIMBRES = ("", "+f2", "+m7")
"""Voices of eSpeak; the one that is nearest to the recording is its reference."""

_SHARES = (0.4, 2.5)
"""A recording whose speech is shorter or longer than the reference at its slowest or fastest by more is of something else."""

_UNLIKE = 0.955
"""What the words cost in their order, against what they cost in wrong orders: from here on it is no better than chance."""

_PAUSE_MS, _NEAR_MS = 120, 120
"""From this length on a silence parts two words, if a boundary was found so near to it."""

_SLACK = 0.2
"""The path stays within this share of the recording's length of the straight line, plus one second."""


@dataclass(frozen=True)
class Times:
    """When the words and sounds of a line are said; `unlike` is how badly they fit, 1 as badly as chance."""

    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]
    unlike: float


@dataclass(frozen=True)
class _Reference:
    heard: Heard
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]


def times_in(samples: Samples, rate: int, text: str, language: str, pronounce: tuple[tuple[str, str], ...] = ()) -> Times:
    """The words of `text` and their sounds in a recording. Raises `BadAnswer` when it does not say them."""
    recording = hear(samples, rate)
    if recording is None:
        raise BadAnswer("The recording is silent.", hint="Ask for another take.")
    reading = read(text, language, pronounce)
    best, path = _nearest(recording, reading, language)
    unlike = _cost(best.heard.frames, recording.frames, path) / _by_chance(best.heard.frames, recording.frames)
    if unlike > _UNLIKE:
        raise BadAnswer("The recording does not say the words of its line.", hint="Ask for another take, or change the line.")
    place = _places(path, len(best.heard.frames))

    def at(ms: int, *, end: bool) -> int:
        return round(recording.outside(float(np.interp(best.heard.inside(ms), *place)), end=end))

    found = _ordered(best.words, [(at(word.start_ms, end=False), at(word.end_ms, end=True)) for word in best.words])
    words = _parted(found, recording)
    sounds = [(at(sound.start_ms, end=False), at(sound.end_ms, end=True)) for sound in best.phonemes]
    return Times(words, moved(_sounding(best.phonemes, sounds), found, words), unlike)


def _nearest(recording: Heard, reading: Reading, language: str) -> tuple[_Reference, NDArray[np.int64]]:
    """The reference with the least cost, and the path between it and the recording."""
    first = _spoken(reading, language, "", _RATE)
    share = len(recording.frames) / len(first.heard.frames)
    speed = round(min(max(_RATE / share, _SPEEDS[0]), _SPEEDS[1]))
    if not _SHARES[0] <= share * speed / _RATE <= _SHARES[1]:
        long = "long" if share > 1 else "short"
        raise BadAnswer(f"The recording is far too {long} for the words of its line.", hint="Ask for another take.")
    found = []
    for timbre in _TIMBRES:
        reference = _spoken(reading, language, timbre, speed)
        path = _path(reference.heard.frames, recording.frames)
        found.append((_cost(reference.heard.frames, recording.frames, path), reference, path))
    _, reference, path = min(found, key=lambda one: one[0])
    return reference, path


def _spoken(reading: Reading, language: str, timbre: str, speed: int) -> _Reference:
    espeak = Espeak.shared()
    synthesis = espeak.say(reading.spoken, espeak.name_for(language) + timbre, rate=speed)
    words, phonemes = words_of(synthesis, reading, language), phonemes_of(synthesis, language)
    heard = hear(synthesis.samples[None], synthesis.rate)
    if heard is None or not words:
        raise BadAnswer("There is nothing in this line that can be found in a recording.", hint="Write the line in words.")
    return _Reference(heard, words, phonemes)


def _path(reference: Frames, recording: Frames) -> NDArray[np.int64]:
    """Pairs of frames that belong together, in order."""
    from dtaidistance import dtw_ndim  # only when something is aligned

    lengths = len(reference), len(recording)
    window = abs(lengths[0] - lengths[1]) + round(_SLACK * max(lengths)) + 1000 // HOP_MS
    return np.asarray(dtw_ndim.warping_path(reference, recording, use_c=True, window=window), np.int64)


def _cost(reference: Frames, recording: Frames, path: NDArray[np.int64]) -> float:
    """The mean distance of frames that belong together."""
    return float(np.sqrt(((reference[path[:, 0]] - recording[path[:, 1]]) ** 2).sum(1)).mean())


def _by_chance(reference: Frames, recording: Frames) -> float:
    """What the same sounds cost in wrong orders."""
    costs = []
    for parts in (2, 3, 4, 5):
        wrong = np.ascontiguousarray(np.concatenate(np.array_split(reference, parts)[::-1]))
        costs.append(_cost(wrong, recording, _path(wrong, recording)))
    return float(np.mean(costs))


def _places(path: NDArray[np.int64], size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Boundaries of the reference's frames and where they lie in the recording, both counted in sounding frames."""
    sums, counts = np.zeros(size), np.zeros(size)
    np.add.at(sums, path[:, 0], path[:, 1])
    np.add.at(counts, path[:, 0], 1)
    last = float(path[-1, 1] + 1)
    return np.concatenate([[0.0], np.arange(size) + 0.5, [size]]), np.concatenate([[0.0], sums / counts + 0.5, [last]])


def _ordered(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """The words at those times, which never go back."""
    found: list[Word] = []
    at = 0
    for word, (start, end) in zip(words, spans, strict=True):
        silent = word.start_ms == word.end_ms
        start = max(at, start)
        end = start if silent else max(start, end)
        found.append(word.model_copy(update={"start_ms": start, "end_ms": end}))
        at = end
    return tuple(found)


def _parted(words: tuple[Word, ...], recording: Heard) -> tuple[Word, ...]:
    """The words, with each pause of the recording between two of them and not inside of one."""
    bounds = [recording.inside((before.end_ms + after.start_ms) / 2) for before, after in pairwise(words)]
    spans = [(word.start_ms, word.end_ms) for word in words]
    for first, last in recording.pauses:
        if (last - first) * HOP_MS < _PAUSE_MS or not bounds:
            continue
        place = recording.inside(first * HOP_MS)
        near = min(range(len(bounds)), key=lambda i: abs(bounds[i] - place))
        if abs(bounds[near] - place) * HOP_MS <= _NEAR_MS:
            spans[near] = (min(spans[near][0], first * HOP_MS), first * HOP_MS)
            spans[near + 1] = (last * HOP_MS, max(spans[near + 1][1], last * HOP_MS))
    return _ordered(words, spans)


def _sounding(phonemes: Sequence[Phoneme], spans: Sequence[tuple[int, int]]) -> tuple[Phoneme, ...]:
    """The sounds at those times; one that is too short to be seen is left out."""
    found: list[Phoneme] = []
    at = 0
    for sound, (start, end) in zip(phonemes, spans, strict=True):
        start = max(at, start)
        if end > start:
            found.append(sound.model_copy(update={"start_ms": start, "end_ms": end}))
            at = end
    return tuple(found)
