"""Bars under each other, for labels that are long and for frames that are narrow."""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia

from core.media.layer import Layer, Rect
from core.media.layouts.arrange import across, stack
from core.media.layouts.axes import Scale
from core.media.layouts.bars import Bar, Values, bar_layers, label_blocks, label_layer, value_blocks, zero_line
from core.media.layouts.plot import Plot, hair, strong
from core.media.text import TextBlock

BESIDE = 0.36
"""Most of the width that labels beside their bars take."""


@dataclass(frozen=True)
class _Row:
    """One label with its bars: `bars` is the band that they share."""

    point: int
    label: TextBlock
    x: float
    y: float
    bars: Rect


def layers(plot: Plot, room: Rect) -> list[Layer] | None:
    """Labels, bars, values; labels stand before their bars or, in narrow rooms, over them. None where it is too high."""
    values = value_blocks(plot)
    return _beside(plot, room, values) or _over(plot, room, values)


def _beside(plot: Plot, room: Rect, values: Values) -> list[Layer] | None:
    labels = label_blocks(plot, BESIDE * room.w, 2)
    if labels is None or (room.w < 0.9 * room.h and max(block.width for block in labels) > 0.2 * room.w):
        return None
    em, count = plot.stage.em, len(plot.chart.series)
    each = max(0.04 * em, max(block.height for block in values.values()) * 1.02)
    heights = [max(block.height, count * each) for block in labels]
    gap = 0.014 * em
    if sum(heights) + gap * (len(heights) - 1) > room.h:
        return None
    lead = max(block.width for block in labels) + 0.03 * em
    bars = room.w - lead

    def at(x: float, width: float) -> float:
        return across(room, x, width, plot.stage.mirrored)

    places = stack(room, heights, gap, grow=1.7, loosen=2.6, middle=0.3)
    rows = [
        _Row(i, label, at(room.x, label.width), place.cy - label.height / 2, replace(place, x=at(room.x + lead, bars), w=bars))
        for i, (label, place) in enumerate(zip(labels, places, strict=True))
    ]
    return _drawn(plot, rows, _scale(plot, rows[0].bars, values), values, room)


def _over(plot: Plot, room: Rect, values: Values) -> list[Layer] | None:
    em, count = plot.stage.em, len(plot.chart.series)
    wide = max(block.width for block in values.values()) if plot.lonely else 0.0
    labels = label_blocks(plot, room.w - wide - 0.04 * em, 2)
    if labels is None:
        return None
    lead = 0.012 * em
    line = max(block.height for block in values.values()) if plot.lonely else 0.0
    tops = [max(block.height, line) + lead for block in labels]
    each = 0.024 * em if plot.lonely else max(0.034 * em, max(block.height for block in values.values()) * 1.02)
    heights = [top + count * each for top in tops]
    gap = 0.01 * em
    if sum(heights) + gap * (len(heights) - 1) > room.h:
        return None
    places = stack(room, heights, gap, grow=1.2, loosen=5.0, middle=0.35)
    rows = [
        _Row(
            i,
            label,
            across(room, room.x, label.width, plot.stage.mirrored),
            place.y + top - lead - label.height,
            Rect(room.x, place.y + top, room.w, place.h - top),
        )
        for i, (label, place, top) in enumerate(zip(labels, places, tops, strict=True))
    ]
    found = _drawn(plot, rows, _scale(plot, room, {} if plot.lonely else values), {} if plot.lonely else values, room)
    return found + (
        [_value(plot, row, values[0, row.point], room) for row in rows if (0, row.point) in values] if plot.lonely else []
    )


def _scale(plot: Plot, area: Rect, values: Values) -> Scale:
    """Zero and the values over the width of `area`, with room for what is written at the ends of the bars."""
    em, numbers = plot.stage.em, plot.values()
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    if low == high:
        high = 1.0
    after = max((b.width for (s, p), b in values.items() if (plot.value(s, p) or 0.0) >= 0), default=-0.02 * em) + 0.02 * em
    before = max((b.width for (s, p), b in values.items() if (plot.value(s, p) or 0.0) < 0), default=-0.02 * em) + 0.02 * em
    after = after if high > 0 else 0.0
    if plot.stage.mirrored:
        return Scale(low, high, area.right - before, area.x + after)
    return Scale(low, high, area.x + before, area.right - after)


def _drawn(plot: Plot, rows: list[_Row], scale: Scale, values: Values, room: Rect) -> list[Layer]:
    count, em = len(plot.chart.series), plot.stage.em
    found: list[Layer] = []
    for row in rows:
        if scale.low < 0:
            thin = 2 * hair(plot.stage)
            found.append(zero_line(plot, Rect(scale.at(0.0) - thin / 2, row.bars.y - 0.006 * em, thin, row.bars.h + 0.012 * em)))
        found.append(label_layer(plot, row.point, row.label, row.x, row.y, room))
        thick = min(row.bars.h / count, 0.1 * em)
        top = row.bars.cy - thick * count / 2
        for series in range(count):
            value = plot.value(series, row.point)
            if value is None:
                continue
            left, right = sorted((scale.at(0.0), scale.at(value)))
            box = Rect(left, top + series * thick + 0.05 * thick, right - left, 0.9 * thick)
            bar = Bar(series, row.point, value, box, upright=False, mirrored=plot.stage.mirrored)
            found += bar_layers(plot, bar, values.get((series, row.point)), room)
    return found


def _value(plot: Plot, row: _Row, block: TextBlock, room: Rect) -> Layer:
    """The value at the other end of its label's line."""
    stage = plot.stage
    x = across(room, room.right - block.width, block.width, stage.mirrored)
    y = row.y + row.label.baselines[-1] - block.baselines[0]
    tone = strong(stage, plot.value(0, row.point) or 0.0) if plot.focused(row.point) else stage.palette.soft
    colour = stage.readable(tone)

    def draw(canvas: skia.Canvas, _: object) -> None:
        block.draw(canvas, x, y, colour)

    spot = block.spot(f"point:{row.point}", x, y, colour, room.inset(-0.02 * stage.em))
    rect = Rect(x, y, block.width, block.height).inset(-0.3 * block.style.size)
    return Layer(rect, draw, pose=stage.enter(plot.start_ms(row.point) + 200), texts=(spot,))
