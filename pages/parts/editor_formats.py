"""In which shapes and sizes the film is made."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.film import Aspect, Quality
from core.film.edits import SetFormats
from core.film.templates import template
from core.studio import Studio
from pages.parts.controls import hear, keep
from pages.parts.editor_edits import change
from pages.parts.words import FORMATS, QUALITIES

_SHAPES, _MAIN, _QUALITY, _ALSO = "film-shapes", "film-main", "film-quality", "film-also"


def formats(studio: Studio, name: str, board: Board) -> None:
    """Draws the shapes, which of them comes first, and the sizes."""
    order = board.film.order
    shapes = tuple(dict.fromkeys(form.aspect for form in order.editions(template(order.template).aspect)))
    st.markdown("**Formats** :gray[:small[All of them share words, voice, acting and sound; only pictures are made for each.]]")
    others = [each for each in QUALITIES if each != order.quality.value]
    keys = {_SHAPES: keep(_SHAPES, [shape.value for shape in Aspect if shape in shapes]),
            _MAIN: keep(_MAIN, shapes[0].value), _QUALITY: keep(_QUALITY, order.quality.value),
            _ALSO: keep(_ALSO, [each.value for each in order.qualities if each.value in others])}  # fmt: skip
    heard = hear(_set, *keys.values())
    st.pills("Shapes", list(FORMATS), key=keys[_SHAPES], selection_mode="multi", format_func=FORMATS.__getitem__,
             on_change=heard, args=(name, keys))  # fmt: skip
    st.selectbox("Shown first", [shape.value for shape in shapes], key=keys[_MAIN], format_func=FORMATS.__getitem__,
                 on_change=heard, icon=":material/star:", args=(name, keys), disabled=len(shapes) == 1,
                 help="The shape that the player opens with, and that frames are shown in here.")  # fmt: skip
    st.selectbox("Quality", list(QUALITIES), key=keys[_QUALITY], format_func=QUALITIES.__getitem__, on_change=heard,
                 args=(name, keys), icon=":material/high_quality:")  # fmt: skip
    st.multiselect("Also in", others, key=keys[_ALSO], format_func=QUALITIES.__getitem__, on_change=heard, args=(name, keys),
                   placeholder="No other quality", help="Further sizes of the same film.")  # fmt: skip


def _set(name: str, keys: dict[str, str]) -> None:
    held = {part: st.session_state[key] for part, key in keys.items()}
    quality, main = Quality(held[_QUALITY]), held[_MAIN]
    shapes = sorted((Aspect(shape) for shape in held[_SHAPES]), key=lambda shape: shape.value != main)
    also = tuple(Quality(each) for each in held[_ALSO] if each != quality.value)
    change(name, SetFormats(formats=tuple(shapes), quality=quality, qualities=also))
    st.rerun()
