"""Where dated points stand: along a level axis, or along an upright one with the dates beside, above or before their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.film.slide import Item
from core.media.layer import Rect
from core.media.layouts.arrange import columns, stack
from core.media.layouts.entries import Entry, Manner, longest, manner, quality, set_entries
from core.media.layouts.kit import Stage
from core.media.text import TextBlock, TextStyle, set_text

TITLE = 0.056
DATE = 0.078
"""Largest sizes of a point's title and of its date, of the em."""
DOT = 0.034
INDENT = 0.036


@dataclass(frozen=True)
class Moment:
    """A date, its dot on the axis, and what happened."""

    number: int
    part: str
    date: TextBlock | None
    date_x: float
    date_y: float
    dot: Rect
    entry: Entry
    x: float
    y: float
    room: Rect


Arranged = tuple[int, list[Moment]]
"""How well it turned out (as `entries.quality`, -1 for not at all), and the points."""
NOT: Arranged = (-1, [])


def arranged(stage: Stage, room: Rect) -> list[Moment]:
    """The first arrangement that shows everything, else the one that shows most."""
    ways: tuple[Callable[[Stage, Rect], Arranged], ...] = (level, beside, over, _small_over, inline)
    best = NOT
    for way in ways:
        found = way(stage, room)
        if found[0] > best[0] or (found[0] == 0 and best[0] == 0):
            best = found
        if best[0] == 3:
            break
    return best[1]


def _items(stage: Stage) -> tuple[Item, ...]:
    return stage.scene.slide.items


def date_style(stage: Stage, share: float = DATE) -> TextStyle:
    """How dates are set: as headlines, less tight."""
    return replace(stage.display(share), tracking=0.5 * stage.look.type.display_tracking)


def _dates(stage: Stage, width: float, share: float = DATE) -> list[TextBlock] | None:
    """All dates on one line each at one size; None where that would be too small."""
    labels = [item.label or str(i + 1) for i, item in enumerate(_items(stage))]
    style = date_style(stage, share)
    widest = max(set_text(label, style, 1e6).width for label in labels)
    size = style.size * min(1.0, width / max(widest, 1.0))
    if size < stage.frame.smallest:
        return None
    return [set_text(label, style.sized(size), 1e6) for label in labels]


def level(stage: Stage, room: Rect) -> Arranged:
    """Along a level axis, dates above it; not in upright rooms and not where dates or words are torn."""
    items = _items(stage)
    cells = columns(room, len(items), 0.04 * stage.em)
    dates = _dates(stage, 0.92 * cells[0].w)
    if dates is None or (room.h > 1.15 * room.w and len(items) > 2):
        return NOT
    dot, lead = DOT * stage.em, 0.034 * stage.em
    high = max(date.height for date in dates)
    left = room.h - high - 2 * lead - dot

    def fits(found: list[Entry]) -> bool:
        return max(entry.height for entry in found) <= left

    found = set_entries(stage, items, manner(stage, TITLE), [cell.w for cell in cells], fits)
    score = quality(items, found, fits=fits(found))
    if score < 2:
        return NOT
    top = room.y + (left - max(entry.height for entry in found)) * 0.4
    y = top + high + lead + dot + lead
    return score, [
        Moment(
            i, f"item:{i}", date, cell.x, top + high - date.height, Rect(cell.x, top + high + lead, dot, dot), entry, cell.x, y,
            Rect(cell.x, y, cell.w, room.bottom - y),
        )
        for i, (cell, date, entry) in enumerate(zip(cells, dates, found, strict=True))
    ]  # fmt: skip


def beside(stage: Stage, room: Rect) -> Arranged:
    """Along an upright axis with the dates to its left, where that leaves enough for the words."""
    items, em = _items(stage), stage.em
    dates = _dates(stage, 0.36 * room.w)
    if dates is None:
        return NOT
    dot, gap = DOT * em, 0.028 * em
    date_w = max(date.width for date in dates)
    axis = room.x + date_w + INDENT * em
    x = axis + dot + INDENT * em
    how = manner(stage, TITLE * 1.15)
    if any(longest(item.title, how.title.sized(stage.frame.smallest)) > room.right - x for item in items):
        return NOT
    ascent = max(date.baselines[0] for date in dates)

    def height(entry: Entry) -> float:
        return max(entry.height + max(0.0, ascent - entry.title.baselines[0]), dates[0].height)

    score, found, places = _stacked(stage, room, how, room.right - x, height, gap)
    moments = []
    for i, (place, date, entry) in enumerate(zip(places, dates, found, strict=True)):
        base = place.y + max(ascent, entry.title.baselines[0])
        middle = base - 0.5 * entry.title.cap_height
        inner = Rect(x, place.y - 2, room.right - x, place.h + gap)
        moments.append(
            Moment(
                i, f"item:{i}", date, room.x + date_w - date.width, base - date.baselines[0],
                Rect(axis, middle - dot / 2, dot, dot), entry, x, base - entry.title.baselines[0], inner,
            )
        )  # fmt: skip
    return score, moments


def over(stage: Stage, room: Rect, share: float = 0.9 * DATE) -> Arranged:
    """Along an upright axis at the left, each date over its words."""
    em = stage.em
    dot, gap, lead = DOT * em, 0.03 * em, 0.014 * em
    x = room.x + dot + INDENT * em
    dates = _dates(stage, room.right - x, share)
    if dates is None:
        return NOT
    top = max(date.height for date in dates) + lead
    score, found, places = _stacked(
        stage, room, manner(stage, TITLE * 1.1), room.right - x, lambda entry: entry.height + top, gap
    )
    moments = []
    for i, (place, date, entry) in enumerate(zip(places, dates, found, strict=True)):
        box = Rect(room.x, place.y + date.baselines[0] - 0.5 * date.cap_height - dot / 2, dot, dot)
        inner = Rect(x, place.y, room.right - x, place.h + gap)
        moments.append(Moment(i, f"item:{i}", date, x, place.y, box, entry, x, place.y + top, inner))
    return score, moments


def _small_over(stage: Stage, room: Rect) -> Arranged:
    return over(stage, room, 0.0)


def inline(stage: Stage, room: Rect) -> Arranged:
    """Along an upright axis at the left, each date before its title on the same lines: where height is scarce."""
    em = stage.em
    dot, gap = DOT * em, 0.014 * em
    x = room.x + dot + INDENT * em
    items = [item.model_copy(update={"title": " · ".join(filter(None, (item.label, item.title)))}) for item in _items(stage)]
    score, found, places = _stacked(stage, room, manner(stage, TITLE), room.right - x, lambda entry: entry.height, gap, items)
    moments = []
    for i, (place, entry) in enumerate(zip(places, found, strict=True)):
        box = Rect(room.x, place.y + entry.title.baselines[0] - 0.5 * entry.title.cap_height - dot / 2, dot, dot)
        inner = Rect(x, place.y - 1, room.right - x, place.h + gap)
        moments.append(Moment(i, f"item:{i}", None, x, place.y, box, entry, x, place.y, inner))
    return score, moments


def _stacked(
    stage: Stage, room: Rect, how: Manner, width: float, height: Callable[[Entry], float], gap: float,
    items: list[Item] | None = None,
) -> tuple[int, list[Entry], list[Rect]]:  # fmt: skip
    """Entries of one size under each other."""
    every = items or list(_items(stage))

    def fits(found: list[Entry]) -> bool:
        return sum(height(entry) for entry in found) + gap * (len(found) - 1) <= room.h

    found = set_entries(stage, every, how, [width] * len(every), fits)
    places = stack(room, [height(entry) for entry in found], gap, loosen=3.4, middle=0.35)
    return quality(every, found, fits=fits(found)), found, places
