"""The storyboard as a table: its rows, and what somebody changed in them as edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.editing import filling
from core.editing.boards import BoardShot
from core.errors import BadEdit
from core.film import Layout
from core.film.edits import Edit
from core.film.shot_edits import Hide, SetNarration, SetPace, SetPauses
from core.film.slide_edits import SetFields, changes
from core.value import tidy


def table_rows(shots: Sequence[BoardShot]) -> list[dict[str, Any]]:
    """A row for each shot; times in seconds."""
    return [
        {
            "number": shot.number,
            "narration": shot.line.narration,
            "headline": shot.line.slide.headline,
            "layout": shot.line.slide.layout.value,
            "seconds": None if shot.ms is None else round(shot.ms / 1000, 1),
            "pace": shot.line.handling.pace or 100,
            "pause": None if shot.line.handling.after_ms is None else shot.line.handling.after_ms / 1000,
            "shown": not shot.line.handling.hidden,
            "state": shot.state + (", pinned" if shot.edited else ""),
            "speaker": shot.speaker,
        }
        for shot in shots
    ]


def table_edits(shots: Sequence[BoardShot], changed: Mapping[str, Any], language: str) -> Iterator[tuple[int, Edit]]:
    """What differs from the shots, as (number of the shot, edit); the words come last, since a shot is called by them.

    A table tells all that was changed in it since it was drawn first, also what the shots have become by that. Raises `BadEdit`.
    """
    for place, values in changed.get("edited_rows", {}).items():
        shot = shots[int(place)]
        for edit in _edits(shot, values, language):
            yield shot.number, edit


def _edits(shot: BoardShot, values: Mapping[str, Any], language: str) -> Iterator[Edit]:
    slide, handling = shot.line.slide, shot.line.handling
    if "headline" in values and tidy(values["headline"] or "") != slide.headline:
        slide = filling.with_words(slide, headline=values["headline"] or "")
    if values.get("layout") and Layout(values["layout"]) is not slide.layout:
        slide = filling.begun(shot.line.model_copy(update={"slide": slide}), Layout(values["layout"]), language)
    if slide != shot.line.slide:
        yield SetFields(shot=shot.id, fields=changes(shot.line.slide, slide))
    if "pace" in values and (pace := int(values["pace"] or 100)) != (handling.pace or 100):
        yield SetPace(shot=shot.id, pace=None if pace == 100 else pace)
    if "pause" in values:
        after = None if values["pause"] is None else round(values["pause"] * 1000)
        if after != handling.after_ms:
            yield SetPauses(shot=shot.id, before_ms=handling.before_ms, after_ms=after)
    if "narration" in values:
        if not (words := tidy(values["narration"] or "")):
            raise BadEdit("A shot needs words: its narration is empty.", hint="Hide or delete the shot instead.")
        if words != shot.line.narration:
            yield SetNarration(shot=shot.id, text=words)
    if "shown" in values and values["shown"] is handling.hidden:
        yield Hide(shot=shot.id, hidden=not values["shown"])
