"""Pictures of galleries, which are drawn once and then there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from core.studio import Studio
from core.web.server import preview_url


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
