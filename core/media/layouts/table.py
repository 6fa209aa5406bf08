"""TABLE: columns sized by what stands in them, rows that come in when they are said, one of them the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from core.film.slide import Table
from core.media.colour import mixed, paint, readable
from core.media.layer import HIDDEN, Layer, Pose, Rect, TextSpot
from core.media.layouts import records
from core.media.layouts.arrange import across, largest, shared, stack
from core.media.layouts.entries import headed, longest
from core.media.layouts.kit import Stage
from core.media.layouts.track import calm
from core.media.looks.idiom import Card
from core.media.motion import Posed, smooth, together
from core.media.text import TextBlock, TextStyle, set_text

CELL = 0.05
"""Largest size of a cell's text, of the em."""
_NUMERIC = re.compile(r"^[\s$€£¥₹<>≤≥≈~±+\-−–]*\d[\d\s.,'’:/×x%\-–−]*\s*[^\s\d]{0,6}\.?$")
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "…"})


@dataclass(frozen=True)
class Grid:
    """A table set at one size: blocks by row (the header first), widths of columns, heights of rows."""

    blocks: tuple[tuple[TextBlock, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    gap: float
    pad: float
    numeric: tuple[bool, ...]
    fits: bool
    """Whether it is inside its room and no word is torn."""


def layers(stage: Stage) -> list[Layer]:
    """The headline and the table."""
    head = headed(stage, full=True)
    table = stage.scene.slide.table
    found = list(head.layers)
    if table is None or not table.rows:
        return found
    grid = set_grid(stage, table, head.rest)
    if not grid.fits and stage.frame.h >= stage.frame.w:
        return found + records.layers(stage, table, head.rest)
    rows = stack(head.rest, grid.heights, 0.0, grow=1.5, middle=0.35)
    with_header = any(table.header)
    if with_header:
        found.append(_header(stage, grid, rows[0]))
    for i, rect in enumerate(rows[1:]):
        found += row_layers(stage, grid, table, i, rect, rows)
    return found


def numeric(column: Sequence[str]) -> bool:
    """Whether a column holds figures, so that it is set flush right."""
    filled = [text for text in column if text.strip() not in _EMPTY]
    return bool(filled) and sum(1 for text in filled if _NUMERIC.match(text.strip())) >= 0.7 * len(filled)


def set_grid(stage: Stage, table: Table, room: Rect) -> Grid:
    """The table as large as it fits; at the smallest size words may be torn rather than lost."""
    floor = stage.frame.smallest
    count = len(table.header)
    rows = [tuple(row[i] if i < len(row) else "" for i in range(count)) for row in table.rows]
    kinds = tuple(i > 0 and numeric([row[i] for row in rows]) for i in range(count))

    def made(tight: bool) -> Grid | None:
        def attempt(size: float) -> Grid | None:
            found = _grid_at(stage, table, rows, kinds, room, size, tight=tight)
            return found if found.fits else None

        return largest(floor, max(floor, CELL * stage.em), attempt)

    return made(False) or made(True) or _grid_at(stage, table, rows, kinds, room, floor, tight=True)


def _grid_at(
    stage: Stage,
    table: Table,
    rows: list[tuple[str, ...]],
    kinds: tuple[bool, ...],
    room: Rect,
    size: float,
    *,
    tight: bool,
) -> Grid:
    styles = _styles(stage, kinds, size)
    head = replace(stage.text(weight=600, leading=1.15), tracking=0.01).sized(max(stage.frame.smallest, 0.82 * size))
    gap, pad = (0.5 if tight else 0.9) * size, 0.0 if stage.idiom.card is Card.RULED else (0.3 if tight else 0.55) * size
    texts = [table.header, *rows]
    columns = range(len(table.header))
    natural = [max(set_text(row[c], head if r == 0 else styles[c], 1e6).width for r, row in enumerate(texts)) for c in columns]
    least = [max(longest(row[c], head if r == 0 else styles[c]) for r, row in enumerate(texts)) for c in columns]
    inner = room.w - 2 * pad
    whole = sum(least) + gap * (len(least) - 1) <= inner
    widths = shared(inner, natural, least, gap)
    blocks = tuple(
        tuple(set_text(row[c], head if r == 0 else styles[c], widths[c] + 0.5) for c in columns) for r, row in enumerate(texts)
    )
    lead = (0.36 if tight else 0.62) * size
    heights = [max(block.height for block in row) + 2 * lead for row in blocks]
    if not any(table.header):
        heights[0] = 0.0
    fits = whole and sum(heights) <= room.h
    return Grid(blocks, tuple(widths), tuple(heights), size, gap, pad, kinds, fits)


def _styles(stage: Stage, kinds: tuple[bool, ...], size: float) -> list[TextStyle]:
    first = stage.text(weight=600, leading=1.16).sized(size)
    plain = stage.text(leading=1.16).sized(size)
    return [first if i == 0 else replace(plain, tabular=kind) for i, kind in enumerate(kinds)]


def _places(stage: Stage, grid: Grid, row: int, rect: Rect) -> list[tuple[TextBlock, float, float]]:
    """The blocks of a row with their top left: first lines on one baseline. Figures end under each other in every script."""
    found, x = [], rect.x + grid.pad
    high = max(block.height for block in grid.blocks[row])
    top = rect.cy - high / 2
    base = max((block.baselines[0] for block in grid.blocks[row] if block.baselines), default=0.0)
    for block, width, kind in zip(grid.blocks[row], grid.widths, grid.numeric, strict=True):
        if block.baselines:
            left = across(rect, x, width, stage.mirrored) + (width - block.width if kind or stage.mirrored else 0.0)
            found.append((block, left, top + base - block.baselines[0]))
        x += width + grid.gap
    return found


def _header(stage: Stage, grid: Grid, rect: Rect) -> Layer:
    palette, kind = stage.palette, stage.idiom.card
    fill = _header_fill(stage)
    colour = readable(palette.soft if kind is not Card.BLOCK else palette.ground, fill)
    places = _places(stage, grid, 0, rect)
    line = max(2.0, 0.0024 * stage.em)

    def draw(canvas: skia.Canvas, _: object) -> None:
        if kind is Card.BLOCK:
            canvas.drawRect(rect.skia(), paint(fill))
        else:
            tone = palette.ink if kind is Card.RULED else mixed(palette.line, palette.soft, 0.5)
            canvas.drawRect(skia.Rect.MakeXYWH(rect.x, rect.bottom - line, rect.w, line), paint(tone))
        for block, x, y in places:
            block.draw(canvas, x, y, colour)

    texts = tuple(block.spot("body", x, y, colour, rect.inset(-1)) for block, x, y in places)
    return Layer(rect.inset(-2), draw, pose=calm(stage.enter(200)), texts=texts)


def _header_fill(stage: Stage) -> str:
    return stage.palette.ink if stage.idiom.card is Card.BLOCK else stage.palette.ground


def _row_fill(stage: Stage, number: int) -> str | None:
    """Zebra or paper by look; None where a rule under the row is enough."""
    palette, kind = stage.palette, stage.idiom.card
    if kind is Card.LIFTED:
        return palette.surface if number % 2 == 0 else None
    if kind in (Card.GLASS, Card.WIRED):
        return mixed(palette.ground, palette.surface, 1.0) if number % 2 == 0 else None
    if kind is Card.BLOCK:
        return mixed(palette.ground, palette.ink, 0.07) if number % 2 == 0 else None
    return None


def row_layers(stage: Stage, grid: Grid, table: Table, number: int, rect: Rect, rows: list[Rect]) -> list[Layer]:
    """A row as it stands, and its highlight: for good on the row that is meant, on others while they are said."""
    palette, part = stage.palette, f"row:{number}"
    fill = _row_fill(stage, number)
    meant = table.focus == number
    mark = _mark_fill(stage)
    grounds = [fill or palette.ground, mark] if fill else [palette.ground, mark]
    ink, soft = readable(palette.ink, *grounds), readable(mixed(palette.ink, palette.soft, 0.45), *grounds)
    places = _places(stage, grid, number + 1, rect)
    radius = 0.0 if stage.idiom.card in (Card.RULED, Card.BLOCK, Card.FLAT) else min(stage.radius, 0.3 * rect.h)
    line = max(1.5, 0.0016 * stage.em)

    def draw_ground(canvas: skia.Canvas, _: object) -> None:
        if fill:
            canvas.drawRoundRect(rect.skia(), radius, radius, paint(fill))
        elif rect.bottom < rows[-1].bottom - 1 and stage.idiom.card in (Card.RULED, Card.FLAT):
            canvas.drawRect(skia.Rect.MakeXYWH(rect.x, rect.bottom - line / 2, rect.w, line), paint(palette.line))

    def draw_words(canvas: skia.Canvas, _: object) -> None:
        for i, (block, x, y) in enumerate(places):
            block.draw(canvas, x, y, ink if i == 0 or meant else soft)

    room = rect.inset(-1)
    texts: tuple[TextSpot, ...] = tuple(
        block.spot(part, x, y, ink if i == 0 or meant else soft, room) for i, (block, x, y) in enumerate(places)
    )
    pose = calm(stage.arrive(part, number) if _told(stage, table) else stage.enter(260.0 + 90.0 * number))
    return [
        Layer(rect.inset(-2), draw_ground, pose=pose),
        _highlight(stage, rect, part, radius, mark, pose, meant=meant),
        Layer(rect.inset(-2), draw_words, pose=pose, texts=texts),
    ]


def _told(stage: Stage, table: Table) -> bool:
    """Whether most rows are said, so that each waits for its words; of a table that is only shown, none does."""
    found = [stage.scene.said(f"row:{i}") for i in range(len(table.rows))]
    return sum(1 for one in found if one is None or one.matched) * 2 >= len(found)


def _mark_fill(stage: Stage) -> str:
    palette = stage.palette
    return (
        mixed(palette.ground, palette.ink, 0.16)
        if stage.idiom.card is Card.BLOCK
        else mixed(palette.surface, palette.accent, 0.17)
    )


def _highlight(stage: Stage, rect: Rect, part: str, radius: float, fill: str, pose: Posed, *, meant: bool) -> Layer:
    when, strength = stage.said(part), stage.strength(part)
    if stage.idiom.card is Card.RULED:
        # Its words begin at the very edge of the row.
        rect = rect.inset(-0.016 * stage.em, 0)
    thick = 0.0075 * stage.em
    bar = Rect(across(rect, rect.x, thick, stage.mirrored), rect.y, thick, rect.h)
    accent = stage.palette.ink if stage.idiom.card is Card.BLOCK else stage.palette.accent

    spoken = stage.scene.said(part)
    silent = spoken is not None and not spoken.matched and not meant

    def shown(ms: float) -> Pose:
        if silent:
            return HIDDEN
        strong = smooth(max(0.0, min(1.0, (ms - when.start_ms + 110) / 220))) if meant else strength(ms)
        return Pose(opacity=strong)

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.save()
        shape = skia.RRect.MakeRectXY(rect.skia(), radius, radius)
        canvas.clipRRect(shape, True)
        canvas.drawRect(rect.skia(), paint(fill))
        canvas.drawRect(bar.skia(), paint(accent))
        canvas.restore()

    return Layer(rect.inset(-2), draw, pose=together(pose, shown))
