"""The storyboard as a table, edited in place."""

from __future__ import annotations

import streamlit as st

from core.editing.board_table import table_edits, table_rows
from core.editing.boards import Board
from core.editing.filling import OFFERED
from core.errors import StudioError
from core.web import server
from core.web.frames import frame_url
from pages.parts.controls import hear
from pages.parts.editor_edits import CONFLICT, change, refused
from pages.parts.words import layout

_LOOKS = {one.value: layout(one.value) for one in OFFERED}
_STILL = 160
_KEPT = "table-kept"
"""In the page's memory: the number of the table that is shown, and the mark of the film as that table made it."""


def table(name: str, board: Board) -> None:
    """Draws it; what somebody changes in a cell is one edit."""
    rows = [
        {"still": frame_url(name, shot.id, shot.look, _STILL) if shot.state != "hidden" else None, **row}
        for shot, row in zip(board.shots, table_rows(board.shots), strict=True)
    ]
    column = st.column_config
    key = _key(board)
    st.data_editor(
        rows, key=key, hide_index=True, height="content" if len(rows) <= 10 else 760, row_height=72, alt="Storyboard",
        on_change=hear(_changed, key), args=(name, board, key), disabled=["still", "number", "seconds", "state", "speaker"],
        column_config={
            "still": column.ImageColumn("Still", width=135),
            "number": column.NumberColumn("Shot", width=50),
            "narration": column.TextColumn("Narration", width=320, max_chars=2000, required=True),
            "headline": column.TextColumn("Headline", width=160, max_chars=300),
            "layout": column.SelectboxColumn("Layout", options=list(_LOOKS), format_func=_named, required=True, width=120),
            "seconds": column.NumberColumn("Length", format="%.1f s", width=70),
            "pace": column.NumberColumn("Pace", format="%d %%", min_value=50, max_value=200, step=5, width=70),
            "pause": column.NumberColumn("Pause", format="%.1f s", min_value=0.0, max_value=5.0, step=0.1, width=75,
                                         help="After the words. None: as the template has it."),
            "shown": column.CheckboxColumn("Shown", width=80, help="Whether it is in the film."),
            "state": column.TextColumn("Status", width=90),
            "speaker": column.TextColumn("Speaker", width=75),
        },
    )  # fmt: skip
    st.caption("Click twice into a cell to change it. Length follows from the words, the pace and the pauses.")


def _key(board: Board) -> str:
    """The same for as long as the film changes by this table alone: another table would take the keyboard from who types on."""
    number, mark = st.session_state.get(_KEPT, (0, ""))
    if mark != board.mark:
        number, _ = st.session_state[_KEPT] = number + 1, board.mark
    return f"table-{number}"


def _named(one: object) -> str:
    return _LOOKS[str(one)]


def _changed(name: str, board: Board, key: str) -> None:
    boards, number = server.studio().boards, st.session_state[_KEPT][0]
    now = boards.board(name)
    if st.session_state[_KEPT][1] == now.mark:  # what this table has changed since it was drawn is true by now
        board = now
    try:
        edits = list(table_edits(board.shots, st.session_state[key], board.film.script.language))
    except StudioError as error:
        refused(error)
        edits, number = [], number + 1
    for place, edit in edits:
        if not change(name, edit, go=place) or CONFLICT in st.session_state:
            number += 1  # a cell that was not taken shows what is true
            break
    st.session_state[_KEPT] = number, boards.board(name).mark
    st.rerun()
