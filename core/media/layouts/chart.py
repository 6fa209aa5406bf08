"""CHART: bars, lines or a ring, growing from the data in the order in which they are spoken of."""

from __future__ import annotations

from core.film.slide import ChartKind
from core.media.layer import Layer, Rect
from core.media.layouts import curves, lying_bars, ring, standing_bars
from core.media.layouts.entries import headed
from core.media.layouts.kit import Stage
from core.media.layouts.plot import Plot, named, plot_of


def layers(stage: Stage) -> list[Layer]:
    """The headline, what is measured, and the chart."""
    head = headed(stage, full=True)
    chart = stage.scene.slide.chart
    found = list(head.layers)
    if chart is None or not chart.labels or not any(series.values for series in chart.series):
        return found
    plot = plot_of(stage, chart)
    if chart.kind is ChartKind.DONUT:
        return found + ring.layers(plot, head.rest)
    names, room = named(plot, head.rest)
    if chart.kind is ChartKind.LINE and plot.count > 1:
        return found + names + curves.layers(plot, room)
    return found + names + _bars(plot, room)


def _bars(plot: Plot, room: Rect) -> list[Layer]:
    """Standing where everything can be written, lying where that needs more width, else standing with what can be read."""
    found = standing_bars.layers(plot, room, complete=True) or lying_bars.layers(plot, room)
    return found or standing_bars.layers(plot, room, complete=False) or []
