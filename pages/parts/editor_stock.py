"""Photographs that people took, for one shot: words to search for, three to choose from, and whose they are."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.errors import StudioError
from core.film import Aspect, Picture
from core.film.templates import template
from core.making.stock import Candidate, words_for
from core.studio import Studio
from pages.parts.editor_edits import refused, typed
from pages.parts.words import complain, plain

Use = Callable[[Picture], None]


def stock(studio: Studio, name: str, board: Board, shot: BoardShot, use: Use) -> None:
    """Draws it, where a source of photographs is set up."""
    if not studio.stock.possible(studio.person):
        return
    keys = {part: f"stock-{part}-{shot.id}" for part in ("words", "asked", "page")}
    asked = str(st.session_state.get(keys["asked"], ""))
    with st.expander("Find a photograph", icon=":material/image_search:", expanded=bool(asked), key=f"stock-{shot.id}"):
        box = typed(keys["words"], words_for(shot.line.slide.headline, shot.line.narration))
        keys["words"] = box["key"]
        st.text_input("What it shows", **box, max_chars=100, disabled=shot.line.handling.locked,
                      placeholder="lighthouse storm")  # fmt: skip
        st.button("Search", icon=":material/search:", key=f"stock-go-{shot.id}", on_click=_search, args=(keys,))
        if asked:
            order = board.film.order
            aspect = order.editions(template(order.template).aspect)[0].aspect
            _found(studio, name, shot, asked, aspect, keys, use)


def _search(keys: dict[str, str]) -> None:
    st.session_state[keys["asked"]] = str(st.session_state.get(keys["words"]) or "").strip()
    st.session_state[keys["page"]] = 1


def _further(keys: dict[str, str]) -> None:
    st.session_state[keys["page"]] = int(st.session_state.get(keys["page"], 1)) + 1


def _found(studio: Studio, name: str, shot: BoardShot, asked: str, aspect: Aspect, keys: dict[str, str], use: Use) -> None:
    try:
        with st.spinner("Searching"):
            found = studio.stock.candidates(asked, aspect, int(st.session_state.get(keys["page"], 1)), studio.person)
            small = [studio.stock.thumbnail(one, studio.person) for one in found]
    except StudioError as error:
        complain(error)
        return
    if not found:
        st.info(f"There is nothing more for “{plain(asked)}”. Try other words.", icon=":material/info:")
        return
    with st.grid(3, min_column_width=150):
        for number, (one, pixels) in enumerate(zip(found, small, strict=True)):
            with st.container(border=True, height="stretch", key=f"stock-{shot.id}-{number}"):
                st.image(pixels, width="stretch", alt=one.picture.alt or "A photograph")
                st.caption(f"{plain(one.picture.credit.line)}  \n{plain(one.why)}")
                st.space("stretch")
                st.button("Use", key=f"stock-use-{shot.id}-{number}", width="stretch", disabled=shot.line.handling.locked,
                          on_click=_take, args=(studio, name, one, use))  # fmt: skip
    st.button("Others", icon=":material/refresh:", type="tertiary", key=f"stock-more-{shot.id}", on_click=_further, args=(keys,))


def _take(studio: Studio, name: str, one: Candidate, use: Use) -> None:
    try:
        picture = studio.stock.take(name, one, studio.person)
    except StudioError as error:
        refused(error)
        return
    use(picture)
