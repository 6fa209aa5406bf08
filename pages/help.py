"""Help, `?chapter=<its title>`: the manual in chapters, and the keys."""

from __future__ import annotations

import streamlit as st

from core.showing.manual import chapters
from pages.shell.frame import DOCTOR, NEWS, guard

KEYS = {
    "N": "A new film",
    "G then S": "Sessions",
    "G then T": "Templates",
    "G then A": "Avatars",
    "G then H": "Help",
    "/": "Search, where a page can be searched",
    "Ctrl+Enter": "Generate the film, on Create",
    "?": "This page",
}

guard()
st.title("Help", anchor=False)
manual = {chapter.name: chapter for chapter in chapters()}
titles = {**{name: chapter.title for name, chapter in manual.items()}, "keys": "Keyboard"}
chosen = st.pills(
    "Chapter",
    list(titles),
    default="start",
    required=True,
    format_func=titles.__getitem__,
    key="chapter",
    bind="query-params",
    label_visibility="collapsed",
)
with st.container(width=860):
    if chosen == "keys":
        st.header("Keyboard", anchor=False)
        st.table({f"`{key}`": does for key, does in KEYS.items()}, border="horizontal")
        st.caption("Letters work wherever you are not typing.")
    elif chosen in manual:
        if chosen != "start":
            st.header(manual[chosen].title, anchor=False)
        st.markdown(manual[chosen].text, anchors=False)
with st.container(horizontal=True):
    st.page_link(NEWS, label="What’s new", icon=":material/campaign:", query_params={})
    st.page_link(DOCTOR, label="Something does not work", icon=":material/stethoscope:", query_params={})
