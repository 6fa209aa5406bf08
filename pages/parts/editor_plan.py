"""The plan before the run, the run itself, and the new cut, in one place."""

from __future__ import annotations

import streamlit as st

from core.boards import Board
from core.errors import StudioError
from core.jobs import Status
from core.server import media_url
from core.studio import Studio
from pages.parts.editor_edits import WRONG
from pages.parts.words import clock, left, plain

READY = "edit-ready"
"""In the page's memory: the number of the cut that was made while somebody looked."""

_BUSY_S, _OPEN_S, _REST_S = 0.35, 0.3, 2.0


def plan(studio: Studio, name: str, board: Board, status: Status) -> None:
    """Draws it, and draws the page anew when something came or when another window edited."""
    often = _BUSY_S if status.active else _REST_S if board.whole else _OPEN_S

    @st.fragment(run_every=often, key="plan")
    def watch() -> None:
        now = studio.status(name)
        there = studio.boards.board(name) if not now.active else board
        if now.active != status.active:
            _over(studio, name, now)
            st.rerun(scope="app")
        if there.mark == board.mark and (there.whole, there.plan) != (board.whole, board.plan):
            st.rerun(scope="app")
        with st.container(border=True, key="plan-box"):
            if there.mark != board.mark:
                _elsewhere()
            if now.active:
                _running(studio, now)
            else:
                _planned(studio, name, board, now)

    watch()


def _over(studio: Studio, name: str, now: Status) -> None:
    """Remembers the cut that has just been made, so that the player turns to it."""
    cuts = studio.cuts(name)
    if now.state == "done" and cuts:
        st.session_state[READY] = cuts[-1].number


def _elsewhere() -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(":orange[:material/group:] This film was changed in another window. What you see here is as it was before.")
        st.button("Show the changes", icon=":material/refresh:", key="edit-elsewhere", on_click=_anew)


def _anew() -> None:
    st.rerun()


def _planned(studio: Studio, name: str, board: Board, status: Status) -> None:
    told, make = st.columns([3.4, 1], vertical_alignment="center")
    cuts = studio.cuts(name)
    with told:
        if board.wrong is not None:
            st.markdown(f":red[:material/error:] {plain(board.wrong.message)} :gray[{plain(board.wrong.hint)}]")
        elif board.plan is None:
            st.markdown(":shimmer[Looking what your edit changes …]")
        elif board.plan.nothing and cuts:
            st.markdown(f":green[:material/check_circle:] Cut {cuts[-1].number} is up to date. {plain(board.plan.sentence)}")
        else:
            st.markdown(f":orange[:material/sync:] {plain(board.plan.sentence)}")
    with make:
        nothing = board.plan is not None and board.plan.nothing and bool(cuts)
        failed = status.state == "failed"
        number = studio.open(name).next_cut()
        st.button(
            f"Try cut {number} again" if failed else f"Make cut {number}", type="secondary" if nothing else "primary",
            icon=":material/movie:", key="edit-make", width="stretch", disabled=nothing, shortcut="Ctrl+Enter",
            on_click=_make, args=(studio, name),
        )  # fmt: skip
    if status.state == "failed" and status.failure is not None:
        st.error(plain(f"{status.failure.message} {status.failure.hint}"), icon=":material/error:")
    why = board.plan.why() if board.plan is not None else ()
    if why:
        reasons = st.expander(
            f"Why: {len(why)} reasons" if len(why) > 1 else "Why", icon=":material/help:", key="edit-why", on_change="rerun"
        )
        if reasons.open:
            reasons.markdown("\n".join(f"- {plain(reason)}" for reason in why))


def _make(studio: Studio, name: str) -> None:
    try:
        studio.resume(name)
    except StudioError as error:
        st.session_state[WRONG] = f"{error.message} {error.hint}"
    st.rerun()


def _running(studio: Studio, now: Status) -> None:
    text = "Waiting for its turn" if now.state == "queued" else f"Making the new cut: {now.progress:.0%}"
    if now.left_s is not None and now.state == "running":
        text += f" · {left(now.left_s)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(now.progress, text=text)
        st.button("Stop", icon=":material/stop_circle:", key="edit-stop", on_click=studio.cancel, args=(now.session,))


def player(studio: Studio, name: str) -> None:
    """The newest cut, when one was made while somebody looked."""
    wanted = st.session_state.get(READY)
    card = next((card for card in studio.cuts(name) if card.number == wanted), None)
    if card is None:
        return
    upright = card.cut.height > card.cut.width
    with st.container(border=True, key="edit-player"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":green[:material/movie:] **Cut {card.number} is ready** :gray[:small[{clock(card.cut.duration_ms)}]]")
            st.button("Close", key="edit-player-close", type="tertiary", icon=":material/close:", on_click=_close)
        with st.container(horizontal_alignment="center"):
            st.video(media_url(name, card.output), alt=card.title, width=300 if upright else "stretch")


def _close() -> None:
    st.session_state.pop(READY, None)
