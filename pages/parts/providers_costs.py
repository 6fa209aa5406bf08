"""What services cost: this month, and every month before."""

from __future__ import annotations

import streamlit as st

from core.services.entries import Roster
from core.showing.amounts import money
from core.studio import Studio
from pages.parts.words import plain


def costs(studio: Studio, roster: Roster) -> None:
    """Draws the month's costs by service."""
    for entry in roster.entries:
        st.metric(plain(entry.label or entry.id), money(studio.services.health(entry.id).month_usd))
