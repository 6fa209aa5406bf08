"""Editorial: a printed page with rules; a presenter in a framed portrait that stands on the lower rule."""

from __future__ import annotations

import skia

from core.film.casting import Placement
from core.film.timeline import Scene
from core.media.colour import argb, mixed, paint
from core.media.frame import Frame
from core.media.layer import Ground, Layer, Rect
from core.media.looks.idiom import Badge, Card, Idiom, Label, Shape
from core.media.looks.standing import standing_box

IDIOM = Idiom(
    Card.RULED, Label.PLAIN, Badge.NUMERAL, panel_shape=Shape.RECT, bubble_shape=Shape.RECT, heading=0.082, waiting=0.42,
    leading=1.14, inset=(0.038, 0.026), marker=True,
)  # fmt: skip


def ground(scene: Scene, frame: Frame) -> Ground:
    """Paper with a strong rule above and a fine one below, as wide as the column of text."""
    palette = scene.look.palette
    above, below = rules(frame)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        canvas.clear(argb(palette.ground))
        canvas.scale(w / frame.w, h / frame.h)
        canvas.drawRect(above.skia(), paint(palette.ink))
        canvas.drawRect(below.skia(), paint(mixed(palette.line, palette.ink, 0.25)))

    return Ground(draw)


def rules(frame: Frame) -> tuple[Rect, Rect]:
    """The strong rule above the column and the fine one below it; short where captions stand under it, as over footnotes."""
    left, right = frame.content.x, max(frame.content.right, frame.caption.right)
    if frame.placement is Placement.BUBBLE and frame.presenter is not None:
        right = frame.presenter.right
    thick, thin = max(3.0, 0.0042 * min(frame.w, frame.h)), max(1.5, 0.0018 * min(frame.w, frame.h))
    above = Rect(left, frame.content.y, right - left, thick)
    if frame.caption.h > 0:
        return above, Rect(left, frame.caption.y - 0.3 * (frame.caption.y - frame.content.bottom), 0.16 * frame.w, thin)
    foot = frame.safe.bottom if frame.panel is None or frame.wide else frame.content.bottom
    return above, Rect(left, foot - thin, right - left, thin)


def motif(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """The rules are printed on the ground."""
    return ()


def backing(scene: Scene, frame: Frame) -> tuple[Layer, ...]:
    """A quiet field of darker paper, as a picture in a page: full bleed beside the column, or a small portrait."""
    palette = scene.look.palette
    field = standing_box(frame) if frame.placement in (Placement.BUBBLE, Placement.CUTOUT) else frame.panel or standing_box(frame)
    return (Layer(field.inset(-2), lambda canvas, _: canvas.drawRect(field.skia(), paint(palette.tint))),)
