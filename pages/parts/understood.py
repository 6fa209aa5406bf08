"""What the studio understood of a text, at once: what it found in it, and the film's outline scene by scene."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Order
from core.film.script import Line
from core.showing.asking import language_seen, languages_of
from core.studio import Findings, Outline, Studio
from pages.parts.words import LANGUAGES, clock, complain, layout, plain, short

FEW = 4
"""Scenes that are shown before somebody asks for all of them."""

MOST = 8
"""Findings of a kind that are named; of the others their number."""


def understood(studio: Studio, order: Order) -> Outline | None:
    """Draws it; None when no film can be made of the text, which is said where it is the case."""
    if not order.source.strip():
        return None
    try:
        outline = studio.outline(order)
        found = studio.outlines.findings(order)
    except StudioError as error:
        complain(error)
        return None
    lines = outline.script.lines
    with st.expander(
        f"Script: {plain(short(outline.script.title, 70))}", icon=":material/article:", expanded=True, key="understood"
    ):
        st.caption(
            f"{_count(len(lines), 'scene')} · {_count(outline.words, 'word')} · {clock(outline.duration_ms)} spoken · "
            f"{outline.claims} of {_count(len(lines), 'line')} from your text"
        )
        for note in outline.script.notes:
            st.caption(f":material/info: {plain(note)}")
        _other_language(studio, order)
        _found(found)
        _scenes(lines)
    return outline


def _other_language(studio: Studio, order: Order) -> None:
    """The way out, below the note that says so, where a voice would read a text in a language that is not the text's."""
    seen = language_seen(order.source, order.language)
    if seen and (name := languages_of(studio.choices().voices, tuple(LANGUAGES)).get(seen)):
        st.button(f"Speak {name}", key="speak-seen", icon=":material/translate:", on_click=_speak, args=(seen,))


def _speak(language: str) -> None:
    st.session_state["language"] = language


def _scenes(lines: tuple[Line, ...]) -> None:
    everything = bool(st.session_state.get("every-scene"))
    shown = lines if everything or len(lines) <= FEW + 1 else lines[:FEW]
    with st.container(gap="xsmall", key="outline"):
        for number, line in enumerate(shown, 1):
            st.markdown(_scene(number, line))
    if len(lines) > FEW + 1:
        label = "Fewer scenes" if everything else f"All {len(lines)} scenes"
        icon = ":material/unfold_less:" if everything else ":material/unfold_more:"
        st.button(label, key="every-scene-button", type="tertiary", icon=icon, on_click=_toggle)


def _toggle() -> None:
    st.session_state["every-scene"] = not st.session_state.get("every-scene")


def _scene(number: int, line: Line) -> str:
    place = ":gray[:small[the studio’s own words]]"
    if line.source is not None:
        first, last = line.source.first, line.source.last
        place = f":gray[:small[{f'Line {first}' if first == last else f'Lines {first}–{last}'}]]"
    return f"**{number}** :gray-badge[{layout(line.slide.layout.value)}] {plain(line.narration)} {place}"


def _found(found: Findings) -> None:
    kinds = (
        ("blue", "tag", "Numbers", found.numbers),
        ("green", "event", "Dates", found.dates),
        ("orange", "new_releases", "Versions", found.versions),
        ("violet", "person", "Names", found.names),
        ("gray", "image", "Pictures", found.pictures),
    )
    told = []
    for colour, icon, kind, texts in kinds:
        if texts:
            badges = " ".join(f":{colour}-badge[{plain(short(text, 40))}]" for text in texts[:MOST])
            rest = f" :gray[:small[+{len(texts) - MOST}]]" if len(texts) > MOST else ""
            told.append(f":gray[:small[:material/{icon}: {kind}]] {badges}{rest}")
    if told:
        st.markdown("  \n".join(told))


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
