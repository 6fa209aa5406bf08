"""Where a film's text comes from: typed, pasted, the sample, or files with the pictures that they show."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Asset
from core.film.sample import SAMPLE
from core.importing import asset_of, decoded, pictures_named
from core.studio import Studio
from pages.parts.words import complain, plain

PLACEHOLDER = (
    "# Atlas 4.2\n\nSearch now takes 120 ms instead of 410 ms …\n\n"
    "Release notes, an article in Markdown or plain text, or one line that names a topic."
)
KINDS = ["md", "markdown", "txt", "rst", "png", "jpg", "jpeg", "webp", "gif", "bmp"]


def source(studio: Studio) -> tuple[str, tuple[Asset, ...]]:
    """Draws the choice of a source; gives its text and the pictures that came with it."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        way = st.segmented_control(
            "Source",
            ["Text", "Files"],
            default=None if "way" in st.session_state else "Text",
            label_visibility="collapsed",
            key="way",
            required=True,
            persist_state="session",
        )
        if way != "Files" and st.session_state.get("source", "").strip():
            st.button("Clear", icon=":material/close:", type="tertiary", on_click=_fill, args=("",), key="clear")
        else:
            st.button("Try the sample", icon=":material/science:", on_click=_fill, args=(SAMPLE,), key="sample")
    if way == "Files":
        return _files(studio)
    text = st.text_area(
        "What is the film about?",
        height=212,
        key="source",
        persist_state="session",
        placeholder=PLACEHOLDER,
        label_visibility="collapsed",
    )
    return text or "", ()


def _files(studio: Studio) -> tuple[str, tuple[Asset, ...]]:
    given = st.file_uploader(
        "A text in Markdown or plain text, with the pictures that it shows",
        accept_multiple_files=True,
        key="files",
        type=KINDS,
    )
    texts: list[str] = []
    assets: list[Asset] = []
    for file in given or []:
        try:
            if file.type and file.type.startswith("image/"):
                assets.append(asset_of(file.name, file.getvalue(), studio.store))
            else:
                texts.append(decoded(file.getvalue(), file.name))
        except StudioError as error:
            complain(error)
    text = "\n\n".join(texts)
    _say_what_is_missing(text, assets)
    return text, tuple(assets)


def _say_what_is_missing(text: str, assets: list[Asset]) -> None:
    if assets and not text:
        st.info("These are the pictures. Add the text that shows them, too.", icon=":material/image:")
    there = {asset.name.rsplit("/", 1)[-1] for asset in assets}
    named = {name.rsplit("/", 1)[-1] for name in pictures_named(text)}
    if named - there:
        names = ", ".join(plain(name) for name in sorted(named - there))
        st.warning(f"The text shows pictures that are not among the files: {names}. Add them, or the film goes without.",
                   icon=":material/hide_image:")  # fmt: skip
    if text and there - named:
        names = ", ".join(plain(name) for name in sorted(there - named))
        st.caption(f":material/info: Not shown by the text: {names}")


def _fill(text: str) -> None:
    st.session_state["source"] = text
    st.session_state["way"] = "Text"
