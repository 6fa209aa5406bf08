"""Templates: every look in motion, narrowed by what it is for; one of them closely under `?t=<template>`."""

from __future__ import annotations

import streamlit as st

from core.film import Aspect, Template
from core.showing.specimens import bright
from core.web.server import preview_url
from pages.parts.gallery import wait_for_pictures
from pages.parts.looks import closely
from pages.shell.frame import CREATE, TEMPLATES, entitled, guard

studio = guard()
templates = studio.choices().templates
gallery = studio.gallery()


def card(template: Template) -> None:
    """One template of the gallery."""
    with st.container(border=True, height="stretch", key=f"look-{template.id}"):
        still = gallery.stills.get(template.id)  # of the same shape, so that nothing moves when it begins to
        if seen := gallery.loops.get(template.id, still):
            st.image(preview_url(seen), width="stretch", alt=template.name if seen == still else f"{template.name} in motion")
        else:
            st.skeleton(height=219)
        st.subheader(template.name, anchor=False)
        st.markdown(template.about)
        st.markdown(" ".join(f":gray-badge[{use}]" for use in template.good_for))
        st.space("stretch")
        with st.container(horizontal=True):
            st.page_link(TEMPLATES, label="Look closer", icon=":material/visibility:", query_params={"t": template.id})
            st.page_link(CREATE, label="Use this", icon=":material/auto_awesome:", query_params={"template": template.id})


def fits(template: Template, use: str | None, shape: str | None, ground: str | None) -> bool:
    """Whether the filters leave it in."""
    return (
        (not use or use in template.good_for)
        and (not shape or (shape == "Phone") == (template.aspect is Aspect.TALL))
        and (not ground or (ground == "Light") == bright(template))
    )


chosen = next((template for template in templates if template.id == st.query_params.get("t")), None)
if chosen is not None:
    entitled(chosen.name)
    closely(studio, chosen)
else:
    st.title("Templates", anchor=False)
    st.markdown("A template is a whole: type, colour, motion, music, captions, and how the presenter stands.")
    with st.container(horizontal=True):
        uses = sorted({use for template in templates for use in template.good_for})
        use = st.selectbox("Good for", uses, index=None, placeholder="Anything", key="use-of", bind="query-params", width=240)
        shape = st.pills("Shape", ["Wide", "Phone"], key="shape", bind="query-params")
        ground = st.pills("Ground", ["Light", "Dark"], key="ground", bind="query-params")
    shown = [template for template in templates if fits(template, use, shape, ground)]
    if not shown:
        st.info("No template is like that. Take one of the filters away.", icon=":material/filter_alt_off:")
    with st.grid(3, min_column_width=300):
        for template in shown:
            card(template)
wait_for_pictures(studio, movies=True)
