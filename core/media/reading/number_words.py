"""Numbers that a text says in words, in the languages that are written with Latin letters and have their words here.

What they are is asked of num2words once for each language, and read back: `zweitausendfünfhundert` is 2500, `quatre-vingt-dix
mille` is 90000, `tres coma cinco` is 3.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0-]+")
_LONGEST = 7
"""Words of the longest number below a thousand, with those that join them."""


@dataclass(frozen=True)
class _Words:
    """How a language puts numbers together."""

    joins: frozenset[str]
    scales: dict[str, float]
    comma: frozenset[str]
    percent: frozenset[str] = frozenset()
    """Words before a hundred that make it a percent."""
    inside: tuple[str, ...] = ()
    """What stands for a thousand inside of one long word."""
    otherwise: tuple[tuple[str, str], ...] = ()
    """Endings, and how they are written as well."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.split("/")[0], pair.split("/")[1]) for pair in words.split())


_KNOWN = {
    "de": _Words(_set(""), {"tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9},
                 _set("komma"), inside=("tausend",), otherwise=_pairs("einhundert/hundert eins/ein eins/eine eins/einer")),
    "es": _Words(_set("y"), {"mil": 1e3, "millón": 1e6, "millones": 1e6}, _set("coma punto"), _set("por"),
                 otherwise=_pairs("cientos/cientas uno/ún uno/un uno/una quinientos/quinientas")),
    "fr": _Words(_set("et"), {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9},
                 _set("virgule"), _set("pour"), otherwise=_pairs("cents/cent vingts/vingt")),
    "it": _Words(_set("e"), {"mille": 1e3, "mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9},
                 _set("virgola"), _set("per"), inside=("mila", "mille"), otherwise=_pairs("tré/tre tre/tré uno/un uno/una")),
    "nl": _Words(_set("en"), {"duizend": 1e3, "miljoen": 1e6, "miljard": 1e9}, _set("komma"), inside=("duizend",),
                 otherwise=_pairs("eenhonderd/honderd éénhonderd/honderd één/een")),
    "pt": _Words(_set("e"), {"mil": 1e3, "milhão": 1e6, "milhões": 1e6, "bilhão": 1e9, "bilhões": 1e9}, _set("vírgula"),
                 _set("por"), otherwise=_pairs("centos/centas dois/duas um/uma zentos/zentas hentos/hentas")),
}  # fmt: skip

Key = tuple[str, ...]


def said_numbers(text: str, language: str) -> Iterator[tuple[int, int, float]]:
    """Where a text says a number in words, from and to, and what it is worth; nothing in a language that is not known."""
    tongue = language.split("-")[0].lower()
    words = _KNOWN.get(tongue)
    if words is None:
        return
    table, tokens = _table(tongue), [(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        found = _read(text, tokens, at, words, table)
        if found is None:
            at += 1
        else:
            end, value = found
            yield tokens[at][1], tokens[end - 1][2], value
            at = end


Token = tuple[str, int, int]


def _read(text: str, tokens: list[Token], at: int, words: _Words, table: dict[Key, int]) -> tuple[int, float] | None:
    """The number that begins with the word at `at`, with the place of the word after it."""
    if at and tokens[at - 1][0] in words.percent:
        return None
    total, thousands, end = 0.0, 0.0, at
    while True:
        group = _below_a_thousand(text, tokens, end, words, table, first=end == at)
        after, value = group if group else (end, 0.0)
        scale = _scale(text, tokens, after, words, first=after == at)
        if group is None and scale is None:
            break
        end = after + (scale is not None)
        if scale is not None and scale > 1000:
            total, thousands = total + (thousands + value or 1.0) * scale, 0.0
        else:
            thousands += value if scale is None else (value if group else 1.0) * scale
        if scale is None and (value < 1000 or value % 1000):  # after so many thousands hundreds may follow
            break
    return None if end == at else _with_decimals(text, tokens, end, total + thousands, words, table)


def _scale(text: str, tokens: list[Token], at: int, words: _Words, *, first: bool) -> float | None:
    if at >= len(tokens) or not (first or _joined(text, tokens, at)):
        return None
    return words.scales.get(tokens[at][0])


def _below_a_thousand(
    text: str, tokens: list[Token], at: int, words: _Words, table: dict[Key, int], *, first: bool
) -> tuple[int, float] | None:
    """The longest run of words that is a number of the table, or one long word with a thousand inside."""
    if at < len(tokens) and not first and tokens[at][0] in words.joins and _joined(text, tokens, at):
        at += 1
    key: list[str] = []
    best: tuple[int, float] | None = None
    for place in range(at, min(len(tokens), at + _LONGEST)):
        if not (first and place == at) and not _joined(text, tokens, place):
            break
        word = tokens[place][0]
        if word in words.joins and key:
            continue
        key.append(word)
        value = table.get(tuple(key))
        if value is None and len(key) == 1:
            value = _compound(word, words, table)
        if value is not None:
            best = place + 1, float(value)
    return best


def _compound(word: str, words: _Words, table: dict[Key, int]) -> int | None:
    for inside in words.inside:
        left, found, right = word.partition(inside)
        if found and (left or right):
            thousands, rest = table.get((left,), 1 if not left else None), table.get((right,), 0 if not right else None)
            if thousands is not None and rest is not None:
                return 1000 * thousands + rest
    return None


def _with_decimals(
    text: str, tokens: list[Token], at: int, whole: float, words: _Words, table: dict[Key, int]
) -> tuple[int, float]:
    """The number with what is said behind its comma: figure by figure, or as one number."""
    if not (at + 1 < len(tokens) and tokens[at][0] in words.comma and _joined(text, tokens, at)):
        return at, whole
    figures, end = "", at + 1
    while end < len(tokens) and _joined(text, tokens, end) and (found := table.get((tokens[end][0],))) is not None:
        figures, end = figures + str(found), end + 1
    return (end, float(f"{whole:.0f}.{figures}")) if figures else (at, whole)


def _joined(text: str, tokens: list[Token], at: int) -> bool:
    """Whether nothing but blanks and hyphens stands between a word and the one before."""
    return at > 0 and _GAP.fullmatch(text[tokens[at - 1][2] : tokens[at][1]]) is not None


@lru_cache(maxsize=8)
def _table(tongue: str) -> dict[Key, int]:
    """Every number below a thousand by its words, in each way to write it."""
    from num2words import num2words

    words, table = _KNOWN[tongue], dict[Key, int]()
    for number in range(1000):
        said = str(num2words(number, lang=tongue)).lower().replace("\u00ad", "")
        ways = {said}
        for ending, other in words.otherwise:
            ways |= {re.sub(rf"{ending}(?!\w)", other, way) for way in ways} | {
                re.sub(rf"\b{ending}", other, way) for way in ways
            }
        for way in ways:
            key = tuple(token for token in _TOKEN.findall(way) if token not in words.joins)
            table.setdefault(key, number)
    return table
