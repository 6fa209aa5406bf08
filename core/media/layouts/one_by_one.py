"""Points shown one at a time, each as large as the room allows: how a poster tells a list."""

from __future__ import annotations

import skia

from core.media.colour import mixed, paint, readable
from core.media.layer import HIDDEN, Layer, Pose, Rect
from core.media.layouts.arrange import below
from core.media.layouts.entries import Entry, Manner, set_entries
from core.media.layouts.kit import Stage, heading
from core.media.motion import Posed
from core.media.text import set_text

BIGGEST = 0.15
"""Largest size of the one point that is seen, of the em."""
AIR = 0.024
"""Kept free below a point, of the em: a caption may follow."""
FIRST_MS = 900.0
"""The first point stands by then, also where the voice announces it for longer: nobody looks at an empty poster."""
SWAP_MS = 110.0
"""How long the one before takes to make room."""


def layers(stage: Stage) -> list[Layer]:
    """The headline small, then one point after the other, with where we are among them."""
    items = stage.scene.slide.items
    head = heading(stage, share=0.056, most=0.24, max_lines=2, gap=0.034)
    found = list(head.layers)
    if not items:
        return found
    starts = [stage.said(f"item:{i}").start_ms for i in range(len(items))]
    starts[0] = min(starts[0], FIRST_MS)
    count_h = 0.052 * stage.em
    room = below(head.rest, count_h + 0.034 * stage.em)
    gap = 0.3
    how = Manner(stage.display(BIGGEST), stage.text(0.05, weight=500), BIGGEST, ratio=0.42, gap=gap, align=stage.side("left"))
    ink = stage.readable(stage.palette.ink)
    for i, item in enumerate(items):
        (entry,) = set_entries(stage, [item], how, [room.w], lambda one: one[0].height <= room.h - AIR * stage.em)
        end = starts[i + 1] if i + 1 < len(items) else stage.total_ms + 1e6
        found.append(_point(stage, i, entry, room, ink, held(stage, starts[i], end)))
    found.append(count_layer(stage, starts, Rect(head.rest.x, head.rest.y, head.rest.w, count_h)))
    return found


def held(stage: Stage, start_ms: float, end_ms: float) -> Posed:
    """In at `start_ms` as the look comes in, gone when the next one comes at `end_ms`."""
    enter = stage.enter(start_ms)

    def pose(ms: float) -> Pose:
        left = (end_ms - ms) / SWAP_MS
        if left <= 0:
            return HIDDEN
        now = enter(ms)
        return now if left >= 1 else Pose(now.dx, now.dy - 0.02 * stage.em * (1 - left), now.scale, now.opacity * left)

    return pose


def _point(stage: Stage, i: int, entry: Entry, room: Rect, ink: str, pose: Posed) -> Layer:
    y = room.y + max(0.0, room.h - entry.height) * 0.3
    rect = Rect(room.x, y, entry.width, entry.height).inset(-0.2 * entry.size)
    texts = entry.spots(f"item:{i}", room.x, y, ink, ink, room)
    return Layer(rect, lambda canvas, _: entry.draw(canvas, room.x, y, ink, ink), pose=pose, texts=texts)


def count_layer(stage: Stage, starts: list[float], row: Rect) -> Layer:
    """A row of discs, one for each point; the one that is shown carries its number."""
    ink = stage.readable(stage.palette.ink)
    rest = mixed(stage.palette.ground, ink, 0.22)
    disc = row.h
    on_ink = readable(stage.palette.ground, ink, least=3.0)

    def state(ms: float) -> int:
        return max((i for i, start in enumerate(starts) if ms >= start - SWAP_MS / 2), default=-1)

    def draw(canvas: skia.Canvas, now: object) -> None:
        wide = disc * (1.3 * (now != -1) + 0.62 * (len(starts) - (now != -1)))
        x = row.right - wide if stage.mirrored else row.x
        for i in reversed(range(len(starts))) if stage.mirrored else range(len(starts)):
            if i == now:
                canvas.drawCircle(x + disc / 2, row.cy, disc / 2, paint(ink))
                number = set_text(str(i + 1), stage.display(0.04).sized(disc * 0.56), disc * 2)
                number.draw(canvas, x + (disc - number.width) / 2, row.cy - number.baselines[0] + number.cap_height / 2, on_ink)
                x += disc * 1.3
            else:
                canvas.drawCircle(x + disc * 0.16, row.cy, disc * 0.16, paint(rest))
                x += disc * 0.62

    return Layer(row.inset(-2), draw, state=state, pose=stage.enter(120))
