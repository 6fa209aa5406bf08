"""Numbers with what they count: units, money, percentages, ranges, versions, ordinals."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files

from babel import UnknownLocaleError
from babel.units import UnknownUnitError, format_compound_unit, format_unit

from core.media.spoken.numerals import Number, cardinal, number_at, ordinal, said, year
from core.media.spoken.reading import Edit, Tongue

_UNITS: dict[str, str] = tomllib.loads(files("core.media.spoken").joinpath("units.toml").read_text("utf-8"))
_STOP = r"(?![^\W\u3040-\u30ff\u3400-\u9fff])"
"""No letter follows, or one of a script without blanks."""

_UNIT = re.compile(
    r"([ \u00a0\u202f]?)(" + "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True)) + r")(?![²/])" + _STOP
)
_ONLY_APART = frozenset("ABL")
"""Letters that are a unit only after a blank: 3B and 16A are names or magnitudes."""

_PERCENT = re.compile(r"[ \u00a0\u202f]?%")
_TIMES = re.compile(r"[ \u00a0]?[x×](?!×)" + _STOP)
_SIZE = re.compile(r"(\d{2,5})([ \u00a0]?[x×][ \u00a0]?)(\d{2,5})\b")
_LARGE = re.compile(r"[ \u00a0]?(k|K|M|B|bn|Mio\.|Mrd\.|Mds?|mld|mln|mi|bi)" + _STOP)
_LARGE_WORD = re.compile(
    r"[ \u00a0](?:thousand|million|billion|trillion|Tausend|Million(?:en)?|Milliarden?|millones|mil|milhões|bilhões|milioni|"
    r"miliardi|millions|milliards|miljoen|miljard)\b"
)
_RANGE = re.compile(r"[ \u00a0]?[–—][ \u00a0]?(?=\d)|-(?=\d)")
_COUNTS = re.compile(r"[ \u00a0](?:percent|points?|times|stars?|out of|per cent|seconds?|minutes?|hours?)\b|[ \u00a0]?[$€£]")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|to|through|year|before|after|early|late|mid|spring|summer|autumn|fall|winter|"
    r"Q[1-4]|im Jahr|Jahr|seit|ab|bis)[ \u00a0]$",
    re.IGNORECASE,
)
_ORDINALS = {"en": r"(\d+)(st|nd|rd|th)\b", "fr": r"(\d+)(er|re|e|ème|eme|nde?)\b", "es": r"(\d+)\.?[ºª]", "pt": r"(\d+)\.?[ºª]",
             "it": r"(\d+)[ºª]", "nl": r"(\d+)(ste|de|e)\b",
             "de": r"(\d+)\.(?=[ \u00a0](?:Quartal|Platz|Jahrhundert|Mal|Kapitel|Teil|Stock|Tag|Schritt|Woche)\b)"}  # fmt: skip


def counts(text: str, at: int) -> bool:
    """Whether a number that ends at `at` counts something: a unit, a percentage, money."""
    return any(pattern.match(text, at) for pattern in (_UNIT, _PERCENT, _TIMES, _LARGE, _LARGE_WORD, _COUNTS))


def starts_number(text: str, at: int) -> bool:
    """Whether a number may begin here: a figure that does not go on a word or another number."""
    if not text[at].isdigit() or not text[at].isascii():
        return False
    before = text[at - 1] if at else " "
    return (
        not (before.isalnum() and before.isascii())
        and before not in "_#"
        and not (before in ".," and at > 1 and text[at - 2].isdigit())
    )


def sign(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`-5`, `+20 %`, `~30`: the sign before a number."""
    char = text[at]
    if char not in "-−+~≈<>≤≥±" or at + 1 >= len(text) or not (text[at + 1].isdigit() or text[at + 1] in "$€£ "):
        return None
    if char in "-−+" and (text[at + 1] == " " or (at and (text[at - 1].isalnum() or text[at - 1] in ").,-"))):
        return None
    word = tongue.words.minus if char in "-−" else tongue.words.signs.get("~" if char == "≈" else char, "")
    return [Edit(at, at + 1, f"{word} ")] if word else None


def counted(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """A number with a unit, a percent sign, `x`, a magnitude, or in a range."""
    number = number_at(text, at, tongue) if starts_number(text, at) else None
    if number is None:
        return None
    size = _SIZE.match(text, at)
    if size:
        by = tongue.words.by or tongue.words.signs.get("×", "")
        across, down = (_side(int(size.group(i)), tongue) for i in (1, 3))
        return [Edit(at, size.end(1), across), Edit(size.end(1), size.end(2), f" {by} "), Edit(size.start(3), size.end(), down)]
    gap = _RANGE.match(text, number.end)
    if gap and _is_range(text, number, gap.end(), tongue):
        return [Edit(at, number.end, _alone(text, number, tongue)), Edit(number.end, gap.end(), f" {tongue.words.to} ")]
    percent = _PERCENT.match(text, number.end)
    if percent:
        return _percent(number, percent.end(), tongue)
    times = _TIMES.match(text, number.end)
    if times:
        return _two(number, times.end(), said(number, tongue), tongue.words.times, tongue)
    return _with_unit(text, number, tongue) or _with_magnitude(text, number, tongue)


def magnitude(text: str, at: int, tongue: Tongue) -> tuple[str, int]:
    """The word for `k`, `M`, `bn` after an amount, or the word as it is written, and where it ends."""
    found = _LARGE.match(text, at)
    if found:
        sign = found.group(1).lower()
        word = tongue.words.large.get(sign) or tongue.words.large.get(sign[0], "")
        if word:
            return word, found.end()
    written = _LARGE_WORD.match(text, at)
    return (written.group().strip(), written.end()) if written else ("", at)


def plain(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """A number by itself."""
    number = number_at(text, at, tongue) if starts_number(text, at) else None
    return [Edit(at, number.end, _alone(text, number, tongue))] if number else None


def ordinals(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`1st`, `2e`, `3.ª`, `3. Quartal`."""
    pattern = _ORDINALS.get(tongue.code)
    found = re.compile(pattern).match(text, at) if pattern and starts_number(text, at) else None
    if not found:
        return None
    spoken = ordinal(int(found.group(1)), tongue)
    if tongue.code == "de":
        if re.search(r"\b(?:[dz][eu][mn]|zur|am|im|vom|beim|ab|seit)[ \u00a0]$", text[:at], re.I):
            spoken += "n"
        elif re.search(r"ein[ \u00a0]$", text[:at], re.I):
            spoken += "s"
    return [Edit(at, found.end(), spoken)]


def _side(pixels: int, tongue: Tongue) -> str:
    """One side of a size; English reads four figures in pairs."""
    return year(pixels, tongue) if tongue.code == "en" and pixels > 999 else cardinal(pixels, tongue)


def _percent(number: Number, end: int, tongue: Tongue) -> Sequence[Edit]:
    word = tongue.words.signs.get("%", "")
    if tongue.code == "zh" or tongue.code == "cmn":
        return [Edit(number.start, end, f"{word}{said(number, tongue)}")]
    return _two(number, end, said(number, tongue), word, tongue)


def _two(number: Number, end: int, first: str, second: str, tongue: Tongue) -> Sequence[Edit]:
    glue = "" if tongue.code in ("zh", "cmn", "ja") else " "
    return [Edit(number.start, number.end, first), Edit(number.end, end, f"{glue}{second}")]


def _with_unit(text: str, number: Number, tongue: Tongue) -> Sequence[Edit] | None:
    found = _UNIT.match(text, number.end)
    if not found or (not found.group(1) and found.group(2) in _ONLY_APART):
        return None
    own = tongue.words.units.get(found.group(2))
    if own:
        return _two(number, found.end(), said(number, tongue, counts=True), own, tongue)
    phrase = _unit_phrase(number.value, _UNITS[found.group(2)], tongue)
    if not phrase:
        return None
    before, after = phrase
    spoken = said(number, tongue, counts=True)
    if before:
        return [Edit(number.start, found.end(), f"{before} {spoken} {after}".strip())]
    return _two(number, found.end(), spoken, after, tongue)


def _unit_phrase(value: Decimal, unit: str, tongue: Tongue) -> tuple[str, str] | None:
    """What CLDR says before and after the number."""
    if not unit:
        return None
    try:
        if "/" in unit:
            first, second = unit.split("/")
            text = format_compound_unit(value, first, denominator_unit=second, length="long", locale=tongue.words.locale)
        else:
            text = format_unit(value, unit, length="long", locale=tongue.words.locale)
    except (UnknownUnitError, UnknownLocaleError):
        return None
    if not text or ("-" in text and unit.split("/")[-1] in text):
        return None
    parts = re.split(r"[\d.,\u00a0\u202f]*\d", text, maxsplit=1)
    rest = re.sub(r"^[\d.,]*", "", parts[-1])
    return parts[0].strip(), rest.strip(" \u00a0\u202f")


def _with_magnitude(text: str, number: Number, tongue: Tongue) -> Sequence[Edit] | None:
    found = _LARGE.match(text, number.end)
    if not found or (found.group().startswith((" ", "\u00a0")) and len(found.group(1)) == 1):
        return None
    word, end = magnitude(text, number.end, tongue)
    return _two(number, end, said(number, tongue), word, tongue) if word else None


def _is_range(text: str, number: Number, at: int, tongue: Tongue) -> bool:
    other = number_at(text, at, tongue)
    if other is None or (text[number.end] == "-" and (not number.plain or not other.plain or other.value <= number.value)):
        return False
    after = text[other.end : other.end + 2]
    return not (after[:1] == "-" and after[1:].isdigit())


def _alone(text: str, number: Number, tongue: Tongue) -> str:
    value = int(number.whole)
    if (
        number.plain
        and len(number.whole) == 4
        and number.end - number.start == 4
        and 1900 <= value <= 2099
        and _is_year(text, number)
    ):
        return year(value, tongue)
    following = re.match(r"[ \u00a0][^\W\d_]", text[number.end : number.end + 2])
    return said(number, tongue, counts=bool(following))


def _is_year(text: str, number: Number) -> bool:
    if _YEAR_BEFORE.search(text[: number.start]):
        return True
    return not re.match(r"[ \u00a0]\w", text[number.end : number.end + 2])
