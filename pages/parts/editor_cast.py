"""Who is seen and heard in the whole film: the presenter, their place, and the voice."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.errors import StudioError
from core.film import Order, Placement
from core.film.edits import Edit, SetCast, SetPlace
from core.film.templates import template
from core.showing.asking import voices_of
from core.studio import Studio
from core.web.server import preview_url
from pages.parts.controls import hear, keep
from pages.parts.editor_edits import change
from pages.parts.gallery import picture, wait_for_pictures
from pages.parts.words import PLACEMENTS, complain

_HEARD = "film-heard"


def cast(studio: Studio, name: str, board: Board) -> None:
    """Draws the faces, the place and the voice."""
    order, there, gallery = board.film.order, studio.choices(), studio.gallery()
    stands = order.avatar or template(order.template).avatar or there.avatars[0].id
    st.markdown("**Presenter** :gray[:small[Only who is seen changes; with the voice as it is, nothing is spoken again.]]")
    with st.grid(5, min_column_width=76, gap="small"):
        for id, label in [*((avatar.id, avatar.name) for avatar in there.avatars), ("none", "None")]:
            with st.container(gap="xsmall"):
                picture(gallery.faces, id, label, 76)
                st.button(label, key=f"film-avatar-{id}", width="stretch", wrap=False,
                          type="primary" if id == stands else "secondary",
                          on_click=_do, args=(name, SetCast(avatar=id, voice=_voice_kept(studio, order))))  # fmt: skip
    place = keep("film-place", order.placement.value if order.placement else "")
    st.selectbox("Presenter’s place", list(PLACEMENTS), key=place, format_func=PLACEMENTS.__getitem__,
                 on_change=hear(_place, place),
                 icon=":material/picture_in_picture:", args=(name, place),
                 help="A shot can have a place of its own.")  # fmt: skip
    _voice(studio, name, order)
    wait_for_pictures(studio)


def _voice_kept(studio: Studio, order: Order) -> str:
    """The voice that speaks now, by name, so that another face does not bring another voice along."""
    try:
        return order.voice or studio.voice_for(order).id
    except StudioError:
        return ""


def _voice(studio: Studio, name: str, order: Order) -> None:
    there = voices_of(studio.choices().voices, order.language)
    key = keep("film-voice", order.voice if order.voice in there else "")
    st.selectbox("Voice", ["", *there], key=key, icon=":material/graphic_eq:",
                 on_change=hear(_spoken, key), args=(name, order.avatar, key),
                 format_func=lambda one: f"{there[one].name} · {there[one].about}" if one else "Suits the presenter",
                 help="Every shot that has no voice of its own is spoken again.")  # fmt: skip
    try:
        voice = studio.voice_for(order)
        pressed = st.button(f"Listen to {voice.name}", icon=":material/volume_up:", key="film-listen", type="tertiary")
        if pressed:
            st.session_state[_HEARD] = voice.id
        if st.session_state.get(_HEARD) == voice.id:
            st.audio(preview_url(studio.sample_of_voice(voice)), autoplay=pressed, alt=f"{voice.name} speaks")
    except StudioError as error:
        complain(error)


def _spoken(name: str, avatar: str, key: str) -> None:
    _do(name, SetCast(avatar=avatar, voice=st.session_state[key]))


def _place(name: str, key: str) -> None:
    value = st.session_state[key]
    _do(name, SetPlace(placement=Placement(value) if value else None))


def _do(name: str, edit: Edit) -> None:
    change(name, edit)
    st.rerun()
