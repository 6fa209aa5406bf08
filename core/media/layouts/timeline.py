"""TIMELINE: dated points along an axis that grows as they are said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia

from core.media.colour import paint, readable, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.arrange import columns, stack
from core.media.layouts.entries import Entry, headed, longest, manner, set_entries, torn
from core.media.layouts.kit import Stage
from core.media.layouts.steps import reached
from core.media.layouts.track import Track, track_layers
from core.media.looks.idiom import Badge, Card
from core.media.text import TextBlock, TextStyle, set_text

TITLE = 0.056
DATE = 0.078
"""Largest sizes of a point's title and of its date, of the em."""
DOT = 0.034


@dataclass(frozen=True)
class Moment:
    """A date, its dot on the axis, and what happened."""

    number: int
    part: str
    date: TextBlock
    date_x: float
    date_y: float
    dot: Rect
    entry: Entry
    x: float
    y: float
    room: Rect


def layers(stage: Stage) -> list[Layer]:
    """The headline, the axis, the points."""
    head = headed(stage, full=len(stage.scene.slide.items) > 3)
    if not stage.scene.slide.items:
        return list(head.layers)
    room = head.rest
    found = level(stage, room)
    upright = found is None
    moments = found if found is not None else (beside(stage, room) or under(stage, room))
    starts = [stage.said(moment.part).start_ms for moment in moments]
    points = tuple((moment.dot.cx, moment.dot.cy) for moment in moments)
    last = points[-1]
    end = (last[0], min(room.bottom, last[1] + 0.09 * stage.em)) if upright else (room.right, last[1])
    thick = max(3.0, (0.012 if stage.idiom.card is Card.BLOCK else 0.006) * stage.em)
    result = [*head.layers, *track_layers(stage, Track(points, points[0], end, thick), starts, stage.enter(150), tail=True)]
    for moment in moments:
        result += moment_layers(stage, moment)
    return result


def _date_style(stage: Stage, share: float = DATE) -> TextStyle:
    return replace(stage.display(share), tracking=0.5 * stage.look.type.display_tracking)


def _dates(stage: Stage, width: float, share: float = DATE) -> list[TextBlock] | None:
    """All dates on one line each at one size; None where that would be too small."""
    labels = [item.label or str(i + 1) for i, item in enumerate(stage.scene.slide.items)]
    style = _date_style(stage, share)
    widest = max(set_text(label, style, 1e6).width for label in labels)
    size = style.size * min(1.0, width / max(widest, 1.0))
    if size < stage.frame.smallest:
        return None
    return [set_text(label, style.sized(size), 1e6) for label in labels]


def level(stage: Stage, room: Rect) -> list[Moment] | None:
    """Along a level axis, dates above it; None where the columns are too narrow or the room is upright."""
    items = stage.scene.slide.items
    if room.h > 1.15 * room.w and len(items) > 2:
        return None
    gap = 0.04 * stage.em
    cells = columns(room, len(items), gap)
    dates = _dates(stage, 0.92 * cells[0].w)
    if dates is None:
        return None
    dot = DOT * stage.em
    high, lead = max(date.height for date in dates), 0.034 * stage.em
    left = room.h - high - 2 * lead - dot

    def fits(found: list[Entry]) -> bool:
        return max(entry.height for entry in found) <= left

    found = set_entries(stage, items, manner(stage, TITLE), [cell.w for cell in cells], fits)
    dropped = any(item.text and item.title and entry.text is None for item, entry in zip(items, found, strict=True))
    if dropped or any(torn(entry) for entry in found) or not fits(found):
        return None
    top = room.y + (left - max(entry.height for entry in found)) * 0.4
    result = []
    for i, (cell, date, entry) in enumerate(zip(cells, dates, found, strict=True)):
        box = Rect(cell.x, top + high + lead, dot, dot)
        y = box.bottom + lead
        room_i = Rect(cell.x, y, cell.w, room.bottom - y)
        result.append(Moment(i, f"item:{i}", date, cell.x, top + high - date.height, box, entry, cell.x, y, room_i))
    return result


def beside(stage: Stage, room: Rect) -> list[Moment] | None:
    """Along an upright axis with the dates to its left; None where they leave too little for the words."""
    items = stage.scene.slide.items
    dates = _dates(stage, 0.34 * room.w)
    if dates is None:
        return None
    dot, gap, indent = DOT * stage.em, 0.034 * stage.em, 0.036 * stage.em
    date_w = max(date.width for date in dates)
    x = room.x + date_w + 2 * indent + dot
    width = room.right - x
    style = manner(stage, TITLE).title.sized(stage.frame.smallest)
    if any(longest(item.title, style) > width for item in items):
        return None

    def height(entry: Entry) -> float:
        return max(entry.height, dates[0].height)

    def fits(found: list[Entry]) -> bool:
        return sum(height(entry) for entry in found) + gap * (len(found) - 1) <= room.h

    found = set_entries(stage, items, manner(stage, TITLE * 1.15), [width] * len(items), fits)
    places = stack(room, [height(entry) for entry in found], gap, grow=1.0, loosen=3.0, middle=0.35)
    result = []
    for i, (place, date, entry) in enumerate(zip(places, dates, found, strict=True)):
        middle = place.y + max(date.ascent, entry.title.ascent) - 0.5 * entry.title.cap_height
        box = Rect(room.x + date_w + indent, middle - dot / 2, dot, dot)
        baseline = place.y + max(date.ascent, entry.title.ascent)
        room_i = Rect(x, place.y - 2, width, place.h + gap)
        date_y = baseline - date.baselines[0]
        result.append(
            Moment(
                i,
                f"item:{i}",
                date,
                room.x + date_w - date.width,
                date_y,
                box,
                entry,
                x,
                baseline - entry.title.baselines[0],
                room_i,
            )
        )
    return result


def under(stage: Stage, room: Rect) -> list[Moment]:
    """Along an upright axis at the left, each date over its words."""
    items = stage.scene.slide.items
    dot, gap, indent = DOT * stage.em, 0.036 * stage.em, 0.036 * stage.em
    x = room.x + dot + indent
    width = room.right - x
    dates = _dates(stage, width, DATE * 0.9)
    if dates is None:
        labels = [item.label or str(i + 1) for i, item in enumerate(items)]
        dates = [set_text(label, _date_style(stage).sized(stage.frame.smallest), width) for label in labels]
    lead = 0.016 * stage.em
    tops = [date.height + lead for date in dates]

    def fits(found: list[Entry]) -> bool:
        return sum(top + entry.height for top, entry in zip(tops, found, strict=True)) + gap * (len(found) - 1) <= room.h

    found = set_entries(stage, items, manner(stage, TITLE * 1.1), [width] * len(items), fits)
    heights = [top + entry.height for top, entry in zip(tops, found, strict=True)]
    result = []
    for i, (place, date, entry) in enumerate(zip(stack(room, heights, gap, loosen=3.0, middle=0.35), dates, found, strict=True)):
        box = Rect(room.x, place.y + date.baselines[0] - 0.5 * date.cap_height - dot / 2, dot, dot)
        y = place.y + tops[i]
        result.append(Moment(i, f"item:{i}", date, x, place.y, box, entry, x, y, Rect(x, place.y, width, place.h + gap)))
    return result


def moment_layers(stage: Stage, moment: Moment) -> list[Layer]:
    """The dot as it waits and once reached, the date and the words."""
    palette = stage.palette
    ink, soft = readable(palette.ink, palette.ground), readable(palette.soft, palette.ground)
    accent = ink if stage.idiom.card is Card.BLOCK else readable(palette.accent, palette.ground)
    start = stage.said(moment.part).start_ms
    arrive = stage.arrive(moment.part, moment.number)
    early = stage.enter(min(start, 200.0 + moment.number * stage.look.motion.stagger_ms))
    strength = stage.strength(moment.part)
    date_rect = Rect(moment.date_x, moment.date_y, moment.date.width, moment.date.height)
    words = Rect(moment.x, moment.y, moment.entry.width, moment.entry.height)

    def draw_words(canvas: skia.Canvas, _: object) -> None:
        moment.date.draw(canvas, moment.date_x, moment.date_y, accent)
        moment.entry.draw(canvas, moment.x, moment.y, ink, soft)

    both = _around(date_rect, words).inset(-0.3 * moment.date.style.size)
    texts = (
        moment.date.spot(moment.part, moment.date_x, moment.date_y, accent),
        *moment.entry.spots(moment.part, moment.x, moment.y, ink, soft, moment.room),
    )
    halo = moment.dot.inset(-0.45 * moment.dot.w)
    return [
        Layer(moment.dot.inset(-3), lambda canvas, _: _draw_dot(canvas, stage, moment.dot, done=False), pose=early),
        Layer(
            halo,
            lambda canvas, _: canvas.drawRoundRect(halo.skia(), *_round(stage, halo), paint(palette.accent, 0.22)),
            pose=lambda ms: Pose(scale=0.7 + 0.3 * strength(ms), opacity=strength(ms)),
        ),
        Layer(moment.dot.inset(-3), lambda canvas, _: _draw_dot(canvas, stage, moment.dot, done=True), pose=reached(start)),
        Layer(both, draw_words, pose=arrive, texts=texts),
    ]


def _around(first: Rect, second: Rect) -> Rect:
    x, y = min(first.x, second.x), min(first.y, second.y)
    return Rect(x, y, max(first.right, second.right) - x, max(first.bottom, second.bottom) - y)


def _round(stage: Stage, box: Rect) -> tuple[float, float]:
    radius = box.w * (0.16 if stage.idiom.badge is Badge.SQUARE else 0.5)
    return radius, radius


def _draw_dot(canvas: skia.Canvas, stage: Stage, box: Rect, *, done: bool) -> None:
    palette, ring = stage.palette, max(3.0, box.w * 0.14)
    if done:
        canvas.drawRoundRect(box.skia(), *_round(stage, box), paint(palette.accent))
        return
    canvas.drawRoundRect(box.skia(), *_round(stage, box), paint(palette.ground))
    canvas.drawRoundRect(box.inset(ring / 2).skia(), *_round(stage, box), stroke(palette.line, ring))
