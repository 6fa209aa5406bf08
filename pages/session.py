"""A session's own page, `?s=<session>`: the making, the film, and what every stage left."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.film import film
from pages.parts.making import making
from pages.parts.words import complain, plain, short
from pages.shell.frame import CREATE, SESSIONS, guard

studio = guard()
name = st.query_params.get("s", "")

try:
    session = studio.open(name)
    status = studio.status(name)
except StudioError as error:
    complain(error)
    with st.container(horizontal=True):
        st.page_link(SESSIONS, label="All sessions", icon=":material/video_library:", query_params={})
        st.page_link(CREATE, label="Make a film", icon=":material/auto_awesome:", query_params={})
    st.stop()
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(plain(short(session.card.title, 90)), anchor=False, width="stretch")
    st.page_link(CREATE, label="New film", icon=":material/add:", query_params={})
if status.state != "done":
    making(studio, name)
film(studio, name, status)
