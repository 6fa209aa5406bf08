"""Credits: who and what made the film, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from core.film.slide import Item
from core.media.layer import Layer, Rect
from core.media.layouts.arrange import largest, stack
from core.media.layouts.kit import Stage, heading, text_layer
from core.media.text import TextBlock

BIGGEST, LEAST, GAP = 0.05, 0.032, 0.035
"""Of the em."""


KEPT = (("label", "note", "address"), ("label", "note"), ("note",))
"""What rows keep beside the names, step by step; the headline gives way before the last."""


@dataclass(frozen=True)
class Row:
    """One credit, set: what for, whom, under which licence."""

    label: TextBlock | None
    title: TextBlock
    note: TextBlock | None
    height: float


def layers(stage: Stage) -> list[Layer]:
    """The list, one row after the other, as large as it goes; addresses give way first, then labels, and licences last."""
    items = stage.scene.slide.items
    tall = stage.frame.tall
    head = heading(stage, share=0.075 if tall else 0.105, most=0.2 if tall else 0.32, gap=0.05 if tall else 0.07)
    room, found = head.rest, list(head.layers)
    if not items:
        return found
    beside = room.w > 0.8 * stage.em
    rows = _rows(stage, items, room, beside)
    if rows is None:
        room, found = stage.room, []
        rows = _rows(stage, items, room, beside) or _rows(stage, items, room, beside, ((),)) or _as_many(stage, items, room)
    places = stack(room, [row.height for row in rows], GAP * stage.em, loosen=1.6, middle=0.3)
    column = _column(rows) + 0.05 * stage.em if beside and any(row.label for row in rows) else 0.0
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        found += _placed(stage, number, row, place, column)
    return found


def _rows(
    stage: Stage, items: tuple[Item, ...], room: Rect, beside: bool, steps: tuple[tuple[str, ...], ...] = KEPT
) -> list[Row] | None:
    """All rows as large as the room allows; None where it does not hold even what the last step keeps."""
    gap = GAP * stage.em
    for keep in steps:

        def made(share: float, keep: tuple[str, ...] = keep) -> list[Row] | None:
            rows = [_row(stage, item, share, room.w, beside, keep) for item in items]
            return rows if sum(row.height for row in rows) + gap * (len(rows) - 1) <= room.h else None

        found = largest(LEAST, BIGGEST, made)
        if found is not None:
            return found
    return None


def _as_many(stage: Stage, items: tuple[Item, ...], room: Rect) -> list[Row]:
    """The first bare names, as many as the room holds."""
    rows: list[Row] = []
    for item in items:
        row = _row(stage, item, LEAST, room.w, False, ())
        if sum(r.height + GAP * stage.em for r in rows) + row.height > room.h:
            break
        rows.append(row)
    return rows


def _row(stage: Stage, item: Item, share: float, width: float, beside: bool, keep: tuple[str, ...]) -> Row:
    label = None
    if item.label and "label" in keep:
        label = stage.fit(item.label, stage.text(share), 0.3 * width if beside else width, stage.em)
    left = width * 0.66 if beside and "label" in keep else width
    title = stage.fit(item.title, stage.text(share, weight=700), left, stage.em, max_lines=2)
    note = None
    if item.text and "note" in keep:
        words = item.text if "address" in keep else item.text.splitlines()[0]
        note = stage.fit(words, stage.text(max(LEAST, 0.78 * share)), left, stage.em, max_lines=3)
    under = 0.012 * stage.em
    right = title.height + (under + note.height if note else 0.0)
    if label is None:
        return Row(label, title, note, right)
    if beside:
        drop = label.ascent - title.ascent
        return Row(label, title, note, max(right + max(0.0, drop), label.height + max(0.0, -drop)))
    return Row(label, title, note, label.height + under + right)


def _column(rows: list[Row]) -> float:
    return max((row.label.width for row in rows if row.label), default=-1.0)


def _placed(stage: Stage, number: int, row: Row, place: Rect, column: float) -> list[Layer]:
    palette = stage.palette
    ink, soft = stage.readable(palette.ink), stage.readable(palette.soft)
    pose, under = stage.enter(260.0, number), 0.012 * stage.em
    part, x, y = f"item:{number}", place.x, place.y
    found: list[Layer] = []
    if row.label is None and column > 0:
        x += column
    if row.label is not None:
        drop = row.label.ascent - row.title.ascent if column else 0.0
        base, y = y + max(0.0, -drop), y + max(0.0, drop)
        found.append(text_layer(stage, part, row.label, x, base, soft, pose=pose, room=stage.room))
        x, y = (x + column, y) if column else (x, y + row.label.height + under)
    found.append(text_layer(stage, part, row.title, x, y, ink, pose=pose, room=stage.room))
    if row.note is not None:
        found.append(text_layer(stage, part, row.note, x, y + row.title.height + under, soft, pose=pose, room=stage.room))
    return found
