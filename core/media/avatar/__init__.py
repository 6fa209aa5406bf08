"""Drawn presenters that act: DiceBear's art, our rigs."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import skia

from core.film.casting import Avatar, Placement
from core.film.performance import Performance
from core.film.timeline import Scene
from core.film.timing import frame_start_ms, frames_covering
from core.media.avatar.acting import Acting, quantised, score_of
from core.media.avatar.figure import figure_of, styles
from core.media.avatar.stand import Stand
from core.media.footage import footage_layer
from core.media.frame import Frame
from core.media.layer import Layer, Rect
from core.media.looks import presenter_clip, presenter_shape
from core.media.looks.idiom import Shape
from core.value import Blob

__all__ = ["Acting", "figure_of", "portrait", "presenter_layers", "preview", "styles"]


def presenter_layers(scene: Scene, frame: Frame, files: Callable[[Blob], Path], *, twos: bool = False) -> tuple[Layer, ...]:
    """The person of `scene` in its place of `frame`, as one layer, drawn or filmed; none where nobody is seen.

    `twos`: one who is drawn moves with every other frame.
    """
    performance, room = scene.performance, frame.presenter
    if performance is None or performance.avatar is None or room is None or frame.placement is Placement.NONE:
        return ()
    if performance.clip is not None:
        window = room if frame.panel is None else frame.panel
        return (footage_layer(files(performance.clip), window, presenter_clip(scene, frame), scene.take_ms),)
    figure, score = figure_of(performance.avatar), score_of(performance)
    if frame.wide and frame.panel is not None and presenter_shape(scene.look, frame.placement) == Shape.RECT.value:
        room = _portrait_room(frame, frame.panel)
    scale, x, y = figure.framed(room, frame.placement)
    phase = _phase(performance.avatar)
    grain = max(16, min(64, round(figure.rig.size * scale / 12)))
    stand = Stand(figure, scale, x, y, presenter_clip(scene, frame))
    edge = Rect(0, 0, frame.w, frame.h)
    bounds = room if frame.placement is Placement.BUBBLE else _overlap(room.inset(-0.10 * room.w, -0.03 * room.h), edge)

    def state(ms: float) -> Hashable:
        if twos:
            number = round(ms * scene.format.fps / 1000)
            ms = frame_start_ms(number - number % 2, scene.format.fps)
        return quantised(score.at(ms - scene.take_ms, ms, phase), grain)

    def draw(canvas: skia.Canvas, acting: Hashable) -> None:
        stand.draw(canvas, cast(Acting, acting))

    return (Layer(bounds, draw, state, keep=1),)


def _portrait_room(frame: Frame, panel: Rect) -> Rect:
    """A field that is filled as a picture is: shoulders reach over its edges, and little is empty above the head."""
    return Rect(panel.x - 0.08 * panel.w, 0.15 * frame.h, 1.16 * panel.w, 0.85 * frame.h)


def _overlap(a: Rect, b: Rect) -> Rect:
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Rect(x, y, min(a.right, b.right) - x, min(a.bottom, b.bottom) - y)


def portrait(avatar: Avatar, size: int, acting: Acting | None = None) -> npt.NDArray[np.uint8]:
    """The avatar as a square picture, RGBA with straight alpha, (size, size, 4)."""
    figure = figure_of(avatar)
    pixels = np.zeros((size, size, 4), np.uint8)
    scale, x, y = figure.framed(Rect(0, 0, size, size), Placement.FULL)
    canvas = skia.Surface(pixels).getCanvas()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    figure.rig.draw(canvas, acting or Acting())
    return pixels


def preview(performance: Performance, size: int, fps: int = 25) -> Iterator[npt.NDArray[np.uint8]]:
    """The whole performance as square pictures, like `portrait`; nothing where nobody is seen."""
    if performance.avatar is None:
        return
    score = score_of(performance)
    for i in range(frames_covering(performance.duration_ms, fps)):
        ms = frame_start_ms(i, fps)
        yield portrait(performance.avatar, size, score.at(ms, ms, _phase(performance.avatar)))


def _phase(avatar: Avatar) -> float:
    """Where in its breath a person begins: everybody elsewhere."""
    return zlib.crc32(avatar.id.encode()) / 2**32
