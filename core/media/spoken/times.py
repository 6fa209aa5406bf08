"""When each written word and each sound of a synthesis is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.film import Phoneme, Word
from core.media.espeak import SpokenPhoneme, Synthesis
from core.media.spoken.reading import Reading
from core.media.spoken.words import Written, is_spoken, written_words

_SWITCH = re.compile(r"\([a-z0-9-]+\)")
"""What eSpeak writes where it changes the language, as `(en)`."""

_MANDARIN = {
    "s.": "ʂ",
    "ts.": "ʈʂ",
    "ts.h": "ʈʂʰ",
    "z.": "ʐ",
    "i.": "ɨ",
    "th": "tʰ",
    "ph": "pʰ",
    "kh": "kʰ",
    "tsh": "tsʰ",
    "tɕh": "tɕʰ",
}
"""eSpeak's own letters where its Mandarin has no IPA."""


@dataclass(frozen=True)
class _Stretch:
    """Spoken characters `first`..`last` (exclusive) are heard between two samples."""

    first: int
    last: int
    start: int
    end: int


def phonemes_of(synthesis: Synthesis, language: str) -> tuple[Phoneme, ...]:
    """The sounds in order, without the silences between them; each ends where the next begins."""
    found: list[Phoneme] = []
    for event, end in _sounds(synthesis):
        ipa = _SWITCH.sub("", event.ipa)
        if language.lower().startswith(("zh", "cmn")):
            stress = "".join(c for c in ipa if c in "ˈˌ")
            bare = ipa.removeprefix(stress)
            ipa = stress + _MANDARIN.get(bare, bare)
        start, stop = _ms(event.sample, synthesis.rate), _ms(end, synthesis.rate)
        if ipa.strip("-'") and stop > start:
            found.append(Phoneme(ipa=ipa, start_ms=start, end_ms=stop))
    return tuple(found)


def words_of(synthesis: Synthesis, reading: Reading, language: str) -> tuple[Word, ...]:
    """The written words with their times; they follow each other and never overlap. Empty when nothing is heard."""
    stretches = _stretches(synthesis, reading.spoken)
    if not stretches:
        return ()
    beginnings = [event.sample for event, _ in _sounds(synthesis)]
    written = written_words(reading.written, language)
    heard: list[tuple[int, int] | None] = []
    for first, last in _places(reading, written):
        if first > last:
            heard.append(None)
            continue
        start = _time(stretches, first, first, beginnings)
        end = _time(stretches, last, last + 1, beginnings)
        heard.append((_ms(start, synthesis.rate), _ms(end, synthesis.rate)))
    return _in_order(written, heard)


def _places(reading: Reading, written: Sequence[Written]) -> list[tuple[int, int]]:
    """First and last spoken character of each written word; (1, 0) when none is spoken."""
    origin = np.asarray(reading.origin)
    said = np.fromiter((is_spoken(c) for c in reading.spoken), bool, len(reading.spoken))
    found = []
    for word in written:
        inside = np.flatnonzero((origin >= word.offset) & (origin < word.end) & said)
        found.append((int(inside[0]), int(inside[-1])) if len(inside) else (1, 0))
    return found


def _sounds(synthesis: Synthesis) -> list[tuple[SpokenPhoneme, int]]:
    """Each phoneme that is heard, with the sample where it ends."""
    events = synthesis.phonemes
    ends = [event.sample for event in events[1:]] + [len(synthesis.samples)]
    pairs = zip(events, ends, strict=True)
    return [(event, end) for event, end in pairs if _SWITCH.sub("", event.ipa) and end > event.sample]


def _stretches(synthesis: Synthesis, spoken: str) -> list[_Stretch]:
    """Each run of characters that eSpeak told a time for, in order of both; repeated positions are one run."""
    marks: list[tuple[int, int]] = []
    for event in synthesis.words:
        if 0 <= event.at < len(spoken) and (not marks or event.at > marks[-1][0]):
            marks.append((event.at, event.sample))
    sounds = _sounds(synthesis)
    found: list[_Stretch] = []
    for i, (at, sample) in enumerate(marks):
        after, until = marks[i + 1] if i + 1 < len(marks) else (len(spoken), len(synthesis.samples))
        inside = [(event.sample, end) for event, end in sounds if sample <= event.sample < until]
        if not inside:
            continue
        while after > at + 1 and not is_spoken(spoken[after - 1]):
            after -= 1
        found.append(_Stretch(at, after, inside[0][0], min(inside[-1][1], until)))
    return found


def _time(stretches: Sequence[_Stretch], inside: int, place: int, beginnings: Sequence[int]) -> int:
    """The sample at the boundary `place` of the stretch that holds the spoken character `inside`.

    Words that eSpeak joins (“of the”) share a stretch; they are parted by their letters, at the nearest beginning of a sound.
    """
    stretch = next((s for s in reversed(stretches) if s.first <= inside), stretches[0])
    if place <= stretch.first:
        return stretch.start
    if place >= stretch.last:
        return stretch.end
    wanted = stretch.start + (stretch.end - stretch.start) * (place - stretch.first) // (stretch.last - stretch.first)
    within = [sample for sample in beginnings if stretch.start < sample < stretch.end]
    return min(within, key=lambda sample: abs(sample - wanted), default=wanted)


def _in_order(written: Sequence[Written], heard: Sequence[tuple[int, int] | None]) -> tuple[Word, ...]:
    """The words with times that never go back; a word that is not heard lies, without length, where the one before it ends."""
    words: list[Word] = []
    at = next((span[0] for span in heard if span), 0)
    for word, span in zip(written, heard, strict=True):
        start = max(at, span[0]) if span else at
        end = max(start, span[1]) if span else start
        if words and words[-1].end_ms > start:
            start = words[-1].end_ms
            end = max(start, end)
        words.append(Word(text=word.text, start_ms=start, end_ms=end, offset=word.offset))
        at = end
    return tuple(words)


def _ms(sample: int, rate: int) -> int:
    return (sample * 1000 + rate // 2) // rate
