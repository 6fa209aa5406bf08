"""Sessions as cards: a picture that moves under the pointer, and what one wants to know at a glance."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.studio import SessionRow
from core.web.server import poster_url
from pages.parts.lists_actions import menu
from pages.parts.when import dated, now
from pages.parts.words import STATES, clock, plain, short, size

COLOURS = {"done": "green", "running": "orange", "queued": "orange", "failed": "red", "interrupted": "orange", "paused": "blue"}
"""Of states; the others are grey."""

_TITLE, _TAGS = 64, 3


def cards(rows: tuple[SessionRow, ...], progress: Mapping[str, float]) -> None:
    """A grid of sessions. `progress` tells how far those in the making are, 0..1."""
    present = now()
    with st.grid(4, min_column_width=230):
        for place, row in enumerate(rows):
            # A card is called by its place: what stays where it is is not drawn anew when the list is turned or narrowed.
            with st.container(border=True, height="stretch", gap="xsmall", key=f"card-{place}"):
                st.image(poster_url(row), width="stretch", alt=short(row.title, 90), link=f"/session?s={row.id}")
                title = f"[:gray[**{plain(short(row.title, _TITLE))}**]](/session?s={row.id})"
                st.markdown(f"{title}\n\n{_marks(row, progress.get(row.id))}")
                whose = " · ".join(part for part in (plain(short(row.owner, 24)), size(row.bytes)) if part)
                with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="xsmall"):
                    st.caption(f"{dated(row.changed, present)}  \n{whose}", width="stretch")
                    menu(row)


def state_of(row: SessionRow, progress: float | None) -> str:
    """A session's state in people's words: `Done`, `In the making 42 %`."""
    name = STATES.get(row.state, row.state)
    return f"{name} {progress:.0%}".replace("%", " %") if progress is not None and row.state == "running" else name


def _marks(row: SessionRow, progress: float | None) -> str:
    """State, length, project and tags as badges."""
    marks = [f":{COLOURS.get(row.state, 'gray')}-badge[{state_of(row, progress)}]"]
    if row.duration_ms:
        marks.append(f":gray-badge[:material/schedule: {clock(row.duration_ms)}]")
    if row.project:
        marks.append(f":blue-badge[:material/folder: {plain(short(row.project, 24))}]")
    marks += [f":violet-badge[{plain(short(tag, 18))}]" for tag in row.tags[:_TAGS]]
    if len(row.tags) > _TAGS:
        marks.append(f":gray-badge[+{len(row.tags) - _TAGS}]")
    return " ".join(marks)
