"""The making of a film as it goes on: five stages, time left, stop, retry. It asks once a second, only while something runs."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.jobs import Status
from core.studio import Studio
from pages.parts.words import STAGES

_BADGES = {
    "done": ("green", "check_circle"),
    "running": ("orange", "progress_activity"),
    "failed": ("red", "error"),
    "waiting": ("gray", "schedule"),
}


def making(studio: Studio, name: str) -> None:
    """Draws the progress of a session's film."""
    active = studio.status(name).active

    @st.fragment(run_every=1.0 if active else None)
    def watch() -> None:
        status = studio.status(name)
        _stages(status)
        if status.active:
            _running(studio, status)
        elif active:
            st.rerun()
        else:
            _stopped(studio, status)

    watch()


def _stages(status: Status) -> None:
    badges = []
    for stage in status.stages:
        colour, icon = _BADGES[stage.state]
        count = f" {stage.done}/{stage.parts}" if stage.state == "running" and stage.parts else ""
        badges.append(f":{colour}-badge[:material/{icon}: {STAGES[stage.name]}{count}]")
    st.markdown(" ".join(badges))


def _running(studio: Studio, status: Status) -> None:
    if status.state == "queued":
        ahead = status.waiting_before
        text = "Waiting for its turn" + (f", {ahead} before it" if ahead else "")
    else:
        left = f", about {status.left_s:.0f} s left" if status.left_s is not None else ""
        text = f"{status.progress:.0%}{left}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(status.progress, text=text)
        st.button("Stop", icon=":material/stop_circle:", key="stop", on_click=studio.cancel, args=(status.session,))
    st.caption("You can leave this page; the film goes on. This address brings you back.")


def _stopped(studio: Studio, status: Status) -> None:
    words = {
        "cancelled": "Stopped. Everything that was finished is kept.",
        "interrupted": "The studio ended in the middle. Everything that was finished is kept.",
        "new": "Not made yet.",
        "failed": "The film could not be finished. Everything that was finished is kept.",
    }
    failure = status.failure
    with st.container(border=True):
        st.markdown(words.get(status.state, status.state))
        if failure is not None:
            st.error(f"{failure.message} {failure.hint}", icon=":material/error:")
            st.caption(f"Code: {failure.code}")
        for part in status.failed_parts:
            st.caption(f":material/error: {part.stage}{f' of {part.item}' if part.item else ''}: {part.message}")
        if st.button("Go on", type="primary", icon=":material/play_arrow:", key="resume"):
            try:
                studio.resume(status.session)
            except StudioError as error:
                st.error(f"{error.message} {error.hint}")
            else:
                st.rerun(scope="app")
