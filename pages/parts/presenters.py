"""A presenter looked at closely: talking, with voices to try, and who drew them."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Avatar, Order, Voice
from core.studio import Studio
from core.web.server import layout_url, preview_url, talking_url, with_poster
from pages.parts.words import LANGUAGES, complain
from pages.shell.frame import AVATARS, CREATE, TEMPLATES

STYLES = {"avataaars": "Avataaars", "toon-head": "ToonHead", "personas": "Personas", "micah": "Micah", "notionists": "Notionists"}
TONES = {"warm": "Warm", "brisk": "Brisk", "bright": "Bright", "low": "Low"}
VOICES = 8
"""Voices that are offered to be heard in one language."""


def closely(studio: Studio, who: Avatar) -> None:
    """The whole page of one presenter."""
    with st.container(key="back"):
        st.page_link(AVATARS, label="All avatars", icon=":material/arrow_back:", query_params={})
    left, right = st.columns([1, 1.7], gap="medium")
    with left, st.container(key="acting"):
        face = studio.gallery().faces.get(who.id)
        url = talking_url(who.id) if face is None else with_poster(talking_url(who.id), preview_url(face))
        st.video(url, alt=f"{who.name} speaks", width=420)
        st.caption("Press play to hear and see how this presenter acts.")
    with right:
        st.title(who.name, anchor=False)
        st.markdown(who.about)
        st.markdown(f":gray-badge[{STYLES[who.style]}] :gray-badge[{TONES[who.voice]} voice]")
        if st.button(f"Present with {who.name}", type="primary", icon=":material/auto_awesome:", key="use"):
            st.switch_page(CREATE, query_params={"avatar": who.id})
        _voices(studio, who)
        st.markdown(f"**Artist and licence**  \n:gray[:small[{who.author}. {who.licence}]]")
    own = [template for template in studio.choices().templates if template.avatar == who.id]
    if own:
        st.subheader("At home in", anchor=False)
        with st.container(key="wide-stills"), st.grid(4, min_column_width=150):
            for template in own:
                with st.container(gap="xsmall"):
                    st.image(layout_url(template.id, "title"), width="stretch", alt=f"{who.name} in {template.name}")
                    st.page_link(TEMPLATES, label=template.name, query_params={"t": template.id})


def _voices(studio: Studio, who: Avatar) -> None:
    with st.container(border=True):
        language = st.selectbox("Voices to try in", list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="language-heard")
        own = studio.voice_for(Order(source=who.name, avatar=who.id, language=language))
        there = [voice for voice in studio.choices().voices if voice.language.split("-")[0] == language and voice.id != own.id]
        with st.grid(3, min_column_width=150):
            for voice in (own, *there[: VOICES - 1]):
                label = f"{voice.name} · suits {who.name}" if voice.id == own.id else voice.name
                st.button(label, icon=":material/volume_up:", key=f"hear-{voice.id}", width="stretch", help=voice.about or None,
                          on_click=_hear, args=(voice.id,))  # fmt: skip
        heard = next((voice for voice in (own, *there) if voice.id == st.session_state.get("heard-voice")), None)
        _play(studio, heard)


def _play(studio: Studio, voice: Voice | None) -> None:
    if voice is None:
        st.caption("Every voice says one line of its own.")
        return
    try:
        st.audio(preview_url(studio.sample_of_voice(voice)), autoplay=True, alt=f"{voice.name} speaks")
    except StudioError as error:
        complain(error)


def _hear(voice: str) -> None:
    st.session_state["heard-voice"] = voice
