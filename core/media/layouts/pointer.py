"""A pointer that glides to a place and presses it: a cursor in wide frames, a fingertip in upright ones."""

from __future__ import annotations

import skia

from core.media.colour import paint, stroke
from core.media.layer import HIDDEN, Layer, Pose, Rect
from core.media.layouts.kit import Stage
from core.media.motion import ease_in_out, ease_out, mix, progress

GLIDE_MS = 850.0
PRESS_MS = 260.0


def pointer_layers(stage: Stage, x: float, y: float, press_ms: float, colour: str) -> list[Layer]:
    """Comes from the lower right, arrives at (x, y) when it presses at `press_ms`, and leaves a ring there."""
    size = 0.062 * stage.em
    return [_ring(x, y, 1.5 * size, press_ms, colour), _cursor(stage, x, y, size, press_ms)]


def pressed(press_ms: float) -> float:
    """How long after `press_ms` the press is over."""
    return press_ms + PRESS_MS


def press_scale(ms: float, press_ms: float, depth: float = 0.045) -> float:
    """The scale of what is pressed: in and out again."""
    u = progress(ms, press_ms, PRESS_MS)
    return 1 - depth * (ease_out(u * 2) if u < 0.5 else 1 - ease_in_out(2 * u - 1))


def _cursor(stage: Stage, x: float, y: float, size: float, press_ms: float) -> Layer:
    upright = not stage.frame.wide
    way = 0.16 * stage.em

    def pose(ms: float) -> Pose:
        u = progress(ms, press_ms - GLIDE_MS, GLIDE_MS)
        if u <= 0:
            return HIDDEN
        left = 1 - ease_in_out(u)
        return Pose(mix(0, way * 1.2, left), mix(0, way, left), press_scale(ms, press_ms, 0.16), min(1.0, 3 * u))

    draw = _fingertip if upright else _arrow
    rect = Rect(x - 0.6 * size, y - 0.6 * size, 1.2 * size, 1.2 * size) if upright else Rect(x - 4, y - 4, 0.8 * size, 1.1 * size)
    return Layer(rect.inset(-0.2 * size), lambda canvas, _: draw(canvas, x, y, size), pose=pose)


def _arrow(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    points = ((0, 0), (0, 0.80), (0.19, 0.63), (0.32, 0.93), (0.45, 0.87), (0.32, 0.58), (0.57, 0.56))
    path = skia.Path()
    path.addPoly([skia.Point(x + px * size, y + py * size) for px, py in points], True)
    dim = paint("#000000", 0.35)
    dim.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.05 * size))
    canvas.save()
    canvas.translate(0, 0.04 * size)
    canvas.drawPath(path, dim)
    canvas.restore()
    canvas.drawPath(path, stroke("#FFFFFF", 0.10 * size))
    canvas.drawPath(path, paint("#111318"))


def _fingertip(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    canvas.drawCircle(x, y, 0.46 * size, paint("#111318", 0.26))
    canvas.drawCircle(x, y, 0.43 * size, stroke("#FFFFFF", 0.07 * size, 0.95))


def _ring(x: float, y: float, radius: float, press_ms: float, colour: str) -> Layer:
    box = Rect(x - radius, y - radius, 2 * radius, 2 * radius)

    def pose(ms: float) -> Pose:
        u = progress(ms, press_ms, 620.0)
        return HIDDEN if u <= 0 or u >= 1 else Pose(scale=mix(0.25, 1.0, ease_out(u)), opacity=0.75 * (1 - u) * min(1.0, 8 * u))

    return Layer(
        box.inset(-3), lambda canvas, _: canvas.drawCircle(x, y, radius * 0.94, stroke(colour, 0.06 * radius)), pose=pose
    )
