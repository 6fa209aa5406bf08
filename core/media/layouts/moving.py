"""A clip in a picture's place: each frame of the film shows the clip's picture of that moment, cut around its focus."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import skia

from core.film.slide import Picture
from core.media.footage import Footage
from core.media.layer import Ground, Layer, Rect
from core.media.layouts.kit import Stage
from core.media.stills import draw_cover, draw_moving

SLOWEST = 0.6
"""A clip that is shorter than its shot is slowed down to here; what is then missing, its last picture holds."""


def still_behind(stage: Stage, picture: Picture) -> Ground:
    """The clip's first picture, standing still: what a clip is laid on."""
    path, focus = stage.files(picture.blob), (picture.focus_x, picture.focus_y)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        draw_cover(canvas, path, Rect(0, 0, w, h), focus)

    return Ground(draw)


def moving(
    stage: Stage, picture: Picture, place: Rect, shade: Callable[[skia.Canvas, int, int], None] | None = None
) -> list[Layer]:
    """The clip filling `place`, and `shade` over it at the frame's size; nothing where the picture stands still."""
    if picture.footage is None:
        return []
    film = Footage(stage.files(picture.footage.blob))
    speed = max(SLOWEST, min(1.0, 1000 * film.count / film.fps / max(1.0, stage.total_ms)))
    focus, frame = (picture.focus_x, picture.focus_y), stage.frame

    def state(ms: float) -> Hashable:
        return film.number_at(ms * speed)

    def draw(canvas: skia.Canvas, number: Hashable) -> None:
        assert isinstance(number, int)
        draw_moving(canvas, film.picture(number).toarray(colorType=skia.kRGBA_8888_ColorType), place, focus)

    clip = Layer(place, draw, state, keep=1)
    return [clip] if shade is None else [clip, Layer(place, lambda canvas, _: shade(canvas, frame.w, frame.h))]
