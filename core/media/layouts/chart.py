"""CHART: bars, lines or a ring, growing from the data in the order in which they are spoken of."""

from __future__ import annotations

from core.film.slide import ChartKind
from core.media.layer import Layer
from core.media.layouts import bars, curves, ring
from core.media.layouts.kit import Stage, heading
from core.media.layouts.plot import named, plot_of


def layers(stage: Stage) -> list[Layer]:
    """The headline, what is measured, and the chart."""
    head = heading(stage, most=0.34, max_lines=2, gap=0.05)
    chart = stage.scene.slide.chart
    found = list(head.layers)
    if chart is None or not chart.labels or not any(series.values for series in chart.series):
        return found
    plot = plot_of(stage, chart)
    if chart.kind is ChartKind.DONUT:
        return found + ring.layers(plot, head.rest)
    names, room = named(plot, head.rest)
    draw = curves.layers if chart.kind is ChartKind.LINE and plot.count > 1 else bars.layers
    return found + names + draw(plot, room)
