"""The editor, `?s=<session>&shot=<shot>&view=<view>`: change a line, see it at once, make the new cut."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from pages.parts.address import ask, asked
from pages.parts.controls import hear, keep
from pages.parts.editor_cards import cards
from pages.parts.editor_cuts import cuts
from pages.parts.editor_edits import REDO, UNDO, arrived, catch_up, chosen, redo, say, shown, undo
from pages.parts.editor_film import film
from pages.parts.editor_pins import pins
from pages.parts.editor_plan import plan
from pages.parts.editor_rehearse import rehearse
from pages.parts.editor_script import script
from pages.parts.editor_shot import shot_panel
from pages.parts.editor_table import table
from pages.parts.missing import missing
from pages.parts.words import plain, short
from pages.shell.frame import SESSION, entitled, guard

VIEWS = {
    "cards": ":material/grid_view: Storyboard",
    "table": ":material/table_rows: Table",
    "film": ":material/tune: Film",
    "script": ":material/article: Script",
    "rehearse": ":material/mic: Rehearse",
    "cuts": ":material/movie: Cuts",
}

studio = guard()
name = asked("s")
arrived(name)

try:
    catch_up(name)
    session = studio.open(name)
    status = studio.status(name)
    board = studio.boards.board(name)
except StudioError as error:
    missing(error)
    st.stop()
studio.warm()  # whoever edits makes a cut soon
entitled(f"Edit {short(session.card.title, 60)}")
open_shot = board.shot(asked("shot"), chosen(name))
shown(board.revision, open_shot.number, open_shot.id)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="edit-head"):
    st.title(plain(short(session.card.title, 70)), anchor=False, width="stretch")
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small", wrap=False):
        st.button("Undo", icon=":material/undo:", key=UNDO, disabled=not board.undo,
                  help=plain(f"Takes back: {board.undo}") if board.undo else None,
                  shortcut="Ctrl+Z", on_click=undo, args=(name,))  # fmt: skip
        st.button("Redo", icon=":material/redo:", key=REDO, disabled=not board.redo,
                  help=plain(f"Makes again: {board.redo}") if board.redo else None,
                  shortcut="Ctrl+Shift+Z", on_click=redo, args=(name,))  # fmt: skip
        st.page_link(SESSION, label="Watch", icon=":material/play_arrow:", query_params={"s": name})
with st.container():  # in a place of its own: what comes and goes here moves nothing below, which would lose the keyboard
    say(name)
    pins(studio, name, board)
plan(studio, name, board, status)
view = asked("view") if asked("view") in VIEWS else "cards"
key = keep("edit-view", view)
st.segmented_control("View", list(VIEWS), key=key, required=True, format_func=VIEWS.__getitem__,
                     label_visibility="collapsed", on_change=hear(lambda: ask(view=st.session_state[key]), key))  # fmt: skip
if view == "table":
    table(name, board)
elif view == "script":
    script(name, board)
elif view == "film":
    film(studio, name, board)
elif view == "rehearse":
    rehearse(name, board)
elif view == "cuts":
    cuts(studio, name)
else:
    left, right = st.columns([1.3, 1], gap="medium")
    with left:

        @st.fragment(key="shot")
        def shot() -> None:
            """The open shot."""
            shot_panel(studio, name, board, board.shot(asked("shot"), chosen(name)))

        shot()
    with right:
        cards(name, board)
