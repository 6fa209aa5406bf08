"""The making of a film as it goes on: five stages, time left, stop, go on. It asks once a second, only while something runs."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.making.jobs import Status
from core.studio import Studio
from core.web.crowd import beat
from pages.parts.approval import waiting
from pages.parts.words import STAGES, complain, left, plain
from pages.shell.frame import EDIT

_SIGNS = {
    "done": ("green", "check_circle", "done"),
    "running": ("orange", "progress_activity", "running"),
    "failed": ("red", "error", "failed"),
    "waiting": ("gray", "schedule", "waiting"),
}
_DOING = {
    "script": "Writing the script",
    "avatar": "Speaking and acting",
    "sync": "Laying words, captions and music on the timeline",
    "composition": "Drawing the film",
    "final": "Putting picture and sound together",
}
_STOPPED = {
    "cancelled": ("Stopped", "Everything that was finished is kept. Going on takes up where it stopped."),
    "interrupted": ("Interrupted", "The studio ended in the middle. Everything that was finished is kept."),
    "new": ("Not made yet", "The text and every choice are here. The film is one click away."),
    "failed": ("The film could not be finished", "Everything that was finished is kept; only what is missing is made again."),
}


def making(studio: Studio, name: str) -> None:
    """Draws the progress of a session's film."""
    active, often, ready = studio.status(name).active, _stopping(name), studio.viewing.ready(name)

    @st.fragment(run_every=beat(0.3 if often else 1.0) if active else None)
    def watch() -> None:
        status = studio.status(name)
        if active and status.active and ((_stopping(name) and not often) or studio.viewing.ready(name) > ready):
            st.rerun(scope="app")  # to ask more often, so that a stop is seen at once; to show a film that can be watched
        if active and not status.active:
            if status.state == "done":
                st.toast("The film is ready.", icon=":material/movie:")
            st.rerun(scope="app")
        with st.container(border=True):
            _stages(status)
            if status.active:
                _running(studio, status)
            else:
                _stopped(studio, status)

    watch()


def _stopping(name: str) -> bool:
    return bool(st.session_state.get(f"stopping-{name}"))


def _stop(studio: Studio, name: str) -> None:
    st.session_state[f"stopping-{name}"] = studio.cancel(name)


def _stages(status: Status) -> None:
    with st.grid(5, min_column_width=130):
        for i, stage in enumerate(status.stages, 1):
            kept = stage.state == "waiting" and stage.done and not status.active
            colour, icon, word = ("gray", "pause_circle", "") if kept else _SIGNS[stage.state]
            count = f"{stage.done} of {stage.parts}" if stage.parts and (kept or stage.state != "waiting") else word
            st.markdown(f":{colour}[:material/{icon}:] **{i}. {STAGES[stage.name]}**  \n:gray[:small[{count}]]")


def _running(studio: Studio, status: Status) -> None:
    if status.state == "queued":
        ahead = status.waiting_before
        text = "Waiting for its turn" + (f", {ahead} before it" if ahead else "")
    else:
        time = left(status.left_s) if status.left_s is not None else ""
        text = " · ".join(part for part in (f"**{status.progress:.0%}**", doing(status) or "Getting ready", time) if part)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(status.progress, text=text)
        if studio.controls(status.session):
            stopping = _stopping(status.session)
            st.button("Stopping …" if stopping else "Stop", icon=":material/stop_circle:", key="stop", disabled=stopping,
                      on_click=_stop, args=(studio, status.session))  # fmt: skip
    halts = f" It stops after {STAGES[status.until]}, for you to look." if status.until else ""
    st.caption(f"You can leave this page; the film goes on.{halts} This address brings you back.")


def doing(status: Status) -> str:
    """What is being worked at, in a few words; nothing before it began."""
    return next((_DOING[stage.name] for stage in status.stages if stage.state == "running"), "")


def _stopped(studio: Studio, status: Status) -> None:
    st.session_state.pop(f"stopping-{status.session}", None)
    if status.state == "paused":
        waiting(studio, status)
        return
    title, text = _STOPPED.get(status.state, (status.state, ""))
    failure = status.failure
    if failure is not None and status.state == "failed":
        st.error(f"{plain(failure.message)}\n\n{plain(failure.hint)}", title=title, icon=":material/error:")
    else:
        st.markdown(f"**{title}**")
    for part in status.failed_parts if len(status.failed_parts) > 1 else ():
        st.caption(f":material/report: {plain(part.message)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        label = {"new": "Make the film", "failed": "Try again"}.get(status.state, "Go on")
        pressed = st.button(label, type="primary", icon=":material/play_arrow:", key="resume")
        _mend(studio, status)
        st.caption(text)
    if pressed:
        try:
            studio.resume(status.session, status.until)
        except StudioError as error:
            complain(error)
        else:
            st.rerun(scope="app")


def _mend(studio: Studio, status: Status) -> None:
    """The way to the line that could not be made."""
    failed = {part.item for part in status.failed_parts} if status.state == "failed" else set()
    shot = next((card for card in studio.viewing.shots(status.session) if card.id in failed), None)
    if shot is not None:
        to = {"s": status.session, "shot": shot.id}
        st.page_link(EDIT, label=f"Change shot {shot.number}", icon=":material/edit:", query_params=to)
