"""Avatars: every presenter, with artist and licence."""

from __future__ import annotations

import streamlit as st

from pages.parts.gallery import picture, wait_for_pictures
from pages.shell.frame import CREATE, guard

studio = guard()
st.title("Avatars", anchor=False)
st.markdown("Drawn presenters. The art is its artists’; the acting comes from the words that are spoken.")
gallery = studio.gallery()
avatars = studio.choices().avatars
with st.grid(6, min_column_width=150):
    for avatar in avatars:
        with st.container(border=True, height="stretch"):
            picture(gallery.faces, avatar.id, avatar.name, 150)
            st.markdown(f"**{avatar.name}**")
            st.caption(avatar.about)
            st.page_link(CREATE, label="Present with", icon=":material/arrow_forward:", query_params={"avatar": avatar.id})
st.subheader("Artists and licences", anchor=False)
credits = {avatar.author: avatar.licence for avatar in avatars}
for author, licence in credits.items():
    names = ", ".join(avatar.name for avatar in avatars if avatar.author == author)
    st.markdown(f"**{names}**  \n:small[{author}. {licence}]")
wait_for_pictures(studio)
