"""What a face does at one moment, sampled from a performance's tracks."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.film.performance import MouthKey, Performance
from core.film.visemes import Viseme
from core.media.avatar.mouth import CLOSED_SMILE, SHAPES, Mouth


class Acting(NamedTuple):
    """One moment. Equal actings give equal pixels; turn, nod, tilt and gaze run from -1 to 1, the rest from 0 to 1."""

    turn: float = 0.0
    nod: float = 0.0
    tilt: float = 0.0
    lids: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    brows: float = 0.0
    smile: float = 0.6
    breath: float = 0.0
    mouth: Mouth = CLOSED_SMILE


@dataclass(frozen=True)
class Track:
    """Values over time, passed through smoothly and never beyond: cubic, monotone between keys (Fritsch and Carlson 1980)."""

    times: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    slopes: tuple[tuple[float, ...], ...]

    def at(self, ms: float) -> tuple[float, ...]:
        """The values at `ms`; before the first key and after the last they stand still."""
        i = bisect_right(self.times, ms)
        if i == 0:
            return self.values[0]
        if i == len(self.times):
            return self.values[-1]
        span = self.times[i] - self.times[i - 1]
        t = (ms - self.times[i - 1]) / span
        h1, h2 = t * t * (3 - 2 * t), t * (1 - t) * (1 - t) * span
        h3 = t * t * (t - 1) * span
        return tuple(
            a + (b - a) * h1 + m * h2 + n * h3
            for a, b, m, n in zip(self.values[i - 1], self.values[i], self.slopes[i - 1], self.slopes[i], strict=True)
        )


def track(keys: Sequence[tuple[float, tuple[float, ...]]], rest: tuple[float, ...]) -> Track:
    """A track through `keys` (ms, values), sorted by time; `rest` where there are none."""
    merged: dict[float, tuple[float, ...]] = dict(sorted(keys)) if keys else {0.0: rest}
    times, values = tuple(merged), tuple(merged.values())
    columns = [_slopes(times, [value[c] for value in values]) for c in range(len(rest))]
    return Track(times, values, tuple(zip(*columns, strict=True)))


def _slopes(times: Sequence[float], values: Sequence[float]) -> list[float]:
    n = len(times)
    steps = [(values[i + 1] - values[i]) / (times[i + 1] - times[i]) for i in range(n - 1)]
    slopes = [0.0] * n
    for i in range(1, n - 1):
        a, b = steps[i - 1], steps[i]
        if a * b > 0:
            ha, hb = times[i] - times[i - 1], times[i + 1] - times[i]
            slopes[i] = 3 * (ha + hb) / ((2 * hb + ha) / a + (hb + 2 * ha) / b)
    return slopes


@dataclass(frozen=True)
class Score:
    """A performance made ready to be sampled often."""

    mouth: Track
    gaze: Track
    brows: Track
    head: Track
    smile: Track
    blinks: tuple[int, ...]
    duration_ms: int

    def at(self, ms: float, scene_ms: float, phase: float) -> Acting:
        """The moment `ms` of the take. Breath and the drift of a person at ease run on the scene's own clock."""
        turn, nod, tilt = self.head.at(ms)
        gaze_x, gaze_y = self.gaze.at(ms)
        smile = self.smile.at(ms)[0]
        drift = _drift(scene_ms, phase)
        return Acting(
            turn + 0.10 * drift[0], nod + 0.06 * drift[1], tilt + 0.10 * drift[2], self._lids(ms, phase), gaze_x, gaze_y,
            self.brows.at(ms)[0], smile, 0.5 - 0.5 * math.cos(2 * math.pi * (scene_ms / 4100 + phase)),
            Mouth(*self.mouth.at(ms)),
        )  # fmt: skip

    def _lids(self, ms: float, phase: float) -> float:
        i = bisect_right(self.blinks, ms)
        near = self.blinks[max(0, i - 1) : i + 1]
        lids = max((_lid(ms - at) for at in near), default=0.0)
        if ms < 0 or ms > self.duration_ms:
            beyond = -ms if ms < 0 else ms - self.duration_ms
            lids = max(lids, _lid((beyond - 700 - 900 * phase) % 3700 - 150))
        return lids


def _lid(since: float) -> float:
    """How far the lids are down, `since` milliseconds after they met: down in 75 ms, shut for 30, up in 115."""
    if since < -15:
        return _smooth((since + 90) / 75)
    return _smooth(1 - (since - 15) / 115)


def _smooth(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def _drift(ms: float, phase: float) -> tuple[float, float, float]:
    s, p = ms / 1000, 2 * math.pi * phase
    return (
        0.6 * math.sin(0.83 * s + p) + 0.4 * math.sin(1.91 * s + 2.1 * p),
        math.sin(1.27 * s + 1.7 * p),
        0.7 * math.sin(0.61 * s + 2.6 * p) + 0.3 * math.sin(1.43 * s + p),
    )


def shaped(key: MouthKey) -> tuple[float, ...]:
    """The mouth of one key: its viseme, drawn back towards the mouth at ease as far as its strength is below 100."""
    _, name, strength = key
    shape, ease = SHAPES[Viseme(name)], SHAPES[Viseme.UH] if name not in {Viseme.REST, Viseme.MBP} else CLOSED_SMILE
    share = strength / 100
    return tuple(e + (v - e) * share for v, e in zip(shape, ease, strict=True))


@lru_cache(maxsize=64)
def score_of(performance: Performance) -> Score:
    """The performance, ready to be sampled."""
    return Score(
        track([(float(key[0]), shaped(key)) for key in performance.mouth], tuple(CLOSED_SMILE)),
        track([(float(ms), (x / 100, y / 100)) for ms, x, y in performance.gaze], (0.0, 0.0)),
        track([(float(ms), (raised / 100,)) for ms, raised in performance.brows], (0.0,)),
        track([(float(ms), (turn / 100, nod / 100, tilt / 100)) for ms, turn, nod, tilt in performance.head], (0.0, 0.0, 0.0)),
        track([(float(ms), (smile / 100,)) for ms, smile in performance.smile], (0.6,)),
        performance.blinks,
        performance.duration_ms,
    )


def quantised(acting: Acting, grain: int) -> Acting:
    """`acting` on a grid of `grain` steps to one, so that what moves by less than is seen is not drawn again."""
    turn, nod, tilt, lids, gaze_x, gaze_y, brows, smile = (round(value * grain) / grain for value in acting[:8])
    mouth = Mouth(*(round(value * 8) / 8 for value in acting.mouth[:4]), *(round(value * 16) / 16 for value in acting.mouth[4:]))
    return Acting(turn, nod, tilt, lids, gaze_x, gaze_y, brows, smile, round(acting.breath * 16) / 16, mouth)
