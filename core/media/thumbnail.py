"""Pictures for lists: all of one size, whatever the shape of the film."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skia
from PIL import Image

from core.errors import ToolFailed
from core.film.brief import Aspect, Format, Quality
from core.film.look import Template
from core.film.slide import Layout, Slide
from core.film.timeline import Scene
from core.media.colour import mixed
from core.media.frame import frame_of
from core.media.icons import icon
from core.media.layer import Rect
from core.media.looks import ground

WIDTH, HEIGHT = 640, 360
"""Twice as wide as a card, for screens with fine pixels."""

_QUALITY = 84
_SEED = 3
"""Gives every look a ground with its shapes well inside the picture."""

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
    return _jpeg(_fitted(bgr.astype(np.uint8, copy=False)))


def blank(template: Template) -> bytes:
    """A JPEG for a film that is not there yet: the template's ground with a sign of a film on it."""
    scene = Scene(
        shot="blank",
        seed=_SEED,
        slide=Slide(layout=Layout.SECTION),
        look=template.look,
        language="en",
        format=Format(aspect=Aspect.WIDE, quality=Quality.DRAFT),
        frames=30,
    )
    palette = template.look.palette
    surface = skia.Surface(WIDTH, HEIGHT)
    with surface as canvas:
        canvas.save()
        ground(scene, frame_of(scene)).draw(canvas, WIDTH, HEIGHT)
        canvas.restoreToCount(1)
        side = HEIGHT * 0.2
        icon("clapperboard").draw(
            canvas,
            Rect((WIDTH - side) / 2, (HEIGHT - side) / 2, side, side),
            mixed(palette.soft, palette.ground, 0.35),
            side * 0.06,
        )
    rgba = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
    return _jpeg(cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR).astype(np.uint8, copy=False))


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


def _jpeg(bgr: Pixels) -> bytes:
    done, file = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise ToolFailed("A picture for the list could not be written.")
    return file.tobytes()
