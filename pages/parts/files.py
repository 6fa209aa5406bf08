"""The files of a session's folder: listed with sizes and downloads, and any of them shown in place as what it is."""

from __future__ import annotations

import json

import streamlit as st

from core.errors import StudioError
from core.studio import Artifact, Studio
from core.web.server import media_url
from pages.parts.address import ask, asked
from pages.parts.charts import wave
from pages.parts.controls import hear, marked
from pages.parts.words import STAGES, plain, size

LARGEST_TREE = 400_000
"""Characters of JSON that are shown as a tree; more is shown as text."""

LEVELS = 600
_KINDS = {
    "text": "Text", "json": "JSON", "audio": "Sound", "image": "Picture", "video": "Film", "captions": "Captions",
}  # fmt: skip


def files(studio: Studio, name: str, listed: tuple[Artifact, ...], key: str) -> None:
    """Draws the list, and beside it the file that the address names."""
    if not listed:
        st.caption("Nothing is there yet.")
        return
    whole = key == "all"
    if whole:
        st.caption(f"{len(listed)} files, {size(sum(file.bytes for file in listed))}")
    table, shown = st.columns([1.25, 1], gap="medium")
    with table:
        _list(name, listed, f"{key}-{name}-{len(listed)}", whole)
    chosen = next((file for file in listed if file.path == asked("file")), None)
    with shown, st.container(border=True):
        if chosen is None:
            st.caption(":material/visibility: Choose a file, and it is shown here as what it is.")
        else:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(f"**{plain(chosen.path)}** :gray[:small[{size(chosen.bytes)}]]", width="stretch")
                url = media_url(name, chosen.path, download=True)
                st.link_button("Download", url, icon=":material/download:", type="tertiary", help="Download this file")
            view(studio, name, chosen)


def _list(name: str, listed: tuple[Artifact, ...], key: str, whole: bool) -> None:
    paths = [file.path for file in listed]
    rows_picked = [paths.index(asked("file"))] if asked("file") in paths else []
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
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        height="content" if len(rows) <= 10 else 458,
        on_select=hear(lambda: _pick(key, paths), marked(key, rows_picked)),
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows_picked}},
        column_order=["File", "Stage", "Size", "Download"] if whole else ["File", "Kind", "Size", "Download"],
        column_config={
            "File": column.TextColumn(width=320),
            "Size": column.TextColumn(width=80),
            "Download": column.LinkColumn(display_text=":material/download:", width=84),
        },
        alt="Files of this session",
    )


def view(studio: Studio, name: str, file: Artifact) -> None:
    """Shows one file in place."""
    url = media_url(name, file.path)
    if file.kind == "audio":
        st.audio(url, alt=file.path)
        waveform(studio, name, file.path)
    elif file.kind == "image":
        st.image(url, alt=file.path)
    elif file.kind == "video":
        st.video(url, alt=file.path)
    else:
        text = studio.open(name).read(file.path) or ""
        if file.path.endswith(".json") and len(text) < LARGEST_TREE:
            st.json(json.loads(text), expanded=1)
        else:
            st.code(text[:LARGEST_TREE], language=None, wrap_lines=True, height=420)


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
