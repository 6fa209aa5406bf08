"""Score, every Played -> Music: the film's piece, exactly as long as the film."""

from __future__ import annotations

from core.engine import Each, Scratch, stage
from core.film import Music, Played, Score


@stage(version=2)
def music(score: Score, played: Each[Played], scratch: Scratch) -> Music:
    """All passages laid at their places, with the loudness of every tenth, so that another level measures nothing anew."""
    if not score.passages:
        return Music()
    import numpy as np

    from core.media.loudness import gated, lufs
    from core.media.piece import lay

    piece = scratch.new(".wav")
    laid = [(passage.start_sample, scratch.path(played[passage.id].audio)) for passage in score.passages]
    powers = lay(laid, score.samples, piece)
    tenths = tuple(int(level) for level in np.rint(100 * lufs(powers)))
    return Music(audio=scratch.keep(piece), lufs=gated(powers), tenths=tenths)
