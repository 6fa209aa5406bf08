"""TIMELINE: dated points along an axis that grows as they are said."""

from __future__ import annotations

import skia

from core.media.colour import paint, stroke
from core.media.layer import Layer, Pose, Rect, TextSpot
from core.media.layouts.entries import headed
from core.media.layouts.kit import Stage
from core.media.layouts.moments import Moment, arranged
from core.media.layouts.steps import reached
from core.media.layouts.track import Track, track_layers
from core.media.looks.idiom import Badge, Card


def layers(stage: Stage) -> list[Layer]:
    """The headline, the axis, the points."""
    items = stage.scene.slide.items
    head = headed(stage, full=len(items) > 3)
    if not items:
        return list(head.layers)
    moments = arranged(stage, head.rest)
    starts = [stage.said(moment.part).start_ms for moment in moments]
    found = [*head.layers, *track_layers(stage, _axis(stage, moments, head.rest), starts, stage.enter(150), tail=True)]
    for moment in moments:
        found += moment_layers(stage, moment)
    return found


def _axis(stage: Stage, moments: list[Moment], room: Rect) -> Track:
    """Through all dots, and a little beyond the last one: time goes on."""
    points = tuple((moment.dot.cx, moment.dot.cy) for moment in moments)
    x, y = points[-1]
    upright = len(points) > 1 and points[0][0] == x
    end = (x, max(y, min(room.bottom, y + 0.09 * stage.em))) if upright else (room.right, y)
    thick = (0.012 if stage.idiom.card is Card.BLOCK else 0.006) * stage.em
    return Track(points, points[0], end, max(3.0, thick))


def moment_layers(stage: Stage, moment: Moment) -> list[Layer]:
    """The dot as it waits and once reached, the date and the words."""
    palette, dot = stage.palette, moment.dot
    start = stage.said(moment.part).start_ms
    early = stage.enter(min(start, 200.0 + moment.number * stage.look.motion.stagger_ms))
    strength = stage.strength(moment.part)
    halo = dot.inset(-0.45 * dot.w)

    def draw_halo(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(halo.skia(), *_round(stage, halo), paint(palette.accent, 0.22))

    return [
        Layer(dot.inset(-3), lambda canvas, _: _draw_dot(canvas, stage, dot, done=False), pose=early),
        Layer(halo, draw_halo, pose=lambda ms: Pose(scale=0.7 + 0.3 * strength(ms), opacity=strength(ms))),
        Layer(dot.inset(-3), lambda canvas, _: _draw_dot(canvas, stage, dot, done=True), pose=reached(start)),
        _words(stage, moment),
    ]


def _words(stage: Stage, moment: Moment) -> Layer:
    palette, date, entry = stage.palette, moment.date, moment.entry
    ink, soft = stage.readable(palette.ink), stage.readable(palette.soft)
    accent = ink if stage.idiom.card is Card.BLOCK else stage.readable(palette.accent)

    def draw(canvas: skia.Canvas, _: object) -> None:
        if date:
            date.draw(canvas, moment.date_x, moment.date_y, accent)
        entry.draw(canvas, moment.x, moment.y, ink, soft)

    rect = Rect(moment.x, moment.y, entry.width, entry.height)
    texts: tuple[TextSpot, ...] = entry.spots(moment.part, moment.x, moment.y, ink, soft, moment.room)
    if date:
        rect = _around(rect, date.box(moment.date_x, moment.date_y))
        texts = (date.spot(moment.part, moment.date_x, moment.date_y, accent), *texts)
    pose = stage.arrive(moment.part, moment.number)
    return Layer(rect.inset(-0.4 * entry.size), draw, pose=pose, texts=texts)


def _around(first: Rect, second: Rect) -> Rect:
    x, y = min(first.x, second.x), min(first.y, second.y)
    return Rect(x, y, max(first.right, second.right) - x, max(first.bottom, second.bottom) - y)


def _round(stage: Stage, box: Rect) -> tuple[float, float]:
    radius = box.w * (0.16 if stage.idiom.badge is Badge.SQUARE else 0.5)
    return radius, radius


def _draw_dot(canvas: skia.Canvas, stage: Stage, box: Rect, *, done: bool) -> None:
    palette, ring = stage.palette, max(3.0, box.w * 0.14)
    if done:
        canvas.drawRoundRect(box.skia(), *_round(stage, box), paint(palette.accent))
        return
    canvas.drawRoundRect(box.skia(), *_round(stage, box), paint(palette.ground))
    canvas.drawRoundRect(box.inset(ring / 2).skia(), *_round(stage, box), stroke(palette.line, ring))
