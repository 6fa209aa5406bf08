"""What a text holds that a film can show: its numbers, dates, versions, names and pictures, each as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.making.importing import pictures_named
from core.media.reading.dates import dates_in, version_in
from core.media.reading.figures import quantities, written
from core.media.reading.names import names_in

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_SIGNS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]+>|https?://\S+|[*_`\[\]>]")


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
    return _once(name for line in lines if line[0] not in "#;" for name in names_in(line, language))


def _without(line: str, dates: tuple[str, ...]) -> str:
    for date in dates:
        line = line.replace(date, " ")
    return line


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in found if text))
