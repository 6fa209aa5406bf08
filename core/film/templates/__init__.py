"""The formats that Firstcut brings along, each a designed whole: look, motion, captions, music, transitions, presenter."""

from __future__ import annotations

from core.errors import UnknownChoice
from core.film.look import Template
from core.film.templates.blueprint import BLUEPRINT
from core.film.templates.daylight import DAYLIGHT
from core.film.templates.editorial import EDITORIAL
from core.film.templates.midnight import MIDNIGHT
from core.film.templates.poster import POSTER
from core.film.templates.signal import SIGNAL

TEMPLATES: tuple[Template, ...] = (DAYLIGHT, MIDNIGHT, EDITORIAL, SIGNAL, POSTER, BLUEPRINT)
"""All of them; the first is the one to begin with."""


def template(id: str) -> Template:
    """The template of that id. Raises `UnknownChoice` with the ids there are."""
    for known in TEMPLATES:
        if known.id == id:
            return known
    raise UnknownChoice(f"There is no template named {id!r}. There are: {', '.join(t.id for t in TEMPLATES)}.")


__all__ = ["TEMPLATES", "template"]
