"""Neural voices that are fetched to this machine once: which there are in a language, how large, and how far a fetch is."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.showing.voices import Fetchable
from core.studio import Studio
from pages.parts.words import complain, plain

_MB = 1_000_000
_CAME = "neural-came"


def more_voices(studio: Studio, language: str) -> None:
    """A button that opens the list, where a service is set up that has such voices."""
    if came := st.session_state.pop(_CAME, ""):
        st.toast(f"{plain(came)} is here. Choose it as the voice.", icon=":material/check:")
    if studio.voices.neural and st.button(
        "Neural voices", type="tertiary", icon=":material/record_voice_over:", key="neural",
        help="Natural voices that are fetched once and then speak on this machine, for nothing.",
    ):  # fmt: skip
        _list(studio, language)


@st.dialog("Neural voices", width="medium", icon=":material/record_voice_over:")
def _list(studio: Studio, language: str) -> None:
    st.markdown("A voice is fetched once. After that it speaks on this machine, offline and for nothing.")
    try:
        there = studio.voices.fetchable(language)
    except StudioError as error:
        complain(error)
        return
    if not there:
        st.info("There are no neural voices in this language.", icon=":material/info:")
    for voice in there:
        with st.container(horizontal=True, vertical_alignment="center", border=True, wrap=False):
            with st.container(gap="xxsmall"):
                st.markdown(f"**{plain(voice.name)}**")
                st.caption(f"{plain(voice.speaks)} · {voice.quality} quality · {voice.size / _MB:.0f} MB")
            if voice.here:
                st.badge("Here", icon=":material/check:", color="green")
            elif st.button(f"Fetch {voice.name}", key=f"fetch-{voice.entry}-{voice.key}", wrap=False):
                _fetch(studio, voice)


def _fetch(studio: Studio, voice: Fetchable) -> None:
    bar = st.progress(0.0, f"Fetching {plain(voice.name)}")

    def tell(came: int, size: int) -> None:
        share = came / size if size else 1.0
        bar.progress(min(1.0, share), f"Fetching {plain(voice.name)}: {came / _MB:.0f} of {size / _MB:.0f} MB")

    try:
        studio.voices.fetch(voice.entry, voice.key, tell)
    except StudioError as error:
        complain(error)
        return
    st.session_state[_CAME] = voice.name  # what is said just before a page is drawn anew may be lost
    st.rerun()
