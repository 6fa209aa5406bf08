"""Times for a voice that tells none: the offline voice says the same words, and its times are stretched over what is heard."""

from __future__ import annotations

import numpy as np

from core.errors import ProviderError
from core.film import Phoneme, Utterance, Word
from core.film.timing import RATE
from core.media.audio import Samples, decibels, level
from core.media.espeak import Espeak
from core.media.spoken.reading import read
from core.media.spoken.times import phonemes_of, words_of
from core.media.spoken.words import written_words

_QUIET_DB = -40.0


def estimated(utterance: Utterance, samples: Samples) -> tuple[tuple[Word, ...], tuple[Phoneme, ...]]:
    """Words and phonemes of `utterance` inside `samples` (48 kHz), between the first and the last sound.

    Where eSpeak has no such language, words share the time by their letters and there are no phonemes.
    """
    first, last = _heard(samples)
    reading = read(utterance.text, utterance.language, utterance.pronounce)
    espeak = Espeak.shared()
    try:
        synthesis = espeak.say(reading.spoken, espeak.name_for(utterance.language), rate=160)
    except ProviderError:
        return _shared_out(utterance, first, last), ()
    words, phonemes = words_of(synthesis, reading, utterance.language), phonemes_of(synthesis, utterance.language)
    if not phonemes or not words:
        return _shared_out(utterance, first, last), ()
    start, end = phonemes[0].start_ms, phonemes[-1].end_ms

    def at(ms: int) -> int:
        return first + (min(max(ms, start), end) - start) * (last - first) // max(1, end - start)

    return (
        tuple(word.model_copy(update={"start_ms": at(word.start_ms), "end_ms": at(word.end_ms)}) for word in words),
        tuple(sound.model_copy(update={"start_ms": at(sound.start_ms), "end_ms": at(sound.end_ms)}) for sound in phonemes),
    )


def _heard(samples: Samples) -> tuple[int, int]:
    """First and last millisecond with sound."""
    loud = decibels(level(samples, RATE // 1000))
    heard = np.flatnonzero(loud > loud.max(initial=-120.0) + _QUIET_DB)
    return (int(heard[0]), int(heard[-1]) + 1) if len(heard) else (0, len(loud))


def _shared_out(utterance: Utterance, first: int, last: int) -> tuple[Word, ...]:
    written = written_words(utterance.text, utterance.language)
    total = sum(len(word.text) for word in written)
    words: list[Word] = []
    so_far = 0
    for word in written:
        start = first + (last - first) * so_far // total
        so_far += len(word.text)
        end = first + (last - first) * so_far // total
        words.append(Word(text=word.text, start_ms=start, end_ms=end, offset=word.offset))
    return tuple(words)
