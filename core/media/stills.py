"""Stills as grounds and as pictures inside layouts: loaded once, fitted with care, and looked over by a calm camera."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import skia
from PIL import Image

from core.errors import BadInput
from core.film.slide import Picture
from core.media.conform import MOST_PIXELS
from core.media.layer import Ground, Rect, Window
from core.media.motion import mix, smooth
from core.media.yuv import Pixels

Image.preinit()  # what would be imported with the first picture is there when a worker is warm

NEAR = 1.14
"""How close a camera comes to the point that matters."""
_RUN_MS = 700.0
"""A camera is already on its way before the scene begins and still after it ends, so that transitions show no stop."""


@lru_cache(maxsize=1)
def load(path: Path) -> Pixels:
    """A PNG, JPEG or WebP as (h, w, 4) RGBA, upright and opaque. Raises `BadInput` for what is no picture or far too large."""
    try:
        with Image.open(path) as picture:
            size = picture.width * picture.height
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput(f"{path.name} is not a picture that can be read.", hint="Give a PNG, JPEG or WebP file.") from error
    if size > MOST_PIXELS:
        raise BadInput(f"{path.name} has more than {MOST_PIXELS // 1_000_000} million pixels.", hint="Give a smaller copy.")
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise BadInput(f"The picture {path.name} is damaged.", hint="Save it again, or choose another one.")
    return _sealed(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGBA))


def _sealed(pixels: object) -> Pixels:
    array = np.asarray(pixels, np.uint8)
    array.setflags(write=False)
    return array


def window_of(width: float, height: float, w: float, h: float, focus: tuple[float, float]) -> Rect:
    """The largest part of a `width` x `height` picture in the shape `w` : `h`, with `focus` (0..1) near its middle."""
    share = min(width / w, height / h)
    vw, vh = w * share, h * share
    x = min(max(0.0, focus[0] * width - vw / 2), width - vw)
    y = min(max(0.0, focus[1] * height - vh / 2), height - vh)
    return Rect(x, y, vw, vh)


@lru_cache(maxsize=1)
def cover(path: Path, w: int, h: int, focus: tuple[float, float] = (0.5, 0.5)) -> Pixels:
    """The picture filling `w` x `h`, cut where it must be, around its focus."""
    pixels = load(path)
    part = window_of(pixels.shape[1], pixels.shape[0], w, h, focus)
    return _sealed(_resampled(pixels, part, w, h))


@lru_cache(maxsize=2)
def contain(path: Path, w: int, h: int) -> Pixels:
    """All of the picture, as large as fits into `w` x `h`; the array is as large as the picture then is."""
    pixels = load(path)
    height, width = pixels.shape[:2]
    share = min(w / width, h / height)
    return _sealed(_resampled(pixels, Rect(0, 0, width, height), max(1, round(width * share)), max(1, round(height * share))))


def _resampled(pixels: Pixels, part: Rect, w: int, h: int) -> Pixels:
    # Shrinking averages (no moire); enlarging uses a kernel that keeps edges.
    x0, y0 = round(part.x), round(part.y)
    x1, y1 = min(pixels.shape[1], round(part.right)), min(pixels.shape[0], round(part.bottom))
    kernel = cv2.INTER_AREA if part.w > 1.5 * w else cv2.INTER_CUBIC
    return cv2.resize(pixels[y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)], (w, h), interpolation=kernel)  # type: ignore[return-value]


def draw_cover(canvas: skia.Canvas, path: Path, rect: Rect, focus: tuple[float, float] = (0.5, 0.5)) -> None:
    """Draws the picture so that it fills `rect`; clip the canvas first for round corners."""
    _put(canvas, cover(path, max(1, round(rect.w)), max(1, round(rect.h)), focus), rect.x, rect.y)


def draw_contain(canvas: skia.Canvas, path: Path, rect: Rect) -> Rect:
    """Draws all of the picture in the middle of `rect`; gives where it lies."""
    pixels = contain(path, max(1, round(rect.w)), max(1, round(rect.h)))
    h, w = pixels.shape[:2]
    place = Rect(rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2, w, h)
    _put(canvas, pixels, place.x, place.y)
    return place


def draw_moving(canvas: skia.Canvas, pixels: Pixels, place: Rect, focus: tuple[float, float]) -> None:
    """Draws the picture of one moment so that it fills `place`, cut around its focus. What moves needs no sharper kernel."""
    part = window_of(pixels.shape[1], pixels.shape[0], place.w, place.h, focus)
    x0, y0 = round(part.x), round(part.y)
    cut = pixels[y0 : max(y0 + 1, round(part.bottom)), x0 : max(x0 + 1, round(part.right))]
    size = (max(1, round(place.w)), max(1, round(place.h)))
    kernel = cv2.INTER_AREA if cut.shape[1] > 1.5 * size[0] else cv2.INTER_LINEAR
    fitted = cut if (cut.shape[1], cut.shape[0]) == size else cv2.resize(cut, size, interpolation=kernel)
    _put(canvas, np.ascontiguousarray(fitted), place.x, place.y)


def _put(canvas: skia.Canvas, pixels: Pixels, x: float, y: float) -> None:
    # Opaque pixels at whole positions are copied; any other kind of image would be sampled, which takes fifty times as long.
    h, w = pixels.shape[:2]
    form = skia.ImageInfo.Make(w, h, skia.kRGBA_8888_ColorType, skia.kOpaque_AlphaType)
    canvas.drawImage(skia.Image.MakeFromRaster(skia.Pixmap(form, pixels, pixels.strides[0])), round(x), round(y))


def ken_burns(
    focus: tuple[float, float], length_ms: float, *, near: float = NEAR, inward: bool = True
) -> Callable[[float], Window]:
    """A camera that goes from all of a ground toward `focus` (0..1 of the ground), or away from it, over the whole scene."""

    def at(ms: float) -> Window:
        u = smooth(min(1.0, max(0.0, (ms + _RUN_MS) / (length_ms + 2 * _RUN_MS))))
        u = u if inward else 1 - u
        # The point in focus moves toward the middle as far as the edges allow while the camera comes closer.
        zoom = mix(1.0, near, u)
        room = 1 - 1 / zoom
        return Window(
            0.5 + max(-1.0, min(1.0, 2 * (focus[0] - 0.5))) * room / 2,
            0.5 + max(-1.0, min(1.0, 2 * (focus[1] - 0.5))) * room / 2,
            zoom,
        )

    return at


def still_ground(
    path: Path,
    picture: Picture,
    w: int,
    h: int,
    length_ms: float,
    *,
    inward: bool = True,
    near: float = NEAR,
    shade: Callable[[skia.Canvas, int, int], None] | None = None,
) -> Ground:
    """The picture as the ground of a `w` x `h` scene, with a Ken Burns camera toward its focus.

    `shade` draws what belongs to the ground and moves with it, such as a scrim, at the ground's own size.
    """
    focus = (picture.focus_x, picture.focus_y)
    part = window_of(picture.width, picture.height, w, h, focus)
    seen = ((focus[0] * picture.width - part.x) / part.w, (focus[1] * picture.height - part.y) / part.h)

    def draw(canvas: skia.Canvas, width: int, height: int) -> None:
        _put(canvas, cover(path, width, height, focus), 0, 0)
        if shade is not None:
            shade(canvas, width, height)

    return Ground(draw, ken_burns(seen, length_ms, near=near, inward=inward))
