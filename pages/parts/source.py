"""Where a film's text comes from: typed, pasted, an example, an earlier session, or files with the pictures that they show."""

from __future__ import annotations

import streamlit as st

from core.errors import StudioError
from core.film import Asset
from core.film.sample_texts import EXAMPLES
from core.making.importing import Handed, asset_of, decoded, pictures_named
from core.studio import Studio
from pages.parts.words import complain, plain

PLACEHOLDER = (
    "# Atlas 4.2\n\nSearch now takes 120 ms instead of 410 ms …\n\n"
    "Release notes, an article in Markdown or plain text, or one line that names a topic."
)
KINDS = ["md", "markdown", "txt", "rst", "png", "jpg", "jpeg", "webp", "gif", "bmp"]


def source(studio: Studio) -> tuple[str, tuple[Asset, ...]]:
    """Draws the choice of a source; gives its text and the pictures that came with it."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="source-ways"):
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
            st.button("Clear", icon=":material/close:", type="tertiary", on_click=fill_text, args=("",), key="clear")
    if way == "Files":
        return _files(studio)
    st.session_state["files-given"] = False
    text = st.text_area(
        "What is the film about?",
        height=212,
        key="source",
        persist_state="session",
        placeholder=PLACEHOLDER,
        label_visibility="collapsed",
    )
    if not (text or "").strip():
        _examples()
    return text or "", _pictures_of_before(studio, text or "")


def fill_text(text: str, like: str = "") -> None:
    """Puts a text into the box; `like` names the session whose pictures it may show."""
    st.session_state["source"] = text
    st.session_state["way"] = "Text"
    st.session_state["like"] = like


def _examples() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="examples"):
        st.markdown(":gray[Begin with an example:]", width="content")
        for example in EXAMPLES:
            key = "sample" if example.id == "sample" else f"example-{example.id}"
            st.button(example.name, icon=_ICONS[example.id], key=key, on_click=fill_text, args=(example.text,))


_ICONS = {
    "notes": ":material/new_releases:",
    "article": ":material/article:",
    "topic": ":material/lightbulb:",
    "sample": ":material/science:",
}


def _pictures_of_before(studio: Studio, text: str) -> tuple[Asset, ...]:
    """The pictures of the session that this text began from, as far as the text still shows them."""
    named = pictures_named(text)
    assets: tuple[Asset, ...] = ()
    if named and (like := st.session_state.get("like")):
        try:
            assets = tuple(asset for asset in studio.open(like).order().assets if asset.name in named)
        except StudioError:  # it was removed meanwhile; what is missing is said below
            assets = ()
    missing = [name for name in named if name not in {asset.name for asset in assets}]
    if missing:
        names = ", ".join(plain(name) for name in missing)
        st.caption(f":material/hide_image: The text shows {names}. To have them in the film, hand in text and pictures as files.")
    return assets


def _files(studio: Studio) -> tuple[str, tuple[Asset, ...]]:
    if "files" not in st.session_state:  # a box that is new: nothing was taken out of it yet
        st.session_state["files-given"] = False
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
    if texts or assets:
        handed = Handed(text="\n\n".join(texts), assets=tuple(assets))
        st.session_state["handed"], st.session_state["files-given"] = handed.model_dump_json(), True
    elif st.session_state["files-given"]:
        _forget()
        handed = Handed()
    elif kept := st.session_state.get("handed"):
        handed = Handed.model_validate_json(kept)
        _kept(handed)
    else:
        handed = Handed()
    _say_what_is_missing(handed.text, handed.assets)
    return handed.text, handed.assets


def _kept(handed: Handed) -> None:
    """Files that were handed in before another page was looked at: the box is empty then, the files are not lost."""
    names = ", ".join(plain(asset.name) for asset in handed.assets)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = f"{len(handed.text.split())} words" + (f" with {names}" if names else "")
        st.caption(f":material/draft: Your files are still here: {told}.")
        st.button("Remove", icon=":material/close:", type="tertiary", key="remove-files", on_click=_forget)


def _forget() -> None:
    st.session_state.pop("handed", None)
    st.session_state["files-given"] = False


def _say_what_is_missing(text: str, assets: tuple[Asset, ...]) -> None:
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
