"""The form of an order: text and template on the left; presenter, what will come of it, and the other choices on the right."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Order
from core.studio import Studio
from pages.parts.choices import choose, more, until
from pages.parts.gallery import wait_for_pictures
from pages.parts.pickers import pick_avatar, pick_template
from pages.parts.plan import plan
from pages.parts.remembered import begin, keep
from pages.parts.source import source
from pages.parts.understood import understood
from pages.parts.words import complain


def ask(studio: Studio) -> str | None:
    """Draws the form; gives the session's id when Generate was pressed and its film is on the way."""
    there, gallery = studio.choices(), studio.gallery()
    begin(studio, there)
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        with st.container(border=True):
            text, assets = source(studio)
            understood_here = st.container(gap="small")
        st.subheader("Template", anchor=False)
        template = pick_template(there, gallery)
        more_here = st.container()
    with right:
        with st.container(border=True):
            st.subheader("Presenter", anchor=False)
            avatar = pick_avatar(there, gallery, template)
        plan_here = st.container(border=True)
        with st.container(border=True):
            st.subheader("Voice, shape and music", anchor=False)
            choices_here = st.container()
    with choices_here:
        order, shaped = choose(studio, there, Order(source=text, template=template, avatar=avatar, assets=assets))
    with more_here:
        order, told = more(studio, order)
    with understood_here:
        outline = understood(studio, order)
    with plan_here:
        pressed = plan(studio, order, outline)
        made = _start(studio, order) if pressed and outline is not None and shaped and told else None
    if pressed and not text.strip():
        understood_here.warning("There is no text yet. Write or paste one, or take an example.", icon=":material/edit_note:")
        st.toast("Paste a text first, or take the sample.", icon=":material/edit_note:")
    elif pressed and made is None:
        st.toast("Something in the form cannot be read. It says so at its place.", icon=":material/edit_note:")
    keep(studio, order)
    wait_for_pictures(studio)
    return made


def _start(studio: Studio, order: Order) -> str | None:
    try:
        return studio.start(order, owner=studio.person, until=until())
    except StudioError as error:
        complain(error)
        return None
