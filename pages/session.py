"""A session's own page, `?s=<session>&cut=<number>&tab=<stage>&file=<path>`: the film, its making, and what every stage left."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.address import asked
from pages.parts.artifacts import artifacts
from pages.parts.film import film
from pages.parts.heading import heading
from pages.parts.making import making
from pages.parts.words import complain
from pages.shell.frame import CREATE, SESSIONS, guard

studio = guard()
name = asked("s")

try:
    session = studio.open(name)
    status = studio.status(name)
    cuts = studio.cuts(name)
except StudioError as error:
    complain(error)
    with st.container(horizontal=True):
        st.page_link(SESSIONS, label="All sessions", icon=":material/video_library:", query_params={})
        st.page_link(CREATE, label="Make a film", icon=":material/auto_awesome:", query_params={})
    st.stop()
heading(studio, session, status, cuts)
if status.state != "done" and not session.in_trash:
    making(studio, name)
if cuts:
    film(studio, name, cuts)
artifacts(studio, name, status)
