"""How a film came to be, in tabs: the five stages with what they left, the files, the log, and what was ordered."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.errors import StudioError
from core.film.flagging import earlier, flagged
from core.making.jobs import Status
from core.studio import Artifact, Studio
from core.web.crowd import beat
from core.web.server import media_url
from pages.parts.address import ask, asked
from pages.parts.composition import composition
from pages.parts.controls import hear, keep
from pages.parts.files import files, waveform
from pages.parts.film import cut_asked
from pages.parts.log import log
from pages.parts.ordered import ordered
from pages.parts.remarks import marks, remarks
from pages.parts.report import report
from pages.parts.rounds import discussion
from pages.parts.script import script_table
from pages.parts.takes import takes
from pages.parts.timeline import timeline
from pages.parts.words import STAGES, clock, complain, plain

_BEAT_S = 1.5
"""How often a tab is drawn while a film is made; how far it is told each second, above."""

TABS = {**STAGES, "files": "Files", "log": "Log", "order": "Made with"}
_ICONS = {
    "script": "article", "avatar": "graphic_eq", "sync": "view_timeline", "composition": "movie_filter", "final": "movie",
    "files": "folder", "log": "history", "order": "tune",
}  # fmt: skip
_LATER = {
    "script": "The script appears here first: every line with its place in your text.",
    "avatar": "Takes appear here as they are spoken, each with the presenter’s acting.",
    "sync": "The timeline appears here once every line is spoken.",
    "composition": "Pictures of the shots appear here, and then the film, segment by segment.",
    "final": "The finished film comes last, with its poster, captions and quality report.",
}


def artifacts(studio: Studio, name: str, status: Status) -> None:
    """Draws the tabs; only the open one is filled. While a film is made they follow it until somebody chooses one."""
    active = status.active

    @st.fragment(run_every=beat(_BEAT_S) if active else None)
    def growing() -> None:
        try:
            _tabs(studio, name, studio.status(name) if active else status)
        except StudioError as error:
            complain(error)

    growing()


def _tabs(studio: Studio, name: str, status: Status) -> None:
    labels = {tab: f":material/{_ICONS[tab]}: {label}" for tab, label in TABS.items()}
    here = _open(name, status)
    if status.active:
        _follow(name, here)
    key = keep(f"tabs-{name}", labels[here])
    shown = st.tabs(list(labels.values()), key=key, on_change=hear(_opened, key), args=(key,))
    for tab, place in zip(TABS, shown, strict=True):
        if place.open:
            with place:
                _FILLED[tab](studio, name)


def _open(name: str, status: Status) -> str:
    """The tab that the address names, else the one where the film is in its making, which ends at its final render."""
    held, followed = st.session_state, f"followed-{name}"
    if asked("tab") in TABS:
        return asked("tab")
    if status.active:
        held[followed] = True
    if status.state == "new" and not any(stage.done for stage in status.stages):
        return "order"  # there is only what it would be made with
    return "final" if status.state == "done" and held.get(followed) else status.at


def _follow(name: str, here: str) -> None:
    """Whether the tabs follow the film through its stages. The open tab cannot be chosen once more, to stay there."""
    key = keep(f"follow-{name}", asked("tab") not in TABS)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.toggle("Follow the making", key=key, on_change=hear(_held, key), args=(key, here))


def _held(key: str, here: str) -> None:
    ask(tab="" if st.session_state[key] else here, file="")


def _opened(key: str) -> None:
    label = str(st.session_state[key]).partition(": ")[2]
    ask(tab=next(tab for tab, name in TABS.items() if name == label), file="")


def _later(stage: str) -> None:
    st.caption(f":material/hourglass_empty: {_LATER[stage]}")


def _stage_files(studio: Studio, name: str, stage: str) -> None:
    """The stage's files, folded away."""
    found = [file for file in studio.artifacts(name) if file.stage == stage]
    if not found:
        return
    folded = st.expander(
        f"Files of this stage: {len(found)}", icon=":material/folder:", key=f"files-of-{stage}", on_change="rerun"
    )
    if folded.open:
        with folded:
            files(studio, name, tuple(found), f"stage-{stage}")


def _script(studio: Studio, name: str) -> None:
    told = studio.script(name)
    if told is None:
        _later("script")
        return
    for note in flagged(told):
        st.warning(plain(note), icon=":material/shield:")
    for note in (one for one in told.notes if one not in earlier(told)):
        st.caption(f":material/info: {plain(note)}")
    claims = sum(line.source is not None for line in told.lines)
    words = sum(len(line.narration.split()) for line in told.lines)
    which = "every one" if claims == len(told.lines) else f"{claims} of them"
    st.caption(f"{words} words in {len(told.lines)} lines; {which} with its place in your text.")
    found = studio.viewing.reviews.session(name)
    remarks(name, found)
    talk = studio.viewing.reviews.discussion(name)
    if talk is not None:
        discussion(talk)
    script_table(told, marks(found))
    _stage_files(studio, name, "script")


def _avatar(studio: Studio, name: str) -> None:
    if not takes(studio, name):
        _later("avatar")
    _stage_files(studio, name, "avatar")


def _sync(studio: Studio, name: str) -> None:
    if not timeline(studio, name):
        _later("sync")
    _stage_files(studio, name, "sync")


def _composition(studio: Studio, name: str) -> None:
    if not composition(studio, name):
        _later("composition")
    _stage_files(studio, name, "composition")


def _final(studio: Studio, name: str) -> None:
    cuts = studio.cuts(name)
    if not cuts:
        _later("final")
        return
    card = cut_asked(cuts)
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        st.markdown("**Poster**")
        cut = card.cut
        poster = card.output.replace(".mp4", cut.poster.suffix)
        st.image(media_url(name, poster), width="stretch" if cut.width >= cut.height else 300, alt=f"Poster of cut {card.number}")
        _sound(studio, name)
    with right:
        st.markdown(f"**Quality report of cut {card.number}** :gray[:small[{clock(cut.duration_ms)} of film]]")
        report(card.report)
    _stage_files(studio, name, "final")


def _sound(studio: Studio, name: str) -> None:
    mix: Artifact | None = next((file for file in studio.artifacts(name) if file.path == "audio/mix.m4a"), None)
    if mix is not None:
        st.markdown("**Sound of the newest cut**")
        st.audio(media_url(name, mix.path), alt="Sound of the newest cut")
        waveform(studio, name, mix.path)


def _files(studio: Studio, name: str) -> None:
    files(studio, name, studio.artifacts(name), "all")


_FILLED: dict[str, Callable[[Studio, str], None]] = {
    "script": _script, "avatar": _avatar, "sync": _sync, "composition": _composition, "final": _final,
    "files": _files, "log": log, "order": ordered,
}  # fmt: skip
