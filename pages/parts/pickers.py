"""What Create chooses by its picture: the template, whose chosen one moves, and the presenter."""

from __future__ import annotations

import streamlit as st

from core.studio import Choices, Gallery
from core.web.server import preview_url
from pages.parts.gallery import picture

FEW = 7
"""Presenters that are shown before somebody asks for all of them."""


def pick_template(there: Choices, gallery: Gallery) -> str:
    """A grid of templates; gives the chosen one's id. The chosen one is seen in motion."""
    ids = [template.id for template in there.templates]
    chosen = str(st.session_state.get("chosen-template", ""))
    chosen = chosen if chosen in ids else ids[0]
    with st.container(key="looks"), st.grid(3, min_column_width=150):
        for template in there.templates:
            with st.container(border=True, height="stretch"):
                if template.id == chosen and template.id in gallery.loops:
                    st.image(preview_url(gallery.loops[template.id]), width="stretch", alt=f"{template.name}, in motion")
                else:
                    picture(gallery.stills, template.id, template.name, 124)
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{template.name}**", help=template.about)
                    st.caption(" · ".join(template.good_for))
                st.space("stretch")
                picked = template.id == chosen
                st.button(
                    "Chosen" if picked else f"Use {template.name}",
                    key=f"template-{template.id}",
                    type="primary" if picked else "secondary",
                    icon=":material/check:" if picked else None,
                    width="stretch",
                    on_click=_choose,
                    args=("template", template.id),
                    wrap=False,
                )
    return chosen


def pick_avatar(there: Choices, gallery: Gallery, template: str) -> str:
    """A grid of faces; gives the chosen presenter's id, `none`, or nothing while the template's own stands."""
    ids = [avatar.id for avatar in there.avatars]
    own = str(st.session_state.get("chosen-avatar", ""))
    own = own if own in (*ids, "none") else ""
    stands = own or next(t.avatar for t in there.templates if t.id == template) or ids[0]
    everybody = bool(st.session_state.get("everybody"))
    shown = [avatar for i, avatar in enumerate(there.avatars) if everybody or i < FEW]
    if stands not in ("none", *[avatar.id for avatar in shown]):
        shown = [*shown[:-1], next(avatar for avatar in there.avatars if avatar.id == stands)]
    with st.container(key="faces"), st.grid(4, min_column_width=68, gap="small"):
        for avatar in shown:
            with st.container(gap="xsmall"):
                picture(gallery.faces, avatar.id, f"{avatar.name}. {avatar.about}", 84)
                _face(avatar.id, avatar.name, avatar.id == stands)
        with st.container(gap="xsmall"):
            picture(gallery.faces, "none", "Nobody is seen", 84)
            _face("none", "None", stands == "none")
    about = next((avatar.about for avatar in there.avatars if avatar.id == stands), "Nobody is seen; the voice is heard.")
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        st.caption(about)
        st.button(
            "Fewer" if everybody else f"All {len(ids)}",
            type="tertiary",
            key="everybody-button",
            icon=":material/groups:",
            on_click=_toggle,
        )
    return own


def _face(value: str, label: str, picked: bool) -> None:
    kind = "primary" if picked else "secondary"
    st.button(label, key=f"avatar-{value}", type=kind, width="stretch", on_click=_choose, args=("avatar", value), wrap=False)


def _choose(key: str, value: str) -> None:
    st.session_state[f"chosen-{key}"] = value


def _toggle() -> None:
    st.session_state["everybody"] = not st.session_state.get("everybody")
