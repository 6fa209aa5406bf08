"""The plan before the run, the run itself, and the new cut, in one place."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.errors import StudioError
from core.making.jobs import Status
from core.studio import Studio
from core.web.crowd import beat
from pages.parts.address import ask
from pages.parts.approval import reached, stage_by_stage, waiting
from pages.parts.editor_edits import CHOSEN, READY, refused, turn
from pages.parts.editor_film import PARTS
from pages.parts.making import doing
from pages.parts.words import STAGES, complain, left, plain

_BUSY_S, _OPEN_S, _REST_S = 0.2, 0.25, 2.0


def plan(studio: Studio, name: str, board: Board, status: Status) -> None:
    """Draws it, and draws the page anew when something came or when another window edited."""
    often = _BUSY_S if status.active else _REST_S if board.whole else _OPEN_S

    @st.fragment(run_every=beat(often), key="plan")
    def watch() -> None:
        try:
            now = studio.status(name)
            there = studio.boards.board(name) if not now.active else board
        except StudioError as error:  # it was removed meanwhile, or its script was broken by hand
            complain(error)
            return
        if now.active != status.active:
            _over(studio, name, now)
            st.rerun(scope="app")
        if now.active and board.film.order.draft_first and _drafted(studio, name):
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
        turn("film")


def _drafted(studio: Studio, name: str) -> bool:
    """Whether a draft of the film in the making has come since; the player turns to it, and then by itself to the film."""
    newest = next(reversed(studio.cuts(name)), None)
    if newest is None or not newest.draft or st.session_state.get(READY) == newest.number:
        return False
    st.session_state[READY] = newest.number
    turn("film")
    return True


def _elsewhere() -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(":orange[:material/group:] This film was changed in another window. What you see here is as it was before.")
        st.button("Show the changes", icon=":material/refresh:", key="edit-elsewhere", on_click=_anew)


def _anew() -> None:
    st.rerun()


def _planned(studio: Studio, name: str, board: Board, status: Status) -> None:
    cuts, plan = studio.cuts(name), board.plan
    why = plan.why() if plan is not None else ()
    paused = status.state == "paused"
    if paused:
        reached(status)
        waiting(studio, status)
    told = _told(board, cuts[-1].number if cuts else 0)
    if paused and not cuts and plan is not None:
        told = f":gray[:small[Left to make: {plain(plan.estimate)}]]"
    said, ways = st.columns([1.1, 1], vertical_alignment="center", gap="medium")
    said.markdown(told, help=plain("  \n".join(plan.costs)) or None if plan is not None and not plan.nothing else None)
    if failing := [shot for shot in board.shots if shot.state == "failed"]:
        with said:
            _failing(failing)
    with ways, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="edit-ways"):
        if why and cuts:
            _why(why)
        if cuts or paused:
            _only()
        if not paused:
            _make_button(studio, name, status, nothing=plan is not None and plan.nothing and bool(cuts))
    if status.state == "failed" and status.failure is not None:
        st.error(plain(f"{status.failure.message} {status.failure.hint}"), icon=":material/error:")


def _failing(shots: list[BoardShot]) -> None:
    """The shots that cannot be made as they are, and the way to the first of them."""
    numbers = " and ".join(", ".join(str(shot.number) for shot in part) for part in (shots[:-1], shots[-1:]) if part)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":red[:material/error: Shot{'s' if len(shots) > 1 else ''} {numbers} cannot be made yet.]", width="content")
        st.button(f"Show shot {shots[0].number}", key="edit-failing", type="tertiary", on_click=_show,
                  args=(shots[0].id, shots[0].number))  # fmt: skip


def _show(shot: str, number: int) -> None:
    st.session_state[CHOSEN] = number
    ask(shot=shot, view="cards")
    st.rerun()


def _make_button(studio: Studio, name: str, status: Status, *, nothing: bool) -> None:
    failed, number = status.state == "failed", studio.open(name).next_cut()
    if not nothing:
        stage_by_stage(studio, name)
    st.button(
        f"Try cut {number} again" if failed else f"Make cut {number}", type="secondary" if nothing else "primary",
        icon=":material/movie:", key="edit-make", disabled=nothing, shortcut="Ctrl+Shift+Enter",
        on_click=_make, args=(studio, name),
    )  # fmt: skip


_LONG = 180
"""A plan of more characters is told in short."""

_ONLY = ("captions", "music", "presenter", "look", "formats")


def _only() -> None:
    """The ways to change one thing of the whole film; what each would make again is told as soon as it is chosen."""
    st.menu_button("Redo only …", list(_ONLY), icon=":material/autorenew:", type="tertiary", key="redo-only",
                   help="Change one thing of the whole film. Only what depends on it is made again.",
                   format_func=lambda part: PARTS[part].removesuffix(" and voice"), on_click=_open)  # fmt: skip


def _open() -> None:
    ask(view="film", part=str(st.session_state["redo-only"]))
    st.rerun()


def _told(board: Board, newest: int) -> str:
    if board.wrong is not None:
        return f":red[:material/error:] {plain(board.wrong.message)} :gray[{plain(board.wrong.hint)}]"
    if board.plan is None:
        return ":shimmer[Looking what your edit changes …]"
    if board.plan.nothing and newest:
        return f":green[:material/check_circle:] Cut {newest} is up to date."
    told = board.plan.sentence
    if len(told) > _LONG:  # every reason stands under Why
        told = f"{board.plan.short}. {board.plan.estimate}"
    return f":orange[:material/sync:] {plain(told)}"


def _why(why: tuple[str, ...]) -> None:
    drawer = st.popover("Why", icon=":material/help:", type="tertiary", key="edit-why", on_change="rerun")
    if drawer.open:
        drawer.markdown("\n".join(f"- {plain(reason)}" for reason in why))


def _make(studio: Studio, name: str) -> None:
    try:
        studio.resume(name)
    except StudioError as error:
        refused(error)
    st.rerun()


def _stop(studio: Studio, name: str) -> None:
    studio.cancel(name)


def _running(studio: Studio, now: Status) -> None:
    goal = f"as far as {STAGES[now.until]}" if now.until else "the new cut"
    text = "Waiting for its turn" if now.state == "queued" else f"Making {goal}: {now.progress:.0%}"
    if now.state == "running":
        time = left(now.left_s) if now.left_s is not None else ""
        text = " · ".join(part for part in (text, doing(now).lower(), time) if part)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(now.progress, text=text)
        st.button("Stop", icon=":material/stop_circle:", key="edit-stop", on_click=_stop, args=(studio, now.session))
