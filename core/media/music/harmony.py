"""Keys, scales and chords as MIDI note numbers, led from one to the next by the smallest steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
}
"""Semitones above the tonic."""


@dataclass(frozen=True)
class Key:
    """A tonic (MIDI note of the octave from 48) and a scale."""

    tonic: int
    scale: tuple[int, ...]

    def note(self, degree: int) -> int:
        """The MIDI note of a scale degree, 0 the tonic; 7 lies an octave higher."""
        octave, step = divmod(degree, len(self.scale))
        return self.tonic + 12 * octave + self.scale[step]


@dataclass(frozen=True)
class Chord:
    """A chord on a degree of the scale, in thirds; `colour` adds degrees above the root: 6 a seventh, 8 a ninth."""

    degree: int
    colour: tuple[int, ...] = ()

    def pitches(self, key: Key) -> tuple[int, ...]:
        """Root position, root first."""
        return tuple(key.note(self.degree + step) for step in (0, 2, 4, *self.colour))

    def bass(self, key: Key) -> int:
        """The root between E1 and D#2."""
        return 28 + (key.note(self.degree) - 28) % 12


@lru_cache(maxsize=4096)
def voicing(chord: Chord, key: Key, before: tuple[int, ...], centre: int) -> tuple[int, ...]:
    """The chord's notes, each in the octave nearest to the notes `before` (or to `centre`), without seconds at the bottom."""
    classes = [pitch % 12 for pitch in chord.pitches(key)]
    target = before or tuple(centre + 4 * (i - len(classes) // 2) for i in range(len(classes)))
    options = [[pitch for pitch in range(centre - 9, centre + 11) if pitch % 12 == name] for name in classes]

    def cost(notes: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        ordered = tuple(sorted(notes))
        near = sum(min(abs(note - other) for other in target) for note in ordered)
        near += sum(min(abs(note - other) for note in ordered) for other in target)
        tight = sum(6 for low, high in pairwise(ordered) if high - low < 2)
        muddy = 4 if ordered[1] - ordered[0] < 3 else 0
        return near + tight + muddy + abs(sum(ordered) / len(ordered) - centre) * 0.8, ordered

    return min(cost(notes) for notes in product(*options))[1]
