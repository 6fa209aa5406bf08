"""The film as a whole: its look, captions, music, presenter and voice, formats, and how words are said."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.editing.boards import Board
from core.errors import StudioError
from core.film import CaptionStyle, Order
from core.film.edits import Edit, SetCaptions, SetLook, SetPronunciation
from core.film.templates import template
from core.showing.asking import as_written, spoken_as
from core.studio import Studio
from pages.parts.address import ask, asked
from pages.parts.controls import hear, keep, typed
from pages.parts.editor_cast import cast
from pages.parts.editor_edits import change, refused
from pages.parts.editor_edits import chosen as chosen_shot
from pages.parts.editor_formats import formats
from pages.parts.editor_music import music
from pages.parts.editor_pictures import pictures
from pages.parts.editor_shot import look_at, stepping
from pages.parts.gallery import picture, wait_for_pictures
from pages.parts.words import CAPTIONS

PARTS = {
    "look": ":material/palette: Look",
    "pictures": ":material/auto_awesome: Pictures",
    "captions": ":material/closed_caption: Captions",
    "music": ":material/music_note: Music",
    "presenter": ":material/face: Presenter and voice",
    "formats": ":material/aspect_ratio: Formats",
    "words": ":material/record_voice_over: Pronunciation",
}
ABOUT = {
    "line": "The sentence that is spoken, in one line.",
    "karaoke": "The sentence, with the word lit that is spoken.",
    "pop": "A few large words at a time, one after the other.",
    "chip": "The sentence on a small plate, readable on any picture.",
    "none": "Nothing in the picture. The files beside the film keep the captions.",
}


def film(studio: Studio, name: str, board: Board) -> None:
    """Draws the choice of one part beside a frame of the open shot, where most of them are seen at once."""
    part = asked("part") if asked("part") in PARTS else "look"
    key = keep("edit-part", part)
    st.segmented_control(
        "What to change", list(PARTS), key=key, required=True, format_func=PARTS.__getitem__,
        label_visibility="collapsed", on_change=hear(lambda: ask(part=st.session_state[key]), key), width="stretch",
    )  # fmt: skip
    seen, chosen = st.columns([1.3, 1], gap="medium")
    with seen:

        @st.fragment(key="shot")
        def frame() -> None:
            shot = board.shot(asked("shot"), chosen_shot(name))
            stepping(board, shot)
            look_at(studio, name, board, shot)
            if part == "captions" and not shot.captioned:
                st.caption(":material/info: This shot shows its words itself, so it has no captions. Look at another one.")

        frame()
    with chosen, st.container(border=True):
        _FORMS[part](studio, name, board)


def _look(studio: Studio, name: str, board: Board) -> None:
    chosen, gallery = board.film.order.template, studio.gallery()
    about = "Its look, pace and motion, and its presenter and music where you chose none. Words and edits stay."
    st.markdown(f"**Template** :gray[:small[{about}]]")
    with st.grid(2, min_column_width=150):
        for each in studio.choices().templates:
            with st.container(gap="xsmall"):
                picture(gallery.stills, each.id, each.name, 124)
                st.button(each.name, key=f"look-{each.id}", width="stretch", help=each.about, wrap=False,
                          type="primary" if each.id == chosen else "secondary",
                          on_click=_do, args=(name, SetLook(template=each.id)))  # fmt: skip
    wait_for_pictures(studio)


def _captions(studio: Studio, name: str, board: Board) -> None:
    order = board.film.order
    own = template(order.template).look.captions.value
    names = CAPTIONS | {"": f"{CAPTIONS['']}: {CAPTIONS[own].lower()}"}
    key = keep("film-captions", order.captions.value if order.captions else "")
    st.markdown("**Captions in the picture**")
    style = st.radio("Style", list(names), key=key, format_func=names.__getitem__, label_visibility="collapsed",
                     captions=[ABOUT[each or own] for each in names],
                     on_change=hear(_caption, key), args=(name, key))  # fmt: skip
    if style != "none":
        st.caption("A single shot can do without them: under Staging of that shot.")


def _caption(name: str, key: str) -> None:
    value = st.session_state[key]
    _do(name, SetCaptions(captions=CaptionStyle(value) if value else None))


def _pronunciation(studio: Studio, name: str, board: Board) -> None:
    order: Order = board.film.order
    st.markdown("**How words are said** :gray[:small[By every voice. On the screen they stay as they are written.]]")
    box = typed("film-pronounce", as_written(order.pronounce))
    st.text_area("Pronunciation", **box, height=200, label_visibility="collapsed",
                 placeholder="Kubernetes = koober netties\nSQL = sequel",
                 on_change=hear(_say, box), args=(name, box["key"]))  # fmt: skip
    st.caption("One word to a line: as it is written = as it sounds. Only shots that say it are spoken again.")


def _say(name: str, key: str) -> None:
    try:
        change(name, SetPronunciation(pronounce=spoken_as(st.session_state[key])))
    except StudioError as error:
        refused(error)
    st.rerun()


def _do(name: str, edit: Edit) -> None:
    change(name, edit)
    st.rerun()


_FORMS: dict[str, Callable[[Studio, str, Board], None]] = {
    "look": _look, "pictures": pictures, "captions": _captions, "music": music, "presenter": cast, "formats": formats,
    "words": _pronunciation,
}  # fmt: skip
