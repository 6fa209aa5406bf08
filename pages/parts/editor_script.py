"""The whole film as one Markdown document; what is written here and in the storyboard are the same edits."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.film.arrangement import SetScript
from core.film.screenplay import to_markdown
from pages.parts.editor_edits import change, keep

_KEY, _SHOWN = "edit-script", "edit-script-shown"


def script(name: str, board: Board) -> None:
    """Draws it. What is being typed stays when another window edits, until it is saved or given up."""
    text = to_markdown(board.film.script)
    if st.session_state.get(_SHOWN) != text:
        keep(_KEY, text)
        st.session_state[_SHOWN] = text
    keep(_KEY, st.session_state.get(_KEY, text))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            "Every section is a shot: its headline, what is said, and in the block below it what is seen. "
            "Move, add or delete sections as you like.", width="stretch",
        )  # fmt: skip
        st.button(
            "As it is in the film",
            icon=":material/restart_alt:",
            key="edit-script-back",
            type="tertiary",
            on_click=_back,
            args=(text,),
        )
        st.button("Save", icon=":material/check:", key="edit-script-save", type="primary", on_click=_save, args=(name,))
    st.text_area("The whole script", key=_KEY, height=720, label_visibility="collapsed")


def _save(name: str) -> None:
    change(name, SetScript(markdown=st.session_state[_KEY]), said="The script is saved.")
    st.rerun()


def _back(text: str) -> None:
    st.session_state[_KEY] = text
