"""A piece written down: which instrument plays which note when, bar by bar, up to the chord that ends it.

A bar is a function of the mood, the seed and its own number, and the tempo is the piece's own, so a piece that shall be longer
goes on as it was: only its last bar, which leads to the last chord, stands elsewhere. That chord falls on the first or the
third beat of a bar and rings until the piece is over. Bars are put together in passages of 8, 4, 2 and 1.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.film import Mood, MusicBed, Passage, Score
from core.film.timing import RATE, samples_of_ms
from core.media.music.harmony import SCALES, Chord, Key, voicing
from core.media.music.moods import PLAYING, Playing

BEATS = 4
LONGEST = 8
"""Bars of the longest passage; a power of two."""

_SHORTEST_S = 4.0
_RING_S = 2.6
"""The least time that the last chord has; it may have half a bar more."""

_LAST_S = 3.4
"""So long its notes are held; the piece's end may come before that or after."""

_CENTRE = 60
_ENTRIES = ((12, 4), (5, 2))
"""From so many bars on everybody plays after so many; in less, at once."""


@dataclass(frozen=True)
class Note:
    """One note: seconds, MIDI pitch (a drum's name says more than its pitch), loudness 0..1, place -1 left..1 right."""

    instrument: str
    start: float
    length: float
    pitch: int
    loudness: float
    place: float = 0.0


@dataclass(frozen=True)
class _Bar:
    """What one bar is played with."""

    start: float
    length: float
    notes: tuple[int, ...]
    bass: int
    block: int
    """Which block of eight bars it belongs to; patterns change with it."""
    place: int
    """Which bar of its block."""
    force: float
    """How much of the band plays: 0 only the pad, 1 everybody."""


class Piece:
    """What a mood and a seed come to: the key, the tempo, and the order of its chords. The mood must not be `none`."""

    def __init__(self, mood: str, seed: int) -> None:
        self.playing = PLAYING[Mood(mood)]
        self._seeds = (seed, zlib.crc32(mood.encode()))
        dice = np.random.default_rng(self._seeds)
        self.key = Key(48 + int(dice.integers(-5, 7)), SCALES[self.playing.scale])
        self.bar = 60 * BEATS / float(dice.uniform(*self.playing.tempo))
        self._order = [int(i) for i in dice.permutation(len(self.playing.progressions))]

    def dice(self, bar: int) -> np.random.Generator:
        """What is left to chance in a bar."""
        return np.random.default_rng((*self._seeds, bar + 1))

    def chord(self, bar: int) -> Chord:
        """The chord of a bar that another one follows."""
        progression = self.playing.progressions[self._order[bar // 16 % len(self._order)]]
        return progression[bar % len(progression)]

    def notes(self, bar: int) -> tuple[int, ...]:
        """That chord's notes, led from bar to bar; none before the first."""
        before: tuple[int, ...] = ()
        for i in range(bar + 1):
            before = voicing(self.chord(i), self.key, before, _CENTRE)
        return before


def scored(bed: MusicBed) -> Score:
    """The passages of a piece of the bed's length."""
    piece, length = Piece(bed.mood.value, bed.seed), bed.duration_ms / 1000
    halves = 0
    if length >= _SHORTEST_S:
        halves = max(1, int((length - min(_RING_S, length * 0.3)) / (piece.bar / 2)))
    bars, closing = max(0, (halves - 1) // 2), (0, 4, 2)[0 if not halves else 1 + halves % 2]
    entry = next((wait for least, wait in _ENTRIES if bars >= least), 0)
    found = []
    at, size = 0, LONGEST
    while at < bars:
        while size > bars - at:
            size //= 2
        found.append(_passage(bed, piece, at, size, entry))
        at += size
    found.append(_passage(bed, piece, bars, 0, entry, closing))
    return Score(passages=tuple(found), samples=samples_of_ms(bed.duration_ms))


def _passage(bed: MusicBed, piece: Piece, first: int, bars: int, entry: int, closing: int | None = None) -> Passage:
    # where nothing of the entry is heard any more, the passage is the same whatever it was
    heard = entry if first < max(wait for _, wait in _ENTRIES) else 0
    name = f"{bed.mood.value}-{bed.seed}-{heard}-{first}-" + (f"{bars}" if closing is None else f"end-{closing}")
    start = round(first * piece.bar * RATE)
    return Passage(
        id=name, mood=bed.mood, seed=bed.seed, start_sample=start, first=first, bars=bars, entry=heard, closing=closing
    )


def notes_of(passage: Passage) -> tuple[Note, ...]:
    """A passage's notes in order of their beginnings, counted from its own."""
    piece = _piece(passage.mood.value, passage.seed)
    origin = passage.start_sample / RATE
    notes: list[Note] = []
    for i in range(passage.first, passage.first + passage.bars):
        chord, force = piece.chord(i), _force(i, passage.entry)
        where = _Bar(i * piece.bar - origin, piece.bar, piece.notes(i), chord.bass(piece.key), i // 8, i % 8, force)
        notes += _play(piece.playing, where, piece.dice(i))
    if passage.closing is not None:
        notes += _close(piece, passage.first, passage.closing, passage.first * piece.bar - origin)
    return tuple(sorted(notes, key=lambda n: (n.start, n.instrument, n.pitch)))


def final_of(score: Score) -> float:
    """When the last chord of a piece is struck, in seconds; from there it rings out."""
    last = score.passages[-1]
    piece = _piece(last.mood.value, last.seed)
    return last.first * piece.bar + (last.closing or 0) * piece.bar / BEATS


_piece = lru_cache(maxsize=8)(Piece)


def _close(piece: Piece, bar: int, beats: int, start: float) -> list[Note]:
    """The bar that leads to the last chord, or its half, and that chord."""
    before = piece.notes(bar - 1)
    notes: list[Note] = []
    length = beats * piece.bar / BEATS
    if beats:
        chord = piece.playing.cadence[0]
        before = voicing(chord, piece.key, before, _CENTRE)
        whole = _Bar(start, piece.bar, before, chord.bass(piece.key), bar // 8, bar % 8, 0.45)
        played = _play(piece.playing, whole, piece.dice(bar))
        notes = [replace(n, length=min(n.length, start + length - n.start)) for n in played if n.start < start + length - 0.01]
    return notes + _ending(piece.playing, piece.key, before, start + length)


def _force(bar: int, entry: int) -> float:
    """An entry over the first bars, and a breath at the end of every second block."""
    if bar < entry // 2:
        return 0.25
    if bar < entry:
        return 0.55
    if bar % 16 >= 14:
        return 0.5
    return (0.8, 1.0, 0.9, 1.0)[bar // 8 % 4]


def _play(playing: Playing, bar: _Bar, dice: np.random.Generator) -> list[Note]:
    notes = [Note("pad", bar.start, bar.length, pitch, 0.5 * playing.pad, (-0.6, 0.5, -0.25, 0.7, 0.0)[k % 5])
             for k, pitch in enumerate(bar.notes)]  # fmt: skip
    if bar.force > 0.2:
        notes += _arpeggio(playing, bar, dice)
    if bar.force > 0.4:
        notes += _low(playing, bar)
    if bar.force > 0.6:
        notes += _drums(playing, bar, dice)
        if bar.block % 2 == 1 and bar.place % 2 == 0:
            notes += _answer(playing, bar, dice)
    return notes


def _arpeggio(playing: Playing, bar: _Bar, dice: np.random.Generator) -> list[Note]:
    pattern = playing.patterns[bar.block % len(playing.patterns)]
    step = bar.length / playing.steps
    chosen = bar.notes if len(bar.notes) > 3 else (*bar.notes, bar.notes[0] + 12)
    notes = []
    for k in range(playing.steps):
        which = pattern[k % len(pattern)]
        loudness = float(playing.pluck * (0.62 + 0.2 * (k % (playing.steps // 4) == 0) + dice.uniform(-0.07, 0.07)))
        late = step * playing.swing if k % 2 else 0.0
        hurry = float(dice.uniform(-0.004, 0.004))
        if which < 0 or (bar.force < 0.5 and k % 2):
            continue
        at = max(bar.start, bar.start + k * step + late + hurry)
        played = loudness * (0.7 + 0.3 * bar.force)
        pitch = chosen[which % len(chosen)]
        notes.append(Note(playing.arpeggio, at, 2.2 * step, pitch, played, 0.45 if k % 2 else -0.45))
    return notes


def _answer(playing: Playing, bar: _Bar, dice: np.random.Generator) -> list[Note]:
    """Two or three high notes of the chord, answering every other bar."""
    top = sorted(bar.notes)[-2:]
    times = (0.0, 1.5, 2.0) if bar.place % 4 == 0 else (0.5, 2.0, 3.0)
    return [
        Note(
            "bell",
            bar.start + beat * bar.length / BEATS,
            1.2,
            top[int(dice.integers(2))] + 12,
            0.34 + 0.1 * (beat == 0),
            0.3 - 0.3 * k,
        )
        for k, beat in enumerate(times)
    ]


def _low(playing: Playing, bar: _Bar) -> list[Note]:
    beat = bar.length / BEATS
    if playing.bass == "held":
        return [Note("bass", bar.start, bar.length * 0.96, bar.bass, playing.low)]
    if playing.bass == "walk":
        steps = ((0.0, 0, 1.6), (2.0, 7 if bar.place % 2 else 0, 1.0), (3.5, 0, 0.4))
        return [
            Note("bass", bar.start + at * beat, long * beat, bar.bass + up, playing.low * (1.0 if at == 0 else 0.8))
            for at, up, long in steps
        ]
    times = (0.0, 1.5, 2.0, 3.5) if playing.drums == "soft" else (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
    return [
        Note("bass", bar.start + at * beat, 0.42 * beat, bar.bass, playing.low * (1.0 if at in (0.0, 2.0) else 0.78))
        for at in times
    ]


_BEATS = {
    "soft": (("kick", (0.0, 2.0), 0.8), ("snap", (1.0, 3.0), 0.4), ("shaker", (0.5, 1.5, 2.5, 3.5), 0.45)),
    "light": (("kick", (0.0, 2.5), 0.6), ("snap", (1.0, 3.0), 0.25), ("shaker", (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5), 0.28)),
    "drive": (("kick", (0.0, 1.0, 2.0, 3.0), 0.9), ("snap", (1.0, 3.0), 0.5), ("shaker", tuple(k / 4 for k in range(16)), 0.34)),
    "toms": (("tom", (0.0, 1.5, 2.0, 3.0, 3.5), 0.8), ("kick", (0.0, 2.0), 0.95), ("shaker", (1.0, 3.0), 0.3)),
}


def _drums(playing: Playing, bar: _Bar, dice: np.random.Generator) -> list[Note]:
    beat = bar.length / BEATS
    notes = []
    for name, times, level in _BEATS.get(playing.drums, ()):
        for at in times:
            accent = 1.0 if at % 1 == 0 else 0.75
            loudness = level * playing.beat * accent * float(1 + dice.uniform(-0.12, 0.12)) * bar.force
            place = {"shaker": 0.35, "snap": -0.15, "tom": (at % 2 - 1) * 0.4}.get(name, 0.0)
            notes.append(Note(name, bar.start + at * beat, 0.5, 41 + int(at * 2) % 5, loudness, place))
    if bar.place == 7:
        notes += [Note("shaker", bar.start + (3 + k / 4) * beat, 0.3, 60, 0.3 * playing.beat, 0.35) for k in range(4)]
    return notes


def _ending(playing: Playing, key: Key, before: tuple[int, ...], final: float) -> list[Note]:
    """The tonic, struck by everybody and left to ring, slightly spread like a hand on strings."""
    chord = playing.cadence[1]
    notes = voicing(chord, key, before, _CENTRE)
    ended = [
        Note("pad", final, _LAST_S * 0.55, pitch, 0.5 * playing.pad, (-0.6, 0.5, -0.25, 0.7, 0.0)[k % 5])
        for k, pitch in enumerate(notes)
    ]
    ended += [
        Note(playing.arpeggio, final + 0.035 * k, _LAST_S * 0.9, pitch, 0.7 * playing.pluck, 0.3 * (k % 2 * 2 - 1))
        for k, pitch in enumerate(notes)
    ]
    ended.append(Note("bell", final + 0.16, _LAST_S, sorted(notes)[-1] + 12, 0.3))
    ended.append(Note("bass", final, _LAST_S * 0.7, chord.bass(key), playing.low))
    if playing.drums != "none":
        ended.append(Note("kick", final, 0.5, 41, 0.7 * playing.beat))
    return ended
