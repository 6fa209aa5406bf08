"""Still and text: a picture on one side that the camera moves over, words on the look's paper on the other."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.film.slide import Picture
from core.media import looks
from core.media.layer import Ground, Layer, Rect
from core.media.layouts.composing import column
from core.media.layouts.kinetic import word_layers, word_starts
from core.media.layouts.kit import Stage
from core.media.layouts.moving import moving, still_behind
from core.media.layouts.ornament import ornament
from core.media.looks.idiom import Shape
from core.media.looks.standing import arch
from core.media.looks.turns import turn
from core.media.stills import draw_cover, ken_burns

SHARE = 0.120
NEAR = 1.10
_SPILL = 0.12
"""How much farther than its opening the picture is drawn, of the frame, so that the camera never sees its edge."""


@dataclass(frozen=True)
class Parts:
    """The picture's opening and the room for words."""

    opening: Rect
    words: Rect


def parts(stage: Stage) -> Parts:
    """Side by side where the room is wide, else the picture above; it reaches the frame's edges where nobody stands."""
    frame, room, em = stage.frame, stage.room, stage.em
    if room.w > 1.15 * room.h and frame.wide:
        split = room.x + 0.50 * room.w
        edge = float(frame.w) if frame.panel is None or frame.panel.x <= 0 else frame.panel.x
        opening = Rect(split + 0.04 * em, 0.0, edge - split - 0.04 * em, float(frame.h))
        return Parts(opening, Rect(room.x, room.y, split - room.x - 0.03 * em, room.h))
    for share in (0.42, 0.30, 0.14, 0.0):
        found = _stacked(stage, share)
        if column(stage, found.words, share=SHARE).fits:
            break
    return found


def _stacked(stage: Stage, share: float) -> Parts:
    """The picture above the words, down to `share` of the room."""
    frame, room = stage.frame, stage.room
    foot = room.y + share * room.h
    left = 0.0 if frame.panel is None or frame.panel.x > 0 or not frame.wide else frame.panel.right
    right = float(frame.w) if frame.panel is None or frame.panel.x <= 0 or not frame.wide else frame.panel.x
    opening = Rect(left, 0.0, right - left, foot)
    top = foot + 0.05 * stage.em
    return Parts(opening, Rect(room.x, top, room.w, room.bottom - top))


def ground(stage: Stage) -> Ground | None:
    """The picture behind its opening, under a camera; the look's paper lies around it as a layer."""
    picture = stage.scene.slide.picture
    if picture is None:
        return None
    if picture.footage is not None:
        return still_behind(stage, picture)
    opening, path, frame = parts(stage).opening, stage.files(picture.blob), stage.frame
    wide = _spilled(opening, stage)
    focus = (picture.focus_x, picture.focus_y)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        across, down = w / frame.w, h / frame.h
        draw_cover(canvas, path, Rect(wide.x * across, wide.y * down, wide.w * across, wide.h * down), focus)

    seen = _seen(picture, wide, stage)
    return Ground(draw, ken_burns(seen, stage.total_ms, near=NEAR, inward=bool(turn(stage.scene, 3))))


def _spilled(opening: Rect, stage: Stage) -> Rect:
    w, h = stage.frame.w, stage.frame.h
    x0, y0 = max(0.0, opening.x - _SPILL * w), max(0.0, opening.y - _SPILL * h)
    x1, y1 = min(float(w), opening.right + _SPILL * w), min(float(h), opening.bottom + _SPILL * h)
    return Rect(x0, y0, x1 - x0, y1 - y0)


def _seen(picture: Picture, place: Rect, stage: Stage) -> tuple[float, float]:
    """Where the picture's focus lies on the ground, near enough: its place inside what is drawn."""
    x = place.x + place.w * min(0.75, max(0.25, picture.focus_x))
    y = place.y + place.h * min(0.75, max(0.25, picture.focus_y))
    return x / stage.frame.w, y / stage.frame.h


def under(stage: Stage) -> list[Layer]:
    """The clip, where the picture has one, and paper around the opening."""
    picture, opening = stage.scene.slide.picture, parts(stage).opening
    clip = [] if picture is None else moving(stage, picture, opening)
    return [*clip, _paper(stage, opening)]


def layers(stage: Stage) -> list[Layer]:
    """The words."""
    there = parts(stage)
    found: list[Layer] = []
    stacked = there.words.h < 0.6 * stage.frame.h
    mark = 0.0 if stacked else 0.06 * stage.em
    group = column(stage, there.words, share=SHARE, extra=mark, place=0.25 if stacked else 0.46)
    found += group.kicker
    if group.headline is not None:
        ink = stage.readable(stage.palette.ink)
        starts = word_starts(stage, "headline", group.headline)
        early = [min(start, 150.0 + 70.0 * i) for i, start in enumerate(starts)]
        found += word_layers(stage, "headline", group.headline, *group.headline_at, lambda i: ink, early, room=there.words)
    if not stacked:
        found += ornament(stage, there.words.x, group.bottom + 0.8 * mark, 600.0)
    return [*found, *group.body]


def _paper(stage: Stage, opening: Rect) -> Layer:
    """The look's own ground with a hole where the picture is seen."""
    frame = stage.frame
    own = looks.ground(stage.scene, frame)
    hole = _hole(stage, opening)
    box = hole.getBounds()
    whole = Rect(0, 0, frame.w, frame.h)
    rect = whole
    if box.left() <= 0 and box.top() <= 0 and box.right() >= frame.w:
        rect = Rect(0, opening.bottom, frame.w, frame.h - opening.bottom)
    elif box.right() >= frame.w and box.top() <= 0 and box.bottom() >= frame.h:
        rect = Rect(0, 0, opening.x, frame.h)

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.save()
        canvas.clipRect(whole.skia())
        canvas.clipPath(hole, skia.ClipOp.kDifference, True)
        own.draw(canvas, frame.w, frame.h)
        canvas.restore()

    return Layer(rect, draw)


def _hole(stage: Stage, opening: Rect) -> skia.Path:
    """The opening's outline: an arch where the look has arches and the picture stands beside the words."""
    frame = stage.frame
    if stage.idiom.panel_shape is Shape.ARCH and opening.bottom >= frame.h and opening.right >= frame.w:
        top, right = 0.5 * frame.safe.y + 0.03 * stage.em, frame.safe.right
        return arch(Rect(opening.x, top, right - opening.x, frame.h - top))
    path = skia.Path()
    path.addRect(opening.skia())
    return path
