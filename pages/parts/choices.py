"""How a film sounds and is shaped: voice, length, formats, quality, captions, music; and the rest, folded away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import StudioError
from core.film import Aspect, CaptionStyle, Mood, Order, Placement, Quality, Voice
from core.showing.asking import languages_of, mood_of, seconds_of, spoken_as
from core.studio import Choices, Studio
from core.web.server import preview_url
from pages.parts.approval import HALTS
from pages.parts.neural import more_voices
from pages.parts.rounds import choose_rounds
from pages.parts.words import CAPTIONS, FORMATS, LANGUAGES, LENGTHS, LEVELS, MOODS, PLACEMENTS, QUALITIES, complain

KEEP = "session"
"""What was chosen stays chosen when people look at another page in between."""


def choose(studio: Studio, there: Choices, order: Order) -> tuple[Order, bool]:
    """Draws the choices; gives the order with them, and whether all of them can be read."""
    languages = languages_of(there.voices, tuple(LANGUAGES)) | LANGUAGES
    with st.grid(2, min_column_width=170):
        language = _select("Language", languages, "language", ":material/translate:")
        named = {v.id: _named(studio, v) for v in there.voices if v.language.split("-")[0] == language}
        voice = _select("Voice", {"": "Suits the presenter", **named}, f"voice-{language}", ":material/graphic_eq:")
        written = _length()
        quality = _select("Quality", QUALITIES, "quality", ":material/high_quality:", index=1)
        captions = _select("Captions", CAPTIONS, "captions", ":material/closed_caption:")
        music = _select("Music", MOODS, "music", ":material/music_note:")
    length, readable = _seconds(written)
    usual = next((FORMATS[template.aspect.value] for template in there.templates if template.id == order.template), "")
    formats = st.pills(
        f"Formats :gray[:small[{'' if st.session_state.get('formats') else usual}]]",
        list(FORMATS),
        selection_mode="multi",
        format_func=FORMATS.__getitem__,
        key="formats",
        persist_state=KEEP,
        help="One film in each of them, from one script and one voice. Choose none for the template’s own.",
    )
    order = order.model_copy(
        update={
            "language": language,
            "voice": voice,
            "length_s": length,
            "formats": tuple(Aspect(shape) for shape in formats),
            "quality": Quality(quality),
            "captions": CaptionStyle(captions) if captions else None,
            "music": Mood(music) if music else None,
        }
    )
    _listen(studio, order)
    return order, readable


def _named(studio: Studio, voice: Voice) -> str:
    return " · ".join(filter(None, (voice.name, voice.about, studio.voices.price(voice).told)))


def _select(label: str, names: Mapping[Any, str], key: str, icon: str, index: int = 0) -> Any:
    if key in st.session_state and st.session_state[key] not in names:
        del st.session_state[key]  # what there is to choose from has changed
    preset = {} if key in st.session_state else {"index": index}
    return st.selectbox(label, list(names), format_func=names.__getitem__, key=key, persist_state=KEEP, icon=icon, **preset)


def _length() -> str:
    """The wished length in words; one that is typed may be anything."""
    return st.selectbox(
        "Length",
        list(LENGTHS.values()),
        key="length",
        persist_state=KEEP,
        icon=":material/timer:",
        accept_new_options=True,
        help="Choose one, or type your own: 75, or 1:15.",
    )


def _seconds(written: str) -> tuple[int | None, bool]:
    """The length in seconds, or that it cannot be read, which is said here."""
    known = next((seconds for seconds, name in LENGTHS.items() if name == written), None)
    if known is not None or not written:
        return known or None, True
    try:
        return seconds_of(written), True
    except StudioError as error:
        complain(error)
        return None, False


def _listen(studio: Studio, order: Order) -> None:
    """A voice and the music can be heard before they are chosen."""
    with st.container(horizontal=True, vertical_alignment="center", key="listening"):
        try:
            voice = studio.voice_for(order)
        except StudioError as error:
            complain(error)
            return
        mood = mood_of(order)
        sample = studio.voices.price(voice).sample
        spoken = st.button(
            f"Listen to {voice.name}" + (f" ({sample})" if sample else ""),
            type="tertiary",
            icon=":material/volume_up:",
            key="listen",
            help="It is paid for once; after that it is kept." if sample else None,
        )
        played = mood is not Mood.NONE and st.button(
            f"Hear {MOODS[mood.value].lower()} music", type="tertiary", icon=":material/music_note:", key="listen-music"
        )
        more_voices(studio, order.language)
        if spoken or played:
            st.session_state["heard"] = f"voice {voice.id}" if spoken else f"music {mood}"
        heard = st.session_state.get("heard")
        try:
            if heard == f"voice {voice.id}":
                st.audio(preview_url(studio.sample_of_voice(voice)), autoplay=spoken, width="stretch", alt=f"{voice.name} speaks")
            elif heard == f"music {mood}":
                st.audio(preview_url(studio.sample_of_music(mood)), autoplay=played, width="stretch", alt=f"{mood} music")
        except StudioError as error:
            complain(error)


def more(studio: Studio, order: Order) -> tuple[Order, bool]:
    """Draws everything that a film can also be told; nothing of it is needed. Gives the order, and whether it can be read."""
    with st.expander("More: title, audience, pronunciation", icon=":material/tune:", key="more"):
        with st.grid(2, min_column_width=220):
            told = {
                "title": _line("Title", "title", 200, "From the text"),
                "audience": _line("Audience", "audience", 400, "Who will watch"),
                "tone": _line("Tone", "tone", 100, "Friendly, matter-of-fact …"),
                "goal": _line("Goal", "goal", 400, "What viewers should do"),
                "category": _line("Category", "category", 100, "For your own sorting"),
            }
            placement = _select("Presenter’s place", PLACEMENTS, "placement", ":material/picture_in_picture:")
            level = _select("Music level", _levels(), "music_db", ":material/volume_down:")
            also = st.multiselect(
                "Also in",
                list(QUALITIES),
                format_func=QUALITIES.__getitem__,
                key="qualities",
                persist_state=KEEP,
                placeholder="No other quality",
                help="Further sizes of the same film.",
            )
            _select("Stage by stage", HALTS, "until", ":material/flag:")  # which `until` reads
            with st.container(height="stretch", vertical_alignment="bottom"):
                draft = _draft_first()
        rounds = choose_rounds(studio)
        pronounce, readable = _pronunciation()
    chosen = {
        "placement": Placement(placement) if placement else None,
        "music_db": int(level) if level else None,
        "qualities": tuple(Quality(quality) for quality in also if quality != order.quality.value),
        "pronounce": pronounce,
        "draft_first": draft,
        "rounds": rounds,
    }
    return Order.model_validate({**dict(order), **told, **chosen}), readable


def _draft_first() -> bool:
    return st.toggle(
        "Show a draft first",
        key="draft_first",
        persist_state=KEEP,
        help="A small version is there to watch early, while the film itself is still being made.",
    )


def until() -> str:
    """The stage after which the making stops to be looked at; empty: it goes on to the end."""
    return str(st.session_state.get("until") or "")


def _levels() -> dict[str, str]:
    """The levels that have names, and one that an earlier session had."""
    own = str(st.session_state.get("music_db", ""))
    return LEVELS if own in LEVELS else {**LEVELS, own: f"{own} dB"}


def _line(label: str, key: str, most: int, placeholder: str) -> str:
    return st.text_input(label, max_chars=most, placeholder=placeholder, key=key, persist_state=KEEP) or ""


def _pronunciation() -> tuple[tuple[tuple[str, str], ...], bool]:
    written = st.text_area(
        "Pronunciation",
        key="pronounce",
        persist_state=KEEP,
        height=96,
        placeholder="Kubernetes = koober netties\nSQL = sequel",
        help="One word to a line: how it is written = how it sounds. On screen it stays as it is written.",
    )
    try:
        return spoken_as(written or ""), True
    except StudioError as error:
        complain(error)
        return (), False
