"""Create: from a text to a film; the session's own page shows the making and then the film."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.order import ask
from pages.parts.words import complain
from pages.shell.frame import SESSION, guard

studio = guard()
st.title("Make a film from your text", anchor=False)
st.markdown("Paste release notes, an article or a few lines. You get a narrated film with a presenter, captions and music.")
order = ask(studio)
if order is not None:
    try:
        made = studio.start(order)
    except StudioError as error:
        complain(error)
    else:
        st.switch_page(SESSION, query_params={"s": made})
