"""What stands in the address of a session's page, so that a view can be sent to somebody: session, cut, tab, file."""

from __future__ import annotations

import streamlit as st

from pages.parts.words import clock


def asked(name: str) -> str:
    """What the address says of `name`; empty when it says nothing."""
    return str(st.query_params.get(name, ""))


def ask(**named: str) -> None:
    """Puts this into the address; an empty value takes its name out of it."""
    for name, value in named.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def moment(ms: int) -> str:
    """The link that plays the film on the page from `ms` on."""
    return f"#t={ms / 1000:.3f}"


def told_moment(ms: int, playable: bool = True) -> str:
    """A time for reading; where there is a film, one that plays it from there."""
    return f"[{clock(ms)}]({moment(ms)})" if playable else clock(ms)


def whole() -> str:
    """The whole address of what is seen now."""
    page = (st.context.url or "").partition("?")[0]
    named = "&".join(f"{name}={st.query_params[name]}" for name in ("s", "cut", "tab", "file") if name in st.query_params)
    return f"{page}?{named}"
