"""What each mood is played like."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from core.film import Mood
from core.media.music.harmony import Chord

_I, _II, _III, _IV, _V, _VI, _VII = (Chord(degree) for degree in range(7))
_I9, _VI7, _IV9, _V11 = Chord(0, (8,)), Chord(5, (6,)), Chord(3, (8,)), Chord(4, (10,))
_IMAJ7, _IVMAJ7, _II7, _III7 = Chord(0, (6,)), Chord(3, (6,)), Chord(1, (6,)), Chord(2, (6,))


@dataclass(frozen=True)
class Playing:
    """A mood in musical terms. Levels are relative gains; progressions are four chords, one for each bar or two."""

    scale: str
    tempo: tuple[int, int]
    progressions: tuple[tuple[Chord, ...], ...]
    cadence: tuple[Chord, Chord]
    """The last bar's chord and the one the piece ends on."""
    bars_per_chord: int
    arpeggio: str
    """Which instrument plays the broken chords."""
    patterns: tuple[tuple[int, ...], ...]
    """Broken chords as steps of eighths (or sixteenths): which chord note, -1 rests."""
    steps: int
    """Steps in one bar."""
    bass: str
    """`held`, `pulse` or `walk`."""
    drums: str
    """`none`, `soft`, `drive`, `light` or `toms`."""
    pad: float
    pluck: float
    low: float
    beat: float
    swing: float = 0.0


PLAYING: MappingProxyType[Mood, Playing] = MappingProxyType(
    {
        Mood.BRIGHT: Playing(
            "major", (102, 112), ((_I9, _V, _VI7, _IV9), (_I9, _IV9, _VI7, _V), (_VI7, _IV9, _I9, _V)), (_V11, _I9), 1, "mallet",
            ((0, 2, 1, 3, 2, 1, 3, 2), (0, 3, 1, 2, -1, 3, 2, 1), (0, 1, 2, 3, -1, 2, 1, -1)), 8, "pulse", "soft", 0.62, 0.85, 0.8, 0.6,
        ),
        Mood.CALM: Playing(
            "major", (68, 76), ((_IMAJ7, _VI7, _IVMAJ7, _V11), (_IVMAJ7, _IMAJ7, _II7, _V11), (_I9, _III7, _IV9, _VI7)), (_IVMAJ7, _I9), 1, "keys",
            ((0, -1, 1, -1, 2, -1, 3, -1), (0, -1, 2, 1, -1, 3, -1, 2), (0, 1, 2, -1, 3, -1, -1, 2)), 8, "held", "none", 0.95, 0.7, 0.7, 0.0,
        ),
        Mood.DRIVING: Playing(
            "minor", (114, 122), ((_I, _VI, _III, _VII), (_I, _III, _VII, _VI), (_VI, _VII, _I, _III)), (_VII, _I), 1, "pluck",
            ((0, 2, 3, 2, 1, 2, 3, 2, 0, 2, 3, 2, 1, 3, 2, 1), (0, -1, 2, 0, -1, 2, 3, -1, 0, -1, 2, 1, -1, 2, 3, 2)), 16, "pulse", "drive",
            0.6, 0.62, 0.95, 0.8,
        ),
        Mood.WARM: Playing(
            "major", (80, 90), ((_IVMAJ7, _III7, _II7, _IMAJ7), (_IMAJ7, _III7, _IVMAJ7, _V11), (_I9, _VI7, _II7, _V11)), (_V11, _IMAJ7), 1, "keys",
            ((0, -1, 2, 3, -1, 2, 1, -1), (0, 2, -1, 3, 2, -1, 1, 2), (0, -1, 1, 2, 3, -1, 2, -1)), 8, "walk", "light", 0.8, 0.8, 0.8, 0.5, 0.08,
        ),
        Mood.CURIOUS: Playing(
            "dorian", (94, 102), ((_I9, _IV, _I9, _VII), (_I9, _III, _IV, _I9), (_I9, _VII, _III, _IV)), (_IV, _I9), 1, "pizzicato",
            ((0, -1, 2, -1, 1, 3, -1, 2), (0, 2, -1, 3, -1, 1, 2, -1), (0, -1, -1, 2, 3, -1, 1, -1)), 8, "walk", "light", 0.5, 0.95, 0.85, 0.55, 0.1,
        ),
        Mood.EPIC: Playing(
            "minor", (82, 90), ((_I, _VI, _III, _VII), (_I, _IV, _VI, _VII), (_VI, _VII, _I, _I)), (_VII, _I), 1, "strings",
            ((0, 0, 2, 0, 3, 0, 2, 0, 0, 0, 2, 0, 3, 2, 1, 2), (0, 2, 3, 2, 0, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2)), 16, "held", "toms",
            1.0, 0.6, 0.95, 0.9,
        ),
    }
)  # fmt: skip
"""How each mood is played; `Mood.NONE` is not."""
