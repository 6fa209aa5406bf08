"""How a shot is staged and joined: the presenter's place, the way into the next, captions, and the music under it."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import BoardShot
from core.film import Placement, Transition
from core.film.edits import Edit
from core.film.shot_edits import SetMusicLevel, SetPlacement, SetShotCaptions, SetTransition
from pages.parts.controls import hear, keep
from pages.parts.editor_edits import change
from pages.parts.editor_names import called
from pages.parts.words import LEVELS, PLACEMENTS

TURNS = {
    "": "As the template has it",
    "cut": "Cut",
    "fade": "Fade",
    "slide": "Slide",
    "push": "Push",
    "wipe": "Wipe",
    "zoom": "Zoom",
}
CAPTIONED = {"": "As usual", "yes": "In the picture", "no": "None here"}


def staging(name: str, shot: BoardShot) -> None:
    """Draws it."""
    handling = shot.line.handling
    with st.grid(2, min_column_width=220):
        _choose("Presenter", "picture_in_picture", PLACEMENTS, "placement", handling.placement or "", name, shot)
        _choose("Into the next shot", "compare_arrows", TURNS, "transition", handling.transition or "", name, shot)
        captions = "" if handling.captions is None else "yes" if handling.captions else "no"
        _choose("Captions", "closed_caption", CAPTIONED, "captions", captions, name, shot)
        level = "" if handling.music_db is None else str(handling.music_db)
        _choose(
            "Music under it",
            "music_note",
            LEVELS if level in LEVELS else {**LEVELS, level: f"{level} dB"},
            "music",
            level,
            name,
            shot,
        )


def _choose(label: str, icon: str, there: dict[str, str], field: str, value: str, name: str, shot: BoardShot) -> None:
    key = keep(f"{field}-{called(shot.id)}", str(value))
    st.selectbox(label, list(there), format_func=there.__getitem__, key=key, icon=f":material/{icon}:", on_change=hear(_set, key),
                 args=(name, shot.id, field, key), disabled=shot.line.handling.locked)  # fmt: skip


def _set(name: str, shot: str, field: str, key: str) -> None:
    value = st.session_state[key]
    edit: Edit
    if field == "placement":
        edit = SetPlacement(shot=shot, placement=Placement(value) if value else None)
    elif field == "transition":
        edit = SetTransition(shot=shot, transition=Transition(value) if value else None)
    elif field == "captions":
        edit = SetShotCaptions(shot=shot, captions=None if not value else value == "yes")
    else:
        edit = SetMusicLevel(shot=shot, music_db=int(value) if value else None)
    change(name, edit)
    st.rerun()
