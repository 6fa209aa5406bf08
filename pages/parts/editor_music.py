"""The music of the whole film: its mood and how loud it is."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.errors import StudioError
from core.film import Mood
from core.film.edits import SetMusic
from core.film.finish import Finish
from core.film.templates import template
from core.showing.asking import mood_of
from core.studio import Studio
from core.web.server import preview_url
from pages.parts.controls import hear, keep
from pages.parts.editor_edits import change
from pages.parts.words import MOODS, complain

USUAL = int(Finish.model_fields["music_db"].default)
_SOFTEST, _LOUDEST = -36, -4
_MOOD, _LEVEL, _HEARD = "film-mood", "film-level", "film-music-heard"


def music(studio: Studio, name: str, board: Board) -> None:
    """Draws mood and level; what is chosen can be heard before the film is mixed."""
    order = board.film.order
    names = MOODS | {"": f"{MOODS['']}: {MOODS[template(order.template).music.value].lower()}"}
    st.markdown("**Music** :gray[:small[Only the sound is mixed again; no picture is made.]]")
    level = USUAL if order.music_db is None else order.music_db
    keys = keep(_MOOD, order.music.value if order.music else ""), keep(_LEVEL, min(max(level, _SOFTEST), _LOUDEST))
    heard = hear(_set, *keys)
    st.pills("Mood", list(names), key=keys[0], required=True, format_func=names.__getitem__, on_change=heard, args=(name, *keys))
    mood = mood_of(order)
    st.slider("Level against the voice", _SOFTEST, _LOUDEST, key=keys[1], format="%d dB", on_change=heard,
              args=(name, *keys), disabled=mood is Mood.NONE,
              help=f"{USUAL} dB is usual. It steps back by itself while somebody speaks.")  # fmt: skip
    if mood is Mood.NONE:
        st.caption("The film has no music.")
        return
    pressed = st.button(f"Hear {MOODS[mood.value].lower()} music", icon=":material/music_note:", key="film-hear", type="tertiary")
    if pressed:
        st.session_state[_HEARD] = mood.value
    if st.session_state.get(_HEARD) == mood.value:
        try:
            st.audio(preview_url(studio.sample_of_music(mood)), autoplay=pressed, alt=f"{mood} music")
        except StudioError as error:
            complain(error)


def _set(name: str, mood_key: str, level_key: str) -> None:
    mood, level = st.session_state[mood_key], int(st.session_state[level_key])
    change(name, SetMusic(music=Mood(mood) if mood else None, music_db=None if level == USUAL else level))
    st.rerun()
