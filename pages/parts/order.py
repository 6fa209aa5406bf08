"""The form of an order: source and choices on the left, presenter and what will come of it on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import StudioError
from core.film import Aspect, CaptionStyle, Mood, Order, Quality
from core.server import preview_url
from core.studio import Choices, Outline, Studio
from pages.parts.gallery import pick_avatar, pick_template, wait_for_pictures
from pages.parts.script import script
from pages.parts.source import source
from pages.parts.words import ASPECTS, CAPTIONS, LANGUAGES, LENGTHS, MOODS, QUALITIES, clock, complain, plain

KEEP = "session"
"""What was chosen stays chosen when people look at another page in between."""


def ask(studio: Studio) -> Order | None:
    """Draws the form; gives the order when Generate was pressed and a film can be made of it."""
    there, gallery = studio.choices(), studio.gallery()
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        with st.container(border=True):
            text, assets = source(studio)
            choices_here = st.container()
        understood_here = st.container()
        st.subheader("Template", anchor=False)
        template = pick_template(there, gallery)
    with right:
        with st.container(border=True):
            st.subheader("Presenter", anchor=False)
            avatar = pick_avatar(there, gallery, template)
        summary_here = st.container(border=True)
    with choices_here:
        chosen = _choices(studio, there, Order(source=text, template=template, avatar=avatar, assets=assets))
    with understood_here:
        outline = _understood(studio, chosen)
    with summary_here:
        pressed = _summary(studio, there, chosen, outline)
    if pressed and outline is None:
        st.toast("Paste a text first, or take the sample.", icon=":material/edit_note:")
    wait_for_pictures(studio)
    return chosen if pressed and outline is not None else None


def _choices(studio: Studio, there: Choices, order: Order) -> Order:
    with st.grid(3, min_column_width=180):
        language = _select("Language", LANGUAGES, "language", ":material/translate:")
        named = {v.id: f"{v.name} · {v.about}" for v in there.voices if v.language.split("-")[0] == language}
        voice = _select("Voice", {"": "Suits the presenter", **named}, f"voice-{language}", ":material/graphic_eq:")
        length = _select("Length", LENGTHS, "length", ":material/timer:")
        aspect = _select("Format", ASPECTS, "aspect", ":material/aspect_ratio:")
        quality = _select("Quality", QUALITIES, "quality", ":material/high_quality:", index=1)
        captions = _select("Captions", CAPTIONS, "captions", ":material/closed_caption:")
    order = order.model_copy(update={"language": language, "voice": voice, "length_s": length or None,
                                     "aspect": Aspect(aspect) if aspect else None, "quality": Quality(quality),
                                     "captions": CaptionStyle(captions) if captions else None})  # fmt: skip
    _listen(studio, order)
    with st.expander("Title, audience, tone, music", icon=":material/tune:"), st.grid(2, min_column_width=200):
        title = st.text_input("Title", max_chars=200, placeholder="From the text", key="title", persist_state=KEEP)
        audience = st.text_input("Audience", max_chars=400, placeholder="Who will watch", key="audience", persist_state=KEEP)
        tone = st.text_input("Tone", max_chars=100, placeholder="Friendly, matter-of-fact …", key="tone", persist_state=KEEP)
        goal = st.text_input("Goal", max_chars=400, placeholder="What viewers should do", key="goal", persist_state=KEEP)
        music = _select("Music", MOODS, "music", ":material/music_note:")
    told = {"title": title or "", "audience": audience or "", "tone": tone or "", "goal": goal or ""}
    return Order.model_validate({**dict(order), **told, "music": Mood(music) if music else None})


def _select(label: str, names: Mapping[Any, str], key: str, icon: str, index: int = 0) -> Any:
    return st.selectbox(label, list(names), index=index, format_func=names.__getitem__, key=key, persist_state=KEEP, icon=icon)


def _listen(studio: Studio, order: Order) -> None:
    try:
        voice = studio.voice_for(order)
    except StudioError as error:
        complain(error)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(f"Listen to {voice.name}", type="tertiary", icon=":material/volume_up:", key="listen")
        if pressed or st.session_state.get("heard") == voice.id:
            st.session_state["heard"] = voice.id
            try:
                st.audio(preview_url(studio.sample_of_voice(voice)), autoplay=pressed, width=320)
            except StudioError as error:
                complain(error)


def _understood(studio: Studio, order: Order) -> Outline | None:
    """What the studio read in the text, at once; None when no film can be made of it."""
    if not order.source.strip():
        return None
    try:
        outline = studio.outline(order)
    except StudioError as error:
        complain(error)
        return None
    for note in outline.script.notes:
        st.caption(f":material/info: {plain(note)}")
    with st.expander(f"Script: {plain(outline.script.title)}", icon=":material/article:"):
        script(outline.script)
    return outline


def _summary(studio: Studio, there: Choices, order: Order, outline: Outline | None) -> bool:
    st.subheader("Your film", anchor=False)
    with st.grid(4, min_column_width=68):
        st.metric("Scenes", len(outline.script.lines) if outline else "–")
        st.metric("Words", outline.words if outline else "–")
        st.metric("Length", clock(outline.duration_ms) if outline else "–")
        st.metric("Cost", "$0.00")
    if outline:
        most = order.length_s or 120
        of = f"of {clock(most * 1000)}" if order.length_s else "of at most 2:00"
        share = outline.duration_ms / 1000 / most
        told = f"{outline.claims} of {len(outline.script.lines)} lines come from your text"
        st.progress(min(1.0, share), text=f"{clock(outline.duration_ms)} {of} · {told}")
    else:
        st.caption(":material/lightbulb: A film needs a text: release notes, an article, or one line that names a topic.")
    pressed = st.button(
        "Generate film", type="primary", icon=":material/movie:", width="stretch", shortcut="Ctrl+Enter", key="generate"
    )
    st.caption(":material/lock: Made on this machine. Nothing is sent anywhere.")
    return pressed
