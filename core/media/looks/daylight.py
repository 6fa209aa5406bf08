"""Daylight: warm paper with arches and discs; a presenter stands in a coral arch."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import mixed, paint
from core.media.frame import Frame
from core.media.layer import Ground, Layer, Rect, Window
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import arch, standing_box
from core.media.looks.turns import expressive, turn
from core.media.motion import ease_out_quint, mix, progress

IDIOM = Idiom(Card.LIFTED, Label.CAPS, Badge.TILE, panel_shape=Shape.ARCH, bubble_shape=Shape.CIRCLE, heading=0.084, waiting=0.5)

GLIDE_MS = 3200.0


def ground(scene: Scene, frame: Frame) -> Ground:
    """Paper with large pale shapes that glide a little and settle; plain paper behind much content."""
    palette = scene.look.palette
    if not expressive(scene):
        return Ground(lambda canvas, w, h: canvas.clear(paint(palette.ground).getColor()))
    beside = frame.placement in (Placement.FULL, Placement.CUTOUT) and frame.wide
    variant = 0 if beside else 1 if frame.placement is Placement.BUBBLE else 1 + turn(scene, 3)
    pale = mixed(palette.ground, palette.tint, 0.9 if beside else 0.55)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(paint(palette.ground).getColor())
        _shapes(canvas, w, h, variant, paint(pale))

    way = 1.0 if turn(scene, 2, 1) else -1.0

    def camera(ms: float) -> Window:
        u = ease_out_quint(progress(ms, 0, GLIDE_MS))
        return Window(0.5 + way * mix(0.012, 0.0, u), 0.5 + mix(0.010, 0.0, u), mix(1.075, 1.045, u))

    return Ground(draw, camera)


def _shapes(canvas: skia.Canvas, w: int, h: int, variant: int, fill: skia.Paint) -> None:
    side = min(w, h)
    if variant == 0:
        canvas.drawCircle(w * 0.845, h * 0.20, side * 0.42, fill)
    elif variant == 1:
        canvas.drawCircle(w * 0.97, h * 0.04, side * 0.40, fill)
    elif variant == 2:
        canvas.drawPath(arch(Rect(w - side * 0.56, h - side * 0.40, side * 0.44, side * 0.40)), fill)
        canvas.drawCircle(w - side * 0.34, h - side * 0.52, side * 0.075, fill)
    else:
        canvas.drawCircle(w * 1.0, h * 1.0, side * 0.44, fill)
        canvas.drawCircle(w - side * 0.16, h - side * 0.60, side * 0.06, fill)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """Nothing over the ground."""
    return ()


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A coral arch, on a deep panel where the presenter shares the frame; a pale disc for a bubble."""
    palette, box = scene.look.palette, standing_box(frame)
    if frame.placement is Placement.BUBBLE:
        return (Layer(box.inset(-2), lambda canvas, _: canvas.drawCircle(box.cx, box.cy, box.w / 2, paint(palette.tint))),)
    stands = Layer(box.inset(-2), lambda canvas, _: canvas.drawPath(arch(box), paint(palette.accent)))
    panel = frame.panel
    if panel is None or (frame.placement is Placement.FULL and frame.wide):
        return (stands,)
    return (Layer(panel, lambda canvas, _: canvas.drawRect(panel.skia(), paint(palette.deep))), stands)
