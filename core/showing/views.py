"""What the studio shows to people, ready to be drawn: choices, galleries, what was understood, chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    loops: Mapping[str, Path] = field(default_factory=dict)
    """Movies as small pictures that move by themselves."""

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


@dataclass(frozen=True)
class ShotCard:
    """A shot of the storyboard, as lists of a session show it."""

    number: int
    id: str
    title: str
    narration: str
    layout: str
    presenter: str
    """Who is seen; empty where nobody is."""
    placement: str
    picture: str = "drawn"
    """What its picture is: `drawn`, `own`, `stock`, `still` or `clip`."""
    why: str = ""
    """Why it is that, as a sentence."""


@dataclass(frozen=True)
class TakeCard:
    """A shot's spoken take with its words."""

    shot: ShotCard
    path: str
    duration_ms: int
    voice: str
    words: tuple[tuple[str, int, int], ...]
    """(word, when it begins, when it ends), in milliseconds of the take."""
    acted: bool
    """Whether a presenter's performance is there to be looked at."""
    timed: bool
    """False: the times of the words are estimates."""
    untimed: str
    """Why they are."""


@dataclass(frozen=True)
class StretchCard:
    """A stretch of film that is encoded on its own: a piece of a shot, or the turn from one to the next."""

    number: int
    shot: int
    into: int
    """The shot that it leads into; 0 for a piece of one shot."""
    transition: str
    start_ms: int
    end_ms: int
    path: str
    there: bool
    made_ns: int = 0
    """When it was encoded, so that the newest is known; 0 while it is not there."""


@dataclass(frozen=True)
class Bar:
    """Something on a track of the timeline."""

    lane: str
    """`picture`, `avatar`, `captions`, `narration` or `music`."""
    start_ms: int
    end_ms: int
    label: str
    shot: int


@dataclass(frozen=True)
class Lanes:
    """The whole timeline, ready to be drawn."""

    duration_ms: int
    bars: tuple[Bar, ...]
    narration: tuple[tuple[int, int], ...]
    """(millisecond, level in per cent): how loud the voice is."""
    music: tuple[tuple[int, int], ...]
