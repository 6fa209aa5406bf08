"""A session's own page, `?s=<session>&cut=<number>&tab=<stage>&file=<path>`: the film, its making, and what every stage left."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.address import asked
from pages.parts.artifacts import artifacts
from pages.parts.fallbacks import fallbacks
from pages.parts.film import film
from pages.parts.heading import heading
from pages.parts.lists_actions import say, undo_bar
from pages.parts.lists_dialogs import question
from pages.parts.making import making
from pages.parts.missing import missing
from pages.shell.frame import SESSION, SESSIONS, guard

studio = guard()
if wanted := st.session_state.pop("list-open", ""):
    st.switch_page(SESSION, query_params={"s": wanted})
name = asked("s")

try:
    session = studio.open(name)
    status = studio.status(name)
    cuts = studio.cuts(name)
except StudioError as error:
    if "list-said" in st.session_state:  # it was erased from here
        st.switch_page(SESSIONS)
    missing(error)
    st.stop()
heading(studio, session, status, cuts)
unmade = status.state != "done" and not session.in_trash
watched = bool(cuts) and status.active  # by somebody under whose eyes nothing may move when the film is there
if unmade and not watched:
    making(studio, name)
if cuts:
    film(studio, name, cuts)
    if unmade and watched:
        making(studio, name)
    if not session.in_trash:
        fallbacks(studio, name, status)
artifacts(studio, name, status)
question(studio)
if not session.in_trash:  # where the page itself says so, and how to take it back
    undo_bar()
say()
