"""Local only: the switch, and its mark in the header of every page."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.parts.controls import hear
from pages.parts.words import plain


def local_only(studio: Studio) -> None:
    """Draws the switch; it holds at once, in every process of the studio."""
    on = studio.services.local_only
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        switch = {"key": f"local-only-{on}", "value": on}  # somebody else may have switched it
        st.toggle("**Local only**", **switch, on_change=hear(_switch, switch), args=(studio, switch["key"]))
        told = (
            ":green[:material/shield_lock:] Nothing leaves this machine. Services elsewhere are not asked; programs on it are."
            if on
            else ":gray[Switch it on, and nothing leaves this machine, whatever is set up below.]"
        )
        st.markdown(told, width="stretch")


def _switch(studio: Studio, key: str) -> None:
    try:
        studio.services.keep_local(bool(st.session_state[key]))
    except StudioError as error:
        st.toast(plain(f"{error.message} {error.hint}"), icon=":material/error:")


def mark(studio: Studio) -> None:
    """What the header says while the switch is on."""
    if studio.services.local_only:
        st.badge("Local only", icon=":material/shield_lock:", color="green")
