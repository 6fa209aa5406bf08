"""Where a caption may be broken without hurting: after punctuation, before words that open a phrase, never after them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

import budoux
from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_boundaries

WIDE = 2.1
"""Places that an ideograph takes: at 42 places a line holds 20 of them, as broadcasters ask."""

_SENTENCE_ENDS = ".!?…。！？।؟"
_CLAUSE_ENDS = ",;:،؛、，；：—–"
_CLOSING = "\"'”’»)]}」』）】"

_OPENERS = {
    "en": "i you he she it we they "
          "a an the my your our their his her its this that these those and or but nor so because although while if when "
          "where which who whom whose as than in on at by for from to of with without into onto over under after before "
          "since until through during between among about against per via is are was were be been has have had will would "
          "can could should may might must not no",
    "de": "ich du er sie es wir man "
          "der die das den dem des ein eine einen einem einer eines mein dein unser euer ihr sein kein und oder aber denn "
          "weil dass wenn als ob obwohl während in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen "
          "ohne um über unter vor zwischen seit bis pro ist sind war wird werden hat haben kann nicht",
    "fr": "je tu il elle on nous vous ils elles "
          "le la les l un une des du de d au aux ce cet cette ces mon ton son notre votre leur et ou mais donc car ni que "
          "qui quand lorsque comme si parce dans en sur sous par pour avec sans vers chez entre depuis après avant pendant "
          "est sont a ont ne pas",
    "es": "yo tú él ella nosotros ellos se le "
          "el la los las un una unos unas del al mi tu su nuestro este esta estos estas y e o u pero ni que porque cuando "
          "como si aunque mientras donde a ante bajo con contra de desde en entre hacia hasta para por según sin sobre tras "
          "es son ha han no",
    "it": "io lei noi si "
          "il lo la i gli le un uno una del della dei delle al alla nel nella e o ma che perché quando come se mentre dove "
          "a di da in con su per tra fra senza è sono ha hanno non",
    "pt": "eu você ele ela nós se "
          "o a os as um uma do da dos das no na nos nas ao à e ou mas que porque quando como se enquanto onde de em por "
          "para com sem sobre entre até é são tem não",
    "nl": "ik jij je hij zij we wij "
          "de het een mijn jouw ons onze hun en of maar want omdat dat als wanneer terwijl in op aan bij met naar van voor "
          "door tegen zonder over onder tussen tot is zijn was heeft hebben kan niet",
}  # fmt: skip
"""Articles, prepositions, conjunctions and auxiliaries: a phrase begins with them, so a line must not end with them."""


@lru_cache(maxsize=16)
def _openers(language: str) -> frozenset[str]:
    primary = language.lower().split("-")[0]
    known = _OPENERS.get(primary)
    return frozenset(known.split()) if known else frozenset()


@lru_cache(maxsize=4096)
def clusters(text: str) -> tuple[str, ...]:
    """User-perceived characters (UAX 29)."""
    if text.isascii():
        return tuple(text)
    bounds = list(grapheme_cluster_boundaries(text))
    return tuple(text[a:b] for a, b in pairwise(bounds))


@lru_cache(maxsize=4096)
def places(text: str) -> float:
    """How many places of a line `text` takes: one for each user-perceived character, `WIDE` for a wide one."""
    return sum(WIDE if unicodedata.east_asian_width(cluster[0]) in "WF" else 1.0 for cluster in clusters(text))


_BLANKS = re.compile(" +")


@lru_cache(maxsize=2048)
def break_places(text: str) -> tuple[int, ...]:
    """Where a line may end inside `text` (UAX 14), word by word so that a word is looked at once."""
    found: list[int] = []
    at = 0
    blanks = [*_BLANKS.finditer(text), None]
    for blank in blanks:
        word = text[at : blank.start() if blank else len(text)]
        found += [at + inner for inner in _inside(word)]
        if blank is None:
            break
        at = blank.end()
        if word and at < len(text) and _between(word[-2:], text[at : at + 2]):
            found.append(at)
    return tuple(found)


_OPTION = re.compile(r"\W*-+")
"""Hyphens that begin a word, as those of a command's options do, stay with it (UAX 14, LB20a)."""


@lru_cache(maxsize=16384)
def _inside(word: str) -> tuple[int, ...]:
    if word.isascii() and word.isalpha():
        return ()
    return tuple(at for at in line_break_boundaries(word) if 0 < at < len(word) and not _OPTION.fullmatch(word[:at]))


@lru_cache(maxsize=8192)
def _between(tail: str, head: str) -> bool:
    """Whether a line may end at the blank between `tail` and `head`."""
    return (tail.isalnum() and head.isalnum()) or len(tail) + 1 in set(line_break_boundaries(f"{tail} {head}"))


def unspaced(char: str) -> bool:
    """Whether `char` is of a script that puts no blanks between words (CJK, Thai, Lao, Khmer, Burmese)."""
    code = ord(char)
    south = 0x0E00 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF
    return south or (unicodedata.east_asian_width(char) in "WF" and not 0xAC00 <= code <= 0xD7A3)


def phrase_starts(text: str, language: str) -> frozenset[int]:
    """Where phrases begin in a text of scripts without blanks, as far as they are known (Thai, Japanese, Chinese).

    From BudouX's machine-learned models, kept to borders of user-perceived characters.
    """
    tag = language.lower()
    if any("\u0e00" <= char <= "\u0e7f" for char in text):
        name = "th"
    elif tag.startswith("ja") or any("\u3040" <= char <= "\u30ff" for char in text):
        name = "ja"
    else:
        name = "zh-hant" if any(part in tag for part in ("hant", "tw", "hk")) else "zh"
    starts = set(accumulate((len(phrase) for phrase in _parser(name).parse(text)), initial=0))
    inner = set(accumulate((len(cluster) for cluster in clusters(text)), initial=0)) - {0, len(text)}
    return frozenset(starts & inner)


@lru_cache(maxsize=4)
def _parser(name: str) -> budoux.Parser:
    loaders = {
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
        "zh": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return loaders[name]()


def pieces(word: str, limit: float, language: str = "") -> tuple[str, ...]:
    """`word` in parts of at most `limit` places: whole where it is short, in phrases in scripts without blanks."""
    if not any(unspaced(char) for char in word):
        if places(word) <= limit:
            return (word,)
        bounds = list(break_places(word))
    else:
        allowed = {at for at in break_places(word) if unspaced(word[at - 1])}
        starts = phrase_starts(word, language)
        thai = {at for at in starts if "\u0e00" <= word[at] <= "\u0e7f"}
        bounds = sorted((starts & allowed) | thai)
    return tuple(part for start, end in pairwise([0, *bounds, len(word)]) for part in _cut(word[start:end], limit))


def _cut(text: str, limit: float) -> list[str]:
    found, now = [], ""
    for cluster in clusters(text):
        if now and places(now + cluster) > limit:
            found.append(now)
            now = ""
        now += cluster
    return [*found, now] if now else found


def ends_sentence(word: str) -> bool:
    """Whether a sentence ends with `word`."""
    return word.rstrip(_CLOSING)[-1:] in tuple(_SENTENCE_ENDS)


_COUNTED = re.compile(r"\d\s?(?:[毫微纳奈分小公千厘美日欧歐人]|ミリ|マイクロ)?$")
"""A number, or the beginning of what it counts, that may end no line in a script without blanks."""


def break_costs(words: Sequence[tuple[str, bool]], language: str) -> list[float]:
    """What a break costs behind each of some words but the last; each comes with whether it is glued to the one before it.

    In scripts without blanks a break costs least where a phrase begins.
    """
    text, begins = "", []
    for word, glued in words:
        text += word if glued or not text else f" {word}"
        begins.append(len(text) - len(word))
    starts = phrase_starts(text, language) if any(map(unspaced, text)) else frozenset()
    return [
        break_cost(word, following, glued, language, at in starts and not _COUNTED.search(text[:at]))
        for (word, _), (following, glued), at in zip(words, words[1:], begins[1:], strict=False)
    ]


def break_cost(word: str, following: str, glued: bool, language: str, phrase: bool = True) -> float:
    """How much it hurts to break between `word` and `following` (0: a sentence ends; 60: inside a word).

    `phrase`: a phrase begins with `following`, which counts in scripts without blanks.
    """
    bare = word.rstrip(_CLOSING)
    if ends_sentence(word):
        return 0.0
    if bare[-1:] in tuple(_CLAUSE_ENDS):
        return 5.0
    if glued:
        return (20.0 if phrase else 34.0) if unspaced(word[-1]) or unspaced(following[0]) else 60.0
    openers = _openers(language)
    if word[-1:].isdigit() and len(following.strip(_CLAUSE_ENDS + _SENTENCE_ENDS)) <= 2:
        return 50.0
    if bare.lower() in openers:
        return 42.0
    return 12.0 if following.lower().strip(_CLAUSE_ENDS + "\"'“‘«([") in openers else 26.0
