"""Filmed pictures inside a frame: decoded one after the other as the film goes on, fitted into their place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import skia

from core.errors import ToolFailed
from core.media.layer import Layer, Rect
from core.media.stills import window_of

_FACE = (0.5, 0.38)
"""Where a face is in most pictures of a speaker, as shares of width and height."""

_CORNER = 0.06
"""Of the shorter side, where nothing else gives the window its outline."""


class Footage:
    """The frames of a film by their number. Asked in order it decodes each once; asked for an earlier one it begins again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._frames: Iterator[Any] = iter(())
        self._next = 0
        self._seen: skia.Image | None = None
        try:
            with av.open(str(path)) as film:
                stream = film.streams.video[0]
                self.fps = float(stream.average_rate or 0)
                seconds = float((film.duration or 0) / av.time_base)
        except (OSError, IndexError, av.error.FFmpegError) as error:
            raise ToolFailed(f"{path.name} cannot be read as a film.") from error
        if self.fps <= 0:
            raise ToolFailed(f"{path.name} does not say how fast its pictures follow each other.")
        self.count = max(1, round(seconds * self.fps))

    def number_at(self, ms: float) -> int:
        """The frame that is seen at `ms`; the first one before the beginning, the last one after the end."""
        return min(max(0, int(ms * self.fps / 1000 + 1e-6)), self.count - 1)

    def picture(self, number: int) -> skia.Image:
        """A frame's pixels; past the last one that can be decoded it is that one. Raises `ToolFailed`."""
        if self._seen is None or number < self._next - 1:
            self._frames, self._next, self._seen = self._decoded(), 0, None
        while self._next <= number:
            pixels = next(self._frames, None)
            if pixels is None:
                break
            self._seen, self._next = _image(pixels), self._next + 1
        if self._seen is None:
            raise ToolFailed(f"{self._path.name} has no picture.")
        return self._seen

    def _decoded(self) -> Iterator[Any]:
        try:
            with av.open(str(self._path)) as film:
                stream = film.streams.video[0]
                stream.thread_count = 1
                for frame in film.decode(stream):
                    yield frame.to_ndarray(format="rgba")
        except (OSError, IndexError, av.error.FFmpegError) as error:
            raise ToolFailed(f"{self._path.name} is damaged.") from error


def _image(pixels: Any) -> skia.Image:
    return skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType)


def footage_layer(path: Path, window: Rect, clip: skia.Path | None, starts_ms: float) -> Layer:
    """A film that fills `window`, cut to `clip` or to round corners; it begins `starts_ms` into the scene."""
    film = Footage(path)
    outline = clip or _rounded(window)

    def state(ms: float) -> Hashable:
        return film.number_at(ms - starts_ms)

    def draw(canvas: skia.Canvas, number: Hashable) -> None:
        assert isinstance(number, int)
        picture = film.picture(number)
        part = window_of(picture.width(), picture.height(), window.w, window.h, _FACE)
        canvas.save()
        canvas.clipPath(outline, True)
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(picture, part.skia(), window.skia(), smooth, skia.Paint(AntiAlias=True))
        canvas.restore()

    return Layer(window, draw, state, keep=1)


def _rounded(window: Rect) -> skia.Path:
    path, radius = skia.Path(), _CORNER * min(window.w, window.h)
    path.addRoundRect(window.skia(), radius, radius)
    return path
