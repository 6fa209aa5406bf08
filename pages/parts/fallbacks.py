"""Where others stood in for the services that were asked first: a badge for each shot, and one button that asks them again."""

from __future__ import annotations

import streamlit as st

from core.editing.upgrading import Upgrade
from core.errors import StudioError
from core.making.jobs import Status
from core.studio import Studio
from core.web.crowd import beat
from pages.parts.providers_words import TASKS
from pages.parts.words import complain, plain

_SHOWN = 6


def fallbacks(studio: Studio, name: str, status: Status) -> None:
    """Draws the box where there is something to upgrade; nothing otherwise."""
    if status.active:
        return
    try:
        upgrade = studio.upgrades.of(name, studio.person)
    except StudioError as error:
        complain(error)
        return
    if not upgrade.pieces:
        return
    with st.container(border=True):
        if upgrade.coming:
            _awaited(studio, name)
        else:
            _told(studio, name, upgrade)


def _awaited(studio: Studio, name: str) -> None:
    """The box while pictures come; it looks by itself until they are there."""

    @st.fragment(run_every=beat(2.0))
    def awaited() -> None:
        now = studio.upgrades.of(name, studio.person)
        if not now.coming:
            st.rerun(scope="app")
        _told(studio, name, now)

    awaited()


def _told(studio: Studio, name: str, upgrade: Upgrade) -> None:
    tasks = {piece.task for piece in upgrade.pieces}
    shots, script = {piece.number for piece in upgrade.pieces if piece.number}, "Writer" in tasks
    unchecked = tasks == {"Moderator"}
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        count = f"{len(shots)} shot{'s' if len(shots) > 1 else ''}" if shots else "The script"
        also = " and the script" if shots and script else ""
        was = "was" if len(shots) + script == 1 else "were"
        done = "timed" if tasks == {"Aligner"} else "made"
        told = f":yellow-badge[:material/healing: fallback] **{count}{also} {was} {done} by another than was asked.**"
        if unchecked:
            told = f":yellow-badge[:material/shield: content check] **{plain(upgrade.pieces[0].note)}**"
        label = "Check it now" if unchecked else "Upgrade these shots" if shots else "Upgrade the script"
        st.markdown(told, width="content")
        st.button(
            label, icon=":material/upgrade:", key="upgrade", type="primary",
            disabled=bool(upgrade.waits_for), help=plain(upgrade.waits_for) or "Asks the first choice again, for these alone",
            on_click=_ask_again, args=(studio, name),
        )  # fmt: skip
    if upgrade.waits_for:
        st.caption(f":material/hourglass_empty: {plain(upgrade.waits_for)}")
    elif upgrade.cost:
        st.caption(f":material/payments: {plain(upgrade.cost)}")
    by_note: dict[str, list[str]] = {}
    for piece in () if unchecked else upgrade.pieces:
        by_note.setdefault(piece.note, []).append(f"shot {piece.number}" if piece.number else TASKS[piece.task][0].lower())
    for note, places in list(by_note.items())[:_SHOWN]:
        badges = " ".join(f":yellow-badge[{place}]" for place in places)
        st.markdown(f"{badges} :small[{plain(note)}]")
    if len(by_note) > _SHOWN:
        st.caption(f"and {len(by_note) - _SHOWN} more; the quality report names every shot.")


def _ask_again(studio: Studio, name: str) -> None:
    try:
        runs = studio.upgrades.of(name).runs
        count = studio.upgrades.ask_again(name, who=studio.person)
        if runs:
            studio.resume(name)
    except StudioError as error:
        st.toast(plain(f"{error.message} {error.hint}"), icon=":material/error:")
    else:
        st.toast(f"{count} of them are asked for again; everything else is kept." if count > 1 else "It is asked for again.",
                 icon=":material/upgrade:")  # fmt: skip
