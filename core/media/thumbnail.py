"""Pictures for lists: all of one size, whatever the shape of the film."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skia
from PIL import Image

from core.errors import ToolFailed
from core.film.look import Template
from core.media.colour import paint
from core.media.icons import icon
from core.media.layer import Rect

WIDTH, HEIGHT = 640, 360
"""Twice as wide as a card, for screens with fine pixels."""

_QUALITY = 84
_VEIL = "#8791A8"
"""Seen on light and on dark ground."""

_REDUCED = ((8, cv2.IMREAD_REDUCED_COLOR_8), (4, cv2.IMREAD_REDUCED_COLOR_4), (2, cv2.IMREAD_REDUCED_COLOR_2))
"""A JPEG can be read at a share of its size, which costs a fraction of the time."""

Pixels = npt.NDArray[np.uint8]


def thumbnail(picture: Path) -> bytes:
    """A JPEG of a film's poster; what is not wide stands on a quiet ground of its own colour. Raises `ToolFailed`."""
    try:
        with Image.open(picture) as opened:
            width, height = opened.size
    except OSError as error:
        raise ToolFailed(f"{picture.name} cannot be read as a picture.") from error
    need = max(HEIGHT / height, WIDTH / width if width * HEIGHT >= height * WIDTH else 0.0)
    how = next((flag for by, flag in _REDUCED if need * by <= 1), cv2.IMREAD_COLOR)
    bgr = cv2.imread(str(picture), how)
    if bgr is None:
        raise ToolFailed(f"{picture.name} cannot be read as a picture.")
    return _encoded(".jpg", _fitted(bgr.astype(np.uint8, copy=False)), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])


def blank(template: Template) -> bytes:
    """A PNG for a film that is not there yet: its template's colour over a veil that suits light and dark pages alike."""
    accent = template.look.palette.accent
    surface = skia.Surface(WIDTH, HEIGHT)
    with surface as canvas:
        canvas.clear(skia.ColorTRANSPARENT)
        canvas.drawPaint(paint(_VEIL, 0.14))
        canvas.drawCircle(WIDTH * 0.86, HEIGHT * 0.08, HEIGHT * 0.56, paint(accent, 0.12))
        canvas.drawCircle(WIDTH * 0.86, HEIGHT * 0.08, HEIGHT * 0.32, paint(accent, 0.12))
        side = HEIGHT * 0.2
        sign = Rect((WIDTH - side) / 2, (HEIGHT - side) / 2, side, side)
        icon("clapperboard").draw(canvas, sign, _VEIL, side * 0.06)
    rgba = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return _encoded(".png", cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA).astype(np.uint8, copy=False), [])


def _fitted(bgr: Pixels) -> Pixels:
    """The whole picture in the middle, on a shade of the colour at its edges."""
    h, w = bgr.shape[:2]
    scale = min(WIDTH / w, HEIGHT / h)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    inner = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    if size == (WIDTH, HEIGHT):
        return inner.astype(np.uint8, copy=False)
    around = np.concatenate([inner[:, 0], inner[:, -1], inner[0], inner[-1]]).mean(0)
    shade = around * 0.88 if around.mean() > 100 else around + (255 - around) * 0.14
    behind = np.full((HEIGHT, WIDTH, 3), np.rint(shade), np.uint8)
    x, y = (WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2
    behind[y : y + size[1], x : x + size[0]] = inner
    return behind


def _encoded(kind: str, picture: Pixels, how: list[int]) -> bytes:
    done, file = cv2.imencode(kind, picture, how)
    if not done:
        raise ToolFailed("A picture for the list could not be written.")
    return file.tobytes()
