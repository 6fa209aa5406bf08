"""Avatars: every presenter, with artist and licence."""

from __future__ import annotations

import streamlit as st

from core.server import preview_url
from pages.shell.frame import guard

studio = guard()
st.title("Avatars", anchor=False)
st.markdown("Drawn presenters. The art is its artists’; the acting comes from the words that are spoken.")
with st.grid(4, min_column_width=200):
    for avatar in studio.choices().avatars:
        with st.container(border=True):
            st.image(preview_url(studio.preview_of_avatar(avatar.id)), width="stretch", alt=avatar.name)
            st.markdown(f"**{avatar.name}**")
            st.caption(avatar.about)
            st.caption(f"{avatar.author} · {avatar.licence}")
