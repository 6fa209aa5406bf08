"""Signal: white with a thin grid; a presenter in a card beside the figures."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import argb, mixed, paint, stroke
from core.media.frame import Frame
from core.media.layer import Ground, Layer
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import bubble_radius, standing_box

IDIOM = Idiom(Card.FLAT, Label.CAPS, Badge.TILE, panel_shape=Shape.RECT, bubble_shape=Shape.RECT, heading=0.078, waiting=0.4)

COLUMNS_WIDE, COLUMNS_UPRIGHT = 12, 6


def ground(scene: Scene, frame: Frame) -> Ground:
    """White paper with the faint columns of a report."""
    palette = scene.look.palette
    line = mixed(palette.ground, palette.line, 0.62)
    count = COLUMNS_WIDE if frame.wide else COLUMNS_UPRIGHT

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(argb(palette.ground))
        canvas.scale(w / frame.w, h / frame.h)
        hair = stroke(line, max(1.0, 0.0010 * min(frame.w, frame.h)), round_ends=False)
        pitch = frame.safe.w / count
        for i in range(count + 1):
            x = frame.safe.x + i * pitch
            canvas.drawLine(x, 0, x, frame.h, hair)
        top = 0.0075 * min(frame.w, frame.h)
        canvas.drawRect(skia.Rect.MakeXYWH(0, 0, frame.w, top), paint(palette.accent))

    return Ground(draw)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """The grid is printed on the ground."""
    return ()


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A pale field: a card with round corners for a bubble, full bleed beside the content."""
    fill = mixed(scene.look.palette.ground, scene.look.palette.tint, 0.8)
    if frame.placement is Placement.BUBBLE:
        box, radius = standing_box(frame), bubble_radius(Shape.RECT, frame, scene.look)
        return (Layer(box.inset(-2), lambda canvas, _: canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))),)
    field = frame.panel
    if field is None:
        return ()
    return (Layer(field, lambda canvas, _: canvas.drawRect(field.skia(), paint(fill))),)
