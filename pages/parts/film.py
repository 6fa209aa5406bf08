"""A session's film: player with chapters, downloads, quality report; and below what every stage left."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Severity
from core.jobs import Status
from core.server import media_url
from core.session import CutCard
from core.studio import Chapter, Studio
from pages.parts.artifacts import artifacts
from pages.parts.words import clock, complain, plain, size

_SEVERITY = {Severity.HARD: ("red", "block"), Severity.WARNING: ("orange", "warning"), Severity.NOTE: ("gray", "info")}


def film(studio: Studio, name: str, status: Status) -> None:
    """Draws the newest cut, when there is one, and the artifacts of the five stages, which grow while the film is made."""
    try:
        cuts = studio.cuts(name)
        if cuts:
            _cut(studio, name, cuts[-1])
    except StudioError as error:
        complain(error)

    @st.fragment(run_every=2.0 if status.active else None)
    def growing() -> None:
        artifacts(studio, name)

    growing()


def _cut(studio: Studio, name: str, card: CutCard) -> None:
    chapters = studio.viewing.chapters(name, card)
    vtt = studio.open(name).read(card.output.replace(".mp4", ".vtt")) or ""

    # The first track is the one that a player shows by itself; captions in the picture are not shown twice.
    tracks = {"In the picture": "WEBVTT\n", "Captions": vtt} if studio.captions_in_picture(name) else {"Captions": vtt}

    @st.fragment
    def shown() -> None:
        picture, side = st.columns([2.1, 1], gap="medium")
        start = st.session_state.get(f"chapter-{name}", 0)
        with picture:
            st.video(
                media_url(name, card.output),
                subtitles=tracks,
                start_time=start / 1000,
                autoplay=bool(start),
                alt=card.title,
            )
        with side, st.container(border=True):
            with st.grid(2, min_column_width=90):
                st.metric("Length", clock(card.cut.duration_ms))
                st.metric("Loudness", f"{card.cut.loudness.integrated_lufs:.0f} LUFS")
            st.caption(
                f"Cut {card.number} · {card.cut.width}×{card.cut.height} · {card.cut.fps} fps · {size(card.cut.film.size)}"
            )
            _downloads(name, card)
            _chapters(name, chapters)
            _report(card)

    shown()


def _chapters(name: str, chapters: tuple[Chapter, ...]) -> None:
    with st.expander(f"Chapters: {len(chapters)}", icon=":material/toc:", key="chapters"), st.container(gap="xxsmall"):
        for i, chapter in enumerate(chapters):
            label = f":gray[{clock(chapter.start_ms)}] {plain(chapter.title)}"
            st.button(label, key=f"chapter-{i}", type="tertiary", wrap=False, on_click=_jump, args=(name, chapter.start_ms))


def _jump(name: str, start_ms: int) -> None:
    st.session_state[f"chapter-{name}"] = start_ms


def _downloads(name: str, card: CutCard) -> None:
    def url(suffix: str) -> str:
        return media_url(name, card.output.replace(".mp4", suffix), download=True)

    st.link_button("Download film", url(".mp4"), type="primary", icon=":material/download:", width="stretch")
    with st.grid(2, min_column_width=110):
        st.link_button("Captions SRT", url(".srt"), width="stretch")
        st.link_button("Captions VTT", url(".vtt"), width="stretch")
        st.link_button("Transcript", url(".txt"), width="stretch")
        st.link_button("Poster", url(card.cut.poster.suffix), width="stretch")


def _report(card: CutCard) -> None:
    told = [f for f in card.report.findings if f.severity is not Severity.NOTE]
    label = "Quality: nothing to mend" if not told else f"Quality: {len(told)} to look at"
    with st.expander(label, icon=":material/verified:" if not told else ":material/rule:"):
        for finding in card.report.findings:
            colour, icon = _SEVERITY[finding.severity]
            at = f" **{clock(finding.at_ms)}**" if finding.at_ms is not None else ""
            st.markdown(f":{colour}[:material/{icon}:]{at} {plain(f'{finding.message} {finding.hint}')}")
        figures = {
            name.replace("_", " ").capitalize(): f"{value:.2f}".rstrip("0").rstrip(".") for name, value in card.report.figures
        }
        st.table(figures, border="horizontal", hide_header=True)
