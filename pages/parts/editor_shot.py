"""The shot that is open: its frame at any moment without a render, and everything that can be edited of it."""

from __future__ import annotations

import streamlit as st

from core.boards import Board, BoardShot
from core.film.shot_edits import SetNarration
from core.server import frame_url
from core.studio import Studio
from pages.parts.editor_cards import choose, facts
from pages.parts.editor_edits import change, keep
from pages.parts.words import layout


def shot_panel(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """Draws it."""
    _steps(board, shot)
    _frame(name, board, shot)
    _words(name, shot)


def _steps(board: Board, shot: BoardShot) -> None:
    at = shot.number - 1
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**Shot {shot.number} of {len(board.shots)}** :gray[{layout(shot.line.slide.layout.value)}] {facts(shot)}",
            width="stretch",
        )
        with st.container(horizontal=True, width="content", gap="xsmall"):
            for label, icon, to in (("Shot before", "chevron_left", at - 1), ("Next shot", "chevron_right", at + 1)):
                inside = 0 <= to < len(board.shots)
                goal = board.shots[to if inside else at]
                st.button(label, icon=f":material/{icon}:", type="tertiary", key=f"edit-{icon}", disabled=not inside,
                          on_click=choose, args=(goal.id, goal.number))  # fmt: skip


def _frame(name: str, board: Board, shot: BoardShot) -> None:
    if shot.state == "hidden":
        st.info("This shot is hidden: it is kept, but not in the film.", icon=":material/visibility_off:")
        return
    length = shot.ms or 4000
    key = f"at-{shot.id}"
    held = st.session_state.get(key)
    at = int((held if held is not None else round(length / 1000 * 2 / 3, 1)) * 1000)
    st.image(
        frame_url(name, shot.id, shot.look, 960, min(at, length)), width="stretch", alt=f"Shot {shot.number} at {at / 1000:.1f} s"
    )
    st.slider("Moment", 0.0, round(length / 1000, 1), round(length / 1000 * 2 / 3, 1), 0.1, format="%.1f s", key=key,
              label_visibility="collapsed", disabled=shot.ms is None)  # fmt: skip


def _words(name: str, shot: BoardShot) -> None:
    key = keep(f"words-{shot.id}", shot.line.narration)
    st.text_area("Narration", key=key, height="content", on_change=_narrate, args=(name, shot.id, key), max_chars=2000,
                 disabled=shot.line.handling.locked)  # fmt: skip


def _narrate(name: str, shot: str, key: str) -> None:
    change(name, SetNarration(shot=shot, text=st.session_state[key]))
    st.rerun()
