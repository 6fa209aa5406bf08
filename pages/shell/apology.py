"""What a page says when something of ours broke; it knows nothing else, so that the server can stand before the studio does."""

from __future__ import annotations

import streamlit as st


def apologise(error: Exception) -> bool:
    """Says in the page that something of ours broke; the log of the server has the rest."""
    st.error(
        "Your sessions are safe. Reload the page; if it happens again, the log of the server says what it was.",
        title="This page could not be drawn",
        icon=":material/error:",
    )
    return True
