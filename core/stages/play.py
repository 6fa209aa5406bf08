"""Passage -> Played: a stretch of the film's music, made once wherever it is part of a piece."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Passage, Played
from core.ports import Composer


@stage(version=1, each=Passage)
def play(passage: Passage, composer: Composer, scratch: Scratch) -> Played:
    """The composer's work. It knows nothing of the film's length, so an edited line hardly ever plays one anew."""
    sounding = scratch.new(".wav")
    composer.play(passage, sounding)
    return Played(audio=scratch.keep(sounding))
