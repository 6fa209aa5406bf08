"""Versions, whose figures are no decimals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.media.spoken.amounts import counts
from core.media.spoken.numerals import cardinal
from core.media.spoken.reading import Edit, Tongue

_VERSION = re.compile(r"([vV]\.?)?(\d+(?:\.\d+)+)(?:-(alpha|beta|rc|dev)[.-]?(\d*))?(?![\w%])|([vV])(\d+)(?![\w.])")
_VERSIONED = frozenset({"version", "release", "versión", "versione", "versão", "versie", "wersja"})
_NO_NAME = frozenset(
    {
        "in",
        "at",
        "by",
        "over",
        "about",
        "only",
        "up",
        "to",
        "from",
        "the",
        "around",
        "nearly",
        "roughly",
        "under",
        "just",
        "some",
        "and",
    }
)
"""Words before a number that are no name of a product, even where they begin a sentence."""


def version(text: str, at: int, tongue: Tongue) -> Sequence[Edit] | None:
    """`v2.4.1`, `2.4.1-rc.1`, and `Python 3.11`, whose figures are no decimals."""
    if at and (text[at - 1].isalnum() or text[at - 1] in ".,"):
        return None
    found = _VERSION.match(text, at)
    if not found:
        return None
    lead, figures = found.group(1) or found.group(5), found.group(2) or found.group(6)
    if not lead and figures.count(".") < 2 and not (figures.count(".") == 1 and _after_a_name(text, at)):
        return None
    if not lead and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", figures):
        return None
    spoken = f" {tongue.words.dot if tongue.code == 'ja' else tongue.words.point} ".join(
        _version_part(p, tongue) for p in figures.split(".")
    )
    if tongue.words.comma:
        spoken = f" {tongue.words.dot} ".join(_version_part(p, tongue) for p in figures.split("."))
    stage = ""
    if found.group(3):
        after = cardinal(int(found.group(4)), tongue) if found.group(4) else ""
        stage = f" {'R C' if found.group(3) == 'rc' else found.group(3)} {after}".rstrip()
    named = f"{tongue.words.version} " if lead and not _says_version(text, at, tongue) else ""
    return [Edit(at, found.end(), f"{named}{spoken}{stage}")]


def _version_part(figures: str, tongue: Tongue) -> str:
    if figures.startswith("0") and len(figures) > 1:
        return " ".join("oh" if f == "0" and tongue.code == "en" else cardinal(int(f), tongue) for f in figures)
    return cardinal(int(figures), tongue)


def _after_a_name(text: str, at: int) -> bool:
    before = re.search(r"([A-Za-z][\w+#.]*)[ \u00a0]$", text[:at])
    figures = re.compile(r"\d+\.\d+").match(text, at)
    if not before or not figures or counts(text, figures.end()):
        return False
    word = before.group(1)
    return word.lower() in _VERSIONED or (word[0].isupper() and word.lower() not in _NO_NAME)


def _says_version(text: str, at: int, tongue: Tongue) -> bool:
    return text[:at].rstrip().lower().endswith(tongue.words.version.lower())
