"""A table's rows one at a time, each as a list of column and cell: for frames that are too narrow for columns."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import skia

from core.film.slide import Table
from core.media.colour import paint
from core.media.layer import Layer, Rect, TextSpot
from core.media.layouts.arrange import across, below, largest, stack
from core.media.layouts.entries import longest
from core.media.layouts.kit import Stage
from core.media.layouts.one_by_one import FIRST_MS, count_layer, held
from core.media.text import TextBlock, set_text

TITLE = 0.078
PAIR = 0.05
"""Largest sizes of a row's first cell, and of the lines under it, of the em."""


@dataclass(frozen=True)
class Record:
    """A row set: its first cell, and under it column names and cells."""

    title: TextBlock
    pairs: tuple[tuple[TextBlock, TextBlock], ...]
    size: float

    @property
    def heights(self) -> list[float]:
        """Pixels of each line with its space."""
        return [max(name.height, cell.height) + 0.7 * self.size for name, cell in self.pairs]

    @property
    def height(self) -> float:
        """Pixels of all."""
        return self.title.height + 0.5 * self.size + sum(self.heights)


def layers(stage: Stage, table: Table, room: Rect) -> list[Layer]:
    """Where we are among the rows, and one row after the other, each when it is said."""
    starts = _starts(stage, len(table.rows))
    count_h = 0.06 * stage.em if room.h > 9 * stage.frame.smallest else 0.0
    found = [count_layer(stage, starts, Rect(room.x, room.y, room.w, count_h))] if count_h else []
    inner = below(room, count_h + 0.03 * stage.em) if count_h else room
    records = set_records(stage, table, inner)
    for i, record in enumerate(records):
        if starts[i] < math.inf:
            end = min((start for start in starts[i + 1 :] if start < math.inf), default=stage.total_ms + 1e6)
            found.append(_record(stage, i, record, inner, starts[i], end))
    return found


def _starts(stage: Stage, count: int) -> list[float]:
    """When each row is seen. Where some are said only those are: no figures stand on the screen while others are heard."""
    spoken = [stage.scene.said(f"row:{i}") for i in range(count)]
    starts = [stage.said(f"row:{i}").start_ms for i in range(count)]
    if any(one is not None and one.matched for one in spoken):
        starts = [math.inf if one is not None and not one.matched else start for one, start in zip(spoken, starts, strict=True)]
        first = min(range(count), key=starts.__getitem__)
        starts[first] = min(starts[first], FIRST_MS)
    return starts


def set_records(stage: Stage, table: Table, room: Rect) -> list[Record]:
    """All rows at one size, the largest at which the fullest fits."""
    floor = stage.frame.smallest

    def made(tear: bool) -> list[Record] | None:
        def attempt(size: float) -> list[Record] | None:
            found = [_set(stage, table, row, room.w, size) for row in table.rows]
            whole = tear or all(_whole(one, room.w) for one in found)
            return found if whole and max(one.height for one in found) <= room.h else None

        return largest(floor, max(floor, PAIR * stage.em), attempt)

    return made(False) or made(True) or [_set(stage, table, row, room.w, floor) for row in table.rows]


def _set(stage: Stage, table: Table, row: tuple[str, ...], width: float, size: float) -> Record:
    floor = stage.frame.smallest
    title = stage.fit(row[0], stage.display(min(TITLE, 1.6 * size / stage.em)), width, 0.4 * stage.em, max_lines=2)
    label = stage.text(leading=1.15).sized(max(floor, 0.86 * size))
    value = replace(stage.text(weight=700, leading=1.15), align="right").sized(max(floor, size))
    pairs = []
    for name, cell in zip(table.header[1:], row[1:], strict=False):
        right = set_text(cell, value, 0.56 * width) if name else set_text(cell, replace(value, align="left"), width)
        pairs.append((set_text(name, label, width - right.width - 0.6 * size), right))
    return Record(title, tuple(pairs), size)


def _whole(record: Record, width: float) -> bool:
    names = all(longest(name.text, name.style) <= width - cell.width - 0.6 * record.size for name, cell in record.pairs)
    return names and all(longest(cell.text, cell.style) <= 0.56 * width for name, cell in record.pairs if name.text)


def _record(stage: Stage, number: int, record: Record, room: Rect, start_ms: float, end_ms: float) -> Layer:
    palette = stage.palette
    ink, soft = stage.readable(palette.ink), stage.readable(palette.soft)
    top = room.y + record.title.height + 0.5 * record.size
    lines = stack(Rect(room.x, top, room.w, room.bottom - top), record.heights, 0.0, grow=1.35, middle=0.0)

    def at(x: float, block: TextBlock) -> float:
        return across(room, x, block.width, stage.mirrored)

    places: list[tuple[TextBlock, float, float, str]] = [(record.title, at(room.x, record.title), room.y, ink)]
    for (name, cell), line in zip(record.pairs, lines, strict=True):
        places.append((name, at(line.x, name), line.cy - name.height / 2, soft))
        places.append((cell, at(line.right - cell.width if name.text else line.x, cell), line.cy - cell.height / 2, ink))
    thick = max(1.5, 0.0018 * stage.em)

    def draw(canvas: skia.Canvas, _: object) -> None:
        for line in lines:
            canvas.drawRect(skia.Rect.MakeXYWH(line.x, line.y, line.w, thick), paint(palette.line))
        for block, x, y, colour in places:
            block.draw(canvas, x, y, colour)

    texts: tuple[TextSpot, ...] = tuple(
        block.spot(f"row:{number}", x, y, colour, room.inset(-2)) for block, x, y, colour in places if block.text.strip()
    )
    return Layer(room.inset(-0.02 * stage.em), draw, pose=held(stage, start_ms, end_ms), texts=texts)
