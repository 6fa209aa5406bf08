"""Shots in order; each carries all that later stages ask for, in narrow pieces."""

from __future__ import annotations

from pydantic import Field

from core.film.casting import Avatar, Placement, Voice
from core.film.handling import Transition as Transition
from core.film.script import Source
from core.film.slide import Slide
from core.value import Text, Value


class Utterance(Value):
    """What is spoken in one shot, by whom: all that a voice needs."""

    text: Text = Field(min_length=1)
    language: str
    voice: Voice
    pace: int = Field(100, ge=50, le=200, description="Per cent of the voice's own rate.")
    pronounce: tuple[tuple[str, str], ...] = Field((), description="(as written, as spoken).")
    take: int = Field(1, ge=1, description="Ask for another by counting up; earlier ones stay.")


class Staging(Value):
    """Who is seen in one shot and where."""

    avatar: Avatar | None = None
    placement: Placement = Placement.NONE


class Shot(Value):
    """One line with its picture. Named by its content, so that moving it makes nothing again."""

    id: str
    utterance: Utterance
    slide: Slide
    staging: Staging = Staging()
    before_ms: int = Field(250, ge=0, le=5000, description="Room before the words.")
    after_ms: int = Field(350, ge=0, le=5000, description="Room after the words.")
    transition: Transition = Field(Transition.CUT, description="From this shot into the next.")
    captions: bool = True
    music_db: int | None = Field(None, ge=-40, le=0, description="Level of the music during this shot; None: the film's.")
    source: Source | None = None


class Storyboard(Value):
    """Shots in order."""

    title: Text
    language: str
    shots: tuple[Shot, ...] = Field(min_length=1)
    stood_in: tuple[Text, ...] = Field((), description="Why others wrote or checked its words than were asked.")
