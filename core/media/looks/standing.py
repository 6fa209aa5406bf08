"""What a presenter stands before and is seen through: arches, discs, cards and free-standing figures."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.look import Look
from core.media.frame import Frame
from core.media.layer import Rect
from core.media.looks.idiom import Shape


def arch(rect: Rect) -> skia.Path:
    """A round arch that fills `rect` and is open below."""
    radius = min(rect.w / 2, rect.h)
    path = skia.Path()
    path.moveTo(rect.x, rect.bottom)
    path.lineTo(rect.x, rect.y + radius)
    path.arcTo(skia.Rect.MakeXYWH(rect.x, rect.y, rect.w, 2 * radius), 180, 180, False)
    path.lineTo(rect.right, rect.bottom)
    path.close()
    return path


def outline(shape: Shape, rect: Rect, radius: float) -> skia.Path:
    """The outline of a shape that fills `rect`; `radius` rounds a card's corners."""
    if shape is Shape.ARCH:
        return arch(rect)
    path = skia.Path()
    if shape is Shape.CIRCLE:
        path.addCircle(rect.cx, rect.cy, min(rect.w, rect.h) / 2)
    else:
        path.addRoundRect(rect.skia(), radius, radius)
    return path


def standing_box(frame: Frame) -> Rect:
    """What the presenter's shape fills: the bubble's square, else the place for the person down to the frame's edge."""
    spot = frame.presenter
    if spot is None:
        raise ValueError("nobody is seen in this frame")
    if frame.placement is Placement.BUBBLE:
        return spot
    return Rect(spot.x, spot.y, spot.w, frame.h - spot.y)


def clip_of(shape: Shape, frame: Frame, look: Look) -> skia.Path | None:
    """What the presenter is drawn inside; None for a free-standing figure."""
    if shape is Shape.CUTOUT:
        return None
    if frame.placement is Placement.BUBBLE:
        return outline(shape, standing_box(frame), bubble_radius(shape, frame, look))
    if shape is Shape.RECT and frame.panel is not None:
        path = skia.Path()
        path.addRect(frame.panel.skia())
        return path
    return outline(shape, standing_box(frame), 0.0)


def bubble_radius(shape: Shape, frame: Frame, look: Look) -> float:
    """Corner radius of a bubble that is a card, in pixels."""
    return look.radius * frame.h if shape is Shape.RECT else 0.0
