"""From phonemes to mouth keys: coarticulation as data.

Dominance in the sense of Cohen and Massaro (1993): lips that must meet always do; consonants formed with the lips or teeth keep
their shape; the others yield to the vowels around them; a vowel is reached in full only when it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.film.performance import MouthKey
from core.film.sound import Phoneme
from core.film.visemes import CLOSED, STRICT, VOWELS, Viseme, visemes_of

LEAD_MS = 15
"""How far lips run ahead of the sound; people see early mouths as right and late ones as wrong."""
PAUSE_MS = 110
"""A silence this long lets the mouth close; what is shorter belongs to a stop."""
_OPEN_MS, _CLOSE_MS = 120, 130
_NEAREST_MS = 24
_BARE, _HELD = 52, 100


class _Shape(NamedTuple):
    viseme: Viseme
    start: float
    end: float
    stressed: bool


def mouth_keys(phonemes: Sequence[Phoneme], duration_ms: int) -> tuple[MouthKey, ...]:
    """The keys of one take, strictly increasing in time and inside it; empty for a silent one."""
    shapes = [shape for phoneme in phonemes for shape in _shapes(phoneme)]
    if not shapes:
        return ()
    wanted: list[tuple[float, Viseme, int]] = [(max(0.0, shapes[0].start - _OPEN_MS), Viseme.REST, _HELD)]
    for i, shape in enumerate(shapes):
        following = shapes[i + 1] if i + 1 < len(shapes) else None
        wanted.extend(_keys(shape, _next_vowel(shapes, i)))
        if following is not None and following.start - shape.end >= PAUSE_MS:
            wanted.append((min(shape.end + _CLOSE_MS, (shape.end + following.start) / 2), Viseme.REST, _HELD))
            wanted.append((max(following.start - _OPEN_MS, (shape.end + following.start) / 2 + 1), Viseme.REST, _HELD))
    wanted.append((shapes[-1].end + _CLOSE_MS, Viseme.REST, _HELD))
    return tuple(_spaced(wanted, duration_ms))


def _shapes(phoneme: Phoneme) -> Iterator[_Shape]:
    visemes = visemes_of(phoneme.ipa)
    length = (phoneme.end_ms - phoneme.start_ms) / max(1, len(visemes))
    for i, viseme in enumerate(visemes):
        start = phoneme.start_ms + i * length
        yield _Shape(viseme, start, start + length, "ˈ" in phoneme.ipa)


def _next_vowel(shapes: Sequence[_Shape], i: int) -> Viseme:
    for shape in shapes[i + 1 : i + 3]:
        if shape.viseme in VOWELS and shape.start - shapes[i].end < PAUSE_MS:
            return shape.viseme
    return Viseme.UH


def _keys(shape: _Shape, vowel: Viseme) -> Iterator[tuple[float, Viseme, int]]:
    start, length = shape.start, shape.end - shape.start
    if shape.viseme in CLOSED:
        yield start + min(8.0, 0.2 * length), shape.viseme, _HELD
        if length > 2 * _NEAREST_MS:
            yield start + 0.62 * length, shape.viseme, _HELD
        return
    if shape.viseme in VOWELS:
        strength = round(min(_HELD, _BARE + max(0.0, length - 35) * 0.62 + (8 if shape.stressed else 0)))
        if length > 130:
            yield start + 0.26 * length - LEAD_MS, shape.viseme, strength
            yield start + 0.64 * length - LEAD_MS, shape.viseme, max(_BARE, strength - 8)
        else:
            yield start + 0.45 * length - LEAD_MS, shape.viseme, strength
        return
    if shape.viseme in STRICT:
        yield start + 0.42 * length - LEAD_MS, shape.viseme, 92
        return
    yields = shape.viseme in {Viseme.H, Viseme.KG}
    yield start + 0.45 * length - LEAD_MS, vowel if yields else shape.viseme, 55 if yields else 72


def _spaced(wanted: Sequence[tuple[float, Viseme, int]], duration_ms: int) -> list[MouthKey]:
    """In order, in whole milliseconds, at least `_NEAREST_MS` apart; where two crowd, the stricter shape stays."""
    kept: list[MouthKey] = []
    for at, viseme, strength in sorted(wanted, key=lambda key: key[0]):
        ms = min(duration_ms, max(0, round(at)))
        if kept and ms - kept[-1][0] < _NEAREST_MS:
            if _rank(viseme) > _rank(Viseme(kept[-1][1])):
                kept[-1] = (kept[-1][0] if len(kept) == 1 and viseme is Viseme.REST else ms, viseme.value, strength)
            continue
        kept.append((ms, viseme.value, strength))
    return kept


def _rank(viseme: Viseme) -> int:
    if viseme in CLOSED:
        return 4
    if viseme is Viseme.REST:
        return 3
    return 2 if viseme in STRICT else 1 if viseme in VOWELS else 0
