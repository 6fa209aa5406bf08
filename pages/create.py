"""Create: from a text to a film; the session's own page shows the making and then the film."""

from __future__ import annotations

import streamlit as st

from pages.parts.order import ask
from pages.shell.frame import SESSION, guard

studio = guard()
with st.container(horizontal=True, vertical_alignment="center"):  # as the other pages' titles stand
    st.title("Make a film from your text", anchor=False, width="stretch")
st.markdown("Paste release notes, an article or a few lines. You get a narrated film with a presenter, captions and music.")
made = ask(studio)
if made is not None:
    st.switch_page(SESSION, query_params={"s": made})
