"""Bars: upright where their labels fit under them, lying where they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from core.media.colour import mixed, paint, readable
from core.media.layer import Layer, Pose, Rect
from core.media.layouts import axes
from core.media.layouts.arrange import stack
from core.media.layouts.axes import Scale
from core.media.layouts.entries import longest
from core.media.layouts.kit import shape_layer
from core.media.layouts.plot import Plot, corner, hair, pale, series_colours, strong
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

    @property
    def part(self) -> str:
        """The part of the slide that it belongs to."""
        return f"point:{self.point}"


def layers(plot: Plot, room: Rect) -> list[Layer]:
    """Grid, bars, values and labels."""
    return upright(plot, room) or lying(plot, room)


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


def value_blocks(plot: Plot) -> dict[tuple[int, int], TextBlock]:
    """Every value as text, the one that is meant larger, by (series, point)."""
    found = {}
    for series in range(len(plot.chart.series)):
        for point in range(plot.count):
            value = plot.value(series, point)
            if value is not None:
                meant = plot.focused(point)
                share = MEANT if meant and plot.lonely else VALUE
                found[series, point] = set_text(plot.say(value), plot.style(share, weight=700 if meant else 500), 1e6)
    return found


def _shown(plot: Plot, blocks: dict[tuple[int, int], TextBlock], slot: float) -> dict[tuple[int, int], TextBlock]:
    """The values that have room over their bars: all, or those of the point that is meant, or none."""
    if all(block.width <= slot for (_, point), block in blocks.items() if not plot.focused(point)):
        wide = {key: block for key, block in blocks.items() if plot.focused(key[1])}
        if all(block.width <= 1.5 * slot for block in wide.values()):
            return blocks
    return {key: block for key, block in blocks.items() if plot.focused(key[1]) and plot.lonely and block.width <= 3 * slot}


def upright(plot: Plot, room: Rect) -> list[Layer] | None:
    """Bars that stand side by side; None where their labels or their values do not fit."""
    stage, em = plot.stage, plot.stage.em
    pitch = room.w / plot.count
    labels = label_blocks(plot, 0.94 * pitch, 2)
    if labels is None:
        return None
    blocks = value_blocks(plot)
    inner = pitch * (0.72 if plot.count > 3 else 0.56)
    inner = min(inner, 0.30 * em * len(plot.chart.series))
    slot = pitch * 0.98 if plot.lonely else inner / len(plot.chart.series)
    shown = _shown(plot, blocks, slot)
    if not shown and plot.lonely:
        return None
    scaled = not shown or len(shown) < len(blocks)
    foot = max(block.height for block in labels) + 0.03 * em
    values = plot.values()
    high = max((block.height for block in shown.values()), default=0.0) + 0.018 * em if shown else 0.0
    area = Rect(room.x, room.y, room.w, room.h - foot)
    low, top = min(0.0, *values), max(0.0, *values)
    if low == top:
        top = 1.0
    ticks = axes.ticks(low, top, 5)
    scale = Scale(low, top, area.bottom - (high if low < 0 else 0.0), area.y + (high if top > 0 else 0.0))
    if scale.start - scale.end < 3 * stage.frame.smallest:
        return None
    found = [_grid(plot, area, scale, ticks, with_figures=scaled)]
    width = inner / len(plot.chart.series)
    for series in range(len(plot.chart.series)):
        for point in range(plot.count):
            value = plot.value(series, point)
            if value is None:
                continue
            left = room.x + pitch * (point + 0.5) - inner / 2 + series * width
            ends = sorted((scale.at(0.0), scale.at(value)))
            gap = 0.0 if plot.lonely else 0.05 * width
            bar = Bar(series, point, value, Rect(left + gap, ends[0], width - 2 * gap, ends[1] - ends[0]), upright=True)
            found += bar_layers(plot, bar, shown.get((series, point)), room)
    zero = scale.at(0.0)
    found.append(_line(plot, Rect(area.x, zero - hair(stage), area.w, 2 * hair(stage))))
    for point, block in enumerate(labels):
        x = room.x + pitch * (point + 0.5) - block.width / 2
        found.append(label_layer(plot, point, block, x, area.bottom + 0.03 * em, room))
    return found


def lying(plot: Plot, room: Rect) -> list[Layer]:
    """Bars that lie under each other, their labels before them or, where that leaves too little, above them."""
    stage, em = plot.stage, plot.stage.em
    beside = label_blocks(plot, 0.36 * room.w, 2) if room.w > 0.9 * room.h else None
    labels = beside or label_blocks(plot, room.w, 2) or [
        set_text(label, plot.style(LABEL).sized(stage.frame.smallest), room.w) for label in plot.chart.labels
    ]  # fmt: skip
    blocks = value_blocks(plot)
    count = len(plot.chart.series)
    lead = max(block.width for block in labels) + 0.03 * em if beside else 0.0
    area = Rect(room.x + lead, room.y, room.w - lead, room.h)
    values = plot.values()
    after = max((b.width for (s, p), b in blocks.items() if (plot.value(s, p) or 0.0) >= 0), default=0.0) + 0.02 * em
    before = max((b.width for (s, p), b in blocks.items() if (plot.value(s, p) or 0.0) < 0), default=-0.02 * em) + 0.02 * em
    low, top = min(0.0, *values), max(0.0, *values)
    scale = Scale(low, top if top > low else 1.0, area.x + before, area.right - (after if top > 0 else 0.0))
    above = [0.0 if beside else block.height + 0.014 * em for block in labels]
    each = max(max(block.height for block in blocks.values()) + 0.01 * em, 0.05 * em)
    heights = [top_i + count * each for top_i in above]
    rows = stack(room, heights, 0.022 * em, grow=1.45 if beside else 1.25, loosen=2.2, middle=0.3)
    found: list[Layer] = [_line(plot, Rect(scale.at(0.0) - hair(stage), room.y, 2 * hair(stage), room.h))] if low < 0 else []
    for point, (row, block) in enumerate(zip(rows, labels, strict=True)):
        y = row.cy - block.height / 2 if beside else row.y
        found.append(label_layer(plot, point, block, room.x, y, room))
        bars_y, bars_h = row.y + above[point], row.h - above[point]
        for series in range(count):
            value = plot.value(series, point)
            if value is None:
                continue
            thick = min(bars_h / count, 0.12 * em)
            ends = sorted((scale.at(0.0), scale.at(value)))
            top_y = bars_y + (bars_h - thick * count) / 2 + series * thick
            box = Rect(ends[0], top_y + 0.06 * thick, ends[1] - ends[0], 0.88 * thick)
            found += bar_layers(plot, Bar(series, point, value, box, upright=False), blocks.get((series, point)), room)
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
        colour = (
            readable(full, stage.palette.ground)
            if plot.focused(bar.point)
            else readable(stage.palette.soft, stage.palette.ground)
        )
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
    x = rect.x - gap - block.width if bar.value < 0 else rect.right + gap
    return x, rect.cy - (block.baselines[0] - block.cap_height / 2)


def _riding(bar: Bar, share: Callable[[float], float]) -> Callable[[float], Pose]:
    sign = -1.0 if bar.value < 0 else 1.0

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
    box, round_at = sides[bar.upright, bar.value < 0]
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
    colour = readable(tone, stage.palette.ground)
    spot = block.spot(f"point:{point}", x, y, colour, room)
    rect = Rect(x, y, block.width, block.height).inset(-0.3 * block.style.size)
    start = min(plot.start_ms(point), 260.0 + 60.0 * point)
    return Layer(rect, _drawn(block, x, y, colour), pose=stage.enter(start), texts=(spot,))


def _grid(plot: Plot, area: Rect, scale: Scale, ticks: tuple[float, ...], *, with_figures: bool) -> Layer:
    """Thin lines at round values; with their figures where the bars do not carry their own."""
    stage = plot.stage
    colour = readable(stage.palette.soft, stage.palette.ground)
    style = plot.style(0.034)
    lines = [(tick, scale.at(tick)) for tick in ticks if scale.low <= tick <= scale.high and tick != 0]
    blocks = [set_text(plot.say(tick), style, 1e6) for tick, _ in lines] if with_figures else []

    def draw(canvas: skia.Canvas, _: object) -> None:
        for _, y in lines:
            canvas.drawRect(skia.Rect.MakeXYWH(area.x, y - hair(stage) / 2, area.w, hair(stage)), paint(stage.palette.line))
        for block, (_, y) in zip(blocks, lines, strict=False):
            block.draw(canvas, area.x, y - block.height - 0.006 * stage.em, colour)

    spots = [b.spot("figure", area.x, y - b.height - 0.006 * stage.em, colour) for b, (_, y) in zip(blocks, lines, strict=False)]
    return Layer(area.inset(-0.05 * stage.em), draw, pose=stage.enter(120), texts=tuple(spots))


def _line(plot: Plot, rect: Rect) -> Layer:
    colour = mixed(plot.stage.palette.line, plot.stage.palette.soft, 0.35)
    return shape_layer(rect.inset(-1), lambda canvas: canvas.drawRect(rect.skia(), paint(colour)), plot.stage.enter(120))
