"""Avatars: every presenter, narrowed by style and tone; one of them closely under `?a=<avatar>`."""

from __future__ import annotations

import streamlit as st

from core.film import Avatar
from pages.parts.gallery import picture, wait_for_pictures
from pages.parts.presenters import STYLES, TONES, closely
from pages.shell.frame import AVATARS, CREATE, entitled, guard

studio = guard()
avatars = studio.choices().avatars
gallery = studio.gallery()


def card(who: Avatar) -> None:
    """One presenter of the gallery."""
    with st.container(border=True, height="stretch", key=f"met-{who.id}"):
        picture(gallery.faces, who.id, who.name, 180)
        st.markdown(f"**{who.name}**  \n:gray[:small[{who.about}]]")
        st.space("stretch")
        with st.container(horizontal=True, gap="small"):
            st.page_link(AVATARS, label="Meet", query_params={"a": who.id})
            st.page_link(CREATE, label="Choose", query_params={"avatar": who.id})


chosen = next((who for who in avatars if who.id == st.query_params.get("a")), None)
if chosen is not None:
    entitled(chosen.name)
    closely(studio, chosen)
else:
    st.title("Avatars", anchor=False)
    st.markdown("Drawn presenters, whose acting comes from the words that are spoken. Rest the pointer on a face to see it act.")
    with st.container(horizontal=True):
        style = st.pills("Drawn as", list(STYLES), format_func=STYLES.__getitem__, key="style", bind="query-params", wrap=True)
        tone = st.pills("Voice", list(TONES), format_func=TONES.__getitem__, key="tone", bind="query-params")
    shown = [who for who in avatars if style in (None, who.style) and tone in (None, who.voice)]
    if not shown:
        st.info("No presenter is like that. Take one of the filters away.", icon=":material/filter_alt_off:")
    with st.grid(6, min_column_width=160):
        for who in shown:
            card(who)
    with st.expander("Artists and licences", icon=":material/copyright:"):
        for author, licence in {who.author: who.licence for who in avatars}.items():
            names = ", ".join(who.name for who in avatars if who.author == author)
            st.markdown(f"**{names}**  \n:small[{author}. {licence}]")
wait_for_pictures(studio)
