"""The offline composer: beds of music from a mood and a seed, free of anybody's rights."""

from __future__ import annotations

import wave
from pathlib import Path

from core.errors import UnknownChoice
from core.film import Mood, MusicBed
from core.film.timing import RATE, samples_of_ms
from core.ports import Composer
from core.providers import provides

_VERSION = 1
"""Counts up when the same bed is played differently."""


@provides(Composer)
class OfflineComposer:
    """A small synthesised band: six moods, every piece its own, ending with the film; free of rights."""

    @property
    def identity(self) -> str:
        """House and version."""
        return f"offline/band/{_VERSION}"

    def compose(self, bed: MusicBed, to: Path) -> None:
        """Writes a 48 kHz stereo WAV of exactly the bed's duration. Raises `UnknownChoice` for the mood `none`."""
        if bed.mood is Mood.NONE:
            raise UnknownChoice("There is no music without a mood.", hint="Choose a mood, or leave the music out.")
        import numpy as np

        from core.media.music import perform, written

        left = samples_of_ms(bed.duration_ms)
        with wave.open(str(to), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            for piece in perform(written(bed)):
                kept = piece[:, :left]
                file.writeframes(np.ascontiguousarray(np.rint(kept.T * np.float32(32767)).astype("<i2")).tobytes())
                left -= kept.shape[1]
