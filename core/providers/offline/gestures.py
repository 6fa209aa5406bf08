"""From words to what a presenter does besides speaking: nods, tilts, glances, brows, blinks, smiles.

The rhythm is that of the speech: phrases alternate the side a head leans to, stressed words are nodded, glances go to the
content where a phrase begins, lids fall where one ends. What varies is drawn from a generator seeded by the words themselves.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple, TypeVar, cast

import numpy as np

from core.film.casting import Placement
from core.film.performance import MouthKey
from core.film.sound import Word
from core.film.visemes import Viseme

Key2 = tuple[int, int]
Key3 = tuple[int, int, int]
Key4 = tuple[int, int, int, int]

_Key = TypeVar("_Key", bound=tuple[int, ...])

_PHRASE_GAP_MS = 150
_LONGEST_PHRASE = 9
_BLINK_LEAST_MS, _BLINK_MOST_MS = 2000, 6000
_CONTENT: dict[Placement, tuple[int, int]] = {
    Placement.FULL: (-75, -15),
    Placement.HALF: (75, -20),
    Placement.BUBBLE: (-65, -45),
    Placement.CUTOUT: (-75, -25),
    Placement.NONE: (0, 0),
}
"""Where the content lies as the presenter sees it, in per cent of the eye's travel."""


class Phrase(NamedTuple):
    """Words said in one breath."""

    words: tuple[Word, ...]
    question: bool
    stressed: frozenset[int]
    """Indices into `words`."""

    @property
    def start(self) -> int:
        """Milliseconds into the take."""
        return self.words[0].start_ms

    @property
    def end(self) -> int:
        """Milliseconds into the take."""
        return self.words[-1].end_ms


class Gestures(NamedTuple):
    """The tracks of a performance besides its mouth."""

    blinks: tuple[int, ...]
    gaze: tuple[Key3, ...]
    brows: tuple[Key2, ...]
    head: tuple[Key4, ...]
    smile: tuple[Key2, ...]


def gestures(words: Sequence[Word], mouth: Sequence[MouthKey], placement: Placement, duration_ms: int) -> Gestures:
    """Everything but the mouth, for one take."""
    rng = np.random.default_rng(zlib.crc32(" ".join(word.text for word in words).encode()))
    found = phrases(words)
    glances = _glances(found, placement, rng)
    return Gestures(
        _blinks(found, [at for at, _ in glances], mouth, duration_ms, rng),
        _within(_gaze(glances, placement), duration_ms),
        _within(_brows(found, rng), duration_ms),
        _within(_head(found, glances, placement, rng), duration_ms),
        _within(_smile(found, duration_ms), duration_ms),
    )


def phrases(words: Sequence[Word]) -> list[Phrase]:
    """`words` cut at punctuation and at pauses."""
    found: list[Phrase] = []
    run: list[Word] = []
    for i, word in enumerate(words):
        run.append(word)
        gap = words[i + 1].start_ms - word.end_ms if i + 1 < len(words) else _PHRASE_GAP_MS
        if word.text[-1:] in ".!?…:;,。！？、，" or gap >= _PHRASE_GAP_MS or len(run) >= _LONGEST_PHRASE:
            found.append(Phrase(tuple(run), word.text[-1:] in "?？", _stressed(run)))
            run = []
    return found


def _stressed(words: Sequence[Word]) -> frozenset[int]:
    """The one or two words that carry a phrase: figures and names first, then what is long for its place."""
    weights = []
    for i, word in enumerate(words):
        bare = word.text.strip(".,;:!?…\"'“”()")
        weight = (word.end_ms - word.start_ms) / 1000 + 0.05 * len(bare) + (0.10 if i == len(words) - 1 else 0.0)
        weight += 0.35 if any(c.isdigit() for c in bare) else 0.0
        weight += 0.20 if i > 0 and bare[:1].isupper() else 0.0
        weights.append(weight)
    count = 1 if len(words) < 6 else 2
    order = sorted(range(len(words)), key=lambda i: (-weights[i], i))
    return frozenset(i for i in order[:count] if weights[i] > 0.32)


def _glances(found: Sequence[Phrase], placement: Placement, rng: np.random.Generator) -> list[tuple[int, int]]:
    """(when, how long): towards the content at some phrase starts, never twice in a row within two seconds."""
    glances: list[tuple[int, int]] = []
    for i, phrase in enumerate(found):
        wanted = rng.random() < (0.75 if i > 0 else 0.35)
        if placement is not Placement.NONE and wanted and (not glances or phrase.start - glances[-1][0] > 2000):
            long = min(int(rng.integers(420, 780)), max(300, phrase.end - phrase.start))
            glances.append((phrase.start + int(rng.integers(40, 160)), long))
    return glances


def _gaze(glances: Sequence[tuple[int, int]], placement: Placement) -> list[Key3]:
    x, y = _CONTENT[placement]
    keys: list[Key3] = [(0, 0, 0)]
    for at, long in glances:
        keys += [(at - 70, 0, 0), (at, x, y), (at + long, x, y), (at + long + 80, 0, 0)]
    return keys


def _brows(found: Sequence[Phrase], rng: np.random.Generator) -> list[Key2]:
    keys: list[Key2] = [(0, 12)]
    for phrase in found:
        for i in sorted(phrase.stressed):
            word, raised = phrase.words[i], int(rng.integers(45, 85))
            keys += [
                (word.start_ms - 130, 6),
                (word.start_ms + 50, raised),
                (word.end_ms + 60, raised * 2 // 3),
                (word.end_ms + 320, 5),
            ]
        if phrase.question:
            keys += [(phrase.end - 380, 25), (phrase.end - 60, 90), (phrase.end + 260, 60), (phrase.end + 620, 5)]
    return keys


def _head(
    found: Sequence[Phrase], glances: Sequence[tuple[int, int]], placement: Placement, rng: np.random.Generator
) -> list[Key4]:
    side = 1 if rng.random() < 0.5 else -1
    keys: list[Key4] = [(0, 0, -6, 4 * side)]
    content = _CONTENT[placement][0]
    looking = {at for at, _ in glances}
    for phrase in found:
        lean = int(rng.integers(18, 48)) * side
        turn = int(rng.integers(8, 30)) * side
        if any(phrase.start <= at <= phrase.end for at in looking):
            turn = turn // 2 + content // 3
        keys.append((phrase.start - 60, keys[-1][1] // 2, -10, keys[-1][3] // 2))
        keys.append((phrase.start + 240, turn, 6, lean))
        for i in sorted(phrase.stressed):
            word, depth = phrase.words[i], int(rng.integers(45, 90))
            middle = word.start_ms + (word.end_ms - word.start_ms) * 2 // 5
            keys += [
                (middle - 170, turn, -14, lean),
                (middle, turn, depth, lean * 3 // 4),
                (middle + 230, turn * 3 // 4, -4, lean // 2),
            ]
        last = (phrase.end + 120, turn // 4, -12 if phrase.question else 4, lean + 30 * side if phrase.question else lean // 4)
        keys.append(last)
        side = -side
    return keys


def _smile(found: Sequence[Phrase], duration_ms: int) -> list[Key2]:
    keys: list[Key2] = [(0, 85)]
    for phrase in found:
        keys += [(phrase.start + 200, 48), (phrase.end - 150, 50), (phrase.end + 160, 66)]
    return [*keys, (duration_ms, 95)]


def _blinks(found: Sequence[Phrase], glances: Sequence[int], mouth: Sequence[MouthKey], duration_ms: int,
            rng: np.random.Generator) -> tuple[int, ...]:  # fmt: skip
    """At phrase ends and with glances where the last one is long enough ago, else before it is too long ago."""
    shut = [ms for ms, viseme, _ in mouth if viseme == Viseme.MBP]
    chances = sorted([phrase.end + 60 for phrase in found] + [at - 20 for at in glances])
    blinks: list[int] = []
    last = -int(rng.integers(300, 1700))
    due = last + int(rng.integers(_BLINK_LEAST_MS, _BLINK_MOST_MS))
    for chance in [*chances, duration_ms + _BLINK_MOST_MS]:
        while due < min(chance, duration_ms - 100):
            last = _clear(due, shut)
            blinks.append(last)
            due = last + int(rng.integers(_BLINK_LEAST_MS, _BLINK_MOST_MS))
        if chance - last >= _BLINK_LEAST_MS and chance < duration_ms - 100 and rng.random() < 0.8:
            last = _clear(chance, shut)
            blinks.append(last)
            due = last + int(rng.integers(_BLINK_LEAST_MS, _BLINK_MOST_MS))
    return tuple(ms for ms in blinks if 60 <= ms <= duration_ms)


def _clear(at: int, shut: Sequence[int]) -> int:
    """`at`, or a little later where the lips are just then pressed together."""
    while any(abs(at - ms) < 70 for ms in shut):
        at += 30
    return at


def _within(keys: Sequence[_Key], duration_ms: int) -> tuple[_Key, ...]:
    """In order, inside the take, one key for a millisecond; of crowding keys the later asked one wins."""
    found: dict[int, _Key] = {}
    for key in keys:
        ms = min(duration_ms, max(0, key[0]))
        found[ms] = cast("_Key", (ms, *key[1:]))
    return tuple(found[ms] for ms in sorted(found))
