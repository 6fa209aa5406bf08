"""A script as people read it: what is said, beside the line of the source that it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from core.film import Script
from core.film.script import Source
from pages.parts.words import layout, plain, short

_MARKS = re.compile(r"^(?:#{1,6}|[-*+>]|\d+[.)]) |```\w*|\*\*|(?<![\w_])__?(?=\w)|(?<=[\w.…])__?(?![\w_])|`|\[?!\[")
_RULES, _BARS = re.compile(r"\|(?:\s*:?-+:?\s*\|)+|^\s*\|\s*|\s*\|\s*$"), re.compile(r"\s*\|[\s|]*| [*•] ")
"""Signs of Markdown, which mean nothing to who reads where a claim comes from; the cells of a table are told apart by dots."""

_LIST = re.compile(r" (?:[-*+]|\d{1,2}[.)]) (?=\S)")
"""Where the next item of a list begins, in an excerpt that begins with one."""

_LINK, _NAME = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)"), r"\1"
"""A link of a text is told by its words: its address is long, cannot be broken, and nobody reads it."""


def script(told: Script) -> None:
    """Draws the lines of a script, each claim with its source beside it."""
    for i, line in enumerate(told.lines, 1):
        said, where = st.columns([1.7, 1], gap="medium")
        said.markdown(f":gray[:small[{i} · {layout(line.slide.layout.value)}]]  \n{plain(line.narration)}")
        where.markdown(_place(line.source))


def script_table(told: Script, marks: Mapping[int, str] | None = None) -> None:
    """The same as one table, for a page that shows more than a script; `marks` are signs at lines, by their numbers."""
    rows = [
        {
            "": f":gray[{i}] {(marks or {}).get(i, '')}",
            "Said": f":gray[:small[{layout(line.slide.layout.value)}]]  \n{_breakable(plain(line.narration))}",
            "In your text": _place(line.source),
        }
        for i, line in enumerate(told.lines, 1)
    ]
    st.table(rows, border="horizontal", hide_index=True)


def _breakable(text: str) -> str:
    """`text` with places for a line to end inside of paths, so that a column is as narrow as a phone needs it."""
    return text.replace("/", "/\u200b")


def _place(source: Source | None) -> str:
    if source is None:
        return ":gray[:small[:material/waving_hand: The studio’s own words, no claim]]"
    excerpt = _breakable(plain(short(_words(source.excerpt), 110).replace(" ·…", "…")))
    lines = f"Line {source.first}" if source.first == source.last else f"Lines {source.first}–{source.last}"
    return f":gray[:small[:material/format_quote: {lines}]]  \n:small[{excerpt}]"


def _words(excerpt: str) -> str:
    """An excerpt of a source as it is read."""
    listed = re.match(r"(?:[-*+]|\d{1,2}[.)]) ", excerpt)
    items = _LIST.sub(" | ", excerpt) if listed else excerpt
    words = _MARKS.sub("", _LINK.sub(_NAME, items))
    return " ".join(_BARS.sub(" · ", _RULES.sub(" ", words).strip()).split()).replace(". · ", ". ")
