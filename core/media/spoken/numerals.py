"""Numbers as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from num2words import num2words

from core.media.spoken.reading import KEPT, Tongue

_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?")
_GROUPED_BY_BLANKS = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d])")
_LARGEST = 10**15
_ONE = {"de": ("eins", "ein"), "es": ("uno", "un"), "it": ("uno", "un")}
"""How one ends alone, and before what is counted."""


@dataclass(frozen=True)
class Number:
    """A number as it stands in a text."""

    start: int
    end: int
    whole: str
    """Figures before the decimal sign."""
    part: str
    """Figures after it."""

    @property
    def value(self) -> Decimal:
        """What it is worth."""
        return Decimal(f"{self.whole}.{self.part}" if self.part else self.whole)

    @property
    def plain(self) -> bool:
        """Whether it is a whole number of ordinary writing, as 42; not 007."""
        return not self.part and (self.whole == "0" or not self.whole.startswith("0"))


def number_at(text: str, at: int, tongue: Tongue) -> Number | None:
    """The number that begins at `at`, as the language writes its thousands and decimals."""
    found = (_GROUPED_BY_BLANKS.match(text, at) if tongue.words.spaced else None) or _GROUPED.match(text, at)
    if not found:
        return None
    figures = re.sub(r"[ '\u00a0\u202f]", "", found.group())
    whole, part = _parted(figures, tongue.words.comma)
    return Number(at, found.end(), whole, part)


def _parted(figures: str, comma: bool) -> tuple[str, str]:
    marks = [char for char in figures if char in ".,"]
    if not marks:
        return figures, ""
    last = max(figures.rfind("."), figures.rfind(","))
    before, after = figures[:last], figures[last + 1 :]
    if len(set(marks)) == 1:
        own = "," if comma else "."
        grouped = len(after) == 3 and 1 <= len(before.split(marks[0])[0]) <= 3 and not before.startswith("0")
        if len(marks) > 1 or (grouped and marks[0] != own):
            return figures.replace(marks[0], ""), ""
    return re.sub(r"[.,]", "", before), after


def said(number: Number, tongue: Tongue, *, counts: bool = False) -> str:
    """The number in words; `counts` when a noun follows. Figures, where the language's numbers are left to the voice."""
    words = tongue.words
    if not words.number:
        return f"{number.whole}.{number.part}" if number.part else number.whole
    if len(number.whole) > 1 and number.whole.startswith("0") and not number.part:
        return digits(number.whole, tongue)
    whole = cardinal(int(number.whole), tongue, counts=counts and not number.part)
    if not number.part:
        return whole
    if words.digits_after or number.part.startswith("0") or len(number.part) > 2:
        return f"{whole} {words.point} {digits(number.part, tongue)}"
    return f"{whole} {words.point} {cardinal(int(number.part), tongue)}"


def cardinal(value: int, tongue: Tongue, *, counts: bool = False) -> str:
    """A whole number that is not negative, in words."""
    if not tongue.words.number:
        return str(value)
    if value >= _LARGEST:
        return digits(str(value), tongue)
    if tongue.code == "ja":
        return KEPT + str(num2words(value, lang="ja", reading=True)) + KEPT
    said = str(num2words(value, lang=tongue.words.number)).replace(",", "")
    if tongue.code == "en" and tongue.region != "gb":
        said = said.replace(" and ", " ")
    alone, before = _ONE.get(tongue.code, ("", ""))
    if counts and alone and said.endswith(alone):
        said = "veintiún" if said == "veintiuno" else said.removesuffix(alone) + before
    return said


def ordinal(value: int, tongue: Tongue) -> str:
    """First, second ...; the bare number where the language has none here."""
    if not tongue.words.number or tongue.code == "ja":
        return cardinal(value, tongue)
    return str(num2words(value, lang=tongue.words.number, to="ordinal")).replace(",", "").replace(" and ", " ")


def year(value: int, tongue: Tongue) -> str:
    """A year as it is read: nineteen ninety-nine, neunzehnhundertneunundneunzig."""
    if tongue.code in ("en", "de", "nl"):
        return str(num2words(value, lang=tongue.words.number, to="year")).replace(",", "").replace(" and ", " ")
    return cardinal(value, tongue)


def digits(figures: str, tongue: Tongue) -> str:
    """One figure after the other."""
    return " ".join(cardinal(int(figure), tongue) for figure in figures)
