"""The ground behind everything, seen through a camera that moves by fractions of a pixel."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from core.media import yuv
from core.media.layer import Ground, Window
from core.media.yuv import Pixels, Planes

FINEST = 1.07
"""Source pixels for one frame pixel at the closest look. At 1.0 and below `cv2.resize` cannot reach every sub-pixel phase."""
_LEAST, _MOST = 1.14, 2.0
"""Limits of how much larger than the frame a ground is drawn."""
_LOOKS = tuple(range(0, 30_001, 250))
"""Milliseconds at which a camera is asked how close it comes, before its ground is drawn."""
_PAD = 160
"""Pixels repeated around a ground: more than `_MOST` times `_EXTRA`, which is how far a fitted window may reach over its edge."""
_EXTRA = 48
_MORE, _CROP = (axis.astype(np.float64) for axis in np.tril_indices(_EXTRA))
"""All ways to enlarge by up to `_EXTRA` pixels more than needed, and to crop within them."""
_WORST = 1 / 12


def whole(window: Window) -> Window:
    """`window` moved so that all of it lies on the ground; a zoom below 1 becomes 1."""
    zoom = max(1.0, window.zoom)
    half = 0.5 / zoom
    return Window(min(1 - half, max(half, window.x)), min(1 - half, max(half, window.y)), zoom)


class View:
    """A ground, drawn once, and what the camera sees of it as planes of a `w` x `h` frame."""

    def __init__(self, ground: Ground, w: int, h: int) -> None:
        self._camera: Callable[[float], Window] | None = ground.camera
        self._w, self._h = w, h
        self._enlarged = 1.0 if ground.camera is None else _enlargement(ground.camera)
        width, height = (round(side * self._enlarged / 2) * 2 for side in (w, h))
        self._size = (width, height)
        rgba = np.zeros((height, width, 4), np.uint8)
        surface = yuv.canvas_over(rgba)
        with surface as canvas:
            canvas.clear(0xFF000000)
            ground.draw(canvas, width, height)
        planes = yuv.from_rgba(rgba)
        self._planes = planes if ground.camera is None else [_padded(p) for p in planes]
        self._room = np.empty((h + _EXTRA, w + _EXTRA), np.uint8) if ground.camera else np.empty((0, 0), np.uint8)

    def window(self, ms: float) -> Window | None:
        """What the camera looks at; None when it never moves."""
        return None if self._camera is None else whole(self._camera(ms))

    def see(self, window: Window | None, out: Planes) -> None:
        """Fills `out` with the ground as seen through `window`."""
        if window is None:
            yuv.copy(self._planes, out)
            return
        width, height = self._size
        step = width / self._w / window.zoom
        left, top = window.x * width - step * self._w / 2, window.y * height - step * self._h / 2
        self._sample(self._planes[:1], step, left, top, out[:1])
        self._sample(self._planes[1:], step, left / 2, top / 2, out[1:])

    def _sample(self, sources: Planes, step: float, left: float, top: float, out: Planes) -> None:
        # `left` and `top` are edges; pixel i of the output has its middle at left + step * (i + 0.5) of the source.
        h, w = out[0].shape
        x, y = left + step / 2 - 0.5 + _PAD, top + step / 2 - 0.5 + _PAD
        across, down = fit(step, x, w), fit(step, y, h)
        for source, target in zip(sources, out, strict=True):
            if across is None or down is None:
                flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
                matrix = np.array([[step, 0, x], [0, step, y]])
                cv2.warpAffine(source, matrix, (w, h), dst=target, flags=flags, borderMode=cv2.BORDER_REPLICATE)
                continue
            x0, rx, dx, cx = across
            y0, ry, dy, cy = down
            room = self._room[:dy, :dx]
            _resize(source[y0 : y0 + ry, x0 : x0 + rx], room)
            np.copyto(target, room[cy : cy + h, cx : cx + w])


def _resize(source: Pixels, target: Pixels) -> None:
    # What OpenCV calls not exact (Intel's primitives instead of its own 11-bit weights) takes 0.6 of the time and is nearer to
    # the true value: at most 0.51 of a level off and without bias, against 0.76 and -0.13. Where there is none, nothing changes.
    before = cv2.ipp.useIPP_NotExact()
    cv2.ipp.setUseIPP_NotExact(True)
    cv2.resize(source, (target.shape[1], target.shape[0]), dst=target, interpolation=cv2.INTER_LINEAR)
    cv2.ipp.setUseIPP_NotExact(before)


def fit(step: float, start: float, n: int) -> tuple[int, int, int, int] | None:
    """An enlargement by whole numbers that samples `n` pixels at `start + step * i`, or None where none comes close.

    Gives (x0, r, d, c): the source window [x0, x0 + r) resized to d pixels, of which n are kept from c on. `cv2.resize` so
    used is 2.7 times as fast as `cv2.warpAffine` and not limited to 1/32 of a pixel. All d up to `_EXTRA` beyond n are tried; the
    largest error of a position, at either end, is below 1/12 pixel, and far below it for all but a few frames of a move.
    """
    sizes = n + _MORE
    sources = np.rint(step * sizes)
    scale = sources / sizes
    first = start - (_CROP + 0.5) * scale + 0.5
    origin = np.rint(first)
    near = origin - first
    error = np.maximum(np.abs(near), np.abs(near + (n - 1) * (scale - step)))
    best = int(error.argmin())
    if error[best] > _WORST:
        return None
    return int(origin[best]), int(sources[best]), n + int(_MORE[best]), int(_CROP[best])


def _enlargement(camera: Callable[[float], Window]) -> float:
    closest = max(max(1.0, camera(float(ms)).zoom) for ms in _LOOKS)
    return min(_MOST, max(_LEAST, FINEST * closest))


def _padded(plane: Pixels) -> Pixels:
    return cv2.copyMakeBorder(plane, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_REPLICATE)  # type: ignore[return-value]
