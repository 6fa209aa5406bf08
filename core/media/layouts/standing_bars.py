"""Bars side by side on a line, with their labels under them."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.media.colour import paint
from core.media.layer import Layer, Rect
from core.media.layouts import axes
from core.media.layouts.arrange import across
from core.media.layouts.axes import Scale
from core.media.layouts.bars import MEANT, Bar, Values, bar_layers, label_blocks, label_layer, value_blocks, zero_line
from core.media.layouts.plot import Plot, hair
from core.media.text import TextBlock, set_text


@dataclass(frozen=True)
class _Plan:
    """What is written where: labels with the points they belong to, values over bars, figures on the grid."""

    labels: dict[int, TextBlock]
    values: Values
    figures: dict[float, TextBlock]
    area: Rect
    pitch: float
    inner: float


def layers(plot: Plot, room: Rect, *, complete: bool) -> list[Layer] | None:
    """Grid, bars, values, labels. `complete`: None unless every label and every value can be written.

    Otherwise labels are thinned, the grid gets figures, and only the value that is meant is written over its bar.
    """
    plan = _complete(plot, room) if complete else _reduced(plot, room)
    if plan is None:
        return None
    scale = _scale(plot, plan)
    if complete and scale.start - scale.end < 2.6 * plot.stage.frame.smallest:
        return None
    em = plot.stage.em
    found = [_grid(plot, plan, scale, room)]
    for bar in _bars(plot, plan, scale):
        found += bar_layers(plot, bar, plan.values.get((bar.series, bar.point)), room)
    found.append(zero_line(plot, Rect(plan.area.x, scale.at(0.0) - hair(plot.stage), plan.area.w, 2 * hair(plot.stage))))
    for point, block in plan.labels.items():
        x = across(plan.area, plan.area.x + plan.pitch * (point + 0.5) - block.width / 2, block.width, plot.stage.mirrored)
        x = min(max(x, room.x), room.right - block.width)
        found.append(label_layer(plot, point, block, x, plan.area.bottom + 0.03 * em, room))
    return found


def _inner(plot: Plot, pitch: float) -> float:
    """Width of one point's bars together."""
    return min(pitch * (0.72 if plot.count > 3 else 0.56), 0.30 * plot.stage.em * len(plot.chart.series))


def _complete(plot: Plot, room: Rect) -> _Plan | None:
    pitch = room.w / plot.count
    labels = label_blocks(plot, 0.94 * pitch, 2)
    if labels is None:
        return None
    values, inner = value_blocks(plot, MEANT), _inner(plot, pitch)
    slot = 0.94 * pitch if plot.lonely else inner / len(plot.chart.series)
    for (_, point), block in values.items():
        if block.width > slot * (1.4 if plot.focused(point) and plot.lonely else 1.0):
            return None
    foot = max(block.height for block in labels) + 0.03 * plot.stage.em
    return _Plan(dict(enumerate(labels)), values, {}, Rect(room.x, room.y, room.w, room.h - foot), pitch, inner)


def _reduced(plot: Plot, room: Rect) -> _Plan:
    stage, values = plot.stage, plot.values()
    low, high = min(0.0, *values), max(0.0, *values)
    lines = int(room.h / (2.6 * stage.frame.smallest))
    ticks = [tick for tick in axes.ticks(low, high, min(4, lines)) if low <= tick <= high] if lines > 1 else []
    figures = {tick: set_text(plot.say_tick(tick, ticks), plot.style(0.034), 1e6) for tick in ticks if len(ticks) > 1}
    lead = max(block.width for block in figures.values()) + 0.025 * stage.em if figures else 0.0
    area = Rect(across(room, room.x + lead, room.w - lead, stage.mirrored), room.y, room.w - lead, room.h)
    pitch = area.w / plot.count
    full = label_blocks(plot, 0.94 * pitch, 1)
    labels = dict(enumerate(full)) if full else _thinned(plot, pitch)
    foot = max((block.height for block in labels.values()), default=0.0) + 0.03 * stage.em
    meant = value_blocks(plot, MEANT) if plot.lonely else {}
    shown = {key: block for key, block in meant.items() if plot.focused(key[1]) and block.width <= area.w / 2}
    return _Plan(labels, shown, figures, Rect(area.x, area.y, area.w, area.h - foot), pitch, _inner(plot, pitch))


def _thinned(plot: Plot, pitch: float) -> dict[int, TextBlock]:
    size = plot.stage.frame.smallest
    blocks = [
        set_text(label, plot.style(0.04, weight=700 if plot.focused(i) else 500).sized(size), 1e6)
        for i, label in enumerate(plot.chart.labels)
    ]
    shown = axes.thinned([block.width for block in blocks], pitch, 0.4 * size, plot.chart.focus)
    return {point: blocks[point] for point in shown}


def _scale(plot: Plot, plan: _Plan) -> Scale:
    values = plot.values()
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    over = max((b.height for b in plan.values.values()), default=0.5 * plot.stage.frame.smallest) + 0.018 * plot.stage.em
    over = min(over, (0.35 if low < 0 < high else 0.6) * plan.area.h)
    return Scale(low, high, plan.area.bottom - (over if low < 0 else 0.0), plan.area.y + (over if high > 0 else 0.0))


def _bars(plot: Plot, plan: _Plan, scale: Scale) -> list[Bar]:
    count = len(plot.chart.series)
    width = plan.inner / count
    gap = 0.0 if plot.lonely else 0.05 * width
    found = []
    for series in range(count):
        for point in range(plot.count):
            value = plot.value(series, point)
            if value is not None:
                left = plan.area.x + plan.pitch * (point + 0.5) - plan.inner / 2 + series * width
                left = across(plan.area, left + gap, width - 2 * gap, plot.stage.mirrored)
                top, bottom = sorted((scale.at(0.0), scale.at(value)))
                found.append(Bar(series, point, value, Rect(left, top, width - 2 * gap, bottom - top), upright=True))
    return found


def _grid(plot: Plot, plan: _Plan, scale: Scale, room: Rect) -> Layer:
    """Thin lines at round values; with their figures where the bars do not carry their own."""
    stage, area = plot.stage, plan.area
    colour = stage.readable(stage.palette.soft)
    ticks = plan.figures or dict.fromkeys(
        axes.ticks(scale.low, scale.high, 5) if scale.start - scale.end > 0.1 * stage.em else ()
    )
    lines = {tick: scale.at(tick) for tick in ticks if scale.low <= tick <= scale.high}
    figures = [
        (block, across(room, room.x, block.width, stage.mirrored), lines[tick] - block.baselines[0] + block.cap_height / 2)
        for tick, block in plan.figures.items()
    ]

    def draw(canvas: skia.Canvas, _: object) -> None:
        for tick, y in lines.items():
            if tick != 0:
                canvas.drawRect(skia.Rect.MakeXYWH(area.x, y - hair(stage) / 2, area.w, hair(stage)), paint(stage.palette.line))
        for block, x, y in figures:
            block.draw(canvas, x, y, colour)

    texts = tuple(block.spot("figure", x, y, colour) for block, x, y in figures)
    return Layer(room.inset(-0.03 * stage.em), draw, pose=stage.enter(120), texts=texts)
