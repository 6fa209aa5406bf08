"""A list with nothing in it says why, and what to do."""

from __future__ import annotations

import streamlit as st

from core.studio import Query, Shelved
from pages.parts.lists_address import choices, elsewhere, forget_choices
from pages.parts.lists_filters import FOLDED, named
from pages.parts.words import plain, short
from pages.shell.frame import CREATE, SESSIONS

_LABELS = {"search": "the words", "state": "state", "since": "made from", "until": "made until",
           **{field: label.lower() for field, (label, _) in FOLDED.items()}}  # fmt: skip


def nothing(query: Query, deep: bool) -> None:
    """What stands in place of a list; `deep` when it was asked for from somewhere in its middle."""
    chosen = choices(query)
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("small")
        if deep:
            _say("first_page", "The list ends before this place", "What was here has moved or is gone.")
            st.page_link(SESSIONS, label="To the front of the list", icon=":material/first_page:", query_params=elsewhere())
        elif chosen:
            asked = ", ".join(f"{_LABELS[field]} **{plain(short(named(field, value), 60))}**" for field, value in chosen.items())
            _say("search_off", "No session fits", f"You asked for {asked}.")
            st.button("Clear filters", icon=":material/filter_alt_off:", on_click=forget_choices, key="list-clear")
        elif query.shelved is Shelved.ARCHIVED:
            _say("inventory_2", "The archive is empty", "Archive a session to keep it without seeing it every day.")
        elif query.shelved is Shelved.TRASH:
            _say("delete", "The trash is empty", "What you delete stays here until you erase it.")
        else:
            _say("movie", "Your films will be listed here", "Paste release notes, a page or a few lines; minutes later you watch "
                 "the film. The sample on the Create page shows it in one click.")  # fmt: skip
            st.page_link(CREATE, label="Make the first film", icon=":material/auto_awesome:", query_params={})
        st.space("small")


def _say(icon: str, head: str, body: str) -> None:
    st.markdown(f"## :gray[:material/{icon}:]", width="content", text_alignment="center")
    st.subheader(head, anchor=False, width="content", text_alignment="center")
    st.markdown(body, width="content", text_alignment="center")
