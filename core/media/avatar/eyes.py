"""Eyes that look and blink."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.media.avatar.acting import Acting


@dataclass(frozen=True)
class DotEyes:
    """Eyes drawn as dots: centres and radii in canvas units, `lean` in degrees."""

    centres: tuple[tuple[float, float], tuple[float, float]]
    rx: float
    ry: float
    colour: int
    travel: float
    lash: float
    """Thickness of the line that a shut eye is."""
    width: float
    """Half its length."""
    lean: float = 0.0

    def draw(self, canvas: skia.Canvas, acting: Acting) -> None:
        """Draws both eyes."""
        for x, y in self.centres:
            canvas.save()
            canvas.translate(x, y)
            if self.lean:
                canvas.rotate(self.lean)
            self._one(canvas, acting)
            canvas.restore()

    def _one(self, canvas: skia.Canvas, acting: Acting) -> None:
        lids = acting.lids
        if lids < 0.7:
            ry = self.ry * (1 - 0.95 * lids)
            x, y = self.travel * acting.gaze_x, 0.7 * self.travel * acting.gaze_y + 0.35 * (self.ry - ry)
            canvas.drawOval(
                skia.Rect.MakeLTRB(x - self.rx, y - ry, x + self.rx, y + ry), skia.Paint(Color=self.colour, AntiAlias=True)
            )
            return
        bend = self.width * (0.20 + 0.35 * (lids - 0.7) / 0.3)
        arc = skia.Path()
        arc.moveTo(-self.width, 0)
        arc.quadTo(0, 2 * bend, self.width, 0)
        canvas.drawPath(arc, skia.Paint(Color=self.colour, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=self.lash,
                                        StrokeCap=skia.Paint.kRound_Cap))  # fmt: skip


@dataclass(frozen=True)
class OpenEye:
    """An eye with a white: outlines in canvas units. It shuts by flattening towards `line`, near the lower lid."""

    white: skia.Path
    lash: skia.Path
    iris: tuple[float, float, float]
    """Centre and radius."""
    line: float
    travel: float
    shut: float
    """Depth of the curve that a shut eye is, and the thickness of its line."""
    white_ink: int
    ink: int

    def draw(self, canvas: skia.Canvas, acting: Acting) -> None:
        """Draws the white, the iris inside it, and the lashes along the upper lid."""
        fill = skia.Paint(Color=self.ink, AntiAlias=True)
        lids = min(1.0, acting.lids + 0.05 * acting.smile)
        if lids < 0.82:
            canvas.save()
            canvas.clipPath(_flattened(self.white, 1 - lids, self.line), True)
            canvas.drawColor(self.white_ink)
            x, y, r = self.iris
            x, y = x + self.travel * acting.gaze_x, y + 0.6 * self.travel * acting.gaze_y
            canvas.drawCircle(x, y, r, fill)
            canvas.drawCircle(x - 0.36 * r, y - 0.40 * r, 0.24 * r, skia.Paint(Color=0xE6FFFFFF, AntiAlias=True))
            canvas.restore()
            canvas.drawPath(_flattened(self.lash, 1 - lids, self.line), fill)
            return
        box = self.white.getBounds()
        shut = skia.Path()
        shut.moveTo(box.left(), self.line - self.shut)
        shut.quadTo(box.centerX(), self.line + self.shut, box.right(), self.line - self.shut)
        canvas.drawPath(shut, skia.Paint(Color=self.ink, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=self.shut,
                                         StrokeCap=skia.Paint.kRound_Cap))  # fmt: skip


def _flattened(path: skia.Path, share: float, line: float) -> skia.Path:
    flat = skia.Path()
    matrix = skia.Matrix()
    matrix.setScale(1, share, 0, line)
    path.transform(matrix, flat)
    return flat
