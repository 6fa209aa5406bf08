"""Avatar and voice: each take with the presenter's acting, its waveform with the words under it, and the words as a table."""

from __future__ import annotations

import streamlit as st

from core.showing.views import TakeCard
from core.studio import Studio
from core.web.server import acting_url, media_url, preview_url, with_poster
from pages.parts.address import ask, asked
from pages.parts.charts import wave
from pages.parts.controls import hear, marked
from pages.parts.steps import stepped
from pages.parts.words import plain, short

_IN_CELL = 60
"""Levels of the small waveform in a row."""


def takes(studio: Studio, name: str) -> bool:
    """Draws the take that the address names, else the first, and the list of all; gives whether there is one."""
    there = studio.viewing.takes(name)
    if not there:
        return False
    paths = [take.path for take in there]
    at = paths.index(asked("file")) if asked("file") in paths else 0
    with st.container(border=True):
        _one(studio, name, there, at)
    _list(studio, name, there, at)
    return True


def _one(studio: Studio, name: str, there: tuple[TakeCard, ...], at: int) -> None:
    take = there[at]
    key = f"take-{name}-{at}-{len(there)}"
    choose = hear(_choose, {"key": key, "value": at})
    choice, steps = st.columns([3.2, 1], vertical_alignment="center")
    with choice:
        st.selectbox(
            "Shot", range(len(there)), index=at, key=key, on_change=choose, args=(key, [one.path for one in there]),
            format_func=lambda i: f"{there[i].shot.number} · {short(there[i].shot.title, 60)}", label_visibility="collapsed",
            icon=":material/graphic_eq:",
        )  # fmt: skip
    with steps, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for label, icon, way in (("Shot before", "chevron_left", -1), ("Next shot", "chevron_right", 1)):
            step = f"{label}-{name}"
            st.button(
                label, icon=f":material/{icon}:", type="tertiary", key=step, disabled=not 0 <= at + way < len(there),
                on_click=_step, args=([one.path for one in there], at, way, step),
            )  # fmt: skip
    face, voice = st.columns([1, 3.2], gap="medium") if take.acted else (None, st.container())
    if face is not None:
        with face, st.container(key="acting"):
            st.video(_acting(studio, name, take), alt=f"{take.shot.presenter} acting this shot")
            st.caption(f"{plain(take.shot.presenter)}, acting this take")
    with voice:
        st.markdown(plain(take.shot.narration))
        st.audio(media_url(name, take.path), alt=f"Shot {take.shot.number} is spoken")
        wave(studio.viewing.levels(name, take.path), take.words, take.duration_ms, key="take-wave")
        if not take.timed:
            why = plain(take.untimed) or "This voice does not say when it speaks each word."
            st.caption(f":material/info: The times of the words are estimates. {why}")
        folded = st.expander(f"Words: {len(take.words)}", icon=":material/table_rows:", key="take-words", on_change="rerun")
        if folded.open:
            rows = [
                {"Word": word, "From": f"{start / 1000:.2f} s", "To": f"{end / 1000:.2f} s"} for word, start, end in take.words
            ]
            folded.dataframe(rows, hide_index=True, height="content" if len(rows) <= 10 else 388, alt="Words with their times")


def _acting(studio: Studio, name: str, take: TakeCard) -> str:
    """The address of the acting, with the presenter's face for as long as it is being drawn."""
    url = acting_url(name, take.shot.number, studio.viewing.look(name))
    who = next((avatar.id for avatar in studio.choices().avatars if avatar.name == take.shot.presenter), "")
    face = studio.gallery().faces.get(who)
    return url if face is None else with_poster(url, preview_url(face))


def _list(studio: Studio, name: str, there: tuple[TakeCard, ...], at: int) -> None:
    rows = [
        {
            "Shot": take.shot.number,
            "Scene": take.shot.title,
            "Waveform": studio.viewing.levels(name, take.path, _IN_CELL),
            "Listen": media_url(name, take.path),
            "Seconds": round(take.duration_ms / 1000, 1),
            "Words": len(take.words),
            "Seen": take.shot.presenter or "Nobody",
            "Spoken": take.shot.narration,
        }
        for take in there
    ]
    key = f"takes-{name}-{len(there)}"
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        height="content" if len(rows) <= 10 else 388,
        on_select=hear(lambda: _pick(key, [take.path for take in there]), marked(key, [])),
        selection_mode="single-row",
        column_config={
            "Shot": column.NumberColumn(width=56),
            "Scene": column.TextColumn(width=240),
            "Waveform": column.AreaChartColumn(y_min=0, y_max=60, width=150),
            "Listen": column.AudioColumn(width=90),
            "Seconds": column.NumberColumn(format="%.1f", width=76),
            "Words": column.NumberColumn(width=66),
            "Seen": column.TextColumn(width=76),
        },
        alt="All takes",
    )


def _choose(key: str, paths: list[str]) -> None:
    _show(paths[st.session_state[key]])


def _pick(key: str, paths: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        _show(paths[rows[0]])


def _step(paths: list[str], at: int, way: int, key: str) -> None:
    _show(paths[stepped(paths, "file", at, way, key)])


def _show(path: str) -> None:
    ask(file=path)
