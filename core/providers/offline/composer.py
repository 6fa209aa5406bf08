"""The offline composer: pieces of music from a mood and a seed, free of anybody's rights."""

from __future__ import annotations

from pathlib import Path

from core.errors import UnknownChoice
from core.film import Mood, MusicBed, Passage, Score
from core.media.audio import write_wav
from core.media.music import notes_of, perform, scored
from core.ports import Composer
from core.providers import provides

_VERSION = 3
"""Counts up when the same passage is played differently."""


@provides(Composer)
class OfflineComposer:
    """A small synthesised band: six moods, every piece its own, ending with the film; free of rights."""

    @property
    def identity(self) -> str:
        """House and version."""
        return f"offline/band/{_VERSION}"

    def score(self, bed: MusicBed) -> Score:
        """The bed's piece. Raises `UnknownChoice` for the mood `none`."""
        if bed.mood is Mood.NONE:
            raise UnknownChoice("There is no music without a mood.", hint="Choose a mood, or leave the music out.")
        return scored(bed)

    def play(self, passage: Passage, to: Path) -> None:
        """Writes a passage as a 48 kHz stereo WAV."""
        write_wav(to, perform(notes_of(passage)))
