"""The rules of reading, in the order they are tried."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from core.media.spoken import addresses, amounts, calendar, money, names, versions
from core.media.spoken.numerals import cardinal, ordinal
from core.media.spoken.reading import Edit, Rule, Tongue

_MARKUP = re.compile(r"[*`|{}\[\]\\^•◦▪_]+|(?:(?<=\n)|\A)(?:#+|[->])(?=\s)")
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_ARROW = re.compile(r"[→⇒➜➔]|[-=]>")
_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\ufe00-\ufe0f\u2060\ufeff]+")


def rules() -> list[Rule]:
    """Every rule of the languages that have a wording; the first that has something to say wins."""
    return [
        addresses.mail,
        addresses.web,
        names.known,
        addresses.files,
        versions.version,
        calendar.dates,
        calendar.clock,
        amounts.ordinals,
        amounts.sign,
        money.money,
        amounts.counted,
        fractions,
        amounts.plain,
        names.roman,
        names.acronyms,
        names.identifiers,
        names.tags,
        signs,
    ]


def fractions(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`½`, `1/2`, and `3/4`, which is read as it is written."""
    if text[at] == "½" and tongue.words.half:
        return [Edit(at, at + 1, tongue.words.half)]
    found = _FRACTION.match(text, at) if amounts.starts_number(text, at) else None
    if not found:
        return None
    above, below = int(found.group(1)), int(found.group(2))
    if (above, below) == (1, 2) and tongue.words.half:
        return [Edit(at, found.end(), tongue.words.half)]
    if tongue.code == "en" and 2 < below <= 10 and above < below:
        part = "quarter" if below == 4 else ordinal(below, tongue)
        return [Edit(at, found.end(), f"{cardinal(above, tongue)} {part}{'s' if above > 1 else ''}")]
    return [Edit(at, found.end(), f"{cardinal(above, tongue)} {tongue.words.slash} {cardinal(below, tongue)}")]


def signs(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`&`, `→`, `+` and their like between words; a slash between words is not said."""
    char = text[at]
    arrow = _ARROW.match(text, at)
    if arrow:
        return [Edit(at, arrow.end(), f" {tongue.words.signs.get('→', '')} ")]
    if char == "/" and 0 < at < len(text) - 1:
        return [Edit(at, at + 1, " ")]
    word = tongue.words.signs.get(char, "") if char in "&+=~×÷≥≤±<>%°" else ""
    alone = _apart(text, at)
    if not word or (char in "+=~<>" and not alone):
        return None
    return [Edit(at, at + 1, f" {word} ")]


def _apart(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isspace() == text[at + 1].isspace()


def pronunciations(pairs: Sequence[tuple[str, str]]) -> Rule:
    """A team's own list: whole words as written, whatever their case, longest first."""
    spoken = {written.casefold(): said for written, said in pairs if written.strip()}
    longest = sorted(spoken, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(written) for written in longest) or r"(?!)", re.IGNORECASE)

    def rule(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
        found = pattern.match(text, at)
        if not found or _inside_a_word(text, at, found.end()):
            return None
        return [Edit(at, found.end(), spoken[found.group().casefold()])]

    return rule


def _inside_a_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isalnum() and text[start].isalnum() and before.isascii()) or (
        after.isalnum() and text[end - 1].isalnum() and after.isascii()
    )


def cleaning(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """What is never said: marks of Markdown, emoji, invisible characters; typographic signs become the plain ones voices know."""
    char = text[at]
    if char in "’‘ʼ":
        return [Edit(at, at + 1, "'")]
    if char in "\u00a0\u202f\u2009\n\t":
        return [Edit(at, at + 1, " ")]
    if char == "‑":
        return [Edit(at, at + 1, "-")]
    found = _ZERO_WIDTH.match(text, at) or _MARKUP.match(text, at)
    if found:
        return [Edit(at, found.end(), "")]
    if _silent(char):
        return [Edit(at, at + 1, "")]
    return None


def _silent(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk", "Cf", "Co", "Cs", "Cn", "Cc") and char != "°"
