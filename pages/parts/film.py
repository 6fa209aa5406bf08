"""A session's film, its downloads, its quality report, and what every stage left."""

from __future__ import annotations

import json

import streamlit as st

from core.errors import StudioError
from core.film import Severity
from core.jobs import Status
from core.server import media_url
from core.session import CutCard
from core.studio import Artifact, Studio
from pages.parts.words import STAGES, clock, size

_SEVERITY = {Severity.HARD: ("red", "block"), Severity.WARNING: ("orange", "warning"), Severity.NOTE: ("gray", "info")}


def film(studio: Studio, name: str, status: Status) -> None:
    """Draws the newest cut, when there is one, and the artifacts of the five stages."""
    try:
        cuts = studio.cuts(name)
    except StudioError as error:
        st.error(f"{error.message} {error.hint}")
        return
    if cuts:
        _cut(studio, name, cuts)
    if status.active:

        @st.fragment(run_every=2.0)
        def growing() -> None:
            _artifacts(studio, name)

        growing()
    else:
        _artifacts(studio, name)


def _cut(studio: Studio, name: str, cuts: tuple[CutCard, ...]) -> None:
    card = cuts[-1]
    picture, side = st.columns([2.2, 1], gap="large")
    with picture:
        vtt = studio.open(name).read(card.output.replace(".mp4", ".vtt")) or ""
        poster = card.output.replace(".mp4", card.cut.poster.suffix)
        st.video(media_url(name, card.output), subtitles={"Captions": vtt} if vtt.count("-->") else None, alt=card.title)
    with side:
        st.metric("Length", clock(card.cut.duration_ms))
        st.caption(f"Cut {card.number} · {card.cut.width}×{card.cut.height} · {size(card.cut.film.size)} · "
                   f"{card.cut.loudness.integrated_lufs:.1f} LUFS")  # fmt: skip
        st.link_button(
            "Download film",
            media_url(name, card.output, download=True),
            type="primary",
            icon=":material/download:",
            width="stretch",
        )
        with st.container(horizontal=True):
            for label, suffix in (("SRT", ".srt"), ("VTT", ".vtt"), ("Transcript", ".txt")):
                st.link_button(label, media_url(name, card.output.replace(".mp4", suffix), download=True))
            st.link_button("Poster", media_url(name, poster, download=True))
        _report(card)


def _report(card: CutCard) -> None:
    told = [f for f in card.report.findings if f.severity is not Severity.NOTE]
    label = "Quality: nothing to mend" if not told else f"Quality: {len(told)} to look at"
    with st.expander(label, icon=":material/verified:" if not told else ":material/rule:"):
        for finding in card.report.findings:
            colour, icon = _SEVERITY[finding.severity]
            at = f" at {clock(finding.at_ms)}" if finding.at_ms is not None else ""
            st.markdown(f":{colour}[:material/{icon}:]{at}")
            st.text(f"{finding.message} {finding.hint}".strip())
        st.table({name: f"{value:.2f}" for name, value in card.report.figures})


def _artifacts(studio: Studio, name: str) -> None:
    files = studio.artifacts(name)
    if not files:
        return
    st.subheader("Stage by stage", anchor=False)
    present = [stage for stage in STAGES if any(f.stage == stage for f in files)]
    tabs = st.tabs([STAGES[stage] for stage in present], on_change="rerun", key="stage-tabs")
    for stage, tab in zip(present, tabs, strict=True):
        if tab.open:
            with tab:
                for file in [f for f in files if f.stage == stage]:
                    _artifact(studio, name, file)


def _artifact(studio: Studio, name: str, file: Artifact) -> None:
    url = media_url(name, file.path)
    if file.kind in ("audio", "image"):
        with st.container(border=True):
            st.caption(f"{file.path} · {size(file.bytes)}")
            st.audio(url) if file.kind == "audio" else st.image(url, width=480)
        return
    with st.expander(f"{file.path} · {size(file.bytes)}", on_change="rerun", key=f"file-{file.path}") as box:
        if not box.open:
            return
        if file.kind == "video":
            st.video(url)
            return
        text = studio.open(name).read(file.path) or ""
        if file.kind == "json" and len(text) < 400_000:
            st.json(json.loads(text), expanded=1)
        else:
            st.code(text[:100_000], language="markdown" if file.path.endswith(".md") else None, wrap_lines=True)
