"""The form of an order: source on the left with what was understood of it, choices on the right."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Aspect, Asset, CaptionStyle, Mood, Order, Quality
from core.film.sample import SAMPLE
from core.importing import asset_of, decoded
from core.studio import Choices, Studio
from pages.parts.gallery import pick_avatar, pick_template
from pages.parts.words import ASPECTS, CAPTIONS, LANGUAGES, MOODS, QUALITIES, clock

PLACEHOLDER = (
    "# Atlas 4.2\n\nSearch now takes 120 ms instead of 410 ms …\n\nMarkdown, plain text, or one line that names a topic."
)


def ask(studio: Studio) -> Order | None:
    """Draws the form; gives the order when Generate was pressed and it can be made."""
    there = studio.choices()
    left, right = st.columns([1.75, 1], gap="large")
    with left:
        source, assets = _source(studio)
        outline_here = st.container()
        st.subheader("Template", anchor=False)
        template = pick_template(studio, there)
    with right, st.container(border=True):
        st.subheader("Presenter", anchor=False)
        avatar = pick_avatar(studio, there)
        order = _choices(there, source, assets, template, avatar)
        pressed = st.button(
            "Generate film", type="primary", icon=":material/movie:", width="stretch", shortcut="Ctrl+Enter", key="generate"
        )
        st.caption(":material/lock: Made on this machine. Nothing is sent anywhere.")
    with outline_here:
        understood = _understood(studio, order)
    if pressed and not source.strip():
        st.toast("Paste a text first, or take the sample.", icon=":material/edit_note:")
    return order if pressed and understood else None


def _source(studio: Studio) -> tuple[str, tuple[Asset, ...]]:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            way = st.segmented_control(
                "Source", ["Text", "File"], default="Text", label_visibility="collapsed", key="way", required=True
            )
            st.button("Try the sample", icon=":material/science:", on_click=_take_sample, key="sample")
        if way == "Text":
            text = st.text_area(
                "What is the film about?",
                height=260,
                key="source",
                persist_state=True,
                placeholder=PLACEHOLDER,
            )
            return text, ()
        given = st.file_uploader(
            "Markdown or text, with the pictures it shows",
            accept_multiple_files=True,
            key="files",
            type=["md", "markdown", "txt", "rst", "png", "jpg", "jpeg", "webp"],
        )
        return _uploaded(studio, given)


def _uploaded(studio: Studio, given: list) -> tuple[str, tuple[Asset, ...]]:
    texts, assets = [], []
    for file in given or []:
        try:
            if file.type and file.type.startswith("image/"):
                assets.append(asset_of(file.name, file.getvalue(), studio.store))
            else:
                texts.append(decoded(file.getvalue(), file.name))
        except StudioError as error:
            st.error(f"{error.message} {error.hint}", icon=":material/error:")
    return "\n\n".join(texts), tuple(assets)


def _take_sample() -> None:
    st.session_state["source"] = SAMPLE
    st.session_state["way"] = "Text"


def _choices(there: Choices, source: str, assets: tuple[Asset, ...], template: str, avatar: str) -> Order:
    language = st.selectbox("Language", list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="language")
    fitting = [voice for voice in there.voices if voice.language.split("-")[0] == language]
    names = {voice.id: f"{voice.name} · {voice.about or voice.language}" for voice in fitting}
    voice = st.selectbox(
        "Voice", ["", *names], format_func=lambda v: names.get(v, "Suits the presenter"), key=f"voice-{language}"
    )
    shape, size = st.columns(2)
    aspect = shape.selectbox("Format", list(ASPECTS), format_func=ASPECTS.__getitem__, key="aspect")
    quality = size.selectbox("Quality", list(QUALITIES), index=1, format_func=QUALITIES.__getitem__, key="quality")
    limited = st.toggle("Set the length", key="limited")
    length = st.slider("Length in seconds", 15, 300, 60, 5, key="length") if limited else None
    with st.expander("More", icon=":material/tune:"):
        captions = st.selectbox("Captions", list(CAPTIONS), format_func=CAPTIONS.__getitem__, key="captions")
        music = st.selectbox("Music", list(MOODS), format_func=MOODS.__getitem__, key="music")
        title = st.text_input("Title", max_chars=200, placeholder="From the text", key="title")
        audience = st.text_input("Audience", max_chars=400, placeholder="Who will watch", key="audience")
        tone = st.text_input("Tone", max_chars=100, placeholder="Friendly, matter-of-fact …", key="tone")
        goal = st.text_input("Goal", max_chars=400, placeholder="What viewers should do or know", key="goal")
    return Order(
        source=source,
        title=title,
        audience=audience,
        tone=tone,
        goal=goal,
        language=language,
        length_s=length,
        template=template,
        avatar=avatar,
        voice=voice,
        aspect=Aspect(aspect) if aspect else None,
        quality=Quality(quality),
        captions=CaptionStyle(captions) if captions else None,
        music=Mood(music) if music else None,
        assets=assets,
    )


def _understood(studio: Studio, order: Order) -> bool:
    """What the studio read in the text, at once; False when no film can be made of it."""
    if not order.source.strip():
        st.caption(
            ":material/lightbulb: A film needs a text: release notes, a changelog, an article, or one line that names a topic."
        )
        return False
    try:
        outline = studio.outline(order)
    except StudioError as error:
        st.error(f"{error.message} {error.hint}", icon=":material/error:")
        return False
    target = f" of {clock(order.length_s * 1000)}" if order.length_s else ""
    with st.container(horizontal=True, gap="large"):
        st.metric("Scenes", len(outline.script.lines))
        st.metric("Words", outline.words)
        st.metric("Length", f"{clock(outline.duration_ms)}{target}")
        st.metric("Cost", "$0.00")
    for note in outline.script.notes:
        st.caption(f":material/info: {note}")
    with st.expander(f"Script: {outline.script.title}", icon=":material/article:"):
        for i, line in enumerate(outline.script.lines, 1):
            where = f" :gray[line {line.source.first}]" if line.source else ""
            st.markdown(f"**{i}. {line.slide.layout.value.replace('_', ' ')}**{where}")
            st.text(line.narration)
    return True
