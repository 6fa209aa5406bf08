"""Galleries to choose from: templates with a still, presenters with their faces. What is chosen is marked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from core.server import preview_url
from core.studio import Choices, Gallery, Studio

FEW = 7
"""Presenters that are shown before somebody asks for all of them."""


def pick_template(there: Choices, gallery: Gallery) -> str:
    """A grid of templates; gives the chosen one's id."""
    ids = [template.id for template in there.templates]
    chosen = _chosen("template", ids)
    with st.grid(3, min_column_width=150):
        for template in there.templates:
            with st.container(border=True, height="stretch"):
                picture(gallery.stills, template.id, template.name, 124)
                uses = " · ".join(template.good_for)
                st.markdown(f"**{template.name}**  \n:gray[:small[{uses}]]", help=template.about)
                st.space("stretch")
                _mark("template", template.id, template.id == chosen, "Use")
    return chosen or ids[0]


def pick_avatar(there: Choices, gallery: Gallery, template: str) -> str:
    """A grid of faces; gives the chosen presenter's id, `none`, or nothing while the template's own stands."""
    ids = [avatar.id for avatar in there.avatars]
    own = _chosen("avatar", [*ids, "none"], default=False)
    stands = own or next(t.avatar for t in there.templates if t.id == template) or ids[0]
    everybody = bool(st.session_state.get("everybody"))
    shown = [avatar for i, avatar in enumerate(there.avatars) if everybody or i < FEW]
    if stands not in ("none", *[avatar.id for avatar in shown]):
        shown = [*shown[:-1], next(avatar for avatar in there.avatars if avatar.id == stands)]
    with st.grid(4, min_column_width=68, gap="small"):
        for avatar in shown:
            with st.container(gap="xsmall"):
                picture(gallery.faces, avatar.id, f"{avatar.name}. {avatar.about}", 84)
                _mark("avatar", avatar.id, avatar.id == stands, avatar.name)
        with st.container(gap="xsmall"):
            picture(gallery.faces, "none", "Nobody is seen", 84)
            _mark("avatar", "none", stands == "none", "None")
    about = next((avatar.about for avatar in there.avatars if avatar.id == stands), "Nobody is seen; the voice is heard.")
    label = "Fewer" if everybody else f"All {len(ids)}"
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        st.caption(about)
        st.button(label, type="tertiary", key="everybody-button", icon=":material/groups:", on_click=_toggle, args=("everybody",))
    return own


def picture(drawn: Mapping[str, Path], name: str, alt: str, height: int) -> None:
    """A preview, or a place held for one that is still being drawn."""
    if name in drawn:
        st.image(preview_url(drawn[name]), width="stretch", alt=alt)
    else:
        st.skeleton(height=height)


def wait_for_pictures(studio: Studio, *, movies: bool = False) -> None:
    """Draws the page anew once all pictures are there; asks only while some are missing."""

    def missing() -> bool:
        gallery = studio.gallery()
        return gallery.movies_missing if movies else gallery.pictures_missing

    if missing():

        @st.fragment(run_every=1.0)
        def wait() -> None:
            if not missing():
                st.rerun(scope="app")

        wait()


def _chosen(key: str, known: list[str], *, default: bool = True) -> str:
    name = f"chosen-{key}"
    wanted = st.query_params.get(key)
    if wanted in known:
        st.session_state[name] = wanted
        del st.query_params[key]
    return str(st.session_state.get(name, known[0] if default else ""))


def _mark(key: str, value: str, picked: bool, label: str) -> None:
    st.button(
        "Chosen" if picked and label == "Use" else label,
        key=f"{key}-{value}",
        type="primary" if picked else "secondary",
        icon=":material/check:" if picked and label == "Use" else None,
        width="stretch",
        on_click=_choose,
        args=(key, value),
        wrap=False,
    )


def _choose(key: str, value: str) -> None:
    st.session_state[f"chosen-{key}"] = value


def _toggle(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key)
