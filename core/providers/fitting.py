"""Times of words that were heard, laid on the words that were to be said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from core.errors import BadAnswer
from core.film import Phoneme, Word
from core.film.alignment import tokens
from core.media.spoken import written_words

ENOUGH = 0.6
"""So much of the text must have been heard; else the recording is taken for another one."""


def fitted(heard: Sequence[tuple[str, int, int]], text: str, language: str) -> tuple[Word, ...]:
    """Every word of `text` with its time, from what was heard as (word, start, end); a missed word shares its neighbours' gap.

    Raises `BadAnswer` when too little of the text was heard.
    """
    written = written_words(text, language)
    mine = [(token, i) for i, word in enumerate(written) for token in tokens(word.text)]
    theirs = [(token, i) for i, word in enumerate(heard) for token in tokens(word[0])]
    matcher = SequenceMatcher(None, [t for t, _ in mine], [t for t, _ in theirs], autojunk=False)
    times: dict[int, tuple[int, int]] = {}
    for here, there, size in matcher.get_matching_blocks():
        for step in range(size):
            word, (_, start, end) = mine[here + step][1], heard[theirs[there + step][1]]
            first, last = times.get(word, (start, end))
            times[word] = min(first, start), max(last, end)
    if not written or len(times) < ENOUGH * len(written):
        raise BadAnswer("The words of the recording are not those of the line.")
    return _filled([(word.text, word.offset) for word in written], times, max(end for _, _, end in heard))


def _filled(written: Sequence[tuple[str, int]], times: dict[int, tuple[int, int]], end: int) -> tuple[Word, ...]:
    words: list[Word] = []
    at = 0
    for i, (text, offset) in enumerate(written):
        if i in times:
            start, stop = times[i]
        else:
            after = next((j for j in range(i, len(written)) if j in times), len(written))
            until = times[after][0] if after in times else end
            start = at
            stop = at + max(0, until - at) // (after - i)
        start = max(at, start)
        stop = max(start, stop)
        words.append(Word(text=text, start_ms=start, end_ms=stop, offset=offset))
        at = stop
    return tuple(words)


def moved(phonemes: Sequence[Phoneme], guessed: Sequence[Word], words: Sequence[Word]) -> tuple[Phoneme, ...]:
    """Phonemes that were timed with the words `guessed`, moved with each word to where it is really said."""
    if not guessed or len(guessed) != len(words):
        return ()
    marks = [0, *(ms for word in guessed for ms in (word.start_ms, word.end_ms))]
    places = [0, *(ms for word in words for ms in (word.start_ms, word.end_ms))]

    def at(ms: int) -> int:
        i = min(bisect_right(marks, ms), len(marks) - 1)
        low, high = marks[i - 1], marks[i]
        share = min(1.0, max(0.0, (ms - low) / (high - low))) if high > low else 1.0
        return round(places[i - 1] + share * (places[i] - places[i - 1]))

    found: list[Phoneme] = []
    last = 0
    for sound in phonemes:
        start = max(last, at(sound.start_ms))
        last = max(start, at(sound.end_ms))
        if last > start:
            found.append(sound.model_copy(update={"start_ms": start, "end_ms": last}))
    return tuple(found)
