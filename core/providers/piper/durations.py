"""Times from a voice that tells how long each of its sounds lasts: eSpeak NG says which sounds belong to which word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from core.film import Phoneme, Word
from core.media.espeak import Espeak
from core.media.spoken.reading import Reading
from core.media.spoken.times import phonemes_of, words_of

_RATE = 160
_ENOUGH = 0.7
"""So much of what eSpeak says must be found among the voice's sounds; both take them from the same rules."""


def times_of(
    reading: Reading, language: str, sounds: Sequence[tuple[str, int]], rate: int
) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]] | None:
    """Words and sounds at the voice's own times; None where its sounds are not those of the text."""
    espeak = Espeak.shared()
    synthesis = espeak.say(reading.spoken, espeak.name_for(language), rate=_RATE)
    words, phonemes = words_of(synthesis, reading, language), phonemes_of(synthesis, language)
    mine = [(letter, place) for place, sound in enumerate(phonemes) for letter in sound.ipa if letter.isalpha()]
    ends = np.cumsum([size for _, size in sounds], dtype=np.float64) * 1000 / rate
    theirs = [(letter, place) for place, (ipa, _) in enumerate(sounds) for letter in ipa if letter.isalpha()]
    matcher = SequenceMatcher(None, [letter for letter, _ in mine], [letter for letter, _ in theirs], autojunk=False)
    spans: dict[int, tuple[float, float]] = {}
    for here, there, size in matcher.get_matching_blocks():
        for step in range(size):
            sound, place = mine[here + step][1], theirs[there + step][1]
            start = float(ends[place - 1]) if place else 0.0
            first, last = spans.get(sound, (start, float(ends[place])))
            spans[sound] = min(first, start), max(last, float(ends[place]))
    if not words or len(spans) < _ENOUGH * len(phonemes):
        return None
    return _moved(words, phonemes, spans)


def _moved(
    words: Sequence[Word], phonemes: Sequence[Phoneme], spans: dict[int, tuple[float, float]]
) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]]:
    """Both at the times of the sounds that were found; what lies between is stretched evenly."""
    known = sorted(spans)
    marks = [ms for place in known for ms in (phonemes[place].start_ms, phonemes[place].end_ms - 0.5)]
    places = np.maximum.accumulate([ms for place in known for ms in spans[place]])

    def at(ms: float) -> int:
        return round(float(np.interp(ms, marks, places)))

    found: list[Word] = []
    last = 0
    for word in words:
        start = max(last, at(word.start_ms))
        last = max(start, at(word.end_ms - 0.5)) if word.end_ms > word.start_ms else start
        found.append(word.model_copy(update={"start_ms": start, "end_ms": last}))
    heard: list[Phoneme] = []
    last = 0
    for sound in phonemes:
        start, end = max(last, at(sound.start_ms)), at(sound.end_ms - 0.5)
        if end > start:
            heard.append(sound.model_copy(update={"start_ms": start, "end_ms": end}))
            last = end
    return tuple(found), tuple(heard)
