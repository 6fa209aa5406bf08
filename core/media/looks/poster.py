"""Poster: flat colours and one big shape that swaps on each beat; a presenter is cut out in front of a disc."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import argb, contrast, mixed, paint
from core.media.frame import Frame
from core.media.layer import HIDDEN, REST, Ground, Layer, Pose, Rect
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import standing_box
from core.media.looks.turns import expressive, turn
from core.media.motion import Posed, mix, overshoot

IDIOM = Idiom(
    Card.BLOCK,
    Label.CHIP,
    Badge.SQUARE,
    panel_shape=Shape.CUTOUT,
    bubble_shape=Shape.CIRCLE,
    heading=0.105,
    waiting=0.0,
    leading=1.0,
)

GROW_MS = 620.0


def ground(scene: Scene, frame: Frame) -> Ground:
    """One flat colour."""
    colour = scene.look.palette.ground
    return Ground(lambda canvas, w, h: canvas.clear(argb(colour)))


def shape_colour(scene: Scene) -> str:
    """The big shape's colour: one that the ink is read on, too."""
    palette = scene.look.palette
    for colour in (palette.accent, palette.tint, palette.surface):
        if colour != palette.ground and contrast(palette.ink, colour) >= 4.5:
            return colour
    return mixed(palette.ground, palette.ink, 0.12)


def second_colour(scene: Scene) -> str:
    """What stands against the ground and carries no words."""
    palette = scene.look.palette
    return palette.deep if palette.deep != palette.ground else shape_colour(scene)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """One big shape that grows out of a corner, a low field under much content; none where a presenter has a disc."""
    if frame.placement in (Placement.FULL, Placement.HALF, Placement.CUTOUT):
        return ()
    if not expressive(scene):
        return (
            _floor(frame, frame.safe.bottom + 0.02 * frame.h, second_colour(scene)) if frame.placement is Placement.NONE else ()
        )
    fill = paint(shape_colour(scene))
    side = min(frame.w, frame.h)
    variant = turn(scene, 4)
    if variant == 0:
        return (_disc(frame.w * 1.0, frame.h * 1.0, 0.52 * side, fill),)
    if variant == 1:
        return (_disc(frame.w * 1.02, frame.h * -0.02, 0.46 * side, fill),)
    if variant == 2:
        return (_disc(frame.w * 0.5, frame.h * 1.0 + 0.30 * side, 0.62 * side, fill),)
    band = (
        Rect(frame.w * 0.70, 0.0, frame.w * 0.30, float(frame.h))
        if frame.wide
        else Rect(0, frame.h * 0.72, frame.w, frame.h * 0.28)
    )
    return (Layer(band, lambda canvas, _: canvas.drawRect(band.skia(), fill), pose=_slid(frame)),)


def _disc(cx: float, cy: float, radius: float, fill: skia.Paint) -> Layer:
    box = Rect(cx - radius, cy - radius, 2 * radius, 2 * radius)
    return Layer(box.inset(-2), lambda canvas, _: canvas.drawCircle(cx, cy, radius, fill), pose=grows(0.0))


def grows(start_ms: float) -> Posed:
    """Out of its middle, a little too far, and back."""
    curve = overshoot(0.06)

    def at(ms: float) -> Pose:
        u = (ms - start_ms) / GROW_MS
        return HIDDEN if u <= 0 else REST if u >= 1 else Pose(scale=mix(0.35, 1.0, curve(u)), opacity=min(1.0, 4 * u))

    return at


def _slid(frame: Frame) -> Posed:
    curve = overshoot(0.0)

    def at(ms: float) -> Pose:
        u = ms / GROW_MS
        way = 1 - curve(min(1.0, max(0.0, u)))
        if u >= 1:
            return REST
        return Pose(dx=0.30 * frame.w * way) if frame.wide else Pose(dy=0.28 * frame.h * way)

    return at


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A big disc in the second colour, rising from the frame's edge; a small one for a bubble."""
    colour, box = second_colour(scene), standing_box(frame)
    if frame.placement is Placement.BUBBLE:
        return (*_floor(frame, box.cy, colour), _badge(scene, frame, box, colour))
    radius = 0.60 * box.w if frame.wide else 0.62 * frame.w
    cy = box.y + 0.18 * box.h + radius if frame.wide else frame.h - (frame.h - box.y) * 0.94 + radius
    disc = Rect(box.cx - radius, cy - radius, 2 * radius, 2 * radius)
    return (Layer(disc.inset(-2), lambda canvas, _: canvas.drawCircle(disc.cx, disc.cy, radius, paint(colour))),)


def _floor(frame: Frame, top: float, colour: str) -> tuple[Layer, ...]:
    """In a phone's frame, a field that rises from below, where nothing else stands; a presenter's disc sits on its edge."""
    if not frame.tall:
        return ()
    field = Rect(0, top, frame.w, frame.h - top)
    fill, curve = paint(colour), overshoot(0.0)

    def at(ms: float) -> Pose:
        u = min(1.0, max(0.0, ms / GROW_MS))
        return Pose(dy=field.h * (1 - curve(u))) if u < 1 else REST

    return (Layer(field, lambda canvas, _: canvas.drawRect(field.skia(), fill), pose=at),)


def _badge(scene: Scene, frame: Frame, box: Rect, colour: str) -> Layer:
    ring = 0.06 * box.w if frame.tall else 0.0
    under = scene.look.palette.ground

    def draw(canvas: skia.Canvas, _: object) -> None:
        if ring:
            canvas.drawCircle(box.cx, box.cy, box.w / 2 + ring, paint(under))
        canvas.drawCircle(box.cx, box.cy, box.w / 2, paint(colour))

    return Layer(box.inset(-ring - 2), draw)
