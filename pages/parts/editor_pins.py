"""What was edited by hand where the writer would write something else by now, because the text changed: both, to choose from."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.film import Line
from core.film.rewriting import Rewritten
from core.studio import Studio
from pages.parts.editor_edits import attempt
from pages.parts.words import layout, plain, short

_MOST = 240
"""So much is told of what is on the screen."""


def pins(studio: Studio, name: str, board: Board) -> None:
    """Draws it, where there is anything to choose."""
    if not board.rewritten:
        return
    kept = sum(one.edited for one in board.rewritten)
    fresh = len(board.rewritten) - kept
    told = [f"{_lines(fresh)} that nobody edited can follow it"] if fresh else []
    told += [f"{_lines(kept)} that you edited {'stays' if kept == 1 else 'stay'} unless you choose otherwise"] if kept else []
    label = f"**The text changed after you began to edit.** {'; '.join(told)}."
    with st.expander(label, icon=":material/push_pin:", key="edit-pins"):
        for i, one in enumerate(board.rewritten):
            _both(i, board, one)
        st.button("Follow the text", icon=":material/check:", type="primary", key="pins-follow",
                  on_click=_follow, args=(studio, name, board))  # fmt: skip


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _both(i: int, board: Board, one: Rewritten) -> None:
    line = board.film.lines[one.mine] if one.mine is not None else None
    mine, anew = st.columns(2, gap="medium")
    with mine:
        place = f"Shot {one.mine + 1}, in the film" if one.mine is not None else "In the film"
        st.markdown(f":small[:gray[{place}]]  \n{_told(line, one.now) if line is not None else ':gray[Nothing]'}")
    with anew:
        shown = _told(one.now, line) if one.now is not None else ":gray[Nothing: it goes]"
        st.markdown(f":small[:gray[From the text now]]  \n{shown}")
        if one.edited:
            st.checkbox("Take this one, too", key=f"pins-{i}-{board.revision}")


def _told(line: Line, other: Line | None) -> str:
    """What is said and, where that is another on the two sides, what is on the screen."""
    slide = line.slide
    if other is None or slide == other.slide:
        return plain(line.narration)
    words = [layout(slide.layout.value), slide.kicker, slide.headline, slide.body, *(item.title for item in slide.items)]
    seen = plain(short(" · ".join(word for word in words if word), _MOST))
    return f"{plain(line.narration)}  \n:gray[:small[:material/dashboard: {seen}]]"


def _follow(studio: Studio, name: str, board: Board) -> None:
    shots = board.film.names
    also = [
        shots[one.mine]
        for i, one in enumerate(board.rewritten)
        if one.mine is not None and st.session_state.get(f"pins-{i}-{board.revision}")
    ]
    attempt(
        name,
        lambda: studio.cutting.editor(name).follow(also, seen=board.revision, who=studio.person),
        said="The film follows the text.",
    )
    st.rerun()
