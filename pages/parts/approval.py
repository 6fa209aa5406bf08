"""Stage by stage: where a making stops to be looked at, and the way on from there."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.making.halting import UNTIL, next_after
from core.making.jobs import Status
from core.studio import Studio
from pages.parts.words import STAGES, complain
from pages.shell.frame import EDIT, SESSION

HALTS = {"": "All of it at once", **{stage: f"Stop after {STAGES[stage]}" for stage in UNTIL}}
"""What a making can be asked for, by the stage that it stops after."""

_LOOK = {
    "script": ("Read what is said and shown, and change it as you like.", "Read the script", {"view": "script"}),
    "avatar": ("Every shot is spoken and acted. Listen, and try other takes or voices.", "Listen to it", {"view": "rehearse"}),
    "sync": ("Words, pictures and captions lie on one timeline. Look at any frame.", "Look at the shots", {"view": "cards"}),
    "composition": ("Every picture of the film is there; sound and the file itself are missing.", "Watch its parts", {}),
}


def waiting(studio: Studio, status: Status) -> None:
    """A making that stopped to be looked at: where to look, and both ways on."""
    told, label, view = _LOOK[status.until]
    st.markdown(f":blue[:material/pause_circle:] **Waiting for you after {STAGES[status.until]}.** {told}")
    nexts = next_after(status.until)
    with st.container(horizontal=True, vertical_alignment="center"):
        if nexts:
            st.button(f"Go on to {STAGES[nexts]}", type="primary", icon=":material/play_arrow:", key="go-on",
                      on_click=_resume, args=(studio, status.session, nexts))  # fmt: skip
        st.button("Make the rest", type="secondary" if nexts else "primary", icon=":material/fast_forward:", key="go-to-the-end",
                  on_click=_resume, args=(studio, status.session, ""))  # fmt: skip
        if view:
            st.page_link(EDIT, label=label, icon=":material/visibility:", query_params={"s": status.session, **view})
        else:
            asked = {"s": status.session, "tab": status.until}
            st.page_link(SESSION, label=label, icon=":material/visibility:", query_params=asked)


def stage_by_stage(studio: Studio, name: str) -> None:
    """The menu beside a button that makes the whole film: to stop after one of its stages instead."""
    options = [stage for stage in HALTS if stage]
    st.menu_button("Stop after …", options, icon=":material/flag:", type="tertiary", key="stop-after",
                   help="Make the film as far as one of its stages, look, edit, and go on from there.",
                   format_func=lambda stage: STAGES[stage], on_click=_begin, args=(studio, name))  # fmt: skip


def _begin(studio: Studio, name: str) -> None:
    _resume(studio, name, str(st.session_state["stop-after"]))


def reached(status: Status) -> None:
    """How far a making that stopped is, in a line."""
    st.markdown(" ".join(_badge(one.name, status.until) for one in status.stages))


def _badge(stage: str, until: str) -> str:
    places = [*STAGES]
    at, here = places.index(stage), places.index(until)
    if at == here:
        return f":blue-badge[:material/pause_circle: {STAGES[stage]}]"
    return f":green-badge[:material/check: {STAGES[stage]}]" if at < here else f":gray-badge[{STAGES[stage]}]"


def _resume(studio: Studio, name: str, until: str) -> None:
    try:
        studio.resume(name, until)
    except StudioError as error:
        complain(error)
        return
    st.rerun()
