"""What all charts share: figures as text, colours by meaning, when each point comes, and the row that names the series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import skia

from core.film.slide import Chart
from core.media.colour import contrast, mixed, paint, readable, turned
from core.media.layer import Layer, Rect
from core.media.layouts.arrange import across, below
from core.media.layouts.figures import places, with_unit, written
from core.media.layouts.kit import Stage, text_layer
from core.media.looks.idiom import Card
from core.media.motion import ease_out, progress, smooth
from core.media.text import TextBlock, TextStyle, set_text

GROW_MS = 640.0
"""How long a bar, a stretch of line or a slice takes to grow."""
LED_MS = 1200.0
"""A point that is said earlier than this does not lead through the chart."""
PATIENT_MS, EMPTY_MS = 4500.0, 2500.0
"""A chart stands empty no longer than this: where most of its points are said, and where only some are."""
SHORT_UNIT = 3
"""A unit of so many characters is written behind every figure, a longer one once, above the chart."""


@dataclass(frozen=True)
class Plot:
    """A chart on its stage with everything that its drawing asks for."""

    stage: Stage
    chart: Chart
    decimals: int

    @property
    def count(self) -> int:
        """Labels."""
        return len(self.chart.labels)

    @property
    def lonely(self) -> bool:
        """Whether there is one series."""
        return len(self.chart.series) == 1

    def value(self, series: int, point: int) -> float | None:
        """A number, or None where the series is shorter than the labels."""
        values = self.chart.series[series].values
        return values[point] if point < len(values) else None

    def values(self) -> list[float]:
        """All numbers."""
        return [value for one in self.chart.series for value in one.values[: self.count]]

    def say(self, value: float, *, unit: bool = True) -> str:
        """A value as it is written on the chart."""
        text = written(value, self.stage.scene.language, self.decimals)
        short = len(self.chart.unit) <= SHORT_UNIT
        return with_unit(text, self.chart.unit, self.stage.scene.language) if unit and short else text

    def say_tick(self, tick: float, ticks: Sequence[float]) -> str:
        """A figure on an axis, with no more decimals than its axis needs."""
        return replace(self, decimals=places(ticks)).say(tick)

    def style(self, share: float, *, weight: int | None = None) -> TextStyle:
        """Type for labels and values, with figures of equal width."""
        return replace(self.stage.text(share, weight=weight, leading=1.14), tabular=False)

    def focused(self, point: int) -> bool:
        """Whether this point is the one that is meant."""
        return self.chart.focus == point

    def start_ms(self, point: int) -> float:
        """When a point comes: when it is said, or its share of the time between the points that are said.

        Where none is said, where the last one is said before much else, and where the first would come after the chart had
        stood empty for long, all come early, one after the other.
        """
        if (self._mostly_said() and self._begins_by(PATIENT_MS)) or (self._led() and self._begins_by(EMPTY_MS)):
            return self.stage.said(f"point:{point}").start_ms
        return 450.0 + point * min(160.0, 1400.0 / max(1, self.count))

    def _begins_by(self, ms: float) -> bool:
        """Whether the first point is said by then."""
        return min((self.stage.said(f"point:{i}").start_ms for i in range(self.count)), default=0.0) <= ms

    def _mostly_said(self) -> bool:
        found = [self.stage.scene.said(f"point:{i}") for i in range(self.count)]
        return sum(1 for one in found if one is not None and one.matched) * 2 >= self.count

    def _led(self) -> bool:
        """Whether the points that are said lead through the chart: its last one or the one that is meant is among them."""
        wanted = {self.count - 1} | ({self.chart.focus} if self.chart.focus is not None else set())
        found = [self.stage.scene.said(f"point:{i}") for i in sorted(wanted)]
        return any(one is not None and one.matched and one.start_ms > LED_MS for one in found)

    def grown(self, point: int) -> Callable[[float], float]:
        """How much of a point has grown, 0 to 1."""
        start = self.start_ms(point)
        return lambda ms: ease_out(progress(ms, start, GROW_MS))

    def meant(self, point: int) -> Callable[[float], float]:
        """How saturated a point is: the one that is meant stays so, others while they are said; all, where none is meant."""
        when, strength = self.stage.said(f"point:{point}"), self.stage.strength(f"point:{point}")
        start = max(when.start_ms, self.start_ms(point))
        if self.chart.focus is None:
            return lambda ms: 1.0
        if self.focused(point):
            return lambda ms: smooth(progress(ms, start, 300.0))
        return (lambda ms: 0.55 * strength(ms)) if self._mostly_said() else (lambda ms: 0.0)


def plot_of(stage: Stage, chart: Chart) -> Plot:
    """The chart on its stage."""
    values = [value for one in chart.series for value in one.values]
    return Plot(stage, chart, places(values) if values else 0)


def strong(stage: Stage, value: float = 0.0) -> str:
    """The colour of what is meant; of a negative value the look's own."""
    palette = stage.palette
    if value < 0:
        return (
            palette.negative
            if contrast(palette.negative, palette.ground) >= 2.0
            else readable(palette.negative, palette.ground, least=2.0)
        )
    return palette.ink if stage.idiom.card is Card.BLOCK else palette.accent


def pale(stage: Stage, value: float = 0.0) -> str:
    """The colour of what is there, too."""
    palette = stage.palette
    if value < 0:
        return mixed(palette.ground, strong(stage, value), 0.38)
    if stage.idiom.card is Card.BLOCK:
        return mixed(palette.ground, palette.ink, 0.24)
    return palette.tint if contrast(palette.tint, palette.ground) >= 1.15 else mixed(palette.ground, palette.accent, 0.3)


def series_colours(stage: Stage, count: int) -> list[str]:
    """One colour for each series: the last in the accent, those before it quieter."""
    palette = stage.palette
    main = strong(stage)
    quiet = mixed(palette.ground, palette.ink, 0.36)
    other = palette.accent_end or turned(palette.accent, 150, saturation=0.45)
    if stage.idiom.card is Card.BLOCK:
        other = palette.surface if contrast(palette.surface, palette.ground) > 1.3 else mixed(palette.ground, palette.ink, 0.6)
    return {1: [main], 2: [quiet, main]}.get(count, [quiet, other, main] + [mixed(palette.ground, palette.ink, 0.6)] * count)[
        :count
    ]


def named(plot: Plot, room: Rect) -> tuple[list[Layer], Rect]:
    """The row above the chart: the one series' name and a long unit, or a legend; and the room that is left."""
    stage, chart = plot.stage, plot.chart
    unit = chart.unit if len(chart.unit) > SHORT_UNIT else ""
    gap = 0.03 * stage.em
    style = stage.text(0.04, leading=1.2)
    if plot.lonely and room.h < 6 * stage.frame.smallest:
        return [], room
    if plot.lonely:
        name = chart.series[0].name
        words = f"{name} ({unit})" if name and unit else name or unit
        if not words:
            return [], room
        block = stage.fit(words, style, room.w, 0.2 * room.h, max_lines=2)
        colour = stage.readable(stage.palette.soft)
        x = across(room, room.x, block.width, stage.mirrored)
        return [text_layer(stage, "body", block, x, room.y, colour, pose=stage.enter(180), room=room)], below(
            room, block.height + gap
        )
    blocks = [set_text(one.name or str(i + 1), style, room.w) for i, one in enumerate(chart.series)]
    if unit:
        blocks.append(set_text(f"({unit})", style, room.w))
    layers, used = _legend(plot, blocks, room)
    return layers, below(room, used + gap)


def _legend(plot: Plot, blocks: list[TextBlock], room: Rect) -> tuple[list[Layer], float]:
    stage = plot.stage
    ink = stage.readable(stage.palette.ink)
    colours = series_colours(stage, len(plot.chart.series))
    layers: list[Layer] = []
    x, y, size = room.x, room.y, blocks[0].style.size
    pitch = max(block.height for block in blocks) + 0.5 * size
    for i, block in enumerate(blocks):
        mark = 1.05 * size if i < len(colours) else 0.0
        if x > room.x and x + mark + block.width > room.right:
            x, y = room.x, y + pitch
        if mark:
            left = across(room, x, 0.7 * size, stage.mirrored)
            box = Rect(left, y + block.baselines[0] - 0.72 * size, 0.7 * size, 0.7 * size)
            layers.append(_swatch(stage, box, colours[i], 180 + 90 * i))
        left = across(room, x + mark, block.width, stage.mirrored)
        layers.append(text_layer(stage, "body", block, left, y, ink, pose=stage.enter(180 + 90 * i), room=room))
        x += mark + block.width + 1.4 * size
    return layers, y + pitch - 0.5 * size - room.y


def _swatch(stage: Stage, box: Rect, colour: str, start_ms: float) -> Layer:
    radius = 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK) else 0.28 * box.w

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(colour))

    return Layer(box.inset(-1), draw, pose=stage.enter(start_ms))


def hair(stage: Stage) -> float:
    """Thickness of grid lines, in pixels."""
    return max(1.5, 0.0016 * stage.em)


def corner(stage: Stage, width: float) -> float:
    """Corner radius of a bar that wide."""
    return 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK) else min(0.014 * stage.em, 0.22 * width)
