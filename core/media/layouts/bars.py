"""A bar that grows and takes colour, its value and its label: what standing and lying bars are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from core.media.colour import mixed, paint
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.entries import longest
from core.media.layouts.kit import shape_layer
from core.media.layouts.plot import Plot, corner, pale, series_colours, strong
from core.media.motion import stepped
from core.media.text import TextBlock, set_text

LABEL = 0.042
VALUE = 0.042
MEANT = 0.056
"""Sizes of labels, of values, and of the value that is meant, of the em."""


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands when grown, from the zero line outwards."""

    series: int
    point: int
    value: float
    rect: Rect
    upright: bool
    mirrored: bool = False
    """Whether it lies and grows from the right."""

    @property
    def back(self) -> bool:
        """Whether it grows downwards, or to the left."""
        return (self.value < 0) != self.mirrored

    @property
    def part(self) -> str:
        """The part of the slide that it belongs to."""
        return f"point:{self.point}"


def label_blocks(plot: Plot, width: float, lines: int) -> list[TextBlock] | None:
    """All labels at one size, at most `lines` high; None where they would be torn or too many lines even at the smallest."""
    floor = plot.stage.frame.smallest
    size = plot.stage.size(LABEL)
    while True:
        blocks = []
        for i, label in enumerate(plot.chart.labels):
            style = plot.style(LABEL, weight=700 if plot.focused(i) else 500).sized(size)
            if longest(label, style) > width:
                break
            blocks.append(set_text(label, style, width))
        if len(blocks) == plot.count and all(block.lines <= lines for block in blocks):
            return blocks
        if size <= floor:
            return None
        size = max(floor, size * 0.93)


Values = dict[tuple[int, int], TextBlock]
"""Values as text, by (series, point)."""


def value_blocks(plot: Plot, meant_share: float = VALUE) -> Values:
    """Every value as text; the one that is meant is strong, and as large as `meant_share` of the em."""
    found: Values = {}
    for series in range(len(plot.chart.series)):
        for point in range(plot.count):
            value = plot.value(series, point)
            if value is not None:
                meant = plot.focused(point)
                share = meant_share if meant and plot.lonely else VALUE
                found[series, point] = set_text(plot.say(value), plot.style(share, weight=700 if meant else 500), 1e6)
    return found


def bar_layers(plot: Plot, bar: Bar, value: TextBlock | None, room: Rect) -> list[Layer]:
    """The bar as it grows and takes colour, and its value, which rides on its end."""
    stage = plot.stage
    share, meant = plot.grown(bar.point), plot.meant(bar.point)
    plain, full = pale(stage, bar.value), strong(stage, bar.value)
    if not plot.lonely:
        full = series_colours(stage, len(plot.chart.series))[bar.series]
        plain = mixed(stage.palette.ground, full, 0.45)

    def state(ms: float) -> tuple[float, float]:
        return stepped(share(ms), 90), stepped(meant(ms), 8)

    def draw(canvas: skia.Canvas, now: object) -> None:
        assert isinstance(now, tuple)
        if now[0] > 0:
            canvas.drawPath(bar_path(bar, now[0], corner(stage, min(bar.rect.w, bar.rect.h))), paint(mixed(plain, full, now[1])))

    found = [Layer(bar.rect.inset(-1), draw, state=state, keep=2)]
    if value:
        x, y = _value_place(bar, value, 0.012 * stage.em)
        x = min(max(x, room.x), room.right - value.width)
        colour = stage.readable(full) if plot.focused(bar.point) else stage.readable(stage.palette.soft)
        pose = _riding(bar, share)
        spot = value.spot(bar.part, x, y, colour, room.inset(-0.02 * stage.em))
        rect = Rect(x, y, value.width, value.height).inset(-0.3 * value.style.size)
        found.append(Layer(rect, _drawn(value, x, y, colour), pose=pose, texts=(spot,)))
    return found


def _drawn(block: TextBlock, x: float, y: float, colour: str) -> Callable[[skia.Canvas, object], None]:
    return lambda canvas, _: block.draw(canvas, x, y, colour)


def _value_place(bar: Bar, block: TextBlock, gap: float) -> tuple[float, float]:
    rect = bar.rect
    if bar.upright:
        return rect.cx - block.width / 2, rect.bottom + gap if bar.value < 0 else rect.y - gap - block.height
    x = rect.x - gap - block.width if bar.back else rect.right + gap
    return x, rect.cy - (block.baselines[0] - block.cap_height / 2)


def _riding(bar: Bar, share: Callable[[float], float]) -> Callable[[float], Pose]:
    sign = -1.0 if bar.back else 1.0

    def pose(ms: float) -> Pose:
        grown = share(ms)
        away = sign * (1 - grown) * (bar.rect.h if bar.upright else bar.rect.w)
        opacity = min(1.0, grown * 1.6)
        return Pose(dy=away, opacity=opacity) if bar.upright else Pose(dx=-away, opacity=opacity)

    return pose


def bar_path(bar: Bar, share: float, radius: float) -> skia.Path:
    """The bar grown to `share` from the zero line, its outer corners round."""
    r = bar.rect
    sides = {
        (True, False): (Rect(r.x, r.bottom - r.h * share, r.w, r.h * share), (1, 1, 0, 0)),
        (True, True): (Rect(r.x, r.y, r.w, r.h * share), (0, 0, 1, 1)),
        (False, False): (Rect(r.x, r.y, r.w * share, r.h), (0, 1, 1, 0)),
        (False, True): (Rect(r.right - r.w * share, r.y, r.w * share, r.h), (1, 0, 0, 1)),
    }
    box, round_at = sides[bar.upright, bar.back]
    limit = min(radius, box.w, box.h)
    shape = skia.RRect()
    shape.setRectRadii(box.skia(), [skia.Point(limit * on, limit * on) for on in round_at])
    path = skia.Path()
    path.addRRect(shape)
    return path


def label_layer(plot: Plot, point: int, block: TextBlock, x: float, y: float, room: Rect) -> Layer:
    """A label; the one that is meant is strong."""
    stage = plot.stage
    tone = stage.palette.ink if plot.focused(point) or plot.chart.focus is None else stage.palette.soft
    colour = stage.readable(tone)
    spot = block.spot(f"point:{point}", x, y, colour, room)
    rect = Rect(x, y, block.width, block.height).inset(-0.3 * block.style.size)
    start = min(plot.start_ms(point), 260.0 + 60.0 * point)
    return Layer(rect, _drawn(block, x, y, colour), pose=stage.enter(start), texts=(spot,))


def zero_line(plot: Plot, rect: Rect) -> Layer:
    """The line from which bars grow."""
    colour = mixed(plot.stage.palette.line, plot.stage.palette.soft, 0.35)
    return shape_layer(rect.inset(-1), lambda canvas: canvas.drawRect(rect.skia(), paint(colour)), plot.stage.enter(120))
