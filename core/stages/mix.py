"""SoundPlan -> Mix: narration and music as one encoded sound at the film's loudness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core.engine import Scratch, stage
from core.errors import ToolFailed
from core.film import Loudness, Mix, Mood, SoundPlan
from core.film.timing import samples_of_ms
from core.media.audio import Samples, decoded
from core.media.ffmpeg import encode_aac
from core.media.loudness import SILENCE, measure_pieces
from core.media.mixing import Desk, Line, desk, loudness_of, mastered
from core.ports import Composer
from core.value import Blob

TOLERANCE_LU = 0.2
"""How near the encoded sound comes to the wanted loudness."""

_HEADROOM_DB = 0.4
"""What encoding may add to a peak, to begin with."""

_TRIES = 4
_MOST_GAIN_DB = 36.0


@stage(version=1)
def mix(sound: SoundPlan, composer: Composer, scratch: Scratch) -> Mix:
    """Takes laid to the sample, music ducked under them, brought to the plan's loudness as it is heard *after* encoding."""
    music = _composed(sound, composer, scratch)
    lines = [Line(scratch.path(p.audio), p.start_sample, samples_of_ms(p.duration_ms)) for p in sound.narration]
    track = scratch.path(music) if music else None
    board = desk(sound.samples, lines, track, float(sound.music_db), sound.music_levels)
    encoded, loudness = _encoded(board, sound, scratch)
    return Mix(audio=scratch.keep(encoded), samples=sound.samples, loudness=loudness, music=music)


def _composed(sound: SoundPlan, composer: Composer, scratch: Scratch) -> Blob | None:
    if sound.bed is None or sound.bed.mood is Mood.NONE:
        return None
    written = scratch.new(".wav")
    composer.compose(sound.bed, written)
    return scratch.keep(written)


def _encoded(board: Desk, sound: SoundPlan, scratch: Scratch) -> tuple[Path, Loudness]:
    """Encodes, listens, and corrects until loudness and peak are right. Silence stays silence."""
    before = loudness_of(board)
    gain = min(_MOST_GAIN_DB, sound.target_lufs - before) if before > SILENCE else 0.0
    ceiling = sound.ceiling_dbtp - _HEADROOM_DB
    raw = scratch.new(".f32")
    for _ in range(_TRIES):
        encoded = scratch.new(".m4a")
        _write(board, gain, ceiling, raw)
        encode_aac(raw, encoded)
        loudness = _heard(encoded, board.samples)
        off = sound.target_lufs - loudness.integrated_lufs
        over = loudness.true_peak_dbtp - sound.ceiling_dbtp
        if before <= SILENCE or (abs(off) <= TOLERANCE_LU and over <= 0) or (over <= 0 and gain + off > _MOST_GAIN_DB):
            break
        gain = min(_MOST_GAIN_DB, gain + (off if abs(off) > TOLERANCE_LU / 2 else 0.0))
        ceiling -= max(0.0, over + 0.1) if over > 0 else 0.0
    raw.unlink(missing_ok=True)
    return encoded, loudness


def _heard(encoded: Path, samples: int) -> Loudness:
    """What was encoded, measured as it will be heard. Raises `ToolFailed` when it is not as long as the film."""
    count = 0

    def counted() -> Iterator[Samples]:
        nonlocal count
        for piece in decoded(encoded):
            count += piece.shape[1]
            yield piece

    loudness = measure_pieces(counted())
    if count != samples:
        raise ToolFailed(f"The encoded sound has {count} samples where the film has {samples}.")
    return loudness


def _write(board: Desk, gain: float, ceiling: float, to: Path) -> None:
    """Raw interleaved floats, as the encoder reads them."""
    with to.open("wb") as file:
        for piece in mastered(board, gain, ceiling):
            file.write(np.ascontiguousarray(piece.T, "<f4").tobytes())
