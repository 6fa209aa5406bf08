"""Galleries to choose from: templates and presenters, each with its picture."""

from __future__ import annotations

import streamlit as st

from core.server import preview_url
from core.studio import Choices, Studio


def pick_template(studio: Studio, there: Choices) -> str:
    """A grid of templates; gives the chosen one's id."""
    chosen = _state("template", there.templates[0].id)
    with st.grid(3, min_column_width=200):
        for template in there.templates:
            with st.container(border=True):
                st.image(preview_url(studio.preview_of_template(template.id)), width="stretch", alt=f"{template.name}, a still")
                st.markdown(f"**{template.name}**")
                st.caption(template.about)
                picked = template.id == chosen
                st.button(
                    "Chosen" if picked else "Use",
                    key=f"template-{template.id}",
                    type="primary" if picked else "secondary",
                    icon=":material/check:" if picked else None,
                    width="stretch",
                    on_click=_choose,
                    args=("template", template.id),
                )
    return chosen


def pick_avatar(studio: Studio, there: Choices) -> str:
    """A strip of presenters; gives the chosen one's id, or `none`."""
    names = {
        "": "The template’s",
        **{a.id: f"{a.name} · {a.about}" if a.about else a.name for a in there.avatars},
        "none": "No presenter",
    }
    chosen = st.selectbox("Presenter", list(names), format_func=names.__getitem__, key="avatar", label_visibility="collapsed")
    shown = chosen
    if chosen == "":
        shown = next(t.avatar for t in there.templates if t.id == _state("template", there.templates[0].id))
    if shown and shown != "none":
        st.image(preview_url(studio.preview_of_avatar(shown)), width=150, alt=names.get(shown, shown))
    return chosen


def _state(key: str, default: str) -> str:
    name = f"chosen-{key}"
    wanted = st.query_params.get(key)
    if name not in st.session_state:
        st.session_state[name] = wanted or default
    return str(st.session_state[name])


def _choose(key: str, value: str) -> None:
    st.session_state[f"chosen-{key}"] = value
