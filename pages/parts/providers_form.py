"""Forms that are drawn from the studio's own values: each field with its name, its bounds and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.showing.fields import Group, Question


def draw(groups: tuple[Group, ...], key: str, names: Mapping[str, str] | None = None) -> None:
    """Draws the questions; what is answered lies in the session's memory until `answers` reads it."""
    for group in groups:
        name = f"optional-{key}-{group.path}" if group.optional else None  # switched off, its questions are folded away
        with st.container(border=bool(group.label), height="stretch", key=name):
            if group.optional:
                st.toggle(group.label, group.on, key=f"{key}/{group.path}", help=group.about or None)
            elif group.label:
                st.markdown(f"**{group.label}**", help=group.about or None)
            with st.grid(3 if len(group.questions) > 2 else 2, min_column_width=150):
                for question in group.questions:
                    _ask(question, f"{key}/{question.path}", names or {})


def answers(groups: tuple[Group, ...], key: str) -> dict[str, Any]:
    """What was answered, by path; a group that is switched off has no answers."""
    given = st.session_state
    return {
        question.path: given[f"{key}/{question.path}"]
        for group in groups
        if not group.optional or given[f"{key}/{group.path}"]
        for question in group.questions
    }


def _ask(question: Question, key: str, names: Mapping[str, str]) -> None:
    about = question.about or None
    if question.kind == "yes":
        st.toggle(question.label, question.now, key=key, help=about)
    elif question.kind == "choice":
        words = {choice: names.get(choice, choice.capitalize() or "As usual") for choice in question.choices}
        place = question.choices.index(question.now)
        st.selectbox(question.label, question.choices, place, key=key, help=about, format_func=words.__getitem__)
    elif question.kind == "words":
        longest = int(question.most) if question.most else None
        st.text_input(question.label, question.now, key=key, help=about, max_chars=longest)
    else:
        kind = int if question.kind == "whole" else float
        least, most = (None if bound is None else kind(bound) for bound in (question.least, question.most))
        step = 1 if kind is int else _step(question)
        shown = None if kind is int or "dollars" in question.label else "%g"
        st.number_input(  # type: ignore[type-var]
            question.label, least, most, kind(question.now), step=step, format=shown, key=key, help=about
        )


def _step(question: Question) -> float:
    if question.most is not None and question.most <= 1:
        return 0.05
    return 0.1 if question.now < 2 else 1.0
