"""A new service: one that is well known, filled in, or an address of one's own."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.showing.providing import beginnings, begun
from core.studio import Studio
from pages.parts.words import plain
from pages.shell.frame import PROVIDERS

_NEW = "provider-new"


def add(studio: Studio) -> None:
    """Draws the button; whoever chooses goes to the new service's own page, where key and models are entered."""
    if made := st.session_state.pop(_NEW, ""):
        st.switch_page(PROVIDERS, query_params={"e": made})
    with st.popover("Add a service", icon=":material/add:", type="primary", key="add-service", on_change="rerun") as drawer:
        if not drawer.open:
            return
        with st.container(width=640), st.grid(2, min_column_width=220, gap="small"):  # all of them are seen at once
            for number, (house, preset) in enumerate(beginnings()):
                st.button(
                    f"**{plain(preset.name)}**  \n:small[{plain(preset.about)}]", key=f"begin-{number}", width="stretch",
                    on_click=_begin, args=(studio, house, preset.name),
                )  # fmt: skip


def _begin(studio: Studio, house: str, name: str) -> None:
    try:
        st.session_state[_NEW] = begun(studio.services, house, name).id
    except StudioError as error:
        st.toast(plain(f"{error.message} {error.hint}"), icon=":material/error:")
