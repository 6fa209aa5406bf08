"""Tables: numbers become a chart, before and after a comparison, the rest a small table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.film import Chart, ChartKind, Figure, Item, Layout, Line, Series, Slide, Table
from core.media.reading.dates import dated_head, is_date
from core.media.reading.document import NO, YES, Grid, Listing
from core.media.reading.figures import number
from core.media.reading.phrases import shortened
from core.media.reading.sentences import word_count
from core.providers.offline.writer_desk import FULL_MS, LIST_MS, Desk, Draft, Fact, Group, option

MOST_ROWS = 6
MOST_COLUMNS = 4
MOST_BARS = 8
MOST_POINTS = 24

_CELL = re.compile(r"^([$€£¥₹]|US\$)?\s*([-+−]?\s*\d[\d.,'\u00a0\u202f ]*)\s*([^\d\s].{0,12})?$")
_NAMED_NUMBER = re.compile(
    r"^([^:]{2,40}?)\s*(?::|\s[–—-])\s+((?:[$€£¥₹]|US\$)?\s*[-+−]?\d[\d.,'\u00a0\u202f ]*\s*[^\s\d.;,]{0,8})\.?$"
)
_UNIT_IN_HEAD = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]\s*$")


@dataclass(frozen=True)
class _Column:
    name: str
    values: tuple[float, ...]
    unit: str
    written: tuple[str, ...]


def table_group(desk: Desk, grid: Grid, section: int, heading: str, lead: Fact | None, share: float, subject: str = "") -> Group:
    """A table with the one way to tell it. `share` is what it is worth beside earlier ones, `subject` what the film is about."""
    group = Group(section, facts=1)
    rows = [tuple(row[: len(grid.header)]) + ("",) * (len(grid.header) - len(row)) for row in grid.rows if any(row)]
    if not rows or len(grid.header) < 2:
        return group
    columns = [
        c for c in (_column(grid.header[i], [row[i] for row in rows], desk.language) for i in range(1, len(grid.header))) if c
    ]
    line = (
        _comparison(desk, grid, rows, columns, heading)
        or _charted(desk, rows, columns, heading, subject)
        or _tabled(desk, grid, rows, heading)
    )
    said = desk.joined([lead.text.rstrip(" :：") if lead.text.endswith((":", "：")) else lead.text, line[1]]) if lead else line[1]
    if lead and lead.text.endswith((":", "：")):
        said = desk.joined([desk.said(lead.text.rstrip(" :：")), line[1]])
    first = lead.first if lead else grid.first
    draft = Draft(Line(narration=said, slide=line[0], source=desk.source(first, grid.last)), _plain(grid, rows, heading))
    worth = 1.2 + 0.9 * min(2.0, desk.ms(said) / FULL_MS)
    group.options.append(option(desk, [draft], worth * share + (lead.score if lead else 0.0)))
    return group


def _plain(grid: Grid, rows: list[tuple[str, ...]], heading: str) -> tuple[Slide, ...]:
    """The same as a table, where it fits one."""
    if len(rows) > MOST_ROWS or len(grid.header) > MOST_COLUMNS:
        return ()
    return (Slide(layout=Layout.TABLE, headline=heading, table=Table(header=grid.header, rows=tuple(rows))),)


def _column(name: str, cells: list[str], language: str) -> _Column | None:
    """A column of numbers, or None."""
    values, units = [], []
    for cell in cells:
        found = _CELL.match(cell.strip().strip("*~≈<>"))
        value = number(found[2], language) if found else None
        if value is None or found is None:
            return None
        values.append(value)
        units.append((found[1] or "") or (found[3] or "").strip())
    if len(set(units)) > 1:
        return None
    head = _UNIT_IN_HEAD.search(name)
    unit = units[0] or (head[1] if head else "")
    return _Column(_UNIT_IN_HEAD.sub("", name).strip() if head else name, tuple(values), unit, tuple(cells))


def figures_group(
    desk: Desk, listing: Listing, section: int, heading: str, lead: tuple[str, int] | None, share: float
) -> Group | None:
    """A list that says nothing but a name and a number in each of its items, as a chart; None for any other list."""
    pairs = [_NAMED_NUMBER.match(entry.words.text) for entry in listing.entries]
    if not 3 <= len(pairs) <= MOST_BARS or not all(pairs):
        return None
    rows: list[tuple[str, ...]] = [(pair[1].strip(), pair[2].strip()) for pair in pairs if pair]
    column = _column("", [cell for _, cell in rows], desk.language)
    found = _charted(desk, rows, [column], heading) if column else None
    if column is None or found is None:
        return None
    name = (lead[0] if lead else heading).rstrip(" :：.")
    cells = [f"{label} {_with_unit(cell, column.unit)}" for label, cell in rows]
    said = desk.said(f"{name}: {('、' if desk.known.dense else ', ').join(cells)}" if name else ", ".join(cells))
    group = Group(section, facts=len(rows))
    line = Line(narration=said, slide=found[0], source=desk.source(lead[1] if lead else listing.first, listing.last))
    group.options.append(option(desk, [Draft(line)], (1.2 + 0.9 * min(2.0, desk.ms(said) / FULL_MS)) * share))
    return group


def _charted(
    desk: Desk, rows: list[tuple[str, ...]], columns: list[_Column], heading: str, subject: str = ""
) -> tuple[Slide, str] | None:
    if len(columns) < len(rows[0]) - 1 or len(rows) < 3:
        return None
    labels = [row[0] for row in rows]
    if any(not label for label in labels) or len(set(labels)) < len(labels):
        return None
    timed = sum(is_date(label) or bool(dated_head(label + ": x")[0]) for label in labels) * 5 >= len(labels) * 4
    same = [c for c in columns if c.unit == columns[0].unit][:3]
    if len(rows) > (MOST_POINTS if timed else MOST_BARS):
        return None
    donut = len(same) == 1 and same[0].unit == "%" and 3 <= len(rows) <= 6 and 98 <= sum(same[0].values) <= 102 and not timed
    kind = ChartKind.DONUT if donut else ChartKind.LINE if timed and len(rows) >= 4 else ChartKind.BAR
    values = same[0].values
    own = next((i for i, label in enumerate(labels) if label.lower() == subject.lower()), None)
    focus = own if own is not None else len(values) - 1 if timed else values.index(max(values))
    chart = Chart(
        kind=kind,
        labels=tuple(labels),
        series=tuple(Series(name=c.name, values=c.values) for c in same),
        unit=same[0].unit,
        focus=focus,
    )
    slide = Slide(layout=Layout.CHART, headline=heading or same[0].name, body=same[0].name if heading else "", chart=chart)
    if own is not None and not timed and len(rows) > 3:
        return slide, _beside_others(desk, labels, same[0], own)
    return slide, _chart_words(desk, labels, same[0], kind, timed)


def _beside_others(desk: Desk, labels: list[str], column: _Column, own: int) -> str:
    """What a chart says of the thing that the film is about, and of the one farthest from it."""
    other = max(range(len(labels)), key=lambda i: abs(column.values[i] - column.values[own]))
    pairs = [f"{labels[i]} {_with_unit(column.written[i], column.unit)}" for i in (own, other)]
    return desk.said(f"{column.name}: {('、' if desk.known.dense else ', ').join(pairs)}")


def _chart_words(desk: Desk, labels: list[str], column: _Column, kind: ChartKind, timed: bool) -> str:
    """What a chart shows, in the order in which it is drawn."""
    values, cells = column.values, [_with_unit(cell, column.unit) for cell in column.written]
    pairs = [f"{label} {cell}" for label, cell in zip(labels, cells, strict=True)]
    glue = desk.glue
    if glue is None:
        return desk.said(f"{column.name}: {', '.join(pairs[:4])}")
    if kind is ChartKind.DONUT or (not timed and len(pairs) <= 3):
        return glue.share.format(name=column.name, parts=("、" if desk.known.dense else ", ").join(pairs))
    if not timed:
        best = values.index(max(values))
        return glue.top.format(name=column.name, label=labels[best], a=cells[best])
    ends = {"name": column.name, "a": cells[0], "first": labels[0], "b": cells[-1], "last": labels[-1]}
    top = values.index(max(values))
    if 0 < top < len(values) - 1 and max(values) > 1.1 * max(values[0], values[-1]):
        return glue.peak.format(**ends, m=cells[top], mid=labels[top])
    return glue.trend.format(**ends)


def _with_unit(cell: str, unit: str) -> str:
    cell = cell.strip()
    if not unit or unit in cell:
        return cell
    return f"{unit}{cell}" if unit in "$€£¥₹" else f"{cell} {unit}"


def _comparison(
    desk: Desk, grid: Grid, rows: list[tuple[str, ...]], columns: list[_Column], heading: str
) -> tuple[Slide, str] | None:
    """Two columns that stand for before and after, or one thing against another."""
    heads = [name.lower() for name in grid.header]
    sided = len(heads) == 3 and _sides(desk, heads[1], heads[2])
    if sided and len(rows) == 1 and len(columns) == 2:
        return _one_number(desk, rows[0], columns, heading)
    versus = len(heads) == 3 and re.search(r"\bvs\.?\b|\bversus\b", heading, re.I)
    if not (sided or versus) or len(rows) > 3:
        return None
    items = tuple(
        Item(label="", title=grid.header[side], text=" · ".join(f"{row[0]}: {row[side]}" for row in rows)) for side in (1, 2)
    )
    said = [desk.said(f"{grid.header[side]}: {', '.join(f'{row[0]} {row[side]}' for row in rows)}") for side in (1, 2)]
    return Slide(layout=Layout.COMPARISON, headline=heading, items=items), desk.joined(said)


def _sides(desk: Desk, first: str, second: str) -> bool:
    a, b = first.split()[0] if first.split() else "", second.split()[0] if second.split() else ""
    return (a in desk.known.before and b in desk.known.after) or (a in desk.known.after and b in desk.known.before)


def _one_number(desk: Desk, row: tuple[str, ...], columns: list[_Column], heading: str) -> tuple[Slide, str]:
    turned = columns[0].name.lower().split()[0] in desk.known.after
    old, new = (columns[1], columns[0]) if turned else (columns[0], columns[1])
    found = _CELL.match(new.written[0].strip())
    text = found[2].strip() if found else new.written[0]
    prefix = found[1] or "" if found else ""
    unit = "" if prefix else new.unit
    figure = Figure(
        value=new.values[0], text=text, prefix=prefix, unit=unit, label=row[0], before=_with_unit(old.written[0], old.unit)
    )
    said = desk.said(f"{row[0]}: {old.name} {figure.before}, {new.name} {_with_unit(new.written[0], new.unit)}")
    return Slide(layout=Layout.NUMBER, headline=heading, figure=figure), said


def _tabled(desk: Desk, grid: Grid, rows: list[tuple[str, ...]], heading: str) -> tuple[Slide, str]:
    """A table of what fits; what is said are its rows, as long as there is time."""
    width = min(len(grid.header), MOST_COLUMNS)
    shown = [tuple(shortened(cell, desk.language, 40) for cell in row[:width]) for row in rows[:MOST_ROWS]]
    table = Table(header=tuple(grid.header[:width]), rows=tuple(shown))
    said = [desk.said(heading)] if heading else []
    cells = [cell for row in rows for cell in row[1:width] if cell.strip()]
    if width > 2 and sum(bool(_CELL.match(cell.strip())) for cell in cells) * 10 > 6 * len(cells):
        heads = [(_UNIT_IN_HEAD.sub("", name).strip(), _UNIT_IN_HEAD.search(name)) for name in grid.header[1:width]]
        pairs = zip(heads, shown[0][1:], strict=True)
        named = [f"{name} {_with_unit(cell, unit[1] if unit else '')}" for (name, unit), cell in pairs if cell.strip()]
        said.append(desk.said(f"{shown[0][0]}: {', '.join(named)}"))
        shown_rows: list[tuple[str, ...]] = []
    else:
        shown_rows = shown
    for row in shown_rows:
        cells = [
            name if cell == YES else cell
            for name, cell in zip(grid.header[1:width], row[1:], strict=True)
            if cell not in ("", NO) and word_count(cell) <= 14
        ]
        text = desk.said(f"{row[0]}: {', '.join(cells)}" if cells else row[0])
        if row[0] and desk.ms(desk.joined([*said, text])) <= LIST_MS * (1.0 if len(rows) <= 4 else 0.7):
            said.append(text)
    return Slide(layout=Layout.TABLE, headline=heading, table=table), desk.joined(said) or desk.said(grid.header[0])
