"""Amounts of money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import UnknownLocaleError
from babel.numbers import get_currency_name

from core.media.spoken.amounts import magnitude, starts_number
from core.media.spoken.numerals import Number, cardinal, number_at, said
from core.media.spoken.reading import Edit, Tongue

_SIGN = re.compile(r"(?:US|R|A|C)?\$|[€£¥₹]")
_SIGN_AFTER = re.compile(r"[ \u00a0\u202f]?([$€£¥₹])")
_ISO = re.compile(r"[ \u00a0](USD|EUR|GBP|JPY|INR|CHF|BRL|CNY|PLN|SEK|NOK|DKK|CAD|AUD)\b")


def money(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`$5.99`, `€3B`, `40 €`, `12 USD`."""
    before = _SIGN.match(text, at)
    start = before.end() + (text[before.end() : before.end() + 1] in (" ", "\u00a0")) if before else at
    number = number_at(text, start, tongue) if before or starts_number(text, at) else None
    if number is None:
        return None
    large, end = magnitude(text, number.end, tongue)
    if before:
        name = _currency(before.group(), number, bool(large), tongue)
        return [Edit(at, end, _amount(number, large, name, tongue))] if name else None
    after = _SIGN_AFTER.match(text, end) or _ISO.match(text, end)
    name = _currency(after.group(1), number, bool(large), tongue) if after else ""
    if not after or not name:
        return None
    whole = _amount(number, large, name, tongue)
    lead = said(number, tongue, counts=True)
    if large or number.part or not whole.startswith(lead):
        return [Edit(at, after.end(), whole)]
    return [Edit(at, number.end, lead), Edit(number.end, after.end(), whole.removeprefix(lead))]


def _amount(number: Number, large: str, name: str, tongue: Tongue) -> str:
    words = tongue.words
    glue = "" if tongue.code in ("zh", "ja") else " "
    if large:
        of = f" {words.large_of}" if words.large_of and large not in ("mil", "mille", "mila") else ""
        return f"{said(number, tongue)}{glue}{large}{of}{glue}{name}"
    if len(number.part) == 2 and words.number and tongue.code != "ja":
        whole = f"{cardinal(int(number.whole), tongue, counts=True)} {name}"
        if number.part == "00":
            return whole
        return " ".join(filter(None, (whole, words.cents, cardinal(int(number.part), tongue), words.cent)))
    return f"{said(number, tongue, counts=True)}{glue}{name}"


def _currency(sign: str, number: Number, large: bool, tongue: Tongue) -> str:
    one, more = tongue.words.money.get(sign) or tongue.words.money.get(sign[-1]) or ("", "")
    if one:
        return one if number.value == 1 and not large else more
    codes = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "US$": "USD", "R$": "BRL", "A$": "AUD", "C$": "CAD"}
    try:
        return str(get_currency_name(codes.get(sign, sign), count=2 if large else number.value, locale=tongue.words.locale))
    except UnknownLocaleError:
        return ""
