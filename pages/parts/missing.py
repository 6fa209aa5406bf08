"""What a page shows of a session that cannot be opened: why, and where to go from here."""

from __future__ import annotations

import streamlit as st

from core.errors import NoSuchSession, StudioError
from pages.parts.words import complain
from pages.shell.frame import CREATE, SESSIONS


def missing(error: StudioError) -> None:
    """Draws it. Where the studio keeps its folders is nothing that an address may ask for."""
    if isinstance(error, NoSuchSession):
        st.title("There is no session here", anchor=False)
        st.markdown("It was deleted for good, or the address is not complete.")
    else:
        complain(error)
    with st.container(horizontal=True):
        st.page_link(SESSIONS, label="All sessions", icon=":material/video_library:", query_params={})
        st.page_link(CREATE, label="Make a film", icon=":material/auto_awesome:", query_params={})
