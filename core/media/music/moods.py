"""What each mood is played like."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from core.film import Mood
from core.media.music.harmony import Chord

_DEGREES = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True)
class Playing:
    """A mood in musical terms. Levels are relative gains; progressions are four chords, one for each bar or two."""

    scale: str
    tempo: tuple[int, int]
    progressions: tuple[tuple[Chord, ...], ...]
    cadence: tuple[Chord, Chord]
    """The last bar's chord and the one the piece ends on."""
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


def _chords(written: str) -> tuple[Chord, ...]:
    """Chords as Roman numerals of the scale; `I7` has its seventh, `I9` its ninth, `V11` its eleventh added."""
    found = []
    for name in written.split():
        degree = name.rstrip("0123456789")
        added = name[len(degree) :]
        found.append(Chord(_DEGREES.index(degree), (int(added) - 1,) if added else ()))
    return tuple(found)


def _cadence(written: str) -> tuple[Chord, Chord]:
    last, final = _chords(written)
    return last, final


def _steps(written: str) -> tuple[int, ...]:
    """A broken chord: which of its notes at each step, a full stop rests."""
    return tuple(-1 if step == "." else int(step) for step in written.split())


PLAYING: MappingProxyType[Mood, Playing] = MappingProxyType(
    {
        Mood.BRIGHT: Playing(
            scale="major",
            tempo=(102, 112),
            progressions=(_chords("I9 V VI7 IV9"), _chords("I9 IV9 VI7 V"), _chords("VI7 IV9 I9 V")),
            cadence=_cadence("V11 I9"),
            arpeggio="mallet",
            patterns=(_steps("0 2 1 3 2 1 3 2"), _steps("0 3 1 2 . 3 2 1"), _steps("0 1 2 3 . 2 1 .")),
            steps=8,
            bass="pulse",
            drums="soft",
            pad=0.62,
            pluck=0.85,
            low=0.8,
            beat=0.6,
        ),
        Mood.CALM: Playing(
            scale="major",
            tempo=(68, 76),
            progressions=(_chords("I7 VI7 IV7 V11"), _chords("IV7 I7 II7 V11"), _chords("I9 III7 IV9 VI7")),
            cadence=_cadence("IV7 I9"),
            arpeggio="keys",
            patterns=(_steps("0 . 1 . 2 . 3 ."), _steps("0 . 2 1 . 3 . 2"), _steps("0 1 2 . 3 . . 2")),
            steps=8,
            bass="held",
            drums="none",
            pad=0.95,
            pluck=0.7,
            low=0.7,
            beat=0.0,
        ),
        Mood.DRIVING: Playing(
            scale="minor",
            tempo=(114, 122),
            progressions=(_chords("I VI III VII"), _chords("I III VII VI"), _chords("VI VII I III")),
            cadence=_cadence("VII I"),
            arpeggio="pluck",
            patterns=(_steps("0 2 3 2 1 2 3 2 0 2 3 2 1 3 2 1"), _steps("0 . 2 0 . 2 3 . 0 . 2 1 . 2 3 2")),
            steps=16,
            bass="pulse",
            drums="drive",
            pad=0.6,
            pluck=0.62,
            low=0.95,
            beat=0.8,
        ),
        Mood.WARM: Playing(
            scale="major",
            tempo=(80, 90),
            progressions=(_chords("IV7 III7 II7 I7"), _chords("I7 III7 IV7 V11"), _chords("I9 VI7 II7 V11")),
            cadence=_cadence("V11 I7"),
            arpeggio="keys",
            patterns=(_steps("0 . 2 3 . 2 1 ."), _steps("0 2 . 3 2 . 1 2"), _steps("0 . 1 2 3 . 2 .")),
            steps=8,
            bass="walk",
            drums="light",
            pad=0.8,
            pluck=0.8,
            low=0.8,
            beat=0.5,
            swing=0.08,
        ),
        Mood.CURIOUS: Playing(
            scale="dorian",
            tempo=(94, 102),
            progressions=(_chords("I9 IV I9 VII"), _chords("I9 III IV I9"), _chords("I9 VII III IV")),
            cadence=_cadence("IV I9"),
            arpeggio="pizzicato",
            patterns=(_steps("0 . 2 . 1 3 . 2"), _steps("0 2 . 3 . 1 2 ."), _steps("0 . . 2 3 . 1 .")),
            steps=8,
            bass="walk",
            drums="light",
            pad=0.5,
            pluck=0.95,
            low=0.85,
            beat=0.55,
            swing=0.1,
        ),
        Mood.EPIC: Playing(
            scale="minor",
            tempo=(82, 90),
            progressions=(_chords("I VI III VII"), _chords("I IV VI VII"), _chords("VI VII I I")),
            cadence=_cadence("VII I"),
            arpeggio="strings",
            patterns=(_steps("0 0 2 0 3 0 2 0 0 0 2 0 3 2 1 2"), _steps("0 2 3 2 0 2 3 2 1 2 3 2 1 2 3 2")),
            steps=16,
            bass="held",
            drums="toms",
            pad=1.0,
            pluck=0.6,
            low=0.95,
            beat=0.9,
        ),
    }
)
"""How each mood is played; `Mood.NONE` is not."""
