"""How things move: easing curves, entries and exits as poses, numbers that count, emphasis that comes and goes.

Everything is a pure function of milliseconds inside the scene. A curve maps 0..1 to about 0..1; what overshoots says so.
Formulas: Penner's easing equations (https://easings.net) and the step response of a damped oscillator.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from core.film.look import Look
from core.media.layer import HIDDEN, REST, Pose

Curve = Callable[[float], float]
Posed = Callable[[float], Pose]

EXIT_SHARE = 0.6
"""An exit takes this share of an entry: what leaves is no longer looked at."""


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """`value`, not below `low` and not above `high`."""
    return low if value < low else high if value > high else value


def mix(start: float, end: float, share: float) -> float:
    """From `start` at 0 to `end` at 1, in a straight line."""
    return start + (end - start) * share


def progress(ms: float, start: float, length: float) -> float:
    """How much of a stretch is over at `ms`: 0 before it, 1 after it. A stretch without length is a step."""
    if length <= 0:
        return 1.0 if ms >= start else 0.0
    return clamp((ms - start) / length)


def ease_in(u: float) -> float:
    """Cubic: starts at rest, leaves at speed."""
    return u * u * u


def ease_out(u: float) -> float:
    """Cubic: arrives gently."""
    return 1 - (1 - u) ** 3


def ease_out_quint(u: float) -> float:
    """Arrives very gently; for large distances."""
    return 1 - (1 - u) ** 5


def ease_in_out(u: float) -> float:
    """Cubic: gentle at both ends."""
    return 4 * u * u * u if u < 0.5 else 1 - 4 * (1 - u) ** 3


def smooth(u: float) -> float:
    """Smoothstep: the calmest curve, for cameras."""
    return u * u * (3 - 2 * u)


def overshoot(amount: float = 0.1) -> Curve:
    """A curve that passes its goal once by `amount` of the way and comes back (Penner's `back`); 0 is `ease_out`."""
    if amount <= 0:
        return ease_out
    tension = _tension(amount)

    def curve(u: float) -> float:
        v = u - 1
        return 1 + v * v * ((tension + 1) * v + tension)

    return curve


def _tension(amount: float) -> float:
    # The largest value of `back` is 1 + 4 s^3 / (27 (s + 1)^2) for tension s; solved for s by bisection.
    low, high = 0.0, 20.0
    for _ in range(48):
        middle = (low + high) / 2
        low, high = (middle, high) if 4 * middle**3 / (27 * (middle + 1) ** 2) < amount else (low, middle)
    return (low + high) / 2


def spring(bounce: float = 0.3, swings: float = 1.5) -> Curve:
    """A damped oscillation about the goal: `bounce` 0..1 is how lively, `swings` how many half waves fit in the stretch."""
    damping = 7.0 - 4.0 * clamp(bounce)

    def curve(u: float) -> float:
        if u >= 1:
            return 1.0
        return 1 - (1 - u) * math.exp(-damping * u) * math.cos(math.pi * swings * u)

    return curve


def entrance(look: Look, height: float, start_ms: float, order: int = 0) -> Posed:
    """The look's own way of coming in, beginning at `start_ms`, later by the look's stagger for each `order`.

    `height` is the frame's height in pixels. Hidden before, exactly `REST` afterwards, so that the compositor can tell
    that the layer stands still.
    """
    motion = look.motion
    start = start_ms + order * motion.stagger_ms
    length = float(motion.entry_ms)
    pose = _entry(motion.entry, motion.travel * height, overshoot(motion.overshoot))

    def at(ms: float) -> Pose:
        u = (ms - start) / length
        return HIDDEN if u <= 0 else REST if u >= 1 else pose(u)

    return at


def _entry(kind: str, travel: float, curve: Curve) -> Posed:
    def fade(u: float) -> float:
        return ease_out(min(1.0, u * 1.6))

    if kind == "rise":
        return lambda u: Pose(dy=travel * (1 - curve(u)), opacity=fade(u))
    if kind == "sweep":
        return lambda u: Pose(dx=-1.8 * travel * (1 - ease_out_quint(u)), opacity=fade(u))
    if kind == "drop":
        return lambda u: Pose(dy=-travel * (1 - curve(u)), opacity=fade(u))
    if kind == "land":
        return lambda u: Pose(scale=1.16 - 0.16 * curve(u), opacity=ease_out(min(1.0, u * 2.5)))
    if kind == "type":
        return lambda u: Pose(dy=0.35 * travel * (1 - ease_out_quint(u)), opacity=ease_out(min(1.0, u * 3)))
    return lambda u: Pose(opacity=ease_in_out(u))


def leave(look: Look, height: float, end_ms: float) -> Posed:
    """The look's way of going, over at `end_ms`: `REST` until it begins, hidden afterwards."""
    motion = look.motion
    length = motion.entry_ms * EXIT_SHARE
    travel = motion.travel * height * 0.5
    toward = {"rise": (0.0, -1.0), "drop": (0.0, 1.0), "sweep": (1.8, 0.0)}.get(motion.entry, (0.0, 0.0))

    def at(ms: float) -> Pose:
        u = (ms - end_ms) / length + 1
        if u <= 0:
            return REST
        if u >= 1:
            return HIDDEN
        way = ease_in(u) * travel
        return Pose(dx=toward[0] * way, dy=toward[1] * way, opacity=1 - ease_in_out(u))

    return at


def together(*poses: Posed) -> Posed:
    """Several movements of one layer at once: ways add up, scales and opacities multiply."""

    def at(ms: float) -> Pose:
        dx = dy = 0.0
        scale = opacity = 1.0
        for posed in poses:
            pose = posed(ms)
            dx, dy, scale, opacity = dx + pose.dx, dy + pose.dy, scale * pose.scale, opacity * pose.opacity
        return Pose(dx, dy, scale, opacity)

    return at


def faded(before: float, after: float, start_ms: float, length_ms: float) -> Posed:
    """An opacity that goes from `before` to `after`, as a part that waits at half strength until it is spoken."""
    return lambda ms: Pose(opacity=mix(before, after, ease_in_out(progress(ms, start_ms, length_ms))))


def spoken(ms: float, start_ms: float, end_ms: float, ramp_ms: float = 220.0) -> float:
    """How strongly a part stands out while it is said: 0, eased to 1 at `start_ms`, back to 0 after `end_ms`."""
    rise = smooth(progress(ms, start_ms - ramp_ms / 2, ramp_ms))
    return rise * (1 - smooth(progress(ms, end_ms, ramp_ms * 1.5)))


def count_up(value: float, start_ms: float, length_ms: float, before: float = 0.0) -> Callable[[float], float]:
    """A number on its way from `before` to `value`; fast first, slow at the end, exactly `value` when it is over."""

    def at(ms: float) -> float:
        u = progress(ms, start_ms, length_ms)
        return value if u >= 1 else mix(before, value, ease_out_quint(u) * 0.85 + ease_out(u) * 0.15)

    return at


def stepped(share: float, steps: int) -> float:
    """`share` of 0..1 on a grid of `steps`, so that a drawing's state changes only when that can be seen."""
    return round(clamp(share) * steps) / steps


def breath(ms: float, amount: float, period_ms: float = 4200.0, phase: float = 0.0) -> float:
    """A slow swing between `-amount` and `amount`, for what is alive while nothing is said; `phase` in turns."""
    return amount * math.sin(2 * math.pi * (ms / period_ms + phase))
