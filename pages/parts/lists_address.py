"""What a list shows, as it stands in the page's address: whoever opens the address sees the same list."""

from __future__ import annotations

import streamlit as st

from core.studio import Query

PLACE = ("after", "before", "part")
"""Where in the list the page begins; another question begins at its front."""


def asked() -> Query:
    """The query that the address holds; what cannot be understood of it narrows nothing."""
    given: dict[str, object] = {}
    for name in Query.model_fields:
        text = st.query_params.get(name, "")
        if text and understood(name, text):
            given[name] = text
    return Query.model_validate(given)


def understood(name: str, text: str) -> bool:
    """Whether a field of the query can hold `text`."""
    try:
        Query.model_validate({name: text})
    except ValueError:
        return False
    return True


def place() -> tuple[str | None, str | None, int]:
    """The cursors that the page lies behind or before, and its number, counted from 1."""
    part = st.query_params.get("part", "1")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 8 else 1
    return st.query_params.get("after"), st.query_params.get("before"), max(1, number)


def narrow(**chosen: str) -> None:
    """Asks for something else as well; an empty text no longer asks. The list begins at its front again."""
    params = {name: text for name, text in st.query_params.to_dict().items() if name not in PLACE}
    params = {name: text for name, text in {**params, **chosen}.items() if text}
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)


def elsewhere(**place: str) -> dict[str, str]:
    """The parameters of the same list at another place."""
    params = {name: text for name, text in st.query_params.to_dict().items() if name not in PLACE}
    return {**params, **place}


def choices(query: Query) -> dict[str, str]:
    """What narrows the list, by field: neither the order nor the shelf, which every list has."""
    found = {name: getattr(query, name) for name in Query.model_fields if name not in ("sort", "shelved")}
    return {name: str(value) for name, value in found.items() if value}


def forget_choices() -> None:
    """Shows the whole shelf."""
    if st.query_params.get("search"):
        st.session_state[_EMPTIED] = int(st.session_state.get(_EMPTIED, 0)) + 1
    narrow(**{name: "" for name in Query.model_fields if name not in ("sort", "shelved")})


def search_box(words: str) -> str:
    """Puts what is searched into the memory of the search box; gives the box's key.

    It is the same box while somebody types, also where the address is told late. One that a button emptied is another: a browser
    that has not seen that would fill it again.
    """
    held, emptied = st.session_state, st.session_state.get(_EMPTIED, 0)
    key = f"search~{emptied}" if emptied else "search"
    if held.get(key) != words:
        held[key] = words
    return key


_EMPTIED = "list-emptied"
"""In the page's memory: how often a button emptied the search box."""
