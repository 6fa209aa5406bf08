"""What two shots show that were one: each the points of a list that its own words speak, and together all of them again."""

from __future__ import annotations

from core.film.alignment import spoken_by
from core.film.slide import Chart, ChartKind, Item, Layout, Slide, Table

_LISTS = frozenset({Layout.BULLETS, Layout.STEPS, Layout.TIMELINE})
"""Layouts whose items stand for themselves; the sides of a comparison do not."""

_FEWEST_BARS = 2
"""One bar alone compares nothing."""


def shared(slide: Slide, first: str, second: str) -> tuple[Slide, Slide]:
    """The slide for the words of `first` and for those of `second`, each with the points that it speaks.

    Both keep the whole list where one of them speaks none of it, and what says something only as a whole: a comparison, the
    line of a chart, the shares of a ring.
    """
    table, chart = slide.table, slide.chart
    if slide.layout in _LISTS and (cut := _cut([f"{one.label} {one.title} {one.text}" for one in slide.items], first, second)):
        if slide.items[:cut] != slide.items[cut:]:
            return _with_items(slide, slide.items[:cut]), _with_items(slide, slide.items[cut:])
    elif slide.layout is Layout.TABLE and table and (cut := _cut([" ".join(row) for row in table.rows], first, second)):
        one, other = _rows(table, 0, cut), _rows(table, cut, len(table.rows))
        if one != other:
            return slide.model_copy(update={"table": one}), slide.model_copy(update={"table": other})
    elif slide.layout is Layout.CHART and chart and chart.kind is ChartKind.BAR:
        cut = _cut(chart.labels, first, second)
        if _FEWEST_BARS <= cut <= len(chart.labels) - _FEWEST_BARS:
            bars, others = _points(chart, 0, cut), _points(chart, cut, len(chart.labels))
            if bars != others:
                return slide.model_copy(update={"chart": bars}), slide.model_copy(update={"chart": others})
    return slide, slide


def joined(first: Slide, second: Slide) -> Slide:
    """The slide of a shot that two become: the first one's, with the points of both where both lay out the same kind of list."""
    if first.layout is not second.layout:
        return first
    changes: dict[str, object] = {}
    if first.items != second.items:
        changes["items"] = (*first.items, *second.items)
    one, other = first.table, second.table
    if one and other and one != other and one.header == other.header:
        focus = _focus_of(one.focus, other.focus, len(one.rows))
        changes["table"] = one.model_copy(update={"rows": (*one.rows, *other.rows), "focus": focus})
    if first.chart and second.chart and first.chart != second.chart and _alike(first.chart, second.chart):
        changes["chart"] = _together(first.chart, second.chart)
    return first.model_copy(update=changes)


def _cut(points: list[str] | tuple[str, ...], first: str, second: str) -> int:
    """So many points belong to `first`; 0 where one of the two speaks none."""
    by = spoken_by(points, (first, second))
    return by.index(1) if 0 in by and 1 in by else 0


def _with_items(slide: Slide, items: tuple[Item, ...]) -> Slide:
    return slide.model_copy(update={"items": items})


def _rows(table: Table, start: int, end: int) -> Table:
    return table.model_copy(update={"rows": table.rows[start:end], "focus": _focus(table.focus, start, end)})


def _points(chart: Chart, start: int, end: int) -> Chart:
    series = tuple(row.model_copy(update={"values": row.values[start:end]}) for row in chart.series)
    return chart.model_copy(
        update={"labels": chart.labels[start:end], "series": series, "focus": _focus(chart.focus, start, end)}
    )


def _focus(focus: int | None, start: int, end: int) -> int | None:
    return focus - start if focus is not None and start <= focus < end else None


def _focus_of(one: int | None, other: int | None, count: int) -> int | None:
    return one if one is not None else None if other is None else other + count


def _alike(one: Chart, other: Chart) -> bool:
    """Whether two charts show more of the same."""
    names = [[row.name for row in chart.series] for chart in (one, other)]
    return (one.kind, one.unit, names[0]) == (other.kind, other.unit, names[1])


def _together(one: Chart, other: Chart) -> Chart:
    series = tuple(
        row.model_copy(update={"values": (*row.values, *more.values)}) for row, more in zip(one.series, other.series, strict=True)
    )
    focus = _focus_of(one.focus, other.focus, len(one.labels))
    return one.model_copy(update={"labels": (*one.labels, *other.labels), "series": series, "focus": focus})
