"""The services that are set up, as cards: what each does, how it stands, and what it cost this month."""

from __future__ import annotations

import streamlit as st

from core.services.amounts import money
from core.showing.providing import ServiceCard
from pages.parts.providers_words import badge, task, took
from pages.parts.words import plain
from pages.shell.frame import PROVIDERS


def services(cards: tuple[ServiceCard, ...]) -> None:
    """Draws them, or what they would be good for."""
    if not cards:
        with st.container(border=True, horizontal_alignment="center", gap="small"):
            st.space("small")
            st.subheader(":material/power: No service is set up", anchor=False, text_alignment="center")
            st.markdown(
                "Films are written, spoken and drawn on this machine: no key, no network, no cost. "
                "Add a service for a better script, a human voice, or painted pictures.",
                text_alignment="center",
            )
            st.space("small")
    with st.grid(2, min_column_width=320):
        for card in cards:
            _card(card)


def _card(card: ServiceCard) -> None:
    with st.container(border=True, height="stretch", key=f"serves-{card.entry.id}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(plain(card.name), anchor=False, width="content")
            st.markdown(badge(card.state), width="content")
        key = f" · key {plain(card.key)}" if card.key else ""
        st.caption(f"{plain(card.house.name)} · {plain(card.where)}{key}")
        done = [f":gray-badge[{task(fill.port)} · {plain(fill.model)}]" for fill in card.entry.fills]
        st.markdown(" ".join(done) or ":orange[:material/warning: It does nothing yet: choose its tasks.]")
        st.space("stretch")
        facts(card)
        st.page_link(PROVIDERS, label="Set up and test", icon=":material/tune:", query_params={"e": card.entry.id})


def facts(card: ServiceCard) -> None:
    """How it did lately."""
    health = card.health
    with st.grid(4, min_column_width=118, gap="small"):
        st.metric("Success", "–" if health.success is None else f"{health.success:.0%}", help="Of the newest 200 calls")
        st.metric("Usual time", took(health.p50_ms), help="Half of the calls are faster")
        st.metric("Slowest 5 %", took(health.p95_ms), help="19 of 20 calls are faster")
        st.metric("This month", money(health.month_usd))
