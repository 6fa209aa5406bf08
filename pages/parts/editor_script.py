"""The whole film as one Markdown document; what is written here and in the storyboard are the same edits."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board
from core.film.arrangement import SetScript
from core.film.screenplay import to_markdown
from pages.parts.controls import hear, typed
from pages.parts.editor_edits import change

_KEY, _SHOWN, _DRAFT = "edit-script", "edit-script-shown", "edit-script-draft"


def script(name: str, board: Board) -> None:
    """Draws it. What is being typed stays when another window edits, until it is saved or given up."""
    text = to_markdown(board.film.script)
    if st.session_state.get(_SHOWN) != text:
        st.session_state[_SHOWN] = st.session_state[_DRAFT] = text
    box = typed(_KEY, st.session_state[_DRAFT])
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
        st.button("Save", icon=":material/check:", key="edit-script-save", type="primary", on_click=_save,
                  args=(name, box["key"]))  # fmt: skip
    st.text_area(
        "The whole script", **box, on_change=hear(_write, box), args=(box["key"],), height=720, label_visibility="collapsed"
    )


def _write(key: str) -> None:
    st.session_state[_DRAFT] = st.session_state[key]


def _save(name: str, key: str) -> None:
    _write(key)  # whoever types and presses Save has not told of the typing before
    change(name, SetScript(markdown=st.session_state[_DRAFT]), said="The script is saved.")
    st.rerun()


def _back(text: str) -> None:
    st.session_state[_DRAFT] = text
