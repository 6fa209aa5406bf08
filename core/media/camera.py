"""The ground behind everything, seen through a camera that moves by fractions of a pixel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from core.media import yuv
from core.media.layer import Ground, Window
from core.media.yuv import Pixels, Planes, Sheet

FINEST = 1.07
"""Source pixels for one frame pixel at the closest look. At 1.0 and below `cv2.resize` cannot reach every sub-pixel phase."""
_LEAST, _MOST = 1.14, 2.0
"""Limits of how much larger than the frame a ground is drawn."""
_LOOKS = tuple(range(0, 30_001, 250))
"""Milliseconds at which a camera is asked how close it comes, before its ground is drawn."""
_PAD = 160
"""Pixels repeated around a ground: more than `_MOST` times `ROOM`, which is how far a fitted window may reach over its edge."""
ROOM = 32
_MORE, _CROP = (axis.astype(np.float64) for axis in np.tril_indices(ROOM))
"""All ways to enlarge by up to `ROOM` pixels more than needed, and to crop within them."""
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
        bgra = np.zeros((height, width, 4), np.uint8)
        surface = yuv.canvas_over(bgra)
        with surface as canvas:
            canvas.clear(0xFF000000)
            ground.draw(canvas, width, height)
        planes = yuv.from_bgra(bgra)
        self._planes = planes if ground.camera is None else [_padded(p) for p in planes]
        self._room: Pixels | None = None

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
        # Edges of the window become middles of first pixels: pixel i of a plane lies at start + step * i of its source.
        half = step / 2 - 0.5 + _PAD
        starts = (left + half, top + half, left / 2 + half, top / 2 + half)
        across, down, across_chroma, down_chroma = fits(step, starts, (self._w, self._h, self._w // 2, self._h // 2))
        self._sample(0, step, starts[:2], (across, down), out)
        for plane in (1, 2):
            self._sample(plane, step, starts[2:], (across_chroma, down_chroma), out)

    def _sample(self, plane: int, step: float, start: Sequence[float], fitted: Sequence[Fit | None], out: Planes) -> None:
        source, target = self._planes[plane], out[plane]
        h, w = target.shape
        across, down = fitted
        if across is None or down is None:
            flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            matrix = np.array([[step, 0, start[0]], [0, step, start[1]]])
            cv2.warpAffine(source, matrix, (w, h), dst=target, flags=flags, borderMode=cv2.BORDER_REPLICATE)
            return
        x0, rx, dx, cx = across
        y0, ry, dy, cy = down
        whole = out.rooms[plane] if isinstance(out, Sheet) else self._spare()
        room = whole[:dy, :dx]
        cv2.resize(source[y0 : y0 + ry, x0 : x0 + rx], (dx, dy), dst=room, interpolation=cv2.INTER_LINEAR)
        if isinstance(out, Sheet):
            out.move(plane, cx, cy)
        else:
            np.copyto(target, room[cy : cy + h, cx : cx + w])

    def _spare(self) -> Pixels:
        if self._room is None:
            self._room = np.empty((self._h + ROOM, self._w + ROOM), np.uint8)
        return self._room


Fit = tuple[int, int, int, int]
"""(x0, r, d, c): the source window [x0, x0 + r) resized to d pixels, of which those from c on are kept."""


def fit(step: float, start: float, n: int) -> Fit | None:
    """As `fits`, for one row."""
    return fits(step, (start,), (n,))[0]


def fits(step: float, starts: Sequence[float], lengths: Sequence[int]) -> list[Fit | None]:
    """Enlargements by whole numbers that sample `n` pixels at `start + step * i`, for each pair; None where none comes close.

    `cv2.resize` so used is 2.7 times as fast as `cv2.warpAffine` and not limited to 1/32 of a pixel. All ways up to `ROOM`
    pixels beyond n are tried; the largest error of a position, at either end, is below 1/12 pixel, and far below it for all but
    a few frames of a move.
    """
    n, start = np.array(lengths, np.float64)[:, None], np.array(starts)[:, None]
    sizes = n + _MORE
    sources = np.rint(step * sizes)
    scale = sources / sizes
    first = start - (_CROP + 0.5) * scale + 0.5
    origin = np.rint(first)
    near = origin - first
    error = np.maximum(np.abs(near), np.abs(near + (n - 1) * (scale - step)))
    return [
        None
        if error[row, best] > _WORST
        else (int(origin[row, best]), int(sources[row, best]), length + int(_MORE[best]), int(_CROP[best]))
        for row, (best, length) in enumerate(zip(error.argmin(1), lengths, strict=True))
    ]


def _enlargement(camera: Callable[[float], Window]) -> float:
    closest = max(max(1.0, camera(float(ms)).zoom) for ms in _LOOKS)
    return min(_MOST, max(_LEAST, FINEST * closest))


def _padded(plane: Pixels) -> Pixels:
    return cv2.copyMakeBorder(plane, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_REPLICATE)  # type: ignore[return-value]
