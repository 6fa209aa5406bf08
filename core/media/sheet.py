"""Contact sheets: pictures of scenes side by side, to be looked at and judged; and the plain way of drawing a picture.

`reference` draws every layer anew with Skia, with no planes and nothing kept: slow and obviously right. The compositor is tested
against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import skia

from core.media.colour import argb, paint
from core.media.layer import Layer, Picture, Window
from core.media.text import TextStyle, set_text

Pixels: TypeAlias = npt.NDArray[np.uint8]

LARGER = 1.15
"""How much larger than the frame a ground is drawn when a camera moves over it."""


def reference(picture: Picture, w: int, h: int, ms: float) -> Pixels:
    """The picture at `ms` as (h, w, 3) RGB."""
    pixels = np.zeros((h, w, 4), np.uint8)
    canvas = _canvas(pixels)
    camera = picture.ground.camera
    if camera is None:
        picture.ground.draw(canvas, w, h)
    else:
        _seen(canvas, picture, w, h, camera(ms))
    for layer in picture.layers:
        _blend(canvas, layer, ms, w, h)
    return np.ascontiguousarray(pixels[..., :3])


def _canvas(pixels: Pixels) -> skia.Canvas:
    h, w = pixels.shape[:2]
    kind = skia.ImageInfo.Make(w, h, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(kind, pixels, w * 4).getCanvas()


def _seen(canvas: skia.Canvas, picture: Picture, w: int, h: int, window: Window) -> None:
    width, height = round(w * LARGER), round(h * LARGER)
    whole = np.zeros((height, width, 4), np.uint8)
    picture.ground.draw(_canvas(whole), width, height)
    zoom = max(1.0, window.zoom)
    half = 0.5 / zoom
    x, y = (min(1 - half, max(half, at)) for at in (window.x, window.y))
    source = skia.Rect.MakeLTRB((x - half) * width, (y - half) * height, (x + half) * width, (y + half) * height)
    image = skia.Image.fromarray(whole, colorType=skia.kRGBA_8888_ColorType)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
    canvas.drawImageRect(image, source, skia.Rect.MakeWH(w, h), smooth)


def _blend(canvas: skia.Canvas, layer: Layer, ms: float, w: int, h: int) -> None:
    pose = layer.pose(ms)
    if pose.opacity <= 0:
        return
    rect = layer.rect
    canvas.saveLayerAlpha(skia.Rect.MakeWH(w, h), round(255 * min(1.0, pose.opacity)))
    canvas.translate(rect.cx + pose.dx, rect.cy + pose.dy)
    canvas.scale(pose.scale, pose.scale)
    canvas.translate(-rect.cx, -rect.cy)
    canvas.clipRect(rect.inset(-3).skia())
    layer.draw(canvas, layer.state(ms))
    canvas.restore()


def contact_sheet(rows: Sequence[tuple[str, Sequence[Pixels]]], height: int = 300, gap: int = 14) -> Pixels:
    """Rows of pictures, each with its label, scaled to one height; (h, w, 3) RGB."""
    label = 30
    widths = [[round(p.shape[1] * height / p.shape[0]) for p in pictures] for _, pictures in rows]
    w = max(sum(line) + gap * (len(line) + 1) for line in widths)
    pixels = np.full((len(rows) * (height + label + gap) + gap, w, 4), 255, np.uint8)
    canvas = _canvas(pixels)
    canvas.clear(argb("#3A3D42"))
    y = gap
    for (name, pictures), line in zip(rows, widths, strict=True):
        set_text(name, TextStyle("Manrope", 600, 18), w).draw(canvas, gap, y + 4, "#FFFFFF")
        x = gap
        for picture, width in zip(pictures, line, strict=True):
            _put(canvas, picture, skia.Rect.MakeXYWH(x, y + label, width, height))
            x += width + gap
        y += height + label + gap
    return np.ascontiguousarray(pixels[..., :3])


def _put(canvas: skia.Canvas, picture: Pixels, place: skia.Rect) -> None:
    rgba = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    image = skia.Image.fromarray(np.ascontiguousarray(rgba), colorType=skia.kRGBA_8888_ColorType)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    canvas.drawImageRect(image.withDefaultMipmaps(), place, sampling, paint("#FFFFFF"))
