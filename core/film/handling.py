"""What a person wants of one line's shot: where it differs from what template, casting and finish give."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from core.film.casting import Placement, Voice
from core.value import Value


class Transition(StrEnum):
    """How one shot becomes the next."""

    CUT = "cut"
    FADE = "fade"
    SLIDE = "slide"
    PUSH = "push"
    WIPE = "wipe"
    ZOOM = "zoom"


class Handling(Value):
    """How one line is spoken, staged and joined. What is None, or holds its default, follows the film."""

    voice: Voice | None = None
    pace: int | None = Field(None, ge=50, le=200, description="Per cent of the voice's own rate.")
    take: int = Field(1, ge=1, le=99, description="Another reading is asked for by counting up; earlier ones stay.")
    before_ms: int | None = Field(None, ge=0, le=5000, description="Room before the words.")
    after_ms: int | None = Field(None, ge=0, le=5000, description="Room after the words.")
    placement: Placement | None = Field(None, description="Where the presenter stands.")
    transition: Transition | None = Field(None, description="From this shot into the next.")
    captions: bool | None = Field(None, description="Whether captions are burned in here.")
    music_db: int | None = Field(None, ge=-40, le=0, description="Level of the music here, against the narration.")
    hidden: bool = Field(False, description="Left out of the film, but not thrown away.")
    locked: bool = Field(False, description="Nobody changes it before it is unlocked.")
