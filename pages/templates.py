"""Templates: every look, with what it is good for."""

from __future__ import annotations

import streamlit as st

from core.server import preview_url
from pages.shell.frame import guard

studio = guard()
st.title("Templates", anchor=False)
st.markdown("A template is a whole: type, colour, motion, music, captions, and how the presenter stands.")
with st.grid(2, min_column_width=320):
    for template in studio.choices().templates:
        with st.container(border=True):
            st.video(
                preview_url(studio.moving_preview_of_template(template.id)),
                loop=True,
                muted=True,
                autoplay=True,
                alt=template.name,
            )
            st.subheader(template.name, anchor=False)
            st.markdown(template.about)
            st.markdown(" ".join(f":gray-badge[{use}]" for use in template.good_for))
            st.link_button("Use this", f"/?template={template.id}", type="primary")
