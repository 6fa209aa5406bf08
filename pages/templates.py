"""Templates: every look in motion, with what it is good for."""

from __future__ import annotations

import streamlit as st

from core.film import Aspect
from core.server import preview_url
from pages.parts.gallery import wait_for_pictures
from pages.shell.frame import CREATE, guard

studio = guard()
st.title("Templates", anchor=False)
st.markdown("A template is a whole: type, colour, motion, music, captions, and how the presenter stands.")
gallery = studio.gallery()
with st.grid(2, min_column_width=320):
    for template in studio.choices().templates:
        with st.container(border=True, height="stretch"):
            with st.container(horizontal_alignment="center"):
                movie = gallery.movies.get(template.id)
                if movie is None:
                    st.skeleton(height=330)
                else:
                    width = 186 if template.aspect is Aspect.TALL else "stretch"
                    alt = f"{template.name} in motion"
                    st.video(preview_url(movie), loop=True, muted=True, autoplay=True, alt=alt, width=width)
            st.subheader(template.name, anchor=False)
            st.markdown(template.about)
            st.markdown(" ".join(f":gray-badge[{use}]" for use in template.good_for))
            st.page_link(
                CREATE, label="Use this template", icon=":material/arrow_forward:", query_params={"template": template.id}
            )
wait_for_pictures(studio, movies=True)
