"""Midnight: a dark stage with slow lights; a presenter in a round window with a lit rim."""

from __future__ import annotations

import math

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import argb, mixed, paint
from core.media.frame import Frame
from core.media.layer import Ground, Layer, Rect, Window
from core.media.looks.grain import Glow, lit
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import standing_box
from core.media.looks.turns import share, turn

IDIOM = Idiom(
    Card.GLASS,
    Label.PLAIN,
    Badge.DISC,
    panel_shape=Shape.CUTOUT,
    bubble_shape=Shape.CIRCLE,
    heading=0.092,
    waiting=0.45,
    gradient=True,
)

PLACES = (
    ((0.16, 0.12), (0.86, 0.92)),
    ((0.82, 0.10), (0.12, 0.95)),
    ((0.50, -0.06), (0.92, 0.84)),
    ((0.08, 0.55), (0.88, 0.14)),
)
DRIFT_MS = 26_000.0


def ground(scene: Scene, frame: Frame) -> Ground:
    """Two lights on a dark gradient, drifting slowly; fine grain keeps the gradients smooth."""
    palette = scene.look.palette
    variant, phase = turn(scene, len(PLACES)), share(scene, 2)
    (ax, ay), (bx, by) = PLACES[variant]
    violet = mixed(palette.ground, palette.accent_end or palette.accent, 0.40)
    cyan = mixed(palette.ground, palette.accent, 0.34)
    glows = (Glow(ax, ay, 0.46, violet, 0.92), Glow(bx, by, 0.44, cyan, 0.80))

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.drawImage(lit(w, h, palette.ground, palette.ground_end or palette.ground, glows, scene.seed), 0, 0)

    def camera(ms: float) -> Window:
        angle = 2 * math.pi * (ms / DRIFT_MS + phase)
        return Window(0.5 + 0.026 * math.cos(angle), 0.5 + 0.026 * math.sin(angle), 1.07)

    return Ground(draw, camera)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """The lights are the ground's own."""
    return ()


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A violet disc with a lit rim for a bubble; a large halo behind a presenter that stands free."""
    box = standing_box(frame)
    if frame.placement is Placement.BUBBLE:
        return (_bubble(scene, box),)
    return (_halo(scene, frame, box),)


def _bubble(scene: Scene, box: Rect) -> Layer:
    palette, rim = scene.look.palette, max(2.0, 0.014 * box.w)
    fill = [argb(mixed(palette.deep, palette.accent_end or palette.accent, 0.22)), argb(palette.deep)]

    def draw(canvas: skia.Canvas, _: object) -> None:
        inside = skia.Paint(AntiAlias=True)
        inside.setShader(skia.GradientShader.MakeLinear([skia.Point(box.x, box.y), skia.Point(box.x, box.bottom)], fill))
        canvas.drawCircle(box.cx, box.cy, box.w / 2, inside)
        line = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=rim)
        colours = [argb(palette.accent), argb(palette.accent_end or palette.accent, 0.55)]
        line.setShader(skia.GradientShader.MakeLinear([skia.Point(box.x, box.y), skia.Point(box.right, box.bottom)], colours))
        canvas.drawCircle(box.cx, box.cy, box.w / 2 + rim / 2, line)

    return Layer(box.inset(-2 * rim), draw)


def _halo(scene: Scene, frame: Frame, box: Rect) -> Layer:
    palette = scene.look.palette
    middle = box.moved(0, 0.10 * box.h)
    radius = 0.56 * min(box.w, box.h)

    def draw(canvas: skia.Canvas, _: object) -> None:
        disc = skia.Paint(AntiAlias=True)
        colours = [argb(palette.accent_end or palette.accent), argb(palette.accent)]
        ends = [skia.Point(middle.cx, middle.cy - radius), skia.Point(middle.cx, middle.cy + radius)]
        disc.setShader(skia.GradientShader.MakeLinear(ends, colours))
        glow = paint(palette.accent_end or palette.accent, 0.35)
        glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.16 * radius))
        canvas.drawCircle(middle.cx, middle.cy, radius * 1.02, glow)
        canvas.drawCircle(middle.cx, middle.cy, radius, disc)

    reach = 1.4 * radius
    return Layer(Rect(middle.cx - reach, middle.cy - reach, 2 * reach, 2 * reach), draw)
