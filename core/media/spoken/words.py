"""The words of a text as they are written: what a caption shows and what a time is given to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from core.media.spoken.japanese import phrases

_RUN = re.compile(r"\S+")


@dataclass(frozen=True)
class Written:
    """A word with what clings to it (punctuation, a dash, an emoji): `text` stands at `offset` of the narration."""

    text: str
    offset: int

    @property
    def end(self) -> int:
        """Index after its last character."""
        return self.offset + len(self.text)


def written_words(text: str, language: str) -> tuple[Written, ...]:
    """The words of `text` in order; together they hold every character that is not a blank.

    Han text, which has no blanks, gives one word for each character; Japanese one for each phrase.
    """
    spans: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        spans += _pieces(text, run.start(), run.end(), language)
    return tuple(Written(text[a:b], a) for a, b in _joined(text, spans))


def is_spoken(char: str) -> bool:
    """Whether a character is a letter, a figure, a mark of one, or a sign that has words."""
    return unicodedata.category(char)[0] in "LNM" or char in "&+=→~%×÷<>≥≤°±$€£¥₹@#"


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003134f"


def is_kana(char: str) -> bool:
    """Whether a character is one of the Japanese syllables."""
    return "\u3040" <= char <= "\u30ff" or char in "々〆〇"


def _pieces(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    run = text[start:end]
    if language.lower().startswith("ja") and any(is_han(c) or is_kana(c) for c in run):
        return [(start + a, start + b) for a, b in phrases(run)]
    inner = [i for i in range(1, len(run)) if is_han(run[i]) or (_ends_word(run[i - 1]) and is_spoken(run[i]))]
    return [(start + a, start + b) for a, b in pairwise([0, *inner, len(run)])]


def _ends_word(char: str) -> bool:
    return is_han(char) or char in "，。、；：！？）」』》"


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is not said by itself joins the word before it, or the first word after it."""
    joined: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in spans:
        if not any(is_spoken(c) for c in text[start:end]):
            if joined:
                joined[-1] = (joined[-1][0], end)
            else:
                waiting = start if waiting is None else waiting
            continue
        joined.append((start if waiting is None else waiting, end))
        waiting = None
    if waiting is not None and spans:
        joined.append((waiting, spans[-1][1]))
    return joined
