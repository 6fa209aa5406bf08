"""MusicBed -> Music: what is played under the film, composed once for its mood and its length."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Mood, Music, MusicBed
from core.media.loudness import measure_file
from core.ports import Composer


@stage(version=1)
def music(bed: MusicBed | None, composer: Composer, scratch: Scratch) -> Music:
    """The composer's work with its loudness, so that another level composes nothing anew; nothing where none is asked for."""
    if bed is None or bed.mood is Mood.NONE:
        return Music()
    written = scratch.new(".wav")
    composer.compose(bed, written)
    lufs = measure_file(written).integrated_lufs
    return Music(audio=scratch.keep(written), lufs=lufs)
