"""What stands against each other when an edit met another one: each field with what is there now and what was wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.errors import BadEdit
from core.film.arrangement import SetScript, SetTitle
from core.film.edits import Edit, Film, OrderEdit, ShotEdit
from core.film.shot_edits import Handle, SetFocus, SetNarration, SetPicture, SetSlide
from core.film.slide import Slide
from core.film.slide_edits import SetFields, changes, standing
from core.value import Value

LABELS = {
    "headline": "Headline", "kicker": "Above it", "body": "Below it", "items": "What is listed", "layout": "Layout",
    "figure": "Number", "figure.text": "Number", "figure.prefix": "Before the number", "figure.unit": "Unit",
    "figure.label": "What it is", "figure.before": "It was", "figure.change": "What that means",
    "chart": "Chart", "chart.kind": "Drawn as", "chart.labels": "Labels", "chart.series": "Numbers", "chart.unit": "Unit",
    "table": "Table", "table.header": "Columns", "table.rows": "Rows",
    "code": "Code", "code.text": "Code", "code.language": "Language",
    "quote": "Quote", "quote.text": "Quote", "quote.author": "Who said it", "quote.role": "Their role",
    "picture": "Picture", "picture.credit": "Whose picture it is", "picture.device": "Frame around it",
    "picture.focus_x": "What matters, across", "picture.focus_y": "What matters, down",
}  # fmt: skip
"""Fields as their forms call them; those that are not here are told by another one beside them."""


class Clash(Value):
    """A field that two people changed."""

    label: str
    theirs: str
    yours: str


def clashes(edit: Edit, now: Film) -> tuple[Clash, ...]:
    """The fields in which `edit` would leave something else than stands `now`; none where it changes no words and no choice."""
    found = (Clash(label=label, theirs=_words(theirs), yours=_words(yours)) for label, theirs, yours in _fields(edit, now))
    return tuple(one for one in found if one.theirs != one.yours)


def _fields(edit: Edit, now: Film) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(edit, SetScript):
        yield "The whole script", "", edit.markdown
    elif isinstance(edit, SetTitle):
        yield "Title", now.script.title, edit.title
    elif isinstance(edit, OrderEdit):
        for name, value in edit.chosen().items():
            yield _called(name), getattr(now.order, name), value
    elif isinstance(edit, ShotEdit):
        line = now.line(edit.shot) if edit.shot in now.names else None
        if isinstance(edit, SetNarration):
            yield "Narration", line.narration if line else "", edit.text
        elif isinstance(edit, Handle):
            for name, value in edit.wanted().items():
                yield _called(name), getattr(line.handling, name) if line else None, value
        else:
            yield from _seen(edit, line.slide if line else None, now)


def _seen(edit: ShotEdit, slide: Slide | None, now: Film) -> Iterator[tuple[str, Any, Any]]:
    """What is seen on the screen."""
    fields = edit.fields if isinstance(edit, SetFields) else {}
    if slide is not None and isinstance(edit, (SetSlide, SetPicture, SetFocus)):
        try:
            fields = changes(slide, edit.change(now).line(edit.shot).slide)
        except BadEdit:
            fields = {}
    there = standing(slide, fields) if slide is not None else {}
    for name, value in fields.items():
        if name in LABELS:
            yield LABELS[name], there.get(name), value


def _called(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _words(value: Any) -> str:
    """A value as somebody reads it: what belongs together on a line, and a line for each of several."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, (list, tuple)):
        return "\n".join(filter(None, (_words(one).replace("\n", ", ") for one in value)))
    if isinstance(value, dict):
        if "blob" in value:
            return str(value["alt"] or f"{value['width']}×{value['height']}")
        return " · ".join(filter(None, (_words(one).replace("\n", ", ") for one in value.values())))
    return str(value)
