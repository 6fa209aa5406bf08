"""A shot's slide filled by hand: which layouts its content fits, how another one begins, and its content as rows and words.

fitting(slide)                     layouts that show what is there
begun(line, Layout.CHART, "en")    the slide in a layout that needs more than is there, with a beginning to go on from
item_rows(slide) ... with_items(slide, rows)
filled_in(editor, shot, fill)      the edit of what `fill` changes of the slide as it is now, and of nothing else
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from core.editing.editor import Editor
from core.errors import BadEdit
from core.film import Chart, ChartKind, Code, Figure, Item, Layout, Line, Quote, Series, Slide, Table
from core.film.slide import PICTURED, Picture
from core.film.slide_edits import SetFields, changes
from core.film.splitting import sentences
from core.media.reading.figures import figure_in, number
from core.media.reading.phrases import clipped

Rows = Sequence[Mapping[str, Any]]

_WORDS = (Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.CALL)
OFFERED = tuple(layout for layout in Layout if layout is not Layout.CREDITS)
"""Every layout that a person may choose; credits come by themselves where a licence asks for them."""

_BRIEF = 44


def filled_in(editor: Editor, shot: str, fill: Callable[[Line], Slide], *, of: str = "") -> SetFields:
    """The edit of what `fill` changes of the shot as it is now. One that is gone is filled as it was last, which is told later.

    `of` names the one picture that is meant. Raises `BadEdit` for a shot that the film never had, and what `fill` raises.
    """
    film = editor.film
    line = (film if shot in film.names else editor.last_film(shot) or film).line(shot)
    return SetFields(shot=shot, fields=changes(line.slide, fill(line)), of=of)


def fitting(slide: Slide) -> tuple[Layout, ...]:
    """The layouts that show what is there already, in their usual order."""
    items = len(slide.items)
    has: dict[Layout, object] = {
        Layout.BULLETS: items,
        Layout.STEPS: items > 1,
        Layout.TIMELINE: items > 1 and all(item.label for item in slide.items),
        Layout.COMPARISON: items == 2,
        Layout.NUMBER: slide.figure,
        Layout.QUOTE: slide.quote,
        Layout.CHART: slide.chart,
        Layout.TABLE: slide.table,
        Layout.CODE: slide.code,
        **dict.fromkeys(_WORDS, slide.headline),
        **dict.fromkeys(PICTURED, slide.picture),
    }
    return tuple(layout for layout in OFFERED if has.get(layout) or layout is slide.layout)


def begun(line: Line, layout: Layout, language: str) -> Slide:
    """The line's slide in `layout`; what that layout needs and the slide lacks is begun from what is said.

    Raises `BadEdit` for a layout of pictures where there is none.
    """
    slide = line.slide
    if layout in fitting(slide):
        return slide.model_copy(update={"layout": layout})
    if layout in PICTURED:
        raise BadEdit("This layout shows a picture, and the shot has none.", hint="Give it one first, under Picture.")
    said = sentences(line.narration)
    headline = slide.headline or clipped(said[0].rstrip(".!?。！？।"), 60)
    filled: dict[str, Any] = {"layout": layout, "headline": headline}
    if layout in (Layout.BULLETS, Layout.STEPS, Layout.TIMELINE, Layout.COMPARISON):
        filled["items"] = _items(line, layout, said)
    elif layout is Layout.NUMBER:
        filled["figure"] = _figure(line.narration, language)
    elif layout is Layout.QUOTE:
        filled["quote"] = Quote(text=line.narration)
    elif layout is Layout.CHART:
        filled["chart"] = Chart(labels=("Before", "Now"), series=(Series(values=(1.0, 2.0)),))
    elif layout is Layout.TABLE:
        filled["table"] = Table(header=("What", "Value"), rows=tuple((clipped(one, _BRIEF), "") for one in said[:4]))
    elif layout is Layout.CODE:
        filled["code"] = Code(text="$ ")
    return slide.model_copy(update=filled)


def _items(line: Line, layout: Layout, said: Sequence[str]) -> tuple[Item, ...]:
    there = line.slide.items or tuple(Item(title=clipped(one.rstrip(".!?。！？।"), _BRIEF)) for one in said[:4])
    least = 1 if layout is Layout.BULLETS else 2
    there += tuple(Item(title=f"{i}") for i in range(len(there) + 1, least + 1))
    if layout is Layout.COMPARISON:
        return tuple(
            item.model_copy(update={"label": item.label or name}) for item, name in zip(there, ("Before", "Now"), strict=False)
        )
    if layout is Layout.TIMELINE:
        return tuple(item.model_copy(update={"label": item.label or str(i)}) for i, item in enumerate(there, 1))
    return there


def _figure(narration: str, language: str) -> Figure:
    found = figure_in(narration, language)
    if found is None:
        return Figure(value=1, text="1")
    told = found.quantity
    return Figure(
        value=told.value, text=told.text, prefix=told.prefix, unit=told.unit, label=found.label, before=found.before,
        change=found.change,
    )  # fmt: skip


def item_rows(slide: Slide) -> list[dict[str, str]]:
    """Bullets, steps, points in time or sides as rows."""
    return [{"Title": item.title, "Text": item.text, "Label": item.label} for item in slide.items]


def with_items(slide: Slide, rows: Rows) -> Slide:
    """The slide with these items; empty rows are left out. Raises `BadEdit` when none is left."""
    icons = {item.title: item.icon for item in slide.items}
    items = tuple(
        Item(
            title=_text(row, "Title"), text=_text(row, "Text"), label=_text(row, "Label"), icon=icons.get(_text(row, "Title"), "")
        )
        for row in rows
        if _text(row, "Title")
    )
    if not items:
        raise BadEdit("A list needs at least one title.", hint="Choose another layout to show none.")
    return slide.model_copy(update={"items": items})


def with_figure(slide: Slide, given: Mapping[str, str], language: str) -> Slide:
    """The slide's number with what is given of it. Raises `BadEdit` for a text that is none."""
    told: dict[str, Any] = {"text": "", **(slide.figure.model_dump() if slide.figure else {}), **given}
    if "text" in given or slide.figure is None:
        text = told["text"] = told["text"].strip()
        value = number(text, language)
        if value is None:
            found = re.search(r"\d+(?:\.\d+)?", text)
            if found is None:
                raise BadEdit(f"“{text[:40]}” is no number.", hint="Write a number, such as 120 or 2.3 million.")
            value = float(found[0])
        told["value"] = value
    return slide.model_copy(update={"figure": Figure(**told)})


def chart_rows(slide: Slide) -> list[dict[str, Any]]:
    """A chart's numbers as rows: a label, and a column for each series."""
    chart = slide.chart
    if chart is None:
        return []
    names = _series_names(chart)
    return [
        {"Label": label, **{name: series.values[i] for name, series in zip(names, chart.series, strict=True)}}
        for i, label in enumerate(chart.labels)
    ]


def _series_names(chart: Chart) -> list[str]:
    return [series.name or (f"Values {i}" if len(chart.series) > 1 else "Value") for i, series in enumerate(chart.series, 1)]


def with_chart(
    slide: Slide, rows: Rows | None = None, kind: str | None = None, unit: str | None = None, focus: str | None = None
) -> Slide:
    """The slide's chart with what is given of it; `focus` is the label that is meant, or empty. Raises `BadEdit`."""
    chart = slide.chart or Chart(labels=(), series=(Series(values=()),))
    kept = [row for row in (chart_rows(slide) if rows is None else rows) if _text(row, "Label")]
    if len(kept) < 2:
        raise BadEdit("A chart needs at least two labels with their numbers.")
    columns = []
    for name, series in zip(_series_names(chart), chart.series, strict=True):
        values = [row.get(name) for row in kept]
        if any(not isinstance(value, (int, float)) for value in values):
            raise BadEdit("Every label of a chart needs its number.", hint="Fill in the empty cell, or delete the row.")
        columns.append(Series(name=series.name, values=tuple(float(value) for value in values if value is not None)))
    labels = tuple(_text(row, "Label") for row in kept)
    if focus is None and chart.focus is not None and chart.focus < len(chart.labels):
        focus = chart.labels[chart.focus]
    told = {"kind": chart.kind if kind is None else ChartKind(kind), "unit": chart.unit if unit is None else unit}
    meant = labels.index(focus) if focus in labels else None
    return slide.model_copy(update={"chart": Chart(labels=labels, series=tuple(columns), focus=meant, **told)})


def table_rows(slide: Slide) -> list[dict[str, str]]:
    """A table as rows, by its columns' names."""
    table = slide.table
    return [] if table is None else [dict(zip(column_names(slide), row, strict=True)) for row in table.rows]


def column_names(slide: Slide) -> list[str]:
    """The names of a table's columns, each once."""
    header = slide.table.header if slide.table else ()
    return [name if name and name not in header[:i] else f"{name or 'Column'} {i + 1}" for i, name in enumerate(header)]


def with_table(slide: Slide, rows: Rows | None = None, header: str | None = None, named: Sequence[str] = ()) -> Slide:
    """The slide's table with what is given of it; `header` names the columns, with bars between them. Raises `BadEdit`.

    `named`: what the columns were called where the rows are from, if that is not what they are called now.
    """
    before, now = list(named) or column_names(slide), slide.table.header if slide.table else ()
    names = now if header is None else tuple(name.strip() for name in header.split("|"))
    if header is not None and (not all(names) or len(names) > 6):
        raise BadEdit("The columns' names are not whole.", hint="Write one to six names with a bar between them: Plan | Seats.")
    kept = [[_text(row, name) for name in before] for row in (table_rows(slide) if rows is None else rows)]
    cells = tuple(tuple((*row, *[""] * len(names))[: len(names)]) for row in kept if any(row))
    if not cells:
        raise BadEdit("A table needs at least one row.")
    focus = slide.table.focus if slide.table else None
    focus = focus if focus is not None and focus < len(cells) else None
    return slide.model_copy(update={"table": Table(header=names, rows=cells, focus=focus)})


def with_code(slide: Slide, text: str | None = None, language: str | None = None, lines: str | None = None) -> Slide:
    """The slide's code with what is given of it; `lines` says which are meant, from 1: `2, 4-6`. Raises `BadEdit`."""
    code = slide.code or Code(text="")
    text, lines = code.text if text is None else text, lines_meant(slide) if lines is None else lines
    language = code.language if language is None else language
    if not text.strip():
        raise BadEdit("There is no code.", hint="Choose another layout to show none.")
    meant: list[int] = []
    for piece in filter(None, (piece.strip() for piece in lines.split(","))):
        found = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", piece)
        if found is None:
            raise BadEdit(f"“{piece[:20]}” is no line.", hint="Write lines as 2, 4-6.")
        meant += range(int(found[1]) - 1, int(found[2] or found[1]))
    count = len(text.splitlines())
    return slide.model_copy(
        update={"code": Code(text=text, language=language, focus=tuple(sorted({i for i in meant if 0 <= i < count})))}
    )


def lines_meant(slide: Slide) -> str:
    """The lines of the code that are meant, as `with_code` reads them."""
    return ", ".join(str(i + 1) for i in slide.code.focus) if slide.code else ""


def with_quote(slide: Slide, **given: str) -> Slide:
    """The slide's quote with what is given of `text`, `author` and `role`. Raises `BadEdit` for no words."""
    told = {"text": "", **(slide.quote.model_dump() if slide.quote else {}), **given}
    if not told["text"].strip():
        raise BadEdit("There are no words to quote.", hint="Choose another layout to show none.")
    return slide.model_copy(update={"quote": Quote(**told)})


def with_words(slide: Slide, **given: str) -> Slide:
    """The slide with what is given of `kicker`, `headline` and `body`. Raises `BadEdit` for words that are not taken."""
    try:
        return Slide.model_validate(slide.model_dump() | given)
    except ValidationError as error:
        raise BadEdit(f"These words are not taken: {error.errors()[0]['msg']}.") from error


def with_picture(slide: Slide, wanted: Picture | None) -> Slide:
    """The slide with `wanted`, or none: a layout that has no place for one makes room, one that shows nothing else is left."""
    if wanted is not None and slide.layout not in PICTURED:
        return slide.model_copy(update={"picture": wanted, "layout": Layout.STILL_TEXT})
    layout = Layout.STATEMENT if wanted is None and slide.layout in PICTURED else slide.layout
    return slide.model_copy(update={"picture": wanted, "layout": layout})


def with_part_of_picture(slide: Slide, **given: Any) -> Slide:
    """The slide's picture with what is given of it: its credit, its frame, what matters in it. Raises `BadEdit` for none."""
    if slide.picture is None:
        raise BadEdit("This shot has no picture.", hint="Give it one first.")
    return slide.model_copy(update={"picture": slide.picture.model_copy(update=given)})


def patched(rows: Rows, changed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows with what somebody changed of them in a table: rows edited, added and deleted."""
    found = [dict(row) for row in rows]
    for place, values in changed.get("edited_rows", {}).items():
        found[int(place)].update(values)
    gone = set(changed.get("deleted_rows", ()))
    return [row for i, row in enumerate(found) if i not in gone] + [dict(row) for row in changed.get("added_rows", ())]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()
