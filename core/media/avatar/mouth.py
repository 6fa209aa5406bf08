"""A mouth in seven numbers, and how it is drawn.

A viseme is a point in that space and speech is a path through it, so that blending (coarticulation) is interpolation. Lengths
are in mouth units: a style's rig says how large one unit is on its canvas.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import skia

from core.film.visemes import Viseme


class Mouth(NamedTuple):
    """The numbers of a mouth."""

    width: float
    """Half of the distance between the corners."""
    opening: float
    """Between the lips, at the middle."""
    roundness: float
    """0: spread, 1: a ring."""
    lift: float
    """How far the corners stand above the middle: a smile."""
    upper: float
    """How much of the upper teeth is seen, 0 to 1; beyond 1 they reach the lower lip."""
    lower: float
    """How much of the lower teeth."""
    tongue: float
    """How high the tongue lies, 0 to 1."""


SHAPES: MappingProxyType[Viseme, Mouth] = MappingProxyType(
    {
        Viseme.REST: Mouth(13.0, 0.0, 0.00, 3.6, 0.0, 0.0, 0.0),
        Viseme.MBP: Mouth(11.2, 0.0, 0.05, 1.5, 0.0, 0.0, 0.0),
        Viseme.FV: Mouth(11.2, 3.0, 0.10, 1.4, 1.6, 0.0, 0.0),
        Viseme.TH: Mouth(11.4, 5.4, 0.20, 1.6, 0.9, 0.0, 1.0),
        Viseme.TD: Mouth(11.4, 5.4, 0.15, 1.8, 0.9, 0.0, 0.7),
        Viseme.L: Mouth(11.4, 6.6, 0.20, 1.8, 0.7, 0.0, 1.0),
        Viseme.SZ: Mouth(12.4, 4.2, 0.00, 2.4, 1.0, 0.7, 0.0),
        Viseme.CH: Mouth(8.4, 6.2, 0.60, 0.4, 0.9, 0.5, 0.0),
        Viseme.KG: Mouth(11.4, 6.6, 0.30, 1.6, 0.5, 0.0, 0.5),
        Viseme.R: Mouth(8.8, 5.4, 0.60, 0.6, 0.4, 0.0, 0.3),
        Viseme.W: Mouth(5.0, 4.2, 1.00, -0.2, 0.0, 0.0, 0.0),
        Viseme.H: Mouth(11.4, 7.0, 0.30, 1.8, 0.6, 0.0, 0.4),
        Viseme.EE: Mouth(13.8, 5.6, 0.00, 3.4, 1.0, 0.2, 0.2),
        Viseme.IH: Mouth(12.8, 6.0, 0.10, 2.6, 0.9, 0.0, 0.4),
        Viseme.EH: Mouth(12.6, 8.6, 0.20, 2.4, 0.8, 0.0, 0.6),
        Viseme.AE: Mouth(12.8, 11.4, 0.25, 2.2, 0.8, 0.0, 0.7),
        Viseme.AH: Mouth(11.6, 13.4, 0.45, 1.4, 0.7, 0.0, 0.8),
        Viseme.UH: Mouth(10.8, 6.6, 0.35, 1.4, 0.6, 0.0, 0.5),
        Viseme.OH: Mouth(8.4, 11.0, 0.95, 0.0, 0.0, 0.0, 0.25),
        Viseme.OO: Mouth(5.6, 6.6, 1.00, -0.3, 0.0, 0.0, 0.1),
        Viseme.UE: Mouth(6.2, 5.2, 0.95, 0.2, 0.4, 0.0, 0.2),
    }
)
"""The mouth of each viseme, at full strength."""

CLOSED_SMILE = SHAPES[Viseme.REST]
"""The friendly mouth of somebody who listens."""


@dataclass(frozen=True)
class MouthInk:
    """The colours and lines of a style's mouth, as Skia colours; lengths in mouth units."""

    hole: int
    line: int
    thickness: float = 2.6
    tongue: int = 0xFFFF4F6D
    teeth: int = 0xFFFFFFFF
    rim: float = 1.2
    """Thickness of the line around an open mouth."""
    rim_ink: int | None = None
    """Its colour; None: that of the hole."""
    upper_lip: int | None = None
    lower_lip: int | None = None
    shade: int | None = None
    """The shadow under the lower lip, for styles that draw one."""


@dataclass(frozen=True)
class MouthPlace:
    """Where a style's mouth lies on its canvas: the middle between the corners, one mouth unit in canvas units, degrees."""

    x: float
    y: float
    unit: float
    tilt: float = 0.0
    narrow: float = 1.0
    """Width against height: below 1 for a head seen from the side."""


def draw_mouth(canvas: skia.Canvas, mouth: Mouth, smile: float, place: MouthPlace, ink: MouthInk) -> None:
    """Draws `mouth` with some `smile` (0..1) at `place`."""
    canvas.save()
    canvas.translate(place.x, place.y)
    if place.tilt:
        canvas.rotate(place.tilt)
    canvas.scale(place.unit * place.narrow, place.unit)
    _Drawn(smiling(mouth, smile), ink).draw(canvas)
    canvas.restore()


def smiling(mouth: Mouth, smile: float) -> Mouth:
    """The same mouth on a smiling face: corners out and up, unless the lips are rounded."""
    spread = (smile - 0.5) * (1 - mouth.roundness)
    return mouth._replace(width=mouth.width + 1.2 * spread, lift=mouth.lift + 2.0 * spread)


class _Drawn:
    """One mouth as outlines: `top` and `low` are heights of the lips' edges at the middle, `corner` at the corners."""

    def __init__(self, mouth: Mouth, ink: MouthInk) -> None:
        self.mouth, self.ink = mouth, ink
        w, o, r, s = mouth.width, mouth.opening, mouth.roundness, mouth.lift
        self.corner = -0.62 * s
        middle = 0.85 * s * (1 - 0.55 * min(1.0, o / 8))
        self.top = middle - o * (0.16 + 0.34 * r)
        self.low = middle + o * (0.84 - 0.34 * r)
        full = min(1.0, o / 5)
        self.top_near, self.top_far = 0.94 - 0.30 * (1 - r), 0.46 + 0.10 * r
        self.low_near = self.top_near + (0.97 - self.top_near) * full
        self.low_far = self.top_far + (0.58 - self.top_far) * full
        self.sag = 0.10 + 0.12 * (1 - r)
        self.belly = self.sag + (0.74 - self.sag) * full
        self.rise = 0.35 + 0.25 * r + 0.30 * (1 - full)
        self.half = w

    def draw(self, canvas: skia.Canvas) -> None:
        ink, open_by = self.ink, min(1.0, self.mouth.opening / 2.2)
        if ink.shade is not None:
            canvas.drawPath(self._shade(), skia.Paint(Color=ink.shade, AntiAlias=True))
        if self.mouth.opening < 0.35:
            self._draw_closed(canvas)
            return
        hole = self._outline()
        self._draw_lips(canvas)
        rim = ink.thickness + (ink.rim - ink.thickness) * open_by
        colour = _mix(ink.line, ink.hole if ink.rim_ink is None else ink.rim_ink, open_by)
        canvas.drawPath(hole, skia.Paint(Color=_mix(ink.line, ink.hole, open_by), AntiAlias=True))
        canvas.save()
        canvas.clipPath(hole, True)
        self._draw_inside(canvas)
        canvas.restore()
        canvas.drawPath(hole, _stroke(colour, rim))

    def _draw_closed(self, canvas: skia.Canvas) -> None:
        self._draw_lips(canvas)
        line = skia.Path()
        line.moveTo(-self.half, self.corner)
        self._over(line, self.low)
        canvas.drawPath(line, _stroke(self.ink.line, self.ink.thickness))

    def _draw_lips(self, canvas: skia.Canvas) -> None:
        ink, o = self.ink, self.mouth.opening
        if ink.upper_lip is None or ink.lower_lip is None:
            return
        thick, wide = 3.4 + 0.06 * o, self.half + 1.6
        lower, upper = skia.Path(), skia.Path()
        lower.moveTo(-wide, self.corner)
        lower.cubicTo(-wide * 0.8, self.low + thick * 0.9, -wide * 0.5, self.low + thick * 1.5, 0, self.low + thick * 1.5)
        lower.cubicTo(wide * 0.5, self.low + thick * 1.5, wide * 0.8, self.low + thick * 0.9, wide, self.corner)
        lower.quadTo(0, self.low - 0.5, -wide, self.corner)
        upper.moveTo(-wide, self.corner)
        upper.cubicTo(
            -wide * 0.7, self.top - thick * 0.7, -wide * 0.42, self.top - thick * 1.4, -wide * 0.22, self.top - thick * 1.25
        )
        upper.quadTo(0, self.top - thick * 0.75, wide * 0.22, self.top - thick * 1.25)
        upper.cubicTo(wide * 0.42, self.top - thick * 1.4, wide * 0.7, self.top - thick * 0.7, wide, self.corner)
        upper.quadTo(0, self.top + 1.5 + self.mouth.lift * 0.4, -wide, self.corner)
        canvas.drawPath(lower, skia.Paint(Color=ink.lower_lip, AntiAlias=True))
        canvas.drawPath(upper, skia.Paint(Color=ink.upper_lip, AntiAlias=True))

    def _over(self, path: skia.Path, y: float) -> None:
        """From the left corner along the upper lip's edge to the right one."""
        w, c = self.half, self.corner
        near = c + (y - c) * self.rise
        path.cubicTo(-w * self.top_near, near, -w * self.top_far, y, 0, y)
        path.cubicTo(w * self.top_far, y, w * self.top_near, near, w, c)

    def _outline(self) -> skia.Path:
        w, c = self.half, self.corner
        path = skia.Path()
        path.moveTo(-w, c)
        self._over(path, self.top)
        near = c + (self.low - c) * self.belly
        path.cubicTo(w * self.low_near, near, w * self.low_far, self.low, 0, self.low)
        path.cubicTo(-w * self.low_far, self.low, -w * self.low_near, near, -w, c)
        path.close()
        return path

    def _draw_inside(self, canvas: skia.Canvas) -> None:
        mouth, ink, w = self.mouth, self.ink, self.half
        o, tooth = mouth.opening, min(4.2, mouth.opening * 0.46)
        if mouth.tongue > 0.05:
            rise = o * (0.16 + 0.40 * mouth.tongue)
            half = w * (0.66 - 0.10 * mouth.roundness)
            tip = skia.Rect.MakeLTRB(-half, self.low - rise, half, self.low + o * 0.9)
            canvas.drawOval(tip, skia.Paint(Color=ink.tongue, AntiAlias=True))
        white = skia.Paint(Color=ink.teeth, AntiAlias=True)
        if mouth.upper > 0.05:
            edge = self.top + tooth * mouth.upper
            row = skia.Path()
            row.moveTo(-w * 1.1, self.corner - 8)
            row.lineTo(-w * 0.97, self.corner + tooth * 0.45 * mouth.upper)
            row.cubicTo(-w * 0.8, edge + (self.corner - self.top) * 0.25, -w * 0.45, edge, 0, edge)
            row.cubicTo(
                w * 0.45,
                edge,
                w * 0.8,
                edge + (self.corner - self.top) * 0.25,
                w * 0.97,
                self.corner + tooth * 0.45 * mouth.upper,
            )
            row.lineTo(w * 1.1, self.corner - 8)
            row.close()
            canvas.drawPath(row, white)
        if mouth.lower > 0.05:
            edge = self.low - tooth * 0.62 * mouth.lower
            canvas.drawRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-w * 0.78, edge, w * 0.78, edge + 9), 1.6, 1.6), white)

    def _shade(self) -> skia.Path:
        y, w = self.low + 7.4 + 0.05 * self.mouth.opening, self.half * 0.34
        path = skia.Path()
        path.moveTo(-w, y)
        path.quadTo(0, y + 3.4, w, y)
        path.quadTo(0, y + 1.0, -w, y)
        return path


def _stroke(colour: int, width: float) -> skia.Paint:
    return skia.Paint(Color=colour, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width,
                      StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join)  # fmt: skip


def _mix(a: int, b: int, t: float) -> int:
    """From colour `a` to `b`, channel by channel."""
    if a == b:
        return a
    mixed = 0
    for shift in (24, 16, 8, 0):
        x, y = (a >> shift) & 255, (b >> shift) & 255
        mixed |= round(x + (y - x) * t) << shift
    return mixed
