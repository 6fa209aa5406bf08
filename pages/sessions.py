"""Sessions: what was made, newest first, searched and paged."""

from __future__ import annotations

import streamlit as st

from core.server import media_url
from pages.parts.words import clock
from pages.shell.frame import guard

studio = guard()
st.title("Sessions", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input("Search", placeholder="Title or words of the text", live=True, key="search", icon=":material/search:")
    state = st.selectbox("State", ["", "done", "running", "failed", "cancelled", "interrupted", "new"], key="state",
                         format_func=lambda s: s.capitalize() or "All", width=180)  # fmt: skip
page = studio.page(24, search=search, state=state, after=st.query_params.get("after"))
if not page.rows:
    st.info("Nothing here yet." if not search and not state else "No session fits.", icon=":material/video_library:")
    st.page_link("pages/create.py", label="Make a film", icon=":material/auto_awesome:")
else:
    st.caption(f"{page.total} sessions")
    with st.grid(3, min_column_width=260):
        for row in page.rows:
            with st.container(border=True):
                if row.poster:
                    st.image(media_url(row.id, row.poster), width="stretch", alt="")
                st.text(row.title)
                length = clock(row.duration_ms) if row.duration_ms else "no film yet"
                st.caption(f"{row.state} · {length} · {row.created:%d %b %Y %H:%M}")
                st.link_button("Open", f"/?s={row.id}", width="stretch")
    if page.after:
        st.link_button("Older", f"/sessions?after={page.after}", icon=":material/arrow_forward:")
