"""Japanese: where its phrases begin, and Han characters as the syllables they are read with (SudachiPy, small dictionary)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

_CLINGS = frozenset({"助詞", "助動詞", "接尾辞", "補助記号", "空白"})
"""Parts of speech that belong to the word before them: particles, auxiliaries, suffixes, punctuation."""

_AS_PARTICLE = {"は": "わ", "へ": "え", "を": "お"}
_HAN = re.compile(r"[\u3400-\u9fff々〆〇]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Morpheme:
    """A smallest word: where it stands, what kind it is, how it is read (hiragana)."""

    start: int
    end: int
    clings: bool
    kana: str


def phrases(text: str) -> list[tuple[int, int]]:
    """`text` in phrases, each a word with the particles and endings that follow it."""
    spans: list[tuple[int, int]] = []
    for morpheme in morphemes(text):
        if spans and morpheme.clings:
            spans[-1] = (spans[-1][0], morpheme.end)
        else:
            spans.append((morpheme.start, morpheme.end))
    return spans


def morphemes(text: str) -> Iterator[Morpheme]:
    """The smallest words of `text` in order, with nothing left out between them."""
    for part in _tokenizer().tokenize(text):
        surface, kind = part.surface(), part.part_of_speech()
        clings = kind[0] in _CLINGS or (kind[1] == "非自立可能" and kind[0] == "動詞")
        yield Morpheme(part.begin(), part.end(), clings, _kana(surface, part.reading_form(), kind[0]))


def _kana(surface: str, reading: str, kind: str) -> str:
    if kind == "助詞" and surface in _AS_PARTICLE:
        return _AS_PARTICLE[surface]
    if _HAN.search(surface) or (_LATIN.search(surface) and not _LATIN.search(reading)):
        return _hiragana(reading)
    return surface


def _hiragana(katakana: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in katakana)


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary  # forty megabytes, for one language

    return Dictionary(dict="small").tokenizer()
