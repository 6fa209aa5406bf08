"""Numbers in a text by what they are worth, written in figures or in words, so that `2.3 million` is found in `2,300,000`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.media.reading.figures import number
from core.media.reading.number_words import said_numbers

_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "mio": 1e6, "millionen": 1e6, "millones": 1e6, "millón": 1e6,
    "milhões": 1e6, "milioni": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9, "mrd": 1e9, "milliarden": 1e9, "b": 1e9,
    "trillion": 1e12, "万": 1e4, "億": 1e8, "亿": 1e8,
}  # fmt: skip
_FIGURES = re.compile(
    r"(?P<digits>\d+(?:[.,:'’\u00a0\u202f]\d+)*)(?:[ \u00a0-]?(?P<scale>"
    + "|".join(sorted((re.escape(s) for s in _SCALES if len(s) > 1 or not s.isascii()), key=len, reverse=True))
    + r"|[kKMB](?![A-Za-z])))?",
    re.I,
)
_ONE_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
)
"""Other rows of figures are versions, times and addresses: worth nothing, compared as they are written."""

_ONES = {
    word: float(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_WORDS = re.compile(
    rf"\b(?:{'|'.join((*_ONES, *_TENS))})(?:(?:[ -]|\s+and\s+)(?:{'|'.join((*_ONES, *_TENS, *_LARGE))})\b)*"
    rf"(?:\s+point(?:\s+(?:{'|'.join(_ONES)})\b)+)?\b",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|over|under|approximately|some|more than|less than|up to|rund|etwa|fast|knapp|über"
    r"|unos|casi|environ|près de|quase|cerca de|quasi|circa)\W*$",
    re.I,
)
COUNTED = 12
"""Numbers up to here that are written as words mostly count what stands beside them."""


@dataclass(frozen=True)
class Amount:
    """A number that a text says."""

    text: str
    digits: str
    """Its figures as written; empty for one in words."""
    values: tuple[float, ...]
    """What it may be worth: with its scale and without."""
    about: bool = False
    """It is said to be no more than about right."""


def amounts(text: str, language: str) -> Iterator[Amount]:
    """Every number of `text`: in figures for all languages, in words for those that are known."""
    for found in _FIGURES.finditer(text):
        digits, scale = found["digits"], (found["scale"] or "").lower()
        ways = {language, "en"} if _ONE_NUMBER.fullmatch(digits) else ()
        read = {value for one in ways if (value := number(digits, one)) is not None}
        values = tuple(sorted({value * _SCALES.get(scale, 1.0) for value in read} | read))
        yield Amount(found[0].strip(), digits, values, bool(_ABOUT.search(text[: found.start()])))
    yield from in_words(text, language)


def in_words(text: str, language: str) -> Iterator[Amount]:
    """The numbers that `text` says in words; none in a language whose words are not known."""
    if language.startswith("en"):
        for found in _WORDS.finditer(text):
            yield Amount(found[0], "", (worth(found[0]),), bool(_ABOUT.search(text[: found.start()])))
    for start, end, value in said_numbers(text, language):
        yield Amount(text[start:end], "", (value,), bool(_ABOUT.search(text[:start])))


def worth(words: str) -> float:
    """What an English number in words is worth: `two hundred and five` is 205, `three point four` is 3.4."""
    whole, _, part = words.lower().partition(" point ")
    total = group = 0.0
    for word in re.findall(r"[a-z]+", whole):
        if word in _LARGE and _LARGE[word] > 100:
            total, group = total + max(group, 1.0) * _LARGE[word], 0.0
        elif word in _LARGE:
            group = max(group, 1.0) * _LARGE[word]
        else:
            group += _ONES.get(word, _TENS.get(word, 0.0))
    decimals = "".join(str(int(_ONES[word])) for word in part.split() if word in _ONES)
    return total + group + (float(f"0.{decimals}") if decimals else 0.0)
