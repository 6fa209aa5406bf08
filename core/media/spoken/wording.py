"""The words that stand for signs, language by language: one TOML file each in `wordings/`. A new language is a new file.

Units, currencies and months without an entry there come from CLDR through babel, numbers from num2words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_SAME = {"cmn": "zh"}


@dataclass(frozen=True)
class Wording:
    """One language's words for what is written with signs. An empty word is not said."""

    locale: str
    """How babel calls it."""
    point: str
    """The decimal sign as it is said."""
    minus: str
    to: str
    times: str
    dot: str
    at: str
    version: str
    number: str = ""
    """How num2words calls it; empty: figures are left to the voice."""
    comma: bool = False
    """Whether the decimal sign is a comma."""
    digits_after: bool = False
    """Whether decimals are read digit by digit."""
    slash: str = ""
    dash: str = ""
    underscore: str = ""
    cents: str = ""
    """Between the whole of an amount of money and its hundredths."""
    cent: str = ""
    """The hundredths' own name, where it is said."""
    first: str = ""
    """The first of a month, where it alone is an ordinal."""
    half: str = ""
    by: str = ""
    """Between the two sides of a size, as 1920x1080; empty: as `×`."""
    clock: str = ""
    """A time of day with `{h}` and `{m}`."""
    large_of: str = ""
    """Between a million and what there is a million of."""
    spaced: bool = False
    """Whether thousands may be parted by a plain blank."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Letters that must be written otherwise to be said as letters."""
    signs: Mapping[str, str] = field(default_factory=dict)
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Sign -> (one, more)."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations in lower case -> what is said."""
    large: Mapping[str, str] = field(default_factory=dict)
    """k, m, b and their like -> thousand, million, billion (10^9)."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units that CLDR lacks in this language, by their sign."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that are not said as they are spelled."""


@cache
@cache
def wording(language: str) -> Wording | None:
    """The words of `language` (a tag as `pt-BR`); None where signs are better left to the voice."""
    code = language.lower().replace("_", "-").split("-")[0]
    entry = files("core.media.spoken").joinpath("wordings", f"{_SAME.get(code, code)}.toml")
    if not code.isalpha() or not entry.is_file():
        return None
    table = tomllib.loads(entry.read_text("utf-8"))
    table["money"] = {sign: (one, more) for sign, (one, more) in table.get("money", {}).items()}
    return Wording(**table)
