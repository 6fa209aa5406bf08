"""A person at one place of a frame: what stands still between two moments is kept as pixels, the rest is drawn as outlines."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import skia

from core.media.avatar.acting import Acting
from core.media.avatar.figure import Figure
from core.media.avatar.rig import Piece
from core.media.layer import Rect

_SWAY = 0.05
"""How far a piece may move from where it was measured, of the canvas's size."""
_LARGE = 420 * 420
"""Pixels from which clipping by a curve is cheaper than a paper of its own."""
_KEPT = 20
"""Breaths of which the body is kept."""

Still = tuple[skia.Image, int, int]
"""Pixels and their place in the frame."""


class Stand:
    """Draws one figure, scaled and moved into a frame, inside a clip."""

    def __init__(self, figure: Figure, scale: float, x: float, y: float, clip: skia.Path | None) -> None:
        self._figure, self._scale, self._x, self._y, self._clip = figure, scale, x, y, clip
        self._runs = tuple(_runs(tuple(zip(figure.rig.pieces, figure.bounds, strict=True))))
        self._inside = tuple(self._lies_inside(run) for _, run in self._runs)
        self._stills: OrderedDict[tuple[int, float], Still | None] = OrderedDict()
        crossing = any(moving and not inside for (moving, _), inside in zip(self._runs, self._inside, strict=True))
        self._mask = _Mask(clip) if clip is not None and crossing and _area(clip) < _LARGE else None

    def draw(self, canvas: skia.Canvas, acting: Acting) -> None:
        """Draws the person at one moment, in frame coordinates."""
        if self._mask is not None:
            self._mask.draw(canvas, lambda inner: self._draw(inner, acting))
        else:
            self._draw(canvas, acting)

    def _draw(self, canvas: skia.Canvas, acting: Acting) -> None:
        for number, (moving, run) in enumerate(self._runs):
            if moving:
                canvas.save()
                if self._clip is not None and self._mask is None and not self._inside[number]:
                    canvas.clipPath(self._clip, True)
                self._play(canvas, run, acting)
                canvas.restore()
                continue
            still = self._still(number, run, acting)
            if still is not None:
                canvas.drawImage(*still)

    def _lies_inside(self, run: Sequence[tuple[Piece, Rect | None]]) -> bool:
        """Whether the run, however it moves, stays inside the clip."""
        if self._clip is None:
            return True
        sway = _SWAY * self._figure.rig.size
        boxes = [self._in_frame(box.inset(-sway)) for _, box in run if box is not None]
        return all(_holds(self._clip, box) for box in boxes)

    def _play(self, canvas: skia.Canvas, run: Sequence[tuple[Piece, Rect | None]], acting: Acting) -> None:
        canvas.translate(self._x, self._y)
        canvas.scale(self._scale, self._scale)
        rig = self._figure.rig
        for piece, _ in run:
            canvas.save()
            rig.place(canvas, piece, acting)
            piece.draw(canvas, acting)
            canvas.restore()

    def _in_frame(self, box: Rect) -> Rect:
        return Rect(self._x + box.x * self._scale, self._y + box.y * self._scale, box.w * self._scale, box.h * self._scale)

    def _still(self, number: int, run: Sequence[tuple[Piece, Rect | None]], acting: Acting) -> Still | None:
        key = (number, acting.breath)
        if key not in self._stills:
            self._stills[key] = self._rasterised(run, acting)
            if len(self._stills) > _KEPT:
                self._stills.popitem(last=False)
        return self._stills[key]

    def _rasterised(self, run: Sequence[tuple[Piece, Rect | None]], acting: Acting) -> Still | None:
        boxes = [self._in_frame(box.inset(-0.02 * self._figure.rig.size)) for _, box in run if box is not None]
        if self._clip is not None:
            seen = self._clip.getBounds()
            boxes = [_cut(box, seen) for box in boxes]
        boxes = [box for box in boxes if box.w > 0 and box.h > 0]
        if not boxes:
            return None
        x0, y0 = math.floor(min(box.x for box in boxes)), math.floor(min(box.y for box in boxes))
        w, h = math.ceil(max(box.right for box in boxes)) - x0, math.ceil(max(box.bottom for box in boxes)) - y0
        pixels = np.zeros((h, w, 4), np.uint8)
        info = skia.ImageInfo.Make(w, h, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        surface = skia.Surface.MakeRasterDirect(info, pixels)
        canvas = surface.getCanvas()
        canvas.translate(-x0, -y0)
        if self._clip is not None and self._mask is None:
            canvas.clipPath(self._clip, True)
        self._play(canvas, run, acting)
        return surface.makeImageSnapshot(), x0, y0


class _Mask:
    """A paper of its own on which what lies outside an outline is taken away: cheaper than clipping every path by a curve."""

    def __init__(self, clip: skia.Path) -> None:
        box = clip.getBounds()
        self._x, self._y = math.floor(box.left()), math.floor(box.top())
        self._pixels = np.zeros((math.ceil(box.bottom()) - self._y, math.ceil(box.right()) - self._x, 4), np.uint8)
        h, w = self._pixels.shape[:2]
        info = skia.ImageInfo.Make(w, h, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self._surface = skia.Surface.MakeRasterDirect(info, self._pixels)
        self._outside = skia.Path(clip)
        self._outside.toggleInverseFillType()
        self._eraser = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear)

    def draw(self, canvas: skia.Canvas, draw: Callable[[skia.Canvas], None]) -> None:
        """Lets `draw` draw in frame coordinates and puts what lies inside the outline on `canvas`."""
        inner = self._surface.getCanvas()
        inner.clear(0)
        inner.save()
        inner.translate(-self._x, -self._y)
        draw(inner)
        inner.drawPath(self._outside, self._eraser)
        inner.restore()
        self._surface.draw(canvas, self._x, self._y)


def _holds(clip: skia.Path, box: Rect) -> bool:
    whole = skia.Path()
    whole.addRect(box.skia())
    return bool(skia.Op(whole, clip, skia.PathOp.kDifference_PathOp).isEmpty())


def _area(clip: skia.Path) -> float:
    box = clip.getBounds()
    return float(box.width() * box.height())


def _cut(box: Rect, seen: skia.Rect) -> Rect:
    x, y = max(box.x, seen.left()), max(box.y, seen.top())
    return Rect(x, y, min(box.right, seen.right()) - x, min(box.bottom, seen.bottom()) - y)


def _runs(pieces: Sequence[tuple[Piece, Rect | None]]) -> Iterator[tuple[bool, tuple[tuple[Piece, Rect | None], ...]]]:
    """Pieces of the body that follow each other, together; those of the head one by one."""
    run: list[tuple[Piece, Rect | None]] = []
    for entry in pieces:
        if entry[0].head == 0:
            run.append(entry)
            continue
        if run:
            yield False, tuple(run)
            run = []
        yield True, (entry,)
    if run:
        yield False, tuple(run)
