"""What the controls of a shot are called: shots are named by their words, and whoever changes those stays at the controls."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

_CALLED, _NOW = "edit-called-", "edit-now-"
"""In the page's memory: what the controls of a shot are called, and what a shot is called since its words were changed here."""


def called(shot: str) -> str:
    """What stands in the keys of a shot's controls."""
    return str(st.session_state.get(f"{_CALLED}{shot}", shot))


def renamed(old: str, new: str) -> None:
    """Notes that a shot is called otherwise since its words were changed."""
    if old != new:
        st.session_state[f"{_CALLED}{new}"], st.session_state[f"{_NOW}{old}"] = called(old), new


def meant(shot: str, there: Sequence[str]) -> str:
    """What a shot is called now that a control still calls by an earlier name; `there` are the film's shots."""
    for _ in range(len(st.session_state)):
        if shot in there or f"{_NOW}{shot}" not in st.session_state:
            break
        shot = str(st.session_state[f"{_NOW}{shot}"])
    return shot
