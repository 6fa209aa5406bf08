"""A piece written down: which instrument plays which note when, from the first bar to the chord that ends it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from core.film import MusicBed
from core.media.music.harmony import SCALES, Chord, Key, voicing
from core.media.music.moods import PLAYING, Playing

BEATS = 4
_SHORTEST_S = 4.0
_RING_S = 3.2
_CENTRE = 60


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
class Score:
    """Notes in order of their beginnings, and the length of the piece in seconds."""

    notes: tuple[Note, ...]
    length: float
    bar: float
    final: float
    """When the last chord is struck; from there it rings out."""


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


def written(bed: MusicBed) -> Score:
    """The piece for a bed. Equal beds give equal pieces; the mood must not be `none`."""
    playing = PLAYING[bed.mood]
    dice = np.random.default_rng([bed.seed, zlib.crc32(bed.mood.value.encode())])
    key = Key(48 + int(dice.integers(-5, 7)), SCALES[playing.scale])
    length = bed.duration_ms / 1000
    if length < _SHORTEST_S:
        return _sting(playing, key, length)
    bars, bar, final = _fitted(length, float(dice.uniform(*playing.tempo)))
    order = [int(i) for i in dice.permutation(len(playing.progressions))]
    notes: list[Note] = []
    before: tuple[int, ...] = ()
    for i in range(bars):
        chord = _chord(playing, order, i, bars)
        before = voicing(chord, key, before, _CENTRE)
        where = _Bar(i * bar, bar, before, chord.bass(key), i // 8, i % 8, _force(i, bars))
        notes += _play(playing, where, dice)
    notes += _ending(playing, key, before, final, length)
    return Score(tuple(sorted(notes, key=lambda n: (n.start, n.instrument, n.pitch))), length, bar, final)


def _fitted(length: float, tempo: float) -> tuple[int, float, float]:
    """Bars, the length of one, and when the last chord falls: whole bars, a ring-out, and a tempo near the wanted one."""
    ring = min(_RING_S, length * 0.3)
    bars = max(1, round((length - ring) * tempo / 60 / BEATS))
    bar = (length - ring) / bars
    return bars, bar, bars * bar


def _chord(playing: Playing, order: list[int], i: int, bars: int) -> Chord:
    if i == bars - 1:
        return playing.cadence[0]
    progression = playing.progressions[order[i // 16 % len(order)]]
    return progression[i % len(progression)]


def _force(i: int, bars: int) -> float:
    """An entry over the first bars, a breath at the end of every second block, and a step back before the end."""
    if bars < 4:
        return 0.7
    if i < min(2, bars // 4):
        return 0.25
    if i < min(4, bars // 2):
        return 0.55
    if i == bars - 1:
        return 0.45
    if i % 16 >= 14 and bars - i > 6:
        return 0.5
    return (0.8, 1.0, 0.9, 1.0)[i // 8 % 4]


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
        at = max(0.0, bar.start + k * step + late + hurry)
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


def _ending(playing: Playing, key: Key, before: tuple[int, ...], final: float, length: float) -> list[Note]:
    """The tonic, struck by everybody and left to ring, slightly spread like a hand on strings."""
    chord = playing.cadence[1]
    notes = voicing(chord, key, before, _CENTRE)
    ring = length - final
    ended = [
        Note("pad", final, ring * 0.55, pitch, 0.5 * playing.pad, (-0.6, 0.5, -0.25, 0.7, 0.0)[k % 5])
        for k, pitch in enumerate(notes)
    ]
    ended += [
        Note(playing.arpeggio, final + 0.035 * k, ring * 0.9, pitch, 0.7 * playing.pluck, 0.3 * (k % 2 * 2 - 1))
        for k, pitch in enumerate(notes)
    ]
    ended.append(Note("bell", final + 0.16, ring, sorted(notes)[-1] + 12, 0.3))
    ended.append(Note("bass", final, ring * 0.7, chord.bass(key), playing.low))
    if playing.drums != "none":
        ended.append(Note("kick", final, 0.5, 41, 0.7 * playing.beat))
    return ended


def _sting(playing: Playing, key: Key, length: float) -> Score:
    """For a few seconds: one chord that rings out."""
    return Score(tuple(_ending(playing, key, (), 0.0, length)), length, length, 0.0)
