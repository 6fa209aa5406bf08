"""How a shot is spoken: voice, pace, pauses, and every take of it, side by side."""

from __future__ import annotations

import streamlit as st

from core.editing.boards import Board, BoardShot
from core.editing.retakes import earlier
from core.film import Voice
from core.film.shot_edits import Retake, SetPace, SetPauses, SetVoice
from core.showing.asking import voices_of
from core.studio import Studio
from core.web.frames import take_url
from pages.parts.controls import hear, keep
from pages.parts.editor_cards import wrong
from pages.parts.editor_edits import change
from pages.parts.editor_names import called


def voice(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    """Draws it."""
    handling, off = shot.line.handling, shot.line.handling.locked
    there = voices_of(studio.choices().voices, board.film.script.language)
    with st.grid(2, min_column_width=220):
        key = keep(f"voice-{called(shot.id)}", handling.voice.id if handling.voice and handling.voice.id in there else "")
        st.selectbox("Voice", ["", *there], key=key, disabled=off, icon=":material/graphic_eq:", on_change=hear(_voice, key),
                     args=(name, shot.id, key, there),
                     format_func=lambda one: there[one].name if one else "As the film")  # fmt: skip
        pace = keep(f"pace-{called(shot.id)}", handling.pace or 100)
        st.slider("Pace", 50, 200, key=pace, step=5, format="%d %%", disabled=off, on_change=hear(_pace, pace),
                  args=(name, shot.id, pace))  # fmt: skip
        true = {"before_ms": handling.before_ms, "after_ms": handling.after_ms}
        keys = {field: keep(f"{field}-{called(shot.id)}", None if ms is None else ms / 1000) for field, ms in true.items()}
        heard = hear(_pauses, *keys.values())
        for label, field in (("Pause before", "before_ms"), ("Pause after", "after_ms")):
            st.number_input(f"{label}, in seconds", 0.0, 5.0, value=None, step=0.1, key=keys[field],
                            placeholder="As the template has it",
                            disabled=off, on_change=heard, args=(name, shot.id, keys))  # fmt: skip
    _takes(studio, name, board, shot)


def _takes(studio: Studio, name: str, board: Board, shot: BoardShot) -> None:
    known, now, off = earlier(studio.open(name), board.film, shot.line).takes, shot.line.handling.take, shot.line.handling.locked
    if shot.state == "hidden":
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**Takes** :gray[:small[{len(known)}]]", width="content")
        st.button("Another take", icon=":material/replay:", key=f"retake-{called(shot.id)}", disabled=off or len(known) >= 99,
                  on_click=_retake, args=(name, shot.id, known[-1] + 1), help="The ones before it stay.")  # fmt: skip
    with st.grid(2, min_column_width=240):
        for take in known:
            with st.container(border=take == now, gap="xsmall"):
                with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                    st.markdown(
                        f"Take {take}" + (" :green-badge[:material/check: in the film]" if take == now else ""), width="content"
                    )
                    if take != now:
                        st.button("Use it", key=f"take-{take}-{called(shot.id)}", type="tertiary", disabled=off, on_click=_retake,
                                  args=(name, shot.id, take))  # fmt: skip
                if take == now and shot.silent:
                    wrong(shot)
                else:
                    st.audio(take_url(name, shot.id, take, shot.look), alt=f"Take {take}")


def _voice(name: str, shot: str, key: str, there: dict[str, Voice]) -> None:
    change(name, SetVoice(shot=shot, voice=there.get(st.session_state[key])))
    st.rerun()


def _pace(name: str, shot: str, key: str) -> None:
    pace = st.session_state[key]
    change(name, SetPace(shot=shot, pace=None if pace == 100 else pace))
    st.rerun()


def _pauses(name: str, shot: str, keys: dict[str, str]) -> None:
    given = {field: st.session_state[key] for field, key in keys.items()}
    change(name, SetPauses(shot=shot, **{field: None if s is None else round(s * 1000) for field, s in given.items()}))
    st.rerun()


def _retake(name: str, shot: str, take: int) -> None:
    change(name, Retake(shot=shot, take=take))
    st.rerun()
