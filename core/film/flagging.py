"""What was flagged of a script when it was looked over, told with the places that its lines have now."""

from __future__ import annotations

from core.film.script import Line, Script
from core.film.splitting import shots_of

READ = "Read it before you show the film."
"""How each of them ends."""


def flagged(script: Script) -> tuple[str, ...]:
    """What was flagged, each with the present place of its line, by whom and for what.

    A line that was edited since is not the one that was flagged, and one that is gone is not to be read any more.
    """
    found = []
    for flag in script.flags:
        parts = () if flag.line is None else tuple(_words(part) for part in (flag.line, *shots_of(flag.line)))
        places = [f"Line {number}" for number, line in enumerate(script.lines, 1) if _words(line) in parts]
        found += [f"{place}: {flag.told} {READ}" for place in (places if flag.line is not None else ["The title"])]
    return (*found, *earlier(script))


def earlier(script: Script) -> tuple[str, ...]:
    """The notes that an earlier Firstcut wrote for it, each with the place that its line had."""
    return tuple(note for note in script.notes if note.endswith(READ))


def _words(line: Line) -> tuple[str, ...]:
    return (line.narration, *(words for _, words in line.slide.parts()))
