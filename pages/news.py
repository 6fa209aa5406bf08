"""What's new: the changelog, the newest first."""

from __future__ import annotations

import streamlit as st

from core.showing.manual import edition, releases
from pages.shell.frame import guard

studio = guard()
st.title("What’s new", anchor=False)
with st.container(width=860):
    for i, release in enumerate(releases()):
        named = "In this version" if release.version == "Unreleased" else f"Version {release.version}"
        with st.expander(f"**{named}**" + (f" · {release.date}" if release.date else ""), expanded=not i):
            for kind, changes in release.changes:
                st.subheader(kind, anchor=False)
                st.markdown(changes, anchors=False)
if st.session_state.get("news-read") != edition():
    studio.remember(studio.person, {"news.read": edition()})
    st.session_state["news-read"] = edition()
