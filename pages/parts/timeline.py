"""Sync: the timeline on its tracks, and the scenes with their times; every time is a link into the film."""

from __future__ import annotations

import streamlit as st

from core.showing.views import ShotCard
from core.studio import Studio
from pages.parts.address import told_moment
from pages.parts.charts import tracks
from pages.parts.words import clock, layout, plain

_TURNS = {"cut": "Cut", "fade": "Fade", "slide": "Slide", "push": "Push", "wipe": "Wipe", "zoom": "Zoom"}


def timeline(studio: Studio, name: str) -> bool:
    """Draws the timeline of the newest run; gives whether there is one."""
    lanes = studio.viewing.lanes(name)
    if lanes is None:
        return False
    shots = studio.viewing.shots(name)
    playable = bool(studio.cuts(name))
    captions = sum(bar.lane == "captions" for bar in lanes.bars)
    st.caption(
        f"{clock(lanes.duration_ms)} of film, {len(shots)} shots, {captions} captions."
        + " A click plays the film from there." * playable
    )
    with st.container(border=True):
        tracks(lanes, key=f"tracks-{name}")
    cards = {card.number: card for card in shots}
    rows = [
        {
            "Start": told_moment(bar.start_ms, playable),
            "Length": f"{(bar.end_ms - bar.start_ms) / 1000:.1f} s",
            "Scene": _scene(bar.label, cards.get(bar.shot)),
        }
        for bar in lanes.bars
        if bar.lane == "picture"
    ]
    st.table(rows, border="horizontal", hide_index=True)
    return True


def _scene(label: str, card: ShotCard | None) -> str:
    """What is seen, in which layout, over what is said."""
    if card is None:
        return f"**{plain(label)}**"
    return f"**{plain(label)}** :gray[:small[{layout(card.layout)}]]  \n{plain(card.narration)}"
