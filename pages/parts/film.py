"""A session's film: any of its cuts in a player, with chapters that jump, downloads, and what was measured, in short."""

from __future__ import annotations

import streamlit as st

from core.cuts import Edition
from core.errors import StudioError
from core.film import Severity
from core.session import CutCard
from core.studio import Chapter, Studio
from core.web.server import media_url
from pages.parts.address import ask, asked, told_moment
from pages.parts.controls import hear, keep
from pages.parts.when import told
from pages.parts.words import ASPECTS, clock, complain, plain, size


def film(studio: Studio, name: str, cuts: tuple[CutCard, ...]) -> None:
    """Draws the cut that the address names, else the newest."""

    @st.fragment
    def shown() -> None:
        try:
            picture, side = st.columns([2.1, 1], gap="medium")
            with side, st.container(border=True, height="stretch"):
                card = _chosen(cuts)
                edition = _edition(card)
                _facts(card, edition)
                _downloads(name, edition)
                _quality(edition)
                _chapters(studio.viewing.chapters(name, card), 9 if len(card.editions) == 1 else 6)
            with picture:
                _player(studio, name, card, edition)
        except StudioError as error:
            complain(error)

    shown()


def cut_asked(cuts: tuple[CutCard, ...]) -> CutCard:
    """The cut that the address names, else the newest."""
    return next((card for card in cuts if str(card.number) == asked("cut")), cuts[-1])


def _player(studio: Studio, name: str, card: CutCard, edition: Edition) -> None:
    vtt = studio.open(name).read(edition.output.replace(".mp4", ".vtt")) or ""

    # The first track is the one that a player shows by itself; captions in the picture are not shown twice.
    tracks = {"In the picture": "WEBVTT\n", "Captions": vtt} if studio.captions_in_picture(name) else {"Captions": vtt}
    upright = edition.cut.height > edition.cut.width
    with st.container(horizontal_alignment="center", key="upright-film" if upright else "wide-film"):
        st.video(media_url(name, edition.output), subtitles=tracks, alt=card.title, width=400 if upright else "stretch")


def _chosen(cuts: tuple[CutCard, ...]) -> CutCard:
    wanted = asked("cut")
    card = cut_asked(cuts)
    if wanted and wanted != str(card.number):
        st.caption(f":material/info: There is no cut {plain(wanted)}. This is the newest.")
    if len(cuts) == 1:
        draft = " :orange-badge[Draft]" if card.draft else ""
        st.markdown(f"**Cut {card.number}**{draft} :gray[:small[{told(card.made)}]]")
        return card
    cards = {one.number: one for one in cuts}
    numbers = [one.number for one in reversed(cuts)]
    key = keep("cut-choice", card.number)  # the address is what counts, also when a link led here
    st.selectbox(
        "Cut", numbers, format_func=lambda number: _label(cards[number], number == numbers[0]),
        key=key, on_change=hear(_choose_cut, key), args=(key,), label_visibility="collapsed", icon=":material/movie:",
    )  # fmt: skip
    return card


def _label(card: CutCard, newest: bool) -> str:
    signs = [word for word, there in (("newest", newest), ("final", card.final), ("draft", card.draft)) if there]
    what = f" ({', '.join(signs)})" if signs else ""
    return f"Cut {card.number}{what} · {clock(card.cut.duration_ms)} · {told(card.made)}"


def _choose_cut(key: str) -> None:
    ask(cut=str(st.session_state[key]), file="")


def _edition(card: CutCard) -> Edition:
    editions = card.editions
    if len(editions) == 1:
        return editions[0]
    names = {i: f"{one.aspect.value} {min(one.cut.width, one.cut.height)}p" for i, one in enumerate(editions)}
    picked = st.segmented_control(
        "Shape and size", list(names), default=0, required=True, format_func=names.__getitem__, key=f"edition-{card.number}"
    )
    return editions[picked or 0]


def _facts(card: CutCard, edition: Edition) -> None:
    cut = edition.cut
    shape = ASPECTS.get(edition.aspect.value, edition.aspect.value)
    loud = f"{cut.loudness.integrated_lufs:.0f} LUFS".replace("-", "−")
    picture = f"{shape} · {cut.width}×{cut.height} · {cut.fps} fps"
    st.caption(f"{clock(cut.duration_ms)} · {picture} · {loud} · {size(cut.film.size)}")
    if card.draft:
        st.caption(":material/hourglass_top: A draft to watch meanwhile. The film itself takes its place.")
    if card.note:
        st.markdown(f":material/sticky_note_2: {plain(card.note)}")


def _downloads(name: str, edition: Edition) -> None:
    def url(suffix: str) -> str:
        return media_url(name, edition.output.replace(".mp4", suffix), download=True)

    with st.container(horizontal=True, gap="small"):
        st.link_button("Download film", url(".mp4"), type="primary", icon=":material/download:", width="stretch")
        with st.popover("More", icon=":material/more_horiz:"):
            st.link_button("Captions as SRT", url(".srt"), icon=":material/closed_caption:", width="stretch")
            st.link_button("Captions as VTT", url(".vtt"), icon=":material/closed_caption:", width="stretch")
            st.link_button("Transcript", url(".txt"), icon=":material/description:", width="stretch")
            st.link_button("Poster", url(edition.cut.poster.suffix), icon=":material/image:", width="stretch")


def _quality(edition: Edition) -> None:
    told = [finding for finding in edition.report.findings if finding.severity is not Severity.NOTE]
    notes = len(edition.report.findings) - len(told)
    if told:
        text = f":orange[:material/rule:] **{len(told)} to look at**"
    else:
        text = ":green[:material/verified:] **Passed every check**"
    more = f" :gray[:small[{notes} {'note' if notes == 1 else 'notes'}]]" if notes else ""
    st.markdown(text + more)


def _chapters(chapters: tuple[Chapter, ...], most: int) -> None:
    """All of them; more than `most` in a window of their own, so that the card is no taller than the picture."""
    if not chapters:
        return
    st.markdown("**Chapters**")
    lines = [f"{told_moment(chapter.start_ms)}  {plain(chapter.title)}" for chapter in chapters]
    with st.container(height=28 * most if len(chapters) > most else "content", border=False, key="chapters"):
        st.markdown("  \n".join(lines))
