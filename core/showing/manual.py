"""The project's own papers, for pages: README as chapters, CHANGELOG as releases. Each is read again only when it changed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PICTURES = re.compile(r"\]\(\.streamlit/static/")
_CODE = re.compile(r"^```\w+$", re.MULTILINE)
"""Code is shown in one ink: the colours of comments are too pale to read."""

_REMARK = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Chapter:
    """A part of the manual."""

    name: str
    """Short, for an address."""
    title: str
    text: str
    """Markdown whose pictures lie on this server."""


@dataclass(frozen=True)
class Release:
    """What one version brought."""

    version: str
    """`Unreleased` for what is newer than every version."""
    date: str
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    """(what they are for, each of them in Markdown)."""


def chapters() -> tuple[Chapter, ...]:
    """README in chapters, in its order; the first tells how to begin."""
    path = ROOT / "README.md"
    return _chapters(path, path.stat().st_mtime_ns)


def releases() -> tuple[Release, ...]:
    """CHANGELOG, the newest first."""
    path = ROOT / "CHANGELOG.md"
    return _releases(path, path.stat().st_mtime_ns)


def edition() -> str:
    """A short mark of the newest changes: another one means that there is news."""
    path = ROOT / "CHANGELOG.md"
    return _edition(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _chapters(path: Path, changed: int) -> tuple[Chapter, ...]:
    text = _PICTURES.sub("](/app/static/", _REMARK.sub("", path.read_text("utf-8")))
    text = _CODE.sub("```text", text)
    first, *others = re.split(r"^## ", text, flags=re.MULTILINE)
    _, _, beginning = first.partition("\n")
    found = [Chapter("start", "Getting started", beginning.strip())]
    for other in others:
        title, _, body = other.partition("\n")
        found.append(Chapter(_NOT_A_NAME.sub("-", title.lower()).strip("-"), title.strip(), _HEADING.sub(r"##\1 ", body).strip()))
    return tuple(found)


@lru_cache(maxsize=2)
def _releases(path: Path, changed: int) -> tuple[Release, ...]:
    found = []
    for part in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        version, _, date = head.strip().partition(" - ")
        kinds = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
        changes = tuple(_changes(kind) for kind in kinds)
        found.append(Release(version.strip("[] "), date.strip(), changes))
    return tuple(found)


def _changes(section: str) -> tuple[str, tuple[str, ...]]:
    title, _, body = section.partition("\n")
    return title.strip(), tuple(" ".join(one.split()) for one in re.split(r"^- ", body, flags=re.MULTILINE)[1:])


@lru_cache(maxsize=2)
def _edition(path: Path, changed: int) -> str:
    return f"{zlib.crc32(path.read_bytes()):08x}"
