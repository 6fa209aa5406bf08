"""The storyboard as a table, edited in place."""

from __future__ import annotations

import streamlit as st

from core.editing.board_table import table_edits, table_rows
from core.editing.boards import Board
from core.editing.filling import OFFERED
from core.errors import StudioError
from core.web.frames import frame_url
from pages.parts.controls import hear
from pages.parts.editor_edits import CONFLICT, change, refused
from pages.parts.words import layout

_LOOKS = {one.value: layout(one.value) for one in OFFERED}
_STILL = 160


def table(name: str, board: Board) -> None:
    """Draws it; what somebody changes in a cell is one edit."""
    rows = [
        {"still": frame_url(name, shot.id, shot.look, _STILL) if shot.state != "hidden" else None, **row}
        for shot, row in zip(board.shots, table_rows(board.shots), strict=True)
    ]
    column = st.column_config
    key = f"table-{board.mark}"
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


def _named(one: object) -> str:
    return _LOOKS[str(one)]


def _changed(name: str, board: Board, key: str) -> None:
    try:
        edits = list(table_edits(board.shots, st.session_state[key], board.film.script.language))
    except StudioError as error:
        refused(error)
        edits = []
    for number, edit in edits:
        if not change(name, edit, go=number) or CONFLICT in st.session_state:
            break
    st.rerun()
