"""The plan before the run: what will come of it, how long it takes, what is there already, what it costs; and Generate."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Order
from core.studio import Forecast, Outline, Studio
from pages.parts.words import clock, complain


def plan(studio: Studio, order: Order, outline: Outline | None) -> bool:
    """Draws the plan; gives whether Generate was pressed."""
    st.subheader("Your film", anchor=False)
    forecast = _forecast(studio, order) if outline else None
    with st.grid(4, min_column_width=68, gap="small"):
        st.metric("Scenes", len(outline.script.lines) if outline else "–")
        st.metric("Length", clock(outline.duration_ms) if outline else "–")
        st.metric("To make", _time(forecast))
        st.metric("Cost", "$0.00")
    if outline:
        _meter(order, outline)
    else:
        st.caption(":material/lightbulb: A film needs a text: release notes, an article, or one line that names a topic.")
    if outline and (told := _told(order, forecast)):
        st.caption(told)
    pressed = st.button(
        "Generate film", type="primary", icon=":material/movie:", width="stretch", shortcut="Ctrl+Enter", key="generate"
    )
    st.caption(":material/lock: Made on this machine. Nothing is sent anywhere.")
    return pressed


def _forecast(studio: Studio, order: Order) -> Forecast | None:
    try:
        return studio.outlines.forecast(order)
    except StudioError as error:
        complain(error)
        return None


def _meter(order: Order, outline: Outline) -> None:
    """How much of the wished length is filled."""
    most = order.length_s or 120
    of = f"of {clock(most * 1000)}" if order.length_s else "of at most 2:00"
    st.progress(min(1.0, outline.duration_ms / 1000 / most), text=f"{clock(outline.duration_ms)} {of}")


def _time(forecast: Forecast | None) -> str:
    if forecast is None or forecast.seconds is None:
        return "–"
    if forecast.seconds < 5:
        return "≈ 5 s"
    return f"≈ {round(forecast.seconds / 5) * 5} s" if forecast.seconds < 90 else f"≈ {round(forecast.seconds / 60)} min"


def _told(order: Order, forecast: Forecast | None) -> str:
    """What the figures leave out: several films at once, and what is there already."""
    told = []
    if len(order.formats) > 1:
        told.append(f":material/aspect_ratio: {len(order.formats)} films of one script, each in its own shape.")
    if forecast is not None and forecast.ready:
        told.append(":material/recycling: Everything of this film is there already; it is put together again.")
    elif forecast is not None and forecast.kept:
        told.append(f":material/recycling: {forecast.kept} parts of it are there already and are not made again.")
    return "  \n".join(told)
