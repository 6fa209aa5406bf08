"""How fast a voice is, found out by letting it speak."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Protocol

from core.errors import Unspeakable
from core.film import Pace, Utterance, Voice
from core.media.audio import read_wav
from core.media.spoken import written_words

_TRIED = 1000
"""Characters that are spoken to find out."""

_USUAL_US = 68_000
"""Microseconds for a character of English at 165 words a minute; for a text of which nothing can be said."""

_MARKUP = re.compile(r"```.*?```|!\[[^\]]*\]\([^)]*\)|<[^>]+>|\]\([^)]*\)|^[#>\s*+|-]+|[*_`\[\]|]", re.DOTALL | re.MULTILINE)
_SENTENCES = re.compile(r"[^.!?。！？।\n]+[.!?。！？।]*")


class _Speaks(Protocol):
    def speak(self, utterance: Utterance, to: Path) -> Any: ...


def pace_of(speaker: _Speaks, voice: Voice, text: str, language: str, folder: Path, gap_ms: int = 600) -> Pace:
    """The pace of `voice` over sentences taken from `text`. A speaker that cannot say them is asked nothing more.

    `folder` takes the sound."""
    sample = _sample(text)
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
    return Pace(us_per_character=max(1, ms * 1000 // len(sample)), gap_ms=gap_ms)


def _sample(text: str) -> str:
    """Whole sentences of `text` without its markup, as many as are spoken to find out."""
    plain = _MARKUP.sub(" ", text[: 8 * _TRIED])
    chosen: list[str] = []
    length = 0
    for sentence in _SENTENCES.findall(plain):
        tidy = " ".join(sentence.split())
        if not written_words(tidy, "en"):
            continue
        if chosen and length + len(tidy) > _TRIED:
            break
        chosen.append(tidy[:_TRIED])
        length += len(tidy) + 1
    return " ".join(chosen)
