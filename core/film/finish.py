"""The choices that the template makes and a person may overrule: captions, music, transitions."""

from __future__ import annotations

from pydantic import Field

from core.film.casting import Placement
from core.film.look import CaptionStyle, Template
from core.film.sound import Mood
from core.value import Value


class Finish(Value):
    """How a film is finished."""

    captions: CaptionStyle = CaptionStyle.LINE
    mood: Mood = Mood.BRIGHT
    music_db: int = Field(-16, ge=-40, le=0)
    target_lufs: float = Field(-14.0, ge=-31, le=-8)
    ceiling_dbtp: float = Field(-1.0, ge=-9, le=0)


class Direction(Value):
    """What a person wants of every shot: the presenter's place, and how words are said."""

    placement: Placement | None = None
    pronounce: tuple[tuple[str, str], ...] = ()


def finish_of(template: Template, captions: CaptionStyle | None, mood: Mood | None, music_db: int | None = None) -> Finish:
    """The template's finish, with what a person chose instead."""
    chosen = Finish(
        captions=template.look.captions if captions is None else captions, mood=template.music if mood is None else mood
    )
    return chosen if music_db is None else chosen.model_copy(update={"music_db": music_db})
