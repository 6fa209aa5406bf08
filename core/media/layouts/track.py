"""A line with stations that grows from one to the next as they are said: what steps and timelines run along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import skia

from core.media.colour import mixed, paint
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.kit import Stage, shape_layer
from core.media.motion import Posed, ease_in_out, progress

Point = tuple[float, float]
REACH_MS = 620.0
"""How long the line takes from one station to the next, at most."""


@dataclass(frozen=True)
class Track:
    """Stations on a straight line, upright or level, from `begin` to `end` (which may lie beyond the outer stations)."""

    stations: tuple[Point, ...]
    begin: Point
    end: Point
    thick: float

    @property
    def level(self) -> bool:
        """Whether it runs from side to side."""
        return abs(self.end[0] - self.begin[0]) >= abs(self.end[1] - self.begin[1])

    @property
    def rect(self) -> Rect:
        """What the line covers."""
        (x0, y0), (x1, y1) = self.begin, self.end
        return Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)).inset(-self.thick)

    @property
    def length(self) -> float:
        """Pixels from begin to end."""
        return abs(self.end[0] - self.begin[0]) + abs(self.end[1] - self.begin[1])

    def along(self, point: Point) -> float:
        """How far along a station lies, in pixels."""
        return abs(point[0] - self.begin[0]) + abs(point[1] - self.begin[1])

    def reached(self, ms: float, starts: Sequence[float]) -> float:
        """How far the line has grown: it arrives at each station when that is said."""
        found, before = 0.0, 0.0
        for i, (station, start) in enumerate(zip(self.stations, starts, strict=True)):
            length = min(REACH_MS, start - starts[i - 1]) if i else 0.6 * REACH_MS
            goal = self.along(station)
            found += (goal - before) * ease_in_out(progress(ms, start - length + 60, max(length, 1.0)))
            before = goal
        return found


def calm(pose: Posed) -> Posed:
    """The same way of coming in with little of its growth, for what is as wide as the frame."""

    def at(ms: float) -> Pose:
        now = pose(ms)
        return now if now.scale == 1 else Pose(now.dx, now.dy, 1 + 0.15 * (now.scale - 1), now.opacity)

    return at


def track_layers(stage: Stage, track: Track, starts: Sequence[float], enter: Posed, *, tail: bool = False) -> list[Layer]:
    """The line as a quiet track, and what has grown of it in the accent. `tail`: the last stretch fades out."""
    quiet = mixed(stage.palette.ground, stage.palette.line, 0.9)
    last = track.along(track.stations[-1])

    def draw_quiet(canvas: skia.Canvas) -> None:
        brush = paint(quiet)
        if tail and track.length > last:
            brush.setShader(_fading(track, quiet, last / track.length))
        canvas.drawRoundRect(_stretch(track, track.length).skia(), track.thick / 2, track.thick / 2, brush)

    def draw_grown(canvas: skia.Canvas, state: object) -> None:
        canvas.drawRoundRect(
            _stretch(track, float(str(state))).skia(), track.thick / 2, track.thick / 2, paint(stage.palette.accent)
        )

    def state(ms: float) -> float:
        return float(round(track.reached(ms, starts)))

    return [shape_layer(track.rect, draw_quiet, enter), Layer(track.rect, draw_grown, state=state, pose=enter, keep=1)]


def _fading(track: Track, colour: str, opaque_until: float) -> skia.Shader:
    points = [skia.Point(*track.begin), skia.Point(*track.end)]
    solid = int(paint(colour).getColor())
    colours = [solid, solid, int(paint(colour, 0.0).getColor())]
    found: skia.Shader = skia.GradientShader.MakeLinear(points, colours, [0.0, opaque_until, 1.0])
    return found


def _stretch(track: Track, length: float) -> Rect:
    (x, y), half = track.begin, track.thick / 2
    left = x - length if track.end[0] < x else x
    return Rect(left, y - half, length, track.thick) if track.level else Rect(x - half, y, track.thick, length)
