"""Dates and times of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date

from core.media.spoken.amounts import starts_number
from core.media.spoken.numerals import cardinal, ordinal, year
from core.media.spoken.reading import Edit, Tongue

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?:[ \u00a0]?(am|pm|AM|PM|a\.m\.|p\.m\.|Uhr|uur|h)\b)?(?![:\d])")
_HOUR = re.compile(r"(1[0-2]|[1-9])[ \u00a0]?(am|pm|AM|PM|a\.m\.|p\.m\.)(?!\w)")


@dataclass(frozen=True)
class _Months:
    """Patterns of a language's month names, full and short."""

    first: re.Pattern[str]
    """Month, then day: `November 21, 2026`."""
    second: re.Pattern[str]
    """Day, then month: `21. November 2026`, `21 de noviembre de 2026`."""


def dates(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`2026-11-21`, `21.11.2026`, `November 21, 2026`, `21 novembre 2026`."""
    figures = _in_figures(text, at, tongue) if starts_number(text, at) else None
    if figures:
        day, end = figures
        return [Edit(at, end, _long(day, tongue))]
    if tongue.code in ("hi", "ja", "zh", "cmn", "pl") or (at and text[at - 1].isalnum()):
        return None
    months = _months(tongue.words.locale)
    named = months.first.match(text, at) if tongue.code == "en" else None
    if named:
        return _month_first(named, tongue)
    named = months.second.match(text, at) if starts_number(text, at) else None
    return _day_first(text, named, tongue) if named else None


def clock(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`14:30`, `9:05 am`, `5 PM`."""
    if not starts_number(text, at) or not tongue.words.number or tongue.code == "ja":
        return None
    found = _CLOCK.match(text, at)
    if found:
        return [Edit(at, found.end(), _time(int(found.group(1)), int(found.group(2)), found.group(3) or "", tongue))]
    hour = _HOUR.match(text, at) if tongue.code == "en" else None
    return [Edit(at, hour.end(), f"{cardinal(int(hour.group(1)), tongue)} {_half(hour.group(2))}")] if hour else None


def _time(hour: int, minute: int, half: str, tongue: Tongue) -> str:
    hours, minutes = cardinal(hour, tongue), cardinal(minute, tongue)
    if tongue.words.clock:
        return tongue.words.clock.format(h=hours, m=minutes if minute else "").strip().removesuffix(" y").removesuffix(" e")
    if tongue.code == "en":
        after = _half(half) if half[:1].lower() in ("a", "p") else ""
        said = "" if after else "o'clock"
        if minute:
            said = f"oh {minutes}" if minute < 10 else minutes
        return " ".join(filter(None, (hours, said, after)))
    return f"{hours} {minutes}" if minute else hours


def _half(written: str) -> str:
    return "eigh M" if written[:1].lower() == "a" else "P M"


def _in_figures(text: str, at: int, tongue: Tongue) -> tuple[date, int] | None:
    iso, slashed = _ISO.match(text, at), _SLASHED.match(text, at)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups())), iso.end()
        if slashed:
            first, second, in_year = int(slashed.group(1)), int(slashed.group(3)), int(slashed.group(4))
            american = tongue.code == "en" and tongue.region != "gb" and slashed.group(2) == "/"
            month, day = (first, second) if american and first <= 12 else (second, first)
            return date(in_year, month, day), slashed.end()
    except ValueError:
        return None
    return None


def _long(day: date, tongue: Tongue) -> str:
    """The date as people say it."""
    if tongue.code == "en":
        return f"{format_date(day, 'MMMM', locale='en')} {ordinal(day.day, tongue)}, {year(day.year, tongue)}"
    if tongue.code == "de":
        return f"{ordinal(day.day, tongue)}r {format_date(day, 'MMMM', locale='de')} {year(day.year, tongue)}"
    if tongue.code == "ja":
        return _in_japanese(day, tongue)
    written = format_date(day, "long", locale=tongue.words.locale)
    return re.sub(r"\d+", lambda found: _figure(int(found.group()), tongue), written) if tongue.words.number else written


_MONTHS_READ = {4: "しがつ", 7: "しちがつ", 9: "くがつ"}
_DAYS_READ = dict(
    enumerate(["ついたち", "ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか", "ここのか", "とおか"], 1)
) | {
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}


def _in_japanese(day: date, tongue: Tongue) -> str:
    month = _MONTHS_READ.get(day.month, f"{cardinal(day.month, tongue)}がつ")
    of_month = _DAYS_READ.get(day.day, f"{cardinal(day.day, tongue)}にち")
    return f"{cardinal(day.year, tongue)}ねん{month}{of_month}"


def _figure(value: int, tongue: Tongue) -> str:
    return tongue.words.first if value == 1 and tongue.words.first else cardinal(value, tongue)


def _month_first(found: re.Match[str], tongue: Tongue) -> Sequence[Edit]:
    edits = [
        Edit(found.start(1), found.end(1), _full(found.group(1), tongue)),
        Edit(found.start(2), found.end(2), ordinal(int(found.group(2)), tongue)),
    ]
    if found.group(3):
        edits.append(Edit(found.start(3), found.end(3), year(int(found.group(3)), tongue)))
    return edits


def _day_first(text: str, found: re.Match[str], tongue: Tongue) -> Sequence[Edit]:
    day = int(found.group(1))
    if tongue.code == "en":
        said = f"{ordinal(day, tongue)} of"
    elif tongue.code == "de":
        said = ordinal(day, tongue) + (
            "n" if re.search(r"\b(?:am|vom|zum|bis|dem|den|seit|ab|beim)[ \u00a0]$", text[: found.start()], re.I) else "r"
        )
    else:
        said = _figure(day, tongue)
    edits = [
        Edit(found.start(1), max(found.end(1), found.end("mark")), said),
        Edit(found.start("month"), found.end("month"), _full(found.group("month"), tongue)),
    ]
    if found.group("year"):
        edits.append(Edit(found.start("year"), found.end("year"), year(int(found.group("year")), tongue)))
    return edits


def _full(written: str, tongue: Tongue) -> str:
    """The month's whole name."""
    months = Locale.parse(tongue.words.locale).months["format"]
    bare = written.rstrip(".").casefold()
    for number, short in months["abbreviated"].items():
        if short.rstrip(".").casefold() == bare:
            return str(months["wide"][number])
    return written


@cache
def _months(locale: str) -> _Months:
    months = Locale.parse(locale).months["format"]
    names = {str(name).rstrip(".") for width in ("wide", "abbreviated") for name in months[width].values()}
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    first = re.compile(
        rf"({either})\.?[ \u00a0](\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.:]\d|[ \u00a0]?%)(?:,?[ \u00a0](\d{{4}}))?(?!\d)"
    )
    second = re.compile(
        rf"(\d{{1,2}})(?P<mark>\.|er|st|nd|rd|th)?[ \u00a0](?:de[ \u00a0])?(?P<month>{either})\b\.?"
        r"(?:(?:[ \u00a0]de)?,?[ \u00a0](?P<year>\d{4}))?(?!\d)",
        re.IGNORECASE,
    )
    return _Months(first, second)
