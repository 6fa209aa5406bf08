"""How fast a voice is, found out by letting it speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from core.errors import BadInput, Unspeakable
from core.film import Pace, Utterance, Voice
from core.film.pacing import heard_length
from core.media.audio import read_wav
from core.media.reading.document import Block, Listing, Paragraph, Saying, read
from core.media.reading.sentences import finished, sentences
from core.media.spoken import written_words

_TRIED = 1000
"""Characters that are spoken to find out."""

_USUAL_US = 68_000
"""Microseconds for a character of English at 165 words a minute; for a text of which nothing can be said."""

_LOOKED_AT = 24_000
"""Characters of a source in which there are as many to speak, however it is written."""


class _Speaks(Protocol):
    def speak(self, utterance: Utterance, to: Path) -> Any: ...


def pace_of(speaker: _Speaks, voice: Voice, text: str, language: str, folder: Path, gap_ms: int = 600) -> Pace:
    """The pace of `voice` over sentences taken from `text`. A speaker that cannot say them is asked nothing more.

    `folder` takes the sound."""
    sample = _sample(text, language)
    if not sample:
        return Pace(us_per_character=_USUAL_US, gap_ms=gap_ms)
    spoken = folder / "pace.wav"
    try:
        speech = speaker.speak(Utterance(text=sample, language=language, voice=voice), spoken)
    except Unspeakable:
        return Pace(us_per_character=_USUAL_US, gap_ms=gap_ms)
    words = speech.words
    if words:
        ms = words[-1].end_ms - words[0].start_ms
    else:
        rate, samples = read_wav(spoken)
        ms = samples.shape[1] * 1000 // rate
    return Pace(us_per_character=max(1, round(ms * 1000 / heard_length(sample))), gap_ms=gap_ms)


def _sample(text: str, language: str) -> str:
    """Whole sentences of `text` as a film says them: without marks, addresses and numbers of changes."""
    head = text if len(text) <= _LOOKED_AT else text[:_LOOKED_AT].rsplit("\n", 1)[0]
    try:
        sections = read(head).sections
    except BadInput:
        return ""
    chosen: list[str] = []
    length = 0
    for said in (said for section in sections for block in section.blocks for said in _said(block)):
        for sentence in sentences(said, language):
            if not written_words(sentence, language):
                continue
            if chosen and length + len(sentence) > _TRIED:
                return " ".join(chosen)
            chosen.append(finished(sentence, language)[:_TRIED])
            length += len(chosen[-1]) + 1
    return " ".join(chosen) or " ".join(section.heading.text for section in sections)[:_TRIED]


def _said(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.words.text]
    if isinstance(block, Listing):
        return [entry.words.text for entry in block.entries]
    return [block.text] if isinstance(block, Saying) else []
