"""What a text holds that a film can show: its numbers, dates, versions, names and pictures, each as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.making.importing import pictures_named
from core.media.reading.dates import dates_in, version_in
from core.media.reading.figures import quantities, written

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_SIGNS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]+>|https?://\S+|[*_`\[\]>]")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*\w"
_NAME = re.compile(rf"(?<=[a-zà-öø-ÿ0-9,;:(—–] ){_WORD}(?: {_WORD}){{0,2}}|(?:^|(?<=[.!?—–] )){_WORD}(?: {_WORD}){{1,2}}")
_NOUNS_ARE_CAPITAL = ("de", "lb")
"""Languages in which a capital letter says nothing about names."""

_SMALL = """I A An The This That These Those It We You He She They Our Your His Her Their And But Or If When While Since Until For
    In On At To From With By Of No Not Yes New Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April May June July August September October November December
    Add Ask Call Change Check Choose Click Create Download Enter Find Get Give Go Install Join Learn Let Look Make Meet Move Open
    Press Read Run Save See Select Send Set Show Start Stop Switch Take Tell Thank Thanks Try Turn Update Upgrade Use Visit Watch
    Write All Each Every Some Many Most More First Next Then Finally Also Now Here There What Where Why How Who"""
_NO_NAMES = frozenset(_SMALL.split())


@dataclass(frozen=True)
class Findings:
    """What stands in a text, without doubles, in the order in which it is first said."""

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def findings_of(source: str, language: str) -> Findings:
    """What `source` holds. Code is left out: its numbers are nobody's claims."""
    lines = [_SIGNS.sub(" ", line) for line in _FENCE.sub("", source).splitlines()]
    filled = [" ".join(line.replace("|", " ; ").split()) for line in lines if line.strip().strip("|:- ")]
    dates = _once(date for line in filled for date in dates_in(line))
    undated = [_without(line, dates) for line in filled]
    return Findings(
        numbers=_once(written(found) for line in undated for found in quantities(line, language)),
        dates=dates,
        versions=_once(version for line in undated for version in _versions(line)),
        names=_names(filled, language),
        pictures=pictures_named(source),
    )


def _versions(line: str) -> list[str]:
    """The version that a line names: after the word, in a heading, or after a name."""
    found = version_in(line)
    if not found:
        return []
    before = line[: line.index(found)].rstrip()
    called = re.search(r"(?:\bv|version|release|Version|Release)\.?$", before, re.IGNORECASE)
    named = re.search(r"(?:^|\s)[A-ZÀ-Þ][\w-]+$", before)
    parts = found.count(".")
    return [found] if called or named or parts > 1 or line.startswith("#") else []


def _names(lines: list[str], language: str) -> tuple[str, ...]:
    if language.split("-")[0] in _NOUNS_ARE_CAPITAL:
        return ()
    told = (_bare(match[0]) for line in lines if line[0] not in "#;" for match in _NAME.finditer(line))
    return _once(name for name in told if name and not any(c.isdigit() for c in name.split()[0]))


def _bare(run: str) -> str:
    """A run of words with capitals, without the word that only begins its sentence."""
    words = run.strip(" .").split()
    while words and words[0] in _NO_NAMES:
        words.pop(0)
    return " ".join(words)


def _without(line: str, dates: tuple[str, ...]) -> str:
    for date in dates:
        line = line.replace(date, " ")
    return line


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in found if text))
