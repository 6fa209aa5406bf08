"""A script as people read it: what is said, beside the line of the source that it comes from."""

from __future__ import annotations

import streamlit as st

from core.film import Script
from pages.parts.words import layout


def script(told: Script) -> None:
    """Draws the lines of a script, each claim with its source beside it."""
    for i, line in enumerate(told.lines, 1):
        if i > 1:
            st.divider()
        said, where = st.columns([2, 1], gap="medium")
        with said:
            st.caption(f"{i} · {layout(line.slide.layout.value)}")
            st.text(line.narration)
        with where:
            if line.source is None:
                st.caption(":material/waving_hand: The studio’s own words, no claim")
                continue
            first, last = line.source.first, line.source.last
            st.caption(
                f":material/format_quote: Line {first}" if first == last else f":material/format_quote: Lines {first}–{last}"
            )
            st.text(_short(line.source.excerpt))


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
