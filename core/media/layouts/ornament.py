"""The small mark that each look sets beside a few large words: a bar, a line of light, a rule, a measure."""

from __future__ import annotations

import skia

from core.media.colour import argb, mixed, paint, stroke
from core.media.layer import Layer, Rect
from core.media.layouts.kit import Stage, growing, grown
from core.media.looks.idiom import Card


def ornament(stage: Stage, x: float, y: float, start_ms: float, *, align: str = "left") -> tuple[Layer, ...]:
    """A mark whose left end (or middle) is at x and whose middle is at y, drawn from left to right from `start_ms` on."""
    em = stage.em
    width, height = 0.20 * em, 0.012 * em
    left = x - width / 2 if align == "center" else stage.room.right - width if stage.mirrored else x
    box = Rect(left, y - height / 2, width, height)
    kind = stage.idiom.card
    if kind is Card.BLOCK:
        return ()
    if kind is Card.RULED:
        box = Rect(left, y - 0.003 * em, 0.09 * em, 0.006 * em)
    draw = {Card.GLASS: _light, Card.WIRED: _measure}.get(kind, _bar)
    return (
        growing(box.inset(-0.5 * height, -0.8 * height), lambda c, u: draw(c, stage, box, u), grown(start_ms, 700.0), steps=50),
    )


def _bar(canvas: skia.Canvas, stage: Stage, box: Rect, share: float) -> None:
    radius = box.h / 2 if stage.look.radius else 0.0
    whole = skia.Rect.MakeXYWH(box.x, box.y, box.w * share, box.h)
    if stage.idiom.card is Card.RULED:
        canvas.drawRect(whole, paint(stage.palette.accent))
        return
    canvas.drawRoundRect(whole, radius, radius, paint(mixed(stage.palette.line, stage.palette.accent, 0.12)))
    part = skia.Rect.MakeXYWH(box.x, box.y, min(box.w * share, 0.34 * box.w), box.h)
    canvas.drawRoundRect(part, radius, radius, paint(stage.palette.accent))


def _light(canvas: skia.Canvas, stage: Stage, box: Rect, share: float) -> None:
    palette = stage.palette
    beam = skia.Paint(AntiAlias=True)
    colours = [argb(palette.accent), argb(palette.accent_end or palette.accent), argb(palette.accent_end or palette.accent, 0.0)]
    ends = [skia.Point(box.x, 0), skia.Point(box.x + box.w, 0)]
    beam.setShader(skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.5, 1.0]))
    thin = 0.5 * box.h
    canvas.drawRoundRect(skia.Rect.MakeXYWH(box.x, box.cy - thin / 2, box.w * share, thin), thin / 2, thin / 2, beam)


def _measure(canvas: skia.Canvas, stage: Stage, box: Rect, share: float) -> None:
    line = stroke(stage.palette.accent, max(2.0, 0.22 * box.h), round_ends=False)
    end = box.x + box.w * share
    canvas.drawLine(box.x, box.cy, end, box.cy, line)
    for x in (box.x + 1, end - 1):
        canvas.drawLine(x, box.y - 0.4 * box.h, x, box.bottom + 0.4 * box.h, line)
