"""Sessions: what was made, searched, narrowed and paged. The list follows what happens elsewhere."""

from __future__ import annotations

import streamlit as st

from core.errors import BadInput
from core.studio import Page, Shelved
from core.web.crowd import beat
from pages.parts.lists_actions import say, undo_bar
from pages.parts.lists_address import asked, elsewhere, place
from pages.parts.lists_cards import cards
from pages.parts.lists_dialogs import bring_in, empty_the_trash, question
from pages.parts.lists_empty import nothing
from pages.parts.lists_filters import bar
from pages.parts.lists_table import table
from pages.shell.frame import CREATE, EDIT, SESSION, SESSIONS, guard

ON_A_PAGE = 16

studio = guard()
if wanted := st.session_state.pop("list-edit", ""):
    st.switch_page(EDIT, query_params={"s": wanted})
if wanted := st.session_state.pop("list-open", ""):
    st.switch_page(SESSION, query_params={"s": wanted})
query = asked()
after, before, part = place()


def look() -> tuple[Page, dict[str, float]]:
    """The page of the list as it stands now, and how far the films on it are."""
    try:
        page = studio.page(ON_A_PAGE, query, after, before)
    except BadInput:  # the address was written by hand, or its order was changed in it
        page = studio.page(ON_A_PAGE, query)
    return page, {row.id: studio.status(row.id).progress for row in page.rows if row.state == "running"}


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title("Sessions", anchor=False, width="content")
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        bring_in()
        if st.button("New film", type="primary", icon=":material/add:", key="new-film"):
            st.switch_page(CREATE, query_params={})
view = bar(studio, query)
page, progress = look()
if not page.rows:
    nothing(query, deep=bool(after or before))
else:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f"{page.total:,} sessions" if page.total != 1 else "1 session", width="content")
        if query.shelved is Shelved.TRASH:
            empty_the_trash()
    if view == "table":
        table(page.rows, progress, query.shelved)
    else:
        cards(page.rows, progress)
    if page.total > ON_A_PAGE:
        with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="pager"):
            newer = elsewhere(before=page.before, part=str(max(1, part - 1))) if page.before else {}
            older = elsewhere(after=page.after, part=str(part + 1)) if page.after else {}
            st.page_link(SESSIONS, label="Front", icon=":material/first_page:", query_params=elsewhere(), disabled=not newer)
            st.page_link(SESSIONS, label="Back", icon=":material/chevron_left:", query_params=newer, disabled=not newer)
            st.caption(f"Page {part} of {max(part, -(-page.total // ON_A_PAGE)):,}", width="content")
            st.page_link(SESSIONS, label="Next", icon=":material/chevron_right:", icon_position="right", query_params=older,
                         disabled=not older)  # fmt: skip
question(studio)
undo_bar()
say()


@st.fragment(run_every=beat(2.5))
def watch() -> None:
    """Draws the page anew when something on it changed elsewhere; otherwise it costs one look."""
    if look() != (page, progress):
        st.rerun(scope="app")


watch()
