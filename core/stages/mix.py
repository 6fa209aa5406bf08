"""SoundPlan, Music -> Mix: narration and music as one encoded sound at the film's loudness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.engine import Scratch, stage
from core.errors import ToolFailed
from core.film import Loudness, Mix, Music, SoundPlan
from core.film.timing import samples_of_ms

if TYPE_CHECKING:
    from core.media.audio import Samples
    from core.media.mixing import Desk
    from core.media.offset import Envelope

TOLERANCE_LU = 0.2
"""How near the encoded sound comes to the wanted loudness."""

_HEADROOM_DB = 0.4
"""What encoding may add to a peak, to begin with."""

_TRIES = 4
_MOST_GAIN_DB = 36.0


@stage(version=3)
def mix(sound: SoundPlan, music: Music, scratch: Scratch) -> Mix:
    """Takes laid to the sample, music ducked under them, brought to the plan's loudness as it is heard *after* encoding."""
    from core.media.mixing import Backing, Line, desk
    from core.media.offset import late_ms

    lines = [Line(scratch.path(p.audio), p.start_sample, samples_of_ms(p.duration_ms)) for p in sound.narration]
    backing = None
    if music.audio is not None:
        track = scratch.path(music.audio)
        backing = Backing(track, music.lufs, music.tenths, float(sound.music_db), sound.music_levels)
    board = desk(sound.samples, lines, backing)
    heard = _encoded(board, sound, scratch)
    return Mix(
        audio=scratch.keep(heard.file),
        samples=sound.samples,
        loudness=heard.loudness,
        late_ms=late_ms(heard.envelope, sound, scratch.path),
        content=heard.content,
    )


class _Encoded(NamedTuple):
    """An encoded sound that was listened to."""

    file: Path
    content: int
    loudness: Loudness
    envelope: Envelope


def _encoded(board: Desk, sound: SoundPlan, scratch: Scratch) -> _Encoded:
    """Encodes, listens, and corrects until loudness and peak are right. Silence stays silence."""
    from core.media.loudness import SILENCE

    before = board.lufs
    gain = min(_MOST_GAIN_DB, sound.target_lufs - before) if before > SILENCE else 0.0
    ceiling = sound.ceiling_dbtp - _HEADROOM_DB
    for _ in range(_TRIES):
        heard = _listened(board, gain, ceiling, scratch.new(".m4a"))
        off = sound.target_lufs - heard.loudness.integrated_lufs
        over = heard.loudness.true_peak_dbtp - sound.ceiling_dbtp
        if before <= SILENCE or (abs(off) <= TOLERANCE_LU and over <= 0) or (over <= 0 and gain + off > _MOST_GAIN_DB):
            break
        gain = min(_MOST_GAIN_DB, gain + (off if abs(off) > TOLERANCE_LU / 2 else 0.0))
        ceiling -= max(0.0, over + 0.1) if over > 0 else 0.0
    return heard


def _listened(board: Desk, gain: float, ceiling: float, file: Path) -> _Encoded:
    """Raises `ToolFailed` when what is heard is not as long as the film."""
    import numpy as np

    from core.media.aac import encode_heard
    from core.media.loudness import Heard, hear, loudness_of
    from core.media.mixing import mastered
    from core.media.offset import envelope

    def listen(earlier: Samples, piece: Samples) -> tuple[Heard, Envelope, int]:
        return hear(earlier, piece), envelope(piece), piece.shape[1]

    content, found = encode_heard(mastered(board, gain, ceiling), board.samples, file, listen)
    heard, envelopes, samples = zip(*found, strict=True)
    if sum(samples) != board.samples:
        raise ToolFailed(f"The encoded sound has {sum(samples)} samples where the film has {board.samples}.")
    return _Encoded(file, content, loudness_of(heard), np.concatenate(envelopes))
