"""The storyboard as cards: a still of every shot, its words, how it stands, and one button that opens it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.web.frames import frame_url
from pages.parts.address import ask, asked
from pages.parts.editor_edits import CHOSEN, chosen
from pages.parts.words import layout, plain, short

WIDTH, STILL, UPRIGHT = 400, 136, 64
"""So wide a still is drawn, and so wide it stands: a wide one, an upright one."""
_STATES = {
    "current": "",
    "stale": ":orange-badge[:material/sync: stale]",
    "new": ":gray-badge[:material/fiber_new: not made yet]",
    "making": ":blue-badge[:material/progress_activity: making]",
    "failed": ":red-badge[:material/error: failed]",
    "hidden": ":gray-badge[:material/visibility_off: hidden]",
    "open": ":gray-badge[:material/hourglass_empty: …]",
}


def cards(name: str, board: Board) -> None:
    """Draws every shot, a few to a fragment, so that opening one draws only what that changes."""
    with st.container(height=HEIGHT if len(board.shots) > FEW else "content", border=False, key="storyboard"):
        for first in range(0, len(board.shots), EACH):

            @st.fragment(key=_place(first + 1))
            def some(first: int = first) -> None:
                here = board.shot(asked("shot"), chosen(name)).id
                for shot in board.shots[first : first + EACH]:
                    _card(name, shot, shot.id == here)

            some()


HEIGHT, FEW, EACH = 860, 8, 6
"""Of more than a few shots some are seen at once, in a frame of their own; so many are drawn together."""


def _place(number: int) -> str:
    """The fragment that a shot's card is in."""
    return f"cards-{(number - 1) // EACH}"


def _card(name: str, shot: BoardShot, here: bool) -> None:
    with st.container(border=True, horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        if shot.state == "hidden":
            with st.container(width=STILL, horizontal_alignment="center"):
                st.markdown(":gray[:material/visibility_off:]", width="content")
        else:
            width = STILL if wide(shot, UPRIGHT) == "stretch" else UPRIGHT
            st.image(frame_url(name, shot.id, shot.look, WIDTH), width=width, alt=f"Shot {shot.number}")
        with st.container(gap="xsmall", width="stretch"):
            st.button(
                f"{shot.number} · {layout(shot.line.slide.layout.value)}", key=f"card-{shot.id}", width="stretch",
                type="primary" if here else "secondary", on_click=choose, args=(shot.id, shot.number),
            )  # fmt: skip
            st.markdown(f":small[{plain(short(shot.line.narration, 84))}]  \n{facts(shot)}")


def wide(shot: BoardShot, upright: int) -> int | Literal["stretch"]:
    """How wide its picture stands: what is upright would be far too high at full width."""
    return "stretch" if shot.look.startswith("16x9") else upright


def facts(shot: BoardShot) -> str:
    """Length, speaker and how the shot stands, as badges."""
    length = f"{shot.ms / 1000:.1f} s" if shot.ms is not None else ""
    told = " · ".join(plain(word) for word in (length, shot.speaker) if word)
    badges = [_STATES[shot.state]]
    badges += [":violet-badge[:material/push_pin: pinned]"] if shot.edited else []
    badges += [":gray-badge[:material/lock: locked]"] if shot.line.handling.locked else []
    badges += [":yellow-badge[:material/healing: fallback]"] if shot.fallback else []
    return " ".join([f":gray[:small[{told}]]", *badges])


def wrong(shot: BoardShot) -> None:
    """What is wrong with a shot that cannot be made, and what to do."""
    st.markdown(f":red[:material/error: {plain(' '.join(shot.why))}]  \n{plain(shot.hint)}")


def choose(shot: str, number: int) -> None:
    """Opens a shot."""
    before = int(st.session_state.get(CHOSEN, 1))
    st.session_state[CHOSEN] = number
    ask(shot=shot)
    st.rerun(list(dict.fromkeys(["shot", _place(number), _place(before)])))
