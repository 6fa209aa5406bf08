"""What the studio shows to people, ready to be drawn: choices, galleries, what was understood, chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.film import Aspect, Avatar, CaptionStyle, Mood, Quality, Script, Template, Voice
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES


@dataclass(frozen=True)
class Choices:
    """Everything that a person can choose from."""

    templates: tuple[Template, ...]
    avatars: tuple[Avatar, ...]
    voices: tuple[Voice, ...]
    aspects: tuple[Aspect, ...] = tuple(Aspect)
    qualities: tuple[Quality, ...] = tuple(Quality)
    captions: tuple[CaptionStyle, ...] = tuple(CaptionStyle)
    moods: tuple[Mood, ...] = tuple(Mood)


@dataclass(frozen=True)
class Outline:
    """What the studio understood of a source, before anything is made."""

    script: Script
    words: int
    duration_ms: int
    claims: int
    """Lines that come from a place in the source."""


@dataclass(frozen=True)
class Gallery:
    """The pictures that are drawn by now, by the id of what they show; the others follow within seconds."""

    stills: Mapping[str, Path]
    movies: Mapping[str, Path]
    faces: Mapping[str, Path]
    """Presenters, and `none` for nobody."""

    @property
    def pictures_missing(self) -> bool:
        """Whether a still or a face is still being drawn."""
        return len(self.stills) < len(TEMPLATES) or len(self.faces) <= len(AVATARS)

    @property
    def movies_missing(self) -> bool:
        """Whether a moving preview is still being drawn."""
        return len(self.movies) < len(TEMPLATES)


@dataclass(frozen=True)
class Chapter:
    """A shot of a film as a place to jump to."""

    start_ms: int
    duration_ms: int
    title: str
    narration: str
