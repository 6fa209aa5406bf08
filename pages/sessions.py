"""Sessions: what was made, newest first, searched and paged. The list follows what happens elsewhere."""

from __future__ import annotations

import streamlit as st

from core.server import media_url
from core.studio import Query
from pages.parts.words import STATES, clock, plain
from pages.shell.frame import CREATE, SESSION, SESSIONS, guard

ON_A_PAGE = 24
_SIGNS = {"done": "green", "running": "orange", "queued": "orange", "failed": "red", "interrupted": "orange"}

studio = guard()
st.title("Sessions", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input("Search", placeholder="Title or words of the text", live=True, key="search", icon=":material/search:")
    state = st.selectbox("State", list(STATES), key="state", format_func=STATES.__getitem__, width=160)
after = st.query_params.get("after")


def cards() -> None:
    """The sessions that fit, as cards."""
    page = studio.page(ON_A_PAGE, Query(search=search or "", state=state), after)
    if not page.rows:
        asked = search or state or after
        st.info(
            "No session fits." if asked else "Nothing here yet. Your films will be listed here.", icon=":material/video_library:"
        )
        st.page_link(CREATE, label="Make a film", icon=":material/auto_awesome:")
        return
    st.caption(f"{page.total} sessions" if page.total != 1 else "1 session")
    with st.grid(3, min_column_width=260):
        for row in page.rows:
            with st.container(border=True, height="stretch"):
                if row.poster:
                    st.image(media_url(row.id, row.poster), width="stretch", alt="")
                st.page_link(SESSION, label=f"**{plain(row.title)}**", query_params={"s": row.id}, width="stretch")
                length = f"{clock(row.duration_ms)} · " if row.duration_ms else ""
                st.markdown(f":{_SIGNS.get(row.state, 'gray')}-badge[{STATES.get(row.state, row.state)}] "
                            f":gray[:small[{length}{row.created:%d %b %Y, %H:%M}]]")  # fmt: skip
    with st.container(horizontal=True):
        if after:
            st.page_link(SESSIONS, label="Newest", icon=":material/first_page:", query_params={})
        if page.after:
            st.page_link(SESSIONS, label="Older", icon=":material/arrow_forward:", query_params={"after": page.after})


st.fragment(cards, run_every=3.0)()
