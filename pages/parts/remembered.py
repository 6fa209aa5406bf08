"""What the form begins with: what the address names, and what this person chose last time."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Order
from core.showing.asking import as_written, likes_of, order_liked
from core.studio import Choices, Studio
from pages.parts.source import fill_text
from pages.parts.words import LENGTHS, clock, complain

PREFIX = "create."


def begin(studio: Studio, there: Choices) -> None:
    """Fills the form before it is drawn: once with what was remembered, and whenever the address says something."""
    if "create-begun" not in st.session_state:
        st.session_state["create-begun"] = "yes"
        known = studio.preferences(studio.person)
        likes = {name.removeprefix(PREFIX): value for name, value in known.items() if name.startswith(PREFIX)}
        if likes:
            _fill(order_liked(likes, there), there)
    _addressed(studio, there)


def keep(studio: Studio, order: Order) -> None:
    """Remembers what was chosen, when it is not what is remembered already."""
    likes = likes_of(order)
    known = studio.preferences(studio.person)
    changed = {PREFIX + name: value for name, value in likes.items() if known.get(PREFIX + name, "") != value}
    if changed:
        studio.remember(studio.person, changed)


def _addressed(studio: Studio, there: Choices) -> None:
    asked = {key: st.query_params[key] for key in ("template", "avatar", "voice", "like") if key in st.query_params}
    for key in asked:
        del st.query_params[key]
    if "like" in asked:
        _like(studio, there, asked["like"])
    ids = {"template": [t.id for t in there.templates], "avatar": [*(a.id for a in there.avatars), "none"]}
    for key, known in ids.items():
        if asked.get(key) in known:
            st.session_state[f"chosen-{key}"] = asked[key]
    voice = next((voice for voice in there.voices if voice.id == asked.get("voice")), None)
    if voice is not None:
        language = voice.language.split("-")[0]
        st.session_state["language"] = language
        st.session_state[f"voice-{language}"] = voice.id


def _like(studio: Studio, there: Choices, name: str) -> None:
    """The form as it was filled for an earlier session, with its text."""
    try:
        order = studio.open(name).order()
    except StudioError as error:
        complain(error)
        return
    _fill(order, there)
    fill_text(order.source, like=name)
    told = {"title": order.title, "audience": order.audience, "tone": order.tone, "goal": order.goal, "category": order.category}
    for key, text in told.items():
        st.session_state[key] = text
    st.session_state["pronounce"] = as_written(order.pronounce)


def _fill(order: Order, there: Choices) -> None:
    """The form's own state for an order's choices."""
    voice = next((voice for voice in there.voices if voice.id == order.voice), None)
    language = order.language.split("-")[0]
    shapes = order.formats or ((order.aspect,) if order.aspect else ())
    state = {
        "chosen-template": order.template,
        "chosen-avatar": order.avatar,
        "language": language,
        "formats": [shape.value for shape in shapes],
        "quality": order.quality.value,
        "length": _length(order.length_s or 0),
        "captions": order.captions.value if order.captions else "",
        "music": order.music.value if order.music else "",
        "music_db": "" if order.music_db is None else str(order.music_db),
        "qualities": [quality.value for quality in order.qualities if quality is not order.quality],
        "placement": order.placement.value if order.placement else "",
        "draft_first": order.draft_first,
        "rounds": order.rounds,
    }
    if voice is not None and voice.language.split("-")[0] == language:
        state[f"voice-{language}"] = voice.id
    st.session_state.update(state)


def _length(seconds: int) -> str:
    return LENGTHS.get(seconds, clock(seconds * 1000))
