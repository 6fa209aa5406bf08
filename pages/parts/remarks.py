"""What our own checks find in a script, at the lines that it is about: the same for every film, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.film import Severity
from core.showing.reviews import Found
from pages.parts.words import plain
from pages.shell.frame import EDIT

_SIGNS = {
    Severity.HARD: ("red", "error"),
    Severity.WARNING: ("orange", "warning"),
    Severity.NOTE: ("gray", "lightbulb"),
}
_FIRST = 6
"""So many are seen at once; the rest is folded away."""


def remarks(name: str, found: Sequence[Found]) -> None:
    """Draws them for a session's script, those that matter most first, each with the way to mend it."""
    if not found:
        st.caption(":green[:material/fact_check:] Read beside your text: nothing was found that it does not say.")
        return
    ordered = sorted(found, key=lambda one: list(Severity).index(one.remark.severity))
    for one in ordered[:_FIRST]:
        _remark(name, one)
    if rest := ordered[_FIRST:]:
        folded = st.expander(f"{len(rest)} more", key="remarks-more", on_change="rerun")
        if folded.open:
            with folded:
                for one in rest:
                    _remark(name, one)


def remarks_of(found: Sequence[Found], shot: str) -> None:
    """Draws those of one shot, in the editor, below its words."""
    for one in found:
        if one.shot == shot:
            st.markdown(f":small[{_sign(one)} {_told(one)}]")


def marks(found: Sequence[Found]) -> Mapping[int, str]:
    """The sign of the worst remark of each line, by its number."""
    worst: dict[int, Found] = {}
    for one in found:
        line = one.remark.line
        if line and (line not in worst or _rank(one) < _rank(worst[line])):
            worst[line] = one
    return {line: _sign(one) for line, one in worst.items()}


def _remark(name: str, one: Found) -> None:
    where = f"**Line {one.remark.line}**  " if one.remark.line else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f"{_sign(one)} {where}{_told(one)}", width="stretch")
        if one.shot:
            st.page_link(EDIT, label="Mend", icon=":material/edit:", query_params={"s": name, "shot": one.shot})


def _told(one: Found) -> str:
    hint = f" :gray[{plain(one.remark.hint)}]" if one.remark.hint else ""
    return f"{plain(one.remark.sentence)}{hint}"


def _sign(one: Found) -> str:
    colour, icon = _SIGNS[one.remark.severity]
    return f":{colour}[:material/{icon}:]"


def _rank(one: Found) -> int:
    return list(Severity).index(one.remark.severity)
