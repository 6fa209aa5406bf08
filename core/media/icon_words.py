"""Which icon fits some words: a table of stems in English, German, Spanish and French, and the icons' own names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

NEUTRAL = ("circle-check-big", "sparkles", "star", "bookmark", "flag", "layers", "circle-dot", "square-check-big")
"""For words that say nothing that can be drawn; the next one where one is used already."""

_QUALIFIERS = frozenset({"sparkles", "zap", "star", "workflow", "trending-up", "wand-sparkles", "infinity", "circle-check-big"})
"""What such words say (new, fast, automatic) is less than what they say it of."""

_DECAY = 0.93
_SHORT = 4
_INSIDE = 6

_FOLD = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "’": "'"})
_TOKEN = re.compile(r"[^\W_]+(?:[-/'][^\W_]+)*")


def folded(text: str) -> str:
    """Lower case, without accents."""
    plain = unicodedata.normalize("NFD", text.lower().translate(_FOLD))
    return "".join(char for char in plain if not unicodedata.combining(char))


@dataclass(frozen=True)
class _Stem:
    text: str
    icon: str
    whole: bool

    def weight(self, token: str) -> float:
        """How well a word or a text fits this stem: 0 not at all; more for longer stems, less for the inside of compounds."""
        if self.whole or len(self.text) < _SHORT:
            return _worth(self.text) if token in (self.text, self.text + "s") and not (self.whole and token != self.text) else 0.0
        if token.startswith(self.text):
            return _worth(self.text)
        return 0.75 * _worth(self.text) if len(self.text) >= _INSIDE and self.text in token else 0.0


def _worth(stem: str) -> float:
    return 1.0 + 0.06 * len(stem)


@lru_cache(maxsize=1)
def _stems() -> tuple[tuple[_Stem, ...], tuple[tuple[str, str], ...]]:
    """Stems of single words, and (phrase, icon)."""
    single, phrases = [], []
    for line in files("core.media").joinpath("icon_words.txt").read_text("utf-8").splitlines():
        icon, colon, stems = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        for stem in stems.split():
            if "_" in stem:
                phrases.append((stem.replace("_", " "), icon))
            else:
                single.append(_Stem(stem.rstrip("$"), icon, stem.endswith("$")))
    return tuple(single), tuple(phrases)


def _words(text: str) -> list[str]:
    """Words in order; a hyphened one whole and in parts."""
    found = []
    for token in _TOKEN.findall(folded(text)):
        found.append(token)
        parts = re.split(r"[-/']", token)
        found += parts if len(parts) > 1 else []
    return found


@lru_cache(maxsize=1024)
def ranked(text: str, drawable: frozenset[str]) -> tuple[str, ...]:
    """Icons that fit `text`, the best first; earlier words count more. `drawable`: names of all icons there are."""
    single, phrases = _stems()
    plain = " " + " ".join(_words(text)) + " "
    scores: dict[str, float] = {}
    for phrase, icon in phrases:
        if f" {phrase}" in plain:
            scores[icon] = scores.get(icon, 0.0) + 1.2 * _worth(phrase)
    for at, word in enumerate(_words(text)):
        best: dict[str, float] = {}
        for stem in single:
            weight = stem.weight(word)
            if weight > best.get(stem.icon, 0.0):
                best[stem.icon] = weight
        own = next((name for name in (word, word.removesuffix("s")) if name in drawable and len(name) >= _SHORT), None)
        if own and not best:
            best[own] = 1.0
        for icon, weight in best.items():
            scores[icon] = scores.get(icon, 0.0) + weight * _DECAY**at * (0.6 if icon in _QUALIFIERS else 1.0)
    return tuple(sorted((icon for icon in scores if icon in drawable), key=lambda icon: -scores[icon]))
