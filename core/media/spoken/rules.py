"""The rules of reading, in the order they are tried."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from core.media.spoken.reading import Edit, Rule, Tongue

_MARKUP = re.compile(r"[*`|{}\[\]\\^•◦▪_]+|(?:(?<=\n)|\A)(?:#+|[->])(?=\s)")
_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\ufe00-\ufe0f\u2060\ufeff]+")


def rules() -> list[Rule]:
    """Every rule of the languages that have a wording."""
    return []


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
