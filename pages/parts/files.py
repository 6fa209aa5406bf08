"""The files of a session's folder: listed with sizes and downloads, and any of them shown in place as what it is."""

from __future__ import annotations

import json

import streamlit as st

from core.errors import StudioError
from core.server import media_url
from core.studio import Artifact, Studio
from pages.parts.address import ask, asked
from pages.parts.charts import wave
from pages.parts.words import STAGES, plain, size

LARGEST_TREE = 400_000
"""Characters of JSON that are shown as a tree; more is shown as text."""

LEVELS = 600
_KINDS = {
    "text": "Text", "json": "JSON", "audio": "Sound", "image": "Picture", "video": "Film", "captions": "Captions",
}  # fmt: skip


def files(studio: Studio, name: str, listed: tuple[Artifact, ...], key: str) -> None:
    """Draws the list; the file that the address names is shown below."""
    if not listed:
        st.caption("Nothing is there yet.")
        return
    paths = [file.path for file in listed]
    picked = asked("file")
    whole = key == "all"
    if whole:
        st.caption(f"{len(listed)} files, {size(sum(file.bytes for file in listed))}. Choose one to look at it here.")
    rows = [
        {
            "File": file.path,
            "Kind": _KINDS[file.kind],
            "Stage": STAGES[file.stage],
            "Size": size(file.bytes),
            "Download": media_url(name, file.path, download=True),
        }
        for file in listed
    ]
    row = f"{key}-{name}-{len(rows)}"
    st.dataframe(
        rows,
        hide_index=True,
        key=row,
        height="content" if len(rows) <= 10 else 388,
        on_select=lambda: _pick(row, paths),
        selection_mode="single-row-required" if picked in paths else "single-row",
        selection_default={"selection": {"rows": [paths.index(picked)] if picked in paths else []}},
        column_order=["File", "Kind", "Stage", "Size", "Download"] if whole else ["File", "Kind", "Size", "Download"],
        column_config={"Download": st.column_config.LinkColumn(display_text=":material/download:", width="small")},
        alt="Files of this session",
    )
    chosen = next((file for file in listed if file.path == picked), None)
    if chosen is not None:
        with st.container(border=True):
            st.markdown(f"**{plain(chosen.path)}** :gray[:small[{size(chosen.bytes)}]]")
            view(studio, name, chosen)


def view(studio: Studio, name: str, file: Artifact) -> None:
    """Shows one file in place."""
    url = media_url(name, file.path)
    if file.kind == "audio":
        st.audio(url)
        waveform(studio, name, file.path)
    elif file.kind == "image":
        st.image(url, alt=file.path)
    elif file.kind == "video":
        st.video(url, alt=file.path, width=720)
    else:
        text = studio.open(name).read(file.path) or ""
        if file.path.endswith(".json") and len(text) < LARGEST_TREE:
            st.json(json.loads(text), expanded=1)
        else:
            language = "markdown" if file.path.endswith(".md") else None
            st.code(text[:LARGEST_TREE], language=language, wrap_lines=True, height=420)


def waveform(studio: Studio, name: str, path: str) -> None:
    """Draws how loud a sound is."""
    try:
        levels = studio.viewing.levels(name, path, LEVELS)
    except StudioError:  # the player says better than a drawing that there is nothing to hear
        return
    if levels:
        wave(levels, (), len(levels), key=f"wave-{path}")


def _pick(key: str, paths: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    ask(file=paths[rows[0]] if rows else "")
