"""MusicBed -> Score: what is to be played under the film, in passages."""

from __future__ import annotations

from core.engine import stage
from core.film import Mood, MusicBed, Score
from core.ports import Composer


@stage(version=1)
def score(bed: MusicBed | None, composer: Composer) -> Score:
    """The composer's plan for the film's length; nothing where no music is asked for."""
    if bed is None or bed.mood is Mood.NONE:
        return Score()
    return composer.score(bed)
