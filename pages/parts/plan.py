"""The plan before the run: what will come of it, how long it takes, what is there already, what it costs; and Generate."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Order
from core.services.estimating import Estimate
from core.studio import Forecast, Outline, Studio
from pages.parts.providers_words import TASKS
from pages.parts.words import clock, complain, plain


def plan(studio: Studio, order: Order, outline: Outline | None) -> bool:
    """Draws the plan; gives whether Generate was pressed."""
    st.subheader("Your film", anchor=False)
    forecast = _forecast(studio, order) if outline else None
    estimate = _estimate(studio, order, outline)
    with st.grid(4, min_column_width=68, gap="small"):
        st.metric("Scenes", len(outline.script.lines) if outline else "–")
        st.metric("Length", clock(outline.duration_ms) if outline else "–")
        st.metric("To make", _time(forecast), help=_unknown(forecast))
        st.metric("Cost", _cost(estimate), help=_range(studio, estimate, order.rounds))
    if outline:
        _meter(order, outline)
    else:
        st.caption(":material/lightbulb: A film needs a text: release notes, an article, or one line that names a topic.")
    if outline and (told := _told(order, forecast)):
        st.caption(told)
    with st.container(key="go", gap="xxsmall"):  # which a phone keeps at the foot of the window
        if outline:
            with st.container(key="go-figures"):
                figures = [f"{len(outline.script.lines)} scenes", clock(outline.duration_ms), _cost(estimate)]
                figures += [f"made in {_time(forecast)}"] if forecast is not None and forecast.seconds is not None else []
                st.caption(" · ".join(figures), text_alignment="center")
        pressed = st.button(
            "Generate film", type="primary", icon=":material/movie:", width="stretch", shortcut="Ctrl+Enter", key="generate"
        )
    st.caption(_where(studio, estimate))
    return pressed


def _estimate(studio: Studio, order: Order, outline: Outline | None) -> Estimate:
    try:
        if outline is None:
            return Estimate()
        seen = 0 if order.avatar == "none" else outline.duration_ms
        return studio.estimates.film(order.source, outline.script, order.voice, order.rounds, seen)
    except StudioError as error:
        complain(error)
        return Estimate()


def _cost(estimate: Estimate) -> str:
    """At most; a question mark where a price is not known."""
    if estimate.unknown:
        return "?"
    cents = estimate.high * 100
    if not cents:
        return "$0.00"
    return "< 1 ¢" if cents < 1 else f"≤ {cents:.0f} ¢" if cents < 99 else f"≤ ${estimate.high:.2f}"


def _range(studio: Studio, estimate: Estimate, rounds: int) -> str | None:
    """The same by task, with its range; and what somebody may order later, which is no part of it."""
    worked = {"Writer": ", worked over in rounds"} if rounds else {}
    told = [f"{TASKS[cost.port][0]} by {cost.service}{worked.get(cost.port, '')}: {cost.range}" for cost in estimate.costs]
    later = [f"{TASKS[cost.port][0]} by {cost.service}: {cost.range} each" for cost in studio.estimates.to_order()]
    told += ["Not in it, and only when you order one for a shot:", *later] if later else []
    return "  \n".join(plain(line) for line in told) or None


def _where(studio: Studio, estimate: Estimate) -> str:
    """Who does what, and whether the text leaves this machine."""
    if not estimate.costs:
        return ":material/lock: Made on this machine. Nothing is sent anywhere."
    names = " and ".join(plain(name) for name in dict.fromkeys(cost.service for cost in estimate.costs))
    told = ", ".join(f"{TASKS[cost.port][0].lower()} by {plain(cost.service)}" for cost in estimate.costs)
    guess = " Scenes and length are a guess until the script is written." if estimate.costs[0].port == "Writer" else ""
    if estimate.outside and studio.services.local_only:
        return f":material/shield_lock: Local only is on, so {names} cannot be asked. Another does it, or the film stops."
    sent = "Your text is sent there." if estimate.outside else "Nothing leaves this machine."
    icon = "cloud_upload" if estimate.outside else "lock"
    return f":material/{icon}: {told[:1].upper() + told[1:]}. {sent}{guess}"


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


def _unknown(forecast: Forecast | None) -> str | None:
    """Why no time can be told."""
    unknown = forecast is not None and forecast.seconds is None
    return "Told once a film of this size was made on this machine." if unknown else None


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
