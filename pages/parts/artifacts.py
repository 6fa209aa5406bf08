"""What every stage left in the session's folder, each kind shown as what it is."""

from __future__ import annotations

import json

import streamlit as st

from core.errors import StudioError
from core.server import media_url
from core.studio import Artifact, Studio
from pages.parts.script import script
from pages.parts.words import STAGES, clock, complain, plain, size

LARGEST_TREE = 400_000
"""Characters of JSON that are shown as a tree; more is shown as text."""

AT_ONCE = 12
"""Players on one page: a browser opens few connections at a time."""


def artifacts(studio: Studio, name: str) -> None:
    """Draws the files by stage; only the open tab is filled."""
    try:
        files = studio.artifacts(name)
        if not files:
            return
        st.subheader("Stage by stage", anchor=False)
        made = [file for file in files if file.stage != "final" or not file.path.startswith("metadata/")]
        present = [stage for stage in STAGES if any(file.stage == stage for file in made)]
        tabs = st.tabs([STAGES[stage] for stage in present], on_change="rerun", key="stage-tabs")
        for stage, tab in zip(present, tabs, strict=True):
            if tab.open:
                with tab:
                    _stage(studio, name, stage, [f for f in files if f.stage == stage])
    except StudioError as error:
        complain(error)


def _stage(studio: Studio, name: str, stage: str, files: list[Artifact]) -> None:
    if stage == "script" and (told := studio.script(name)):
        with st.container(border=True):
            script(told)
    if stage == "sync" and (cuts := studio.cuts(name)) and (chapters := studio.viewing.chapters(name, cuts[-1])):
        st.table([{"Start": clock(c.start_ms), "Length": f"{c.duration_ms / 1000:.1f} s", "Scene": plain(c.title),
                   "Spoken": plain(c.narration)} for c in chapters], border="horizontal", hide_index=True)  # fmt: skip
    seen = [file for file in files if file.kind in ("audio", "image") or (file.kind == "video" and stage != "final")]
    at = 0
    if len(seen) > AT_ONCE:
        at = st.pagination(-(-len(seen) // AT_ONCE), key=f"pages-{stage}") - 1
    with st.grid(2 if stage == "avatar" else 3, min_column_width=260):
        for file in seen[at * AT_ONCE : (at + 1) * AT_ONCE]:
            with st.container(border=True):
                _player(media_url(name, file.path), file)
    for file in files:
        if file not in seen:
            _folded(studio, name, file)


def _player(url: str, file: Artifact) -> None:
    st.caption(f"{file.path.rsplit('/', 1)[-1]} · {size(file.bytes)}")
    if file.kind == "audio":
        st.audio(url)
    elif file.kind == "image":
        st.image(url, width="stretch", alt=file.path)
    else:
        st.video(url, alt=file.path)


def _folded(studio: Studio, name: str, file: Artifact) -> None:
    with st.expander(
        f"{file.path} · {size(file.bytes)}", on_change="rerun", key=f"file-{file.path}", icon=_ICONS[file.kind]
    ) as box:
        if not box.open:
            return
        if file.kind in ("audio", "image", "video"):
            _player(media_url(name, file.path), file)
            return
        text = studio.open(name).read(file.path) or ""
        if file.kind == "json" and len(text) < LARGEST_TREE:
            st.json(json.loads(text), expanded=1)
        else:
            st.code(text[:LARGEST_TREE], language="markdown" if file.path.endswith(".md") else None, wrap_lines=True, height=420)


_ICONS = {
    "text": ":material/description:",
    "json": ":material/data_object:",
    "audio": ":material/graphic_eq:",
    "image": ":material/image:",
    "video": ":material/movie:",
    "captions": ":material/closed_caption:",
}
