"""A template looked at closely: in motion, in every layout, and what it is made of."""

from __future__ import annotations

import streamlit as st

from core.film import Aspect, Layout, Placement, Template
from core.film.avatars import avatar
from core.showing.specimens import swatch, swatches
from core.studio import Gallery, Studio
from core.web.server import layout_url, preview_url
from pages.parts.gallery import picture
from pages.parts.words import ASPECTS, CAPTIONS, MOODS, PLACEMENTS, layout
from pages.shell.frame import AVATARS, CREATE, TEMPLATES

ENTRIES = {"rise": "Rises", "fade": "Fades in", "sweep": "Sweeps in", "drop": "Drops in", "type": "Is typed", "land": "Lands"}
TRANSITIONS = {"cut": "Cut", "fade": "Fade", "slide": "Slide", "push": "Push", "wipe": "Wipe", "zoom": "Zoom"}


def closely(studio: Studio, template: Template) -> None:
    """The whole page of one template."""
    with st.container(key="back"):
        st.page_link(TEMPLATES, label="All templates", icon=":material/arrow_back:", query_params={})
    gallery = studio.gallery()
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        _moving(gallery, template)
    with right:
        st.title(template.name, anchor=False)
        st.markdown(template.about)
        st.markdown(" ".join(f":gray-badge[{use}]" for use in template.good_for))
        if st.button("Use this template", type="primary", icon=":material/auto_awesome:", width="stretch", key="use"):
            st.switch_page(CREATE, query_params={"template": template.id})
        _presenter(gallery, template)
        _music(studio, template)
    st.subheader("In every layout", anchor=False)
    beats = {beat.layout: beat.placement for beat in template.placements}
    tall = template.aspect is Aspect.TALL
    with (
        st.container(key="tall-stills" if tall else "wide-stills"),
        st.grid(6 if tall else 4, min_column_width=100 if tall else 150),
    ):
        for each in Layout:
            with st.container(gap="xsmall"):
                st.image(layout_url(template.id, each.value), width="stretch", alt=f"{layout(each.value)} in {template.name}")
                seen = beats.get(each, template.placement)
                told = "" if seen is Placement.NONE else f" · presenter {PLACEMENTS[seen.value].lower()}"
                st.caption(f"{layout(each.value)}{told}")
    _made_of(template)


def _moving(gallery: Gallery, template: Template) -> None:
    movie = gallery.movies.get(template.id)
    tall = template.aspect is Aspect.TALL
    if movie is None:
        st.skeleton(height=420)
        return
    with st.container(horizontal_alignment="center"):
        alt = f"{template.name} in motion"
        st.video(preview_url(movie), loop=True, muted=True, autoplay=True, alt=alt, width=300 if tall else "stretch")


def _presenter(gallery: Gallery, template: Template) -> None:
    if not template.avatar:
        return
    who = avatar(template.avatar)
    with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False, key="presented"):
        with st.container(width=64):
            picture(gallery.faces, who.id, who.name, 64)
        with st.container(gap=None):
            st.markdown(f"Presented by **{who.name}**")
            st.page_link(AVATARS, label=f"Meet {who.name}", query_params={"a": who.id})


def _music(studio: Studio, template: Template) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"Music: **{MOODS[template.music.value]}**", width="content")
        if st.button("Listen", icon=":material/music_note:", key="listen-music"):
            st.session_state["played"] = template.id
        if st.session_state.get("played") == template.id:
            st.audio(preview_url(studio.sample_of_music(template.music)), autoplay=True, width="stretch",
                     alt=f"{MOODS[template.music.value]} music")  # fmt: skip


def _made_of(template: Template) -> None:
    st.subheader("What it is made of", anchor=False)
    with st.grid(2, min_column_width=320):
        with st.container(border=True, height="stretch"):
            st.markdown("**Colours**")
            with st.grid(7, min_column_width=76):
                for name, colour in swatches(template):
                    with st.container(gap="xsmall"):
                        st.image(swatch(colour), width="stretch", alt=f"{name}, {colour}")
                        st.caption(f"{name}  \n{colour}")
        with st.container(border=True, height="stretch"):
            st.markdown("**Type**")
            kind = template.look.type
            st.table({"Headlines": f"{kind.display}, weight {kind.display_weight}",
                      "Text": f"{kind.text}, weight {kind.text_weight}", "Code": kind.code}, border="horizontal")  # fmt: skip
        with st.container(border=True, height="stretch"):
            st.markdown("**Motion and pace**")
            motion = template.look.motion
            st.table({"What comes in": f"{ENTRIES[motion.entry]}, {motion.entry_ms} ms, {motion.stagger_ms} ms apart",
                      "Between shots": f"{TRANSITIONS[template.transition.value]}, {template.transition_ms} ms",
                      "Into a section": TRANSITIONS[template.section_transition.value],
                      "Room around words": f"{template.before_ms} ms before, {template.after_ms} ms after"},
                     border="horizontal")  # fmt: skip
        with st.container(border=True, height="stretch"):
            st.markdown("**Shape and captions**")
            covered = template.safe_top + template.safe_bottom
            st.table({"Format": ASPECTS[template.aspect.value], "Captions": CAPTIONS[template.look.captions.value],
                      "Presenter": PLACEMENTS[template.placement.value],
                      "Kept free for the platform": f"{covered:.0%} of the height" if covered else "Nothing"},
                     border="horizontal")  # fmt: skip
