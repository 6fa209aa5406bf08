"""Rehearsal: click through the storyboard with the live voice, watch the time, and edit where you stand."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.film.shot_edits import SetNarration
from core.web.frames import frame_url, take_url
from pages.parts.address import ask, asked
from pages.parts.controls import hear, typed
from pages.parts.editor_cards import wide, wrong
from pages.parts.editor_edits import CHOSEN, change, chosen
from pages.parts.editor_names import called
from pages.parts.steps import stepped
from pages.parts.words import clock, plain

_PLAYING, _SPOKEN = "rehearse-playing", "rehearse-spoken"
"""In the page's memory: whether it goes on by itself, and which shot it has begun to speak, and when."""

_LEAST_S, _UNKNOWN_MS = 0.3, 4000
"""So long it waits at least before it goes on, and so long where nobody knows yet how long the shot will be."""


def rehearse(name: str, board: Board) -> None:
    """Draws the shot that is being rehearsed; while it goes on by itself, the next follows when its words are spoken."""
    seen = [shot for shot in board.shots if shot.state != "hidden"]
    here = board.shot(asked("shot"), chosen(name))
    at = next((i for i, shot in enumerate(seen) if shot.number >= here.number), len(seen) - 1)
    shot = seen[at]
    playing = bool(st.session_state.get(_PLAYING))
    rest = max(_left(shot), _LEAST_S)

    @st.fragment(run_every=rest / (int(rest) + 1) if playing else None, key="rehearsal")  # so that time is seen to pass
    def step() -> None:
        if playing and _left(shot) <= 0:
            _go(seen, at + 1)
            st.rerun(scope="app")
        _times(board, seen, at, (shot.ms or 0) - round(_left(shot) * 1000) if playing else 0)
        picture, words = st.columns([1.7, 1], gap="medium")
        with picture, st.container(horizontal_alignment="center"):
            st.image(frame_url(name, shot.id, shot.look, 960), width=wide(shot, 320), alt=f"Shot {shot.number}")
        with words:
            _controls(seen, at, playing)
            _spoken(name, shot, playing)
            box = typed(f"rehearse-{called(shot.id)}", shot.line.narration)
            st.text_area("Narration", **box, height=200, max_chars=2000, disabled=shot.line.handling.locked,
                         on_change=hear(_narrate, box), args=(name, shot, box["key"]))  # fmt: skip
            if at + 1 < len(seen):
                st.caption(f"Then: {plain(seen[at + 1].line.narration)}")

    step()


def _left(shot: BoardShot) -> float:
    """How many seconds the shot that is spoken goes on; the page may be drawn anew meanwhile."""
    held, moment = st.session_state, datetime.now(UTC)
    spoken, began = held.get(_SPOKEN) or ("", "")
    if spoken != shot.id:
        held[_SPOKEN], began = (shot.id, moment.isoformat()), moment.isoformat()
    return (shot.ms or _UNKNOWN_MS) / 1000 - (moment - datetime.fromisoformat(began)).total_seconds()


def _spoken(name: str, shot: BoardShot, playing: bool) -> None:
    if shot.silent:
        wrong(shot)
        return
    address = take_url(name, shot.id, shot.line.handling.take, shot.look)
    st.audio(address, autoplay=playing, alt=f"Shot {shot.number} is spoken")


def _times(board: Board, seen: list[BoardShot], at: int, into_ms: int) -> None:
    spoken = sum(shot.ms or 0 for shot in seen[:at]) + max(into_ms, 0)
    whole, target = board.ms, board.film.order.length_s
    told = f"**{clock(spoken)}** of {clock(whole) if whole is not None else '…'}"
    if target and whole is not None:
        over = whole - target * 1000
        how = "as long as you asked for" if abs(over) < 1000 else f"{clock(abs(over))} {'over' if over > 0 else 'under'}"
        told += f" · asked for {clock(target * 1000)}, {how}"
    st.progress(min(spoken / whole, 1.0) if whole else at / len(seen), text=f"Shot {seen[at].number} · {told}")


def _controls(seen: list[BoardShot], at: int, playing: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button("Back", icon=":material/skip_previous:", key="rehearse-back", disabled=at == 0, shortcut="Left",
                  on_click=_step, args=(seen, at, -1, "rehearse-back"))  # fmt: skip
        label, icon = ("Pause", "pause") if playing else ("Rehearse", "play_arrow")
        st.button(label, icon=f":material/{icon}:", key="rehearse-play", type="primary", on_click=_play, args=(not playing,))
        st.button("Next", icon=":material/skip_next:", key="rehearse-next", disabled=at + 1 >= len(seen), shortcut="Right",
                  on_click=_step, args=(seen, at, 1, "rehearse-next"))  # fmt: skip


def _go(seen: list[BoardShot], at: int) -> None:
    st.session_state[_SPOKEN] = None
    if at >= len(seen):  # over: the next rehearsal begins at the beginning
        st.session_state[_PLAYING], at = False, 0
    st.session_state[CHOSEN] = seen[at].number
    ask(shot=seen[at].id)


def _step(seen: list[BoardShot], at: int, way: int, key: str) -> None:
    to = stepped([shot.id for shot in seen], "shot", at, way, key)
    if to != at:
        _go(seen, to)
        st.rerun()


def _play(on: bool) -> None:
    st.session_state[_PLAYING], st.session_state[_SPOKEN] = on, None
    st.rerun()


def _narrate(name: str, shot: BoardShot, key: str) -> None:
    st.session_state[_PLAYING] = False
    change(name, SetNarration(shot=shot.id, text=st.session_state[key]))
    st.rerun()
