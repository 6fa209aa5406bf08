"""Where things go: rows, columns and grids that share a rectangle fairly. Lengths are pixels; nothing here draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from core.media.layer import Rect

Found = TypeVar("Found")

STEPS = 9
"""Halvings when a size is searched: finer than a 500th of the range, which nobody sees."""


def largest(smallest: float, biggest: float, made: Callable[[float], Found | None]) -> Found | None:
    """What `made` gives at the largest size of the range for which it gives anything; None when it gives nothing at `smallest`.

    `made(size)` returns None where the size does not fit. It has to be monotonic: what fits also fits smaller.
    """
    best = made(biggest)
    if best is not None:
        return best
    best = made(smallest)
    if best is None:
        return None
    low, high = smallest, biggest
    for _ in range(STEPS):
        middle = (low + high) / 2
        found = made(middle)
        if found is None:
            high = middle
        else:
            best, low = found, middle
    return best


def stack(
    room: Rect, heights: Sequence[float], gap: float, *, grow: float = 1.0, loosen: float = 1.0, middle: float = 0.5
) -> list[Rect]:
    """Rows of at least the given heights, one under the other, over the whole width of `room`.

    Height that is left makes the rows up to `grow` times and the gaps up to `loosen` times as large; what still remains goes
    above and below (`middle` of it above: 0 is at the top). Rows that need more than the room are squeezed to it.
    """
    count = len(heights)
    if not count:
        return []
    need, gaps = sum(heights), gap * (count - 1)
    if need + gaps > room.h:
        share = room.h / (need + gaps)
        return _down(room, [h * share for h in heights], gap * share, 0.0)
    spare = room.h - need - gaps
    more = min(spare, need * (grow - 1))
    spare -= more
    wider = min(spare, gaps * (loosen - 1))
    spare -= wider
    gap += wider / (count - 1) if count > 1 else 0.0
    return _down(room, [h + more * h / need if need else h for h in heights], gap, spare * middle)


def _down(room: Rect, heights: Sequence[float], gap: float, lead: float) -> list[Rect]:
    found, y = [], room.y + lead
    for height in heights:
        found.append(Rect(room.x, y, room.w, height))
        y += height + gap
    return found


def columns(room: Rect, count: int, gap: float) -> list[Rect]:
    """`count` equal columns of the room's height."""
    width = (room.w - gap * (count - 1)) / count
    return [Rect(room.x + i * (width + gap), room.y, width, room.h) for i in range(count)]


def grid(room: Rect, count: int, across: int, gap: float) -> list[Rect]:
    """`count` equal cells, `across` in a row, row by row; a last row that is not full is widened to fill the room."""
    down = -(-count // across)
    found: list[Rect] = []
    for line in stack(room, [(room.h - gap * (down - 1)) / down] * down, gap):
        found += columns(line, min(across, count - len(found)), gap)
    return found


def shared(room: float, natural: Sequence[float], least: Sequence[float], gap: float) -> list[float]:
    """Widths of columns for contents of `natural` widths, that fill `room` with `gap` between them.

    Where there is plenty, each gets its natural width and a part of the rest in proportion. Where there is too little, wide
    columns give way first, none below its `least` while that is possible (the longest word: what cannot be broken).
    """
    space = room - gap * (len(natural) - 1)
    if sum(natural) <= space:
        spare = space - sum(natural)
        return [n + spare * n / sum(natural) if sum(natural) else space / len(natural) for n in natural]
    if sum(least) >= space:
        return [space * one / sum(least) for one in least]
    low, high = 0.0, max(natural)
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(_capped(natural, least, cap)) <= space else (low, cap)
    widths = _capped(natural, least, low)
    spare = space - sum(widths)
    return [w + spare / len(widths) for w in widths]


def _capped(natural: Sequence[float], least: Sequence[float], cap: float) -> list[float]:
    return [max(floor, min(width, cap)) for width, floor in zip(natural, least, strict=True)]


def below(room: Rect, used: float) -> Rect:
    """What remains of `room` under its first `used` pixels."""
    used = min(used, room.h)
    return Rect(room.x, room.y + used, room.w, room.h - used)


def centred(room: Rect, width: float, height: float) -> Rect:
    """A rectangle of that size in the middle of `room`."""
    return Rect(room.cx - width / 2, room.cy - height / 2, width, height)


def across(room: Rect, x: float, width: float, mirrored: bool) -> float:
    """The left edge of what stands at `x` of a room: as far from the other side where the room is mirrored."""
    return room.x + room.right - x - width if mirrored else x
