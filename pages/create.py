"""Create: from a text to a film on one page. `?s=<session>` shows the making and then the film."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.film import film
from pages.parts.making import making
from pages.parts.order import ask
from pages.shell.frame import guard

studio = guard()
name = st.query_params.get("s")

if name is None:
    st.title("Make a film from your text", anchor=False)
    st.markdown("Paste release notes, an article or a few lines. You get a narrated film with a presenter, captions and music.")
    order = ask(studio)
    if order is not None:
        try:
            st.query_params["s"] = studio.start(order)
        except StudioError as error:
            st.error(f"{error.message} {error.hint}", icon=":material/error:")
        else:
            st.rerun()
else:
    try:
        session = studio.open(name)
        status = studio.status(name)
    except StudioError as error:
        st.error(f"{error.message} {error.hint}", icon=":material/error:")
        st.link_button("Make a film", "/", type="primary")
        st.stop()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(session.card.title, anchor=False, width="stretch")
        st.link_button("New film", "/", icon=":material/add:")
    if status.active or status.state != "done":
        making(studio, name)
    film(studio, name, status)
