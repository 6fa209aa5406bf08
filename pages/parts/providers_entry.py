"""One service: how it does, a test of each task, its set-up, its limits and its prices."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.services.amounts import money
from core.showing.providing import ServiceCard
from core.studio import Studio
from pages.parts.controls import hear
from pages.parts.providers_limits import limits
from pages.parts.providers_list import facts
from pages.parts.providers_prices import prices
from pages.parts.providers_setup import attempt, set_up
from pages.parts.providers_trial import trials
from pages.parts.providers_words import badge
from pages.parts.when import ago, now
from pages.parts.words import complain, plain
from pages.shell.frame import PROVIDERS

_TABS = {
    "health": ":material/monitor_heart: Health and test",
    "setup": ":material/tune: Set-up",
    "limits": ":material/speed: Limits",
    "prices": ":material/sell: Prices",
}
_GONE = "provider-removed"


def service(studio: Studio, card: ServiceCard) -> None:
    """Draws it; only the open tab is filled."""
    if st.session_state.pop(_GONE, ""):
        st.switch_page(PROVIDERS, query_params={})
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(plain(card.name), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            _switch(studio, card)
            _remove(studio, card)
    st.markdown(f"{badge(card.state)} :gray[:small[{plain(card.house.name)} · {plain(card.where)}]]")
    start = "setup" if card.state == "no-key" or not card.entry.fills else "health"
    shown = st.tabs(list(_TABS.values()), key=f"service-{card.entry.id}", default=_TABS[start], on_change="rerun")
    for tab, place in zip(_TABS, shown, strict=True):
        if place.open:
            with place:
                if tab == "health":
                    _health(card)
                    trials(studio, card)
                elif tab == "setup":
                    set_up(studio, card)
                elif tab == "limits":
                    limits(studio, card)
                else:
                    prices(studio, card)


def _switch(studio: Studio, card: ServiceCard) -> None:
    switch = {"key": f"enabled-{card.entry.id}-{card.entry.enabled}", "value": card.entry.enabled}

    def turn() -> None:
        studio.services.put(card.entry.model_copy(update={"enabled": bool(st.session_state[switch["key"]])}))

    st.toggle("Switched on", **switch, on_change=hear(lambda: attempt(turn), switch))


def _remove(studio: Studio, card: ServiceCard) -> None:
    def remove() -> None:
        try:
            studio.services.remove(card.entry.id)
            studio.trials.forget(card.entry.id)
        except StudioError as error:
            complain(error)
        else:
            st.session_state[_GONE] = card.entry.id
            st.toast(plain(f"{card.name} is removed, with its key."), icon=":material/delete:")

    with st.popover("Remove", icon=":material/delete:", type="tertiary"), st.container(width=300):
        st.markdown(
            f"**Remove {plain(card.name)}?**  \nIts key is forgotten, and nobody asks it any more. Films stay as they are."
        )
        st.button("Remove it", key="remove-service", type="primary", on_click=remove)


def _health(card: ServiceCard) -> None:
    """Counts and times, the circuit in a sentence, what it said when it failed, and the budget."""
    health = card.health
    with st.container(border=True):
        facts(card)
        told = {
            "closed": "The circuit is closed: calls go through.",
            "opened": f"The circuit is open after failures in a row: one call tries again in {health.left_s:.0f} s."
            if health.left_s > 0 else "The circuit is open; the next call tries whether it works again.",
            "half-opened": "The circuit is half open: one call is trying whether it works again.",
        }[health.circuit]  # fmt: skip
        calls = f"{health.calls:,} calls, {health.failed:,} failed, {health.reused:,} answers used again for nothing"
        st.markdown(f":small[{told} :gray[{calls}; opened {health.times_opened} times.]]")
        budget = card.entry.policy.budget
        if budget is not None and budget.month_usd:
            share = min(1.0, float(health.month_usd / budget.month_usd))
            st.progress(share, text=f"{money(health.month_usd)} of {money(budget.month_usd)} this month")
            if share >= budget.warn_share:
                st.warning("Most of the month's budget is spent. What goes beyond it is not asked.", icon=":material/savings:")
        if health.errors:
            st.markdown("**What went wrong last**")
            for one in health.errors:
                last = ago(one.at, now())
                when = f"{one.times} times, the last {last}" if one.times > 1 else last
                st.markdown(f":small[:orange[:material/warning:] {plain(one.message)} :gray[{when}]]")
