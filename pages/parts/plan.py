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
    shots = len(outline.script.lines) if outline else 0
    films = max(1, len(order.formats))
    with st.grid(3, min_column_width=84, gap="small"):
        st.metric("Scenes", shots or "–")
        st.metric("Words", outline.words if outline else "–")
        st.metric("Length", clock(outline.duration_ms) if outline else "–")
        st.metric("To make", _time(forecast), help="About so long on this machine, from what earlier films took.")
        st.metric("Formats", films, help="Films of one script: each in its own shape.")
        st.metric("Cost", "$0.00", help="Everything is made on this machine.")
    if outline:
        _meter(order, outline)
    else:
        st.caption(":material/lightbulb: A film needs a text: release notes, an article, or one line that names a topic.")
    if forecast is not None and forecast.kept:
        st.caption(f":material/recycling: {_kept(forecast)}")
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


def _kept(forecast: Forecast) -> str:
    if forecast.ready:
        return "Everything of this film is there already; it is put together again."
    return f"{forecast.kept} parts of it are there already and are not made again."
