"""Numbers as people write them: by a language's rules, or exactly as they were written while they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError, numbers

_NUMBER = re.compile(r"[-−–+]?\d(?:[\d.,'’٫٬\u00a0\u202f ]*\d)?")
_MARKS = ".,'’٫٬\u00a0\u202f "


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """Babel's rules for a language tag; those of its main language where the region is unknown, English where there are none."""
    for tag in (language, language.split("-")[0], "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def places(values: Sequence[float], most: int = 2) -> int:
    """The fewest decimals, up to `most`, that show every value to four significant figures."""
    for count in range(most):
        if all(abs(round(v, count) - v) <= 0.0005 * abs(v) for v in values):
            return count
    return most


def written(value: float, language: str = "", decimals: int = 0) -> str:
    """`value` with exactly so many decimals, grouped and signed as the language does it."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value + 0.0, format=pattern, locale=locale_of(language)))


def with_unit(text: str, unit: str, language: str = "") -> str:
    """A number and its unit, unbreakable: signs of currency before it, per cent as the language sets it, the others behind it."""
    if not unit:
        return text
    if unit[0] in "$€£¥₹" and len(unit) == 1:
        return f"-{unit}{text[1:]}" if text[:1] in "-−" else f"{unit}{text}"
    if unit == "%":
        pattern: str = locale_of(language).percent_formats[None].pattern
        blank = next((mark for mark in "\u00a0\u202f" if mark in pattern), "")
        return f"%{blank}{text}" if pattern.startswith("%") else f"{text}{blank}%"
    return f"{text}{unit}" if unit == "°" else f"{text}\u00a0{unit}"


@dataclass(frozen=True)
class Written:
    """A number found in a text, with everything needed to write another one the same way."""

    before: str
    value: float
    after: str
    decimals: int
    point: str
    mark: str
    groups: tuple[int, ...]
    zero: str
    text: str

    def say(self, value: float) -> str:
        """`value` written as the number was: same decimals, same separators, same digits; its own value gives its own text."""
        if value == self.value:
            return self.text
        whole, _, rest = f"{abs(value):.{self.decimals}f}".partition(".")
        sign = "-" if value < 0 and float(f"{value:.{self.decimals}f}") != 0 else ""
        if self.groups:
            whole = _grouped(whole, self.groups, self.mark)
        number = whole + (self.point + rest if rest else "")
        if self.zero != "0":
            number = "".join(chr(ord(self.zero) + int(c)) if c.isascii() and c.isdigit() else c for c in number)
        return f"{self.before}{sign}{number}{self.after}"

    @property
    def digits(self) -> int:
        """Digits before the point."""
        return len(f"{abs(self.value):.{self.decimals}f}".split(".")[0])


def _grouped(whole: str, groups: tuple[int, ...], mark: str) -> str:
    parts: list[str] = []
    sizes = list(groups)
    while whole:
        size = sizes.pop(0) if len(sizes) > 1 else sizes[0]
        parts.insert(0, whole[-size:])
        whole = whole[:-size]
    return mark.join(parts)


def read(text: str, hint: float | None = None, language: str = "") -> Written | None:
    """The first number in `text`; None where there is none.

    Whether a single comma or point divides thousands or decimals is settled by `hint` (the value meant), then by what the
    language does.
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    token = match.group()
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in token).lstrip("+-−–")
    point = _point(plain, hint, language)
    whole, _, rest = plain.rpartition(point) if point else (plain, "", "")
    marks = [c for c in whole if c in _MARKS]
    parts = [p for p in re.split(f"[{re.escape(_MARKS)}]", whole) if p]
    value = float("".join(parts) + ("." + rest if rest else ""))
    groups = tuple(len(p) for p in reversed(parts[1:])) if marks else ()
    first = next(c for c in token if c.isdecimal())
    sign = -1.0 if token[0] in "-−–" and (match.start() == 0 or not text[match.start() - 1].isalnum()) else 1.0
    begin = match.start() + (0 if sign < 0 or token[0] not in "-−–+" else 1)
    zero = chr(ord(first) - unicodedata.decimal(first))
    mark = marks[0] if marks else ""
    return Written(text[:begin], sign * value, text[match.end() :], len(rest), point, mark, groups, zero, text)


def _point(plain: str, hint: float | None, language: str) -> str:
    marks = [c for c in plain if c in ".,٫"]
    if not marks:
        return ""
    if "٫" in marks:
        return "٫"
    last = marks[-1]
    if len(set(marks)) > 1:
        return last
    if len(marks) > 1:
        return ""
    if len(plain) - plain.rindex(last) != 4 or plain.startswith("0"):
        return last
    as_whole = float(re.sub(r"\D", "", plain))
    if hint is not None:
        tries = {True: as_whole / 1000, False: as_whole}
        close = {decimal: abs(value - abs(hint)) <= 1e-6 * abs(hint) for decimal, value in tries.items()}
        if close[True] != close[False]:
            return last if close[True] else ""
    return last if numbers.get_decimal_symbol(locale_of(language)) == last else ""


def counting_from(number: Written, before: Written | None) -> float:
    """Where a count to `number` begins: at the value before if it has as many digits, else where no digit is missing.

    So nothing jumps sideways while it counts: the figure keeps its width.
    """
    if before is not None and before.digits == number.digits and before.value != number.value:
        return before.value
    floor = 10.0 ** (number.digits - 1)
    return floor if number.digits > 1 and number.value > floor else 0.0
