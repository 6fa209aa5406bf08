"""Blueprint: a dark drawing board with a faint grid; a presenter in a round window with a mint line."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import argb, mixed, paint, stroke
from core.media.frame import Frame
from core.media.layer import Ground, Layer, Rect
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import standing_box
from core.media.looks.turns import expressive, turn

IDIOM = Idiom(
    Card.WIRED, Label.CAPS, Badge.SQUARE, panel_shape=Shape.RECT, bubble_shape=Shape.CIRCLE, heading=0.084, waiting=0.42
)

PITCH = 1 / 18
"""Of the frame's shorter side."""


def ground(scene: Scene, frame: Frame) -> Ground:
    """A grid, with the marks of a drawing where there is air."""
    palette, variant = scene.look.palette, turn(scene, 3)
    marks = expressive(scene)
    line = mixed(palette.ground, palette.line, 0.55)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(argb(palette.ground))
        canvas.scale(w / frame.w, h / frame.h)
        _grid(canvas, frame, line)
        if marks:
            _marks(canvas, frame, variant, mixed(palette.ground, palette.accent, 0.30))

    return Ground(draw)


def _grid(canvas: skia.Canvas, frame: Frame, line: str) -> None:
    pitch = PITCH * min(frame.w, frame.h)
    hair = stroke(line, max(1.0, 0.0012 * min(frame.w, frame.h)), round_ends=False)
    for i in range(1, int(frame.w / pitch) + 1):
        canvas.drawLine(i * pitch, 0, i * pitch, frame.h, hair)
    for i in range(1, int(frame.h / pitch) + 1):
        canvas.drawLine(0, i * pitch, frame.w, i * pitch, hair)


def _marks(canvas: skia.Canvas, frame: Frame, variant: int, colour: str) -> None:
    pitch = PITCH * min(frame.w, frame.h)
    across = int(frame.w / pitch)
    down = int(frame.h / pitch)
    cx, cy = ((across - 3) * pitch, 4 * pitch) if variant != 1 else ((across - 4) * pitch, (down - 4) * pitch)
    hair = stroke(colour, max(1.5, 0.0018 * min(frame.w, frame.h)), round_ends=False)
    for radius in (2.0, 3.0) if variant else (3.0, 5.0):
        canvas.drawCircle(cx, cy, radius * pitch, hair)
    dashed = stroke(colour, hair.getStrokeWidth(), round_ends=False)
    dashed.setPathEffect(skia.DashPathEffect.Make([0.22 * pitch, 0.16 * pitch], 0))
    canvas.drawLine(cx - 6 * pitch, cy, cx + 6 * pitch, cy, dashed)
    canvas.drawLine(cx, cy - 6 * pitch, cx, cy + 6 * pitch, dashed)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """The grid is printed on the ground."""
    return ()


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A round window with a mint rim for a bubble; a darker field with a mint edge beside the content."""
    palette = scene.look.palette
    if frame.placement is Placement.BUBBLE:
        box = standing_box(frame)
        rim = max(2.0, 0.014 * box.w)

        def window(canvas: skia.Canvas, _: object) -> None:
            canvas.drawCircle(box.cx, box.cy, box.w / 2, paint(palette.deep))
            canvas.drawCircle(box.cx, box.cy, box.w / 2 + rim / 2, stroke(palette.accent, rim))

        return (Layer(box.inset(-2 * rim), window),)
    panel = frame.panel
    return () if panel is None else (Layer(panel, lambda canvas, _: _field(canvas, panel, frame, palette.deep, palette.accent)),)


def _field(canvas: skia.Canvas, panel: Rect, frame: Frame, fill: str, edge: str) -> None:
    canvas.drawRect(panel.skia(), paint(fill))
    line = max(3.0, 0.004 * min(frame.w, frame.h))
    if panel.w < frame.w:
        x = panel.right - line if panel.x <= 0 else panel.x
        canvas.drawRect(skia.Rect.MakeXYWH(x, panel.y, line, panel.h), paint(edge))
    else:
        canvas.drawRect(skia.Rect.MakeXYWH(panel.x, panel.y, panel.w, line), paint(edge))
