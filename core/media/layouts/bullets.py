"""BULLETS: two to five points, each coming forward when it is said; in the look's own way."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.film.slide import Item
from core.media import icons
from core.media.colour import mixed, paint, readable, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts import one_by_one
from core.media.layouts.arrange import stack
from core.media.layouts.entries import Entry, headed, manner, quality, set_entries
from core.media.layouts.furniture import card_fill, card_ink, draw_badge, draw_card, draw_icon_tile, shadow, shadow_layer
from core.media.layouts.kit import Stage, growing, grown
from core.media.looks.idiom import Card
from core.media.motion import Posed, together

TITLE = 0.058
"""Largest size of a point's title, of the em."""
COMPLETE = 3
"""What `entries.quality` says of points with all their words."""
EASY = 0.045
"""A size at which titles are read easily: worth less air around them."""


@dataclass(frozen=True)
class Level:
    """How much air rows have: distances as shares of the em, the badge in sizes of the title (0: none)."""

    pad: float
    pad_y: float
    gap: float
    badge: float
    badge_most: float


LEVELS = (
    Level(0.032, 0.024, 0.026, 2.1, 0.105),
    Level(0.024, 0.015, 0.016, 1.6, 0.085),
    Level(0.022, 0.011, 0.012, 1.3, 0.06),
    Level(0.022, 0.011, 0.012, 0.0, 0.0),
)


@dataclass(frozen=True)
class Row:
    """One point with its places."""

    number: int
    part: str
    item: Item
    rect: Rect
    badge: Rect
    entry: Entry
    x: float
    y: float
    room: Rect


def layers(stage: Stage) -> list[Layer]:
    """The headline and the points."""
    if stage.idiom.card is Card.BLOCK:
        return one_by_one.layers(stage)
    items = stage.scene.slide.items
    head = headed(stage, full=len(items) > 3)
    if not items:
        return list(head.layers)
    score, found = arranged(stage, head.rest)
    if score < COMPLETE and len(items) <= 3:
        smaller = headed(stage, full=True)
        again = arranged(stage, smaller.rest)
        if again[0] > score:
            head, (score, found) = smaller, again
    crowded = stage.frame.tall and bool(found) and found[0].entry.size < 1.2 * stage.frame.smallest
    if (score < COMPLETE or crowded) and any(item.text for item in items) and not stage.frame.wide:
        return one_by_one.layers(stage)
    return [*head.layers, *(layer for row in found for layer in row_layers(stage, row))]


def arranged(stage: Stage, room: Rect) -> tuple[int, list[Row]]:
    """How well they turn out (as `entries.quality`), and the points as rows that fill `room`.

    They have one type size, and as much air as leaves them complete and large.
    """
    items = stage.scene.slide.items
    best: tuple[int, float, list[Row]] = (-1, 0.0, [])
    for level in LEVELS:
        if (best[0] == 3 and (best[1] >= EASY * stage.em or not level.badge)) or (best[0] == 2 and not level.badge):
            break
        score, found = _rows_at(stage, items, room, level)
        size = found[0].entry.size
        if score > best[0] or score == 0 or (score == best[0] and size > 1.04 * best[1]):
            best = score, size, found
    return best[0], best[2]


def _rows_at(stage: Stage, items: tuple[Item, ...], room: Rect, level: Level) -> tuple[int, list[Row]]:
    em, kind = stage.em, stage.idiom.card
    gap = 0.0 if kind in (Card.FLAT, Card.RULED) else level.gap * em
    pad = 0.0 if kind is Card.RULED else level.pad * em
    floor = stage.frame.smallest

    def badge_of(size: float) -> float:
        return min(level.badge * size, max(level.badge_most * em, 1.2 * floor)) if level.badge else 0.0

    def height(entry: Entry) -> float:
        return max(entry.height, badge_of(entry.size)) + 2 * level.pad_y * em

    def fits(found: list[Entry]) -> bool:
        return sum(height(entry) for entry in found) + gap * (len(found) - 1) <= room.h

    biggest = max(floor, TITLE * em)
    widest = room.w - 2 * pad - (badge_of(biggest) + 0.55 * biggest if level.badge else 0.0)
    found = set_entries(stage, items, manner(stage, TITLE), [widest] * len(items), fits)
    places = stack(room, [height(entry) for entry in found], gap, grow=1.4, loosen=1.5, middle=0.4)
    pairs = enumerate(zip(places, found, strict=True))
    made = [_row(stage, i, place, entry, pad, badge_of(entry.size)) for i, (place, entry) in pairs]
    return quality(items, found, fits=fits(found)), made


def _row(stage: Stage, i: int, rect: Rect, entry: Entry, pad: float, badge: float) -> Row:
    """The badge at the side where lines begin, the words beside it."""
    item, beside = stage.scene.slide.items[i], badge + 0.55 * entry.size if badge else 0.0
    left = rect.right - pad - badge if stage.mirrored else rect.x + pad
    x = rect.x + pad if stage.mirrored else rect.x + pad + beside
    room = Rect(x, rect.y, rect.w - 2 * pad - beside, rect.h)
    start = room.right - entry.width if stage.mirrored else x
    return Row(
        i, f"item:{i}", item, rect, Rect(left, rect.cy - badge / 2, badge, badge), entry, start, rect.cy - entry.height / 2, room
    )


def row_layers(stage: Stage, row: Row) -> list[Layer]:
    """A row: what is always there, and over it what only the spoken one has."""
    ink, soft = card_ink(stage)
    arrive = stage.arrive(row.part, row.number)
    strength = stage.strength(row.part)
    lift = 0.004 * stage.em if stage.idiom.card in (Card.LIFTED, Card.GLASS) else 0.0
    pose = together(arrive, lambda ms: Pose(dy=-lift * strength(ms)))
    strong = together(pose, lambda ms: Pose(opacity=strength(ms)))

    def draw(canvas: skia.Canvas, _: object) -> None:
        _draw_ground(canvas, stage, row)
        _draw_mark(canvas, stage, row, strong=False)
        row.entry.draw(canvas, row.x, row.y, ink, soft)

    texts = row.entry.spots(row.part, row.x, row.y, ink, soft, row.room)
    card = Layer(row.rect.inset(-0.045 * stage.em), draw, pose=pose, texts=texts)
    return [*_under(stage, row, strong), card, *_over(stage, row, strong)]


def _draw_ground(canvas: skia.Canvas, stage: Stage, row: Row) -> None:
    kind, rect = stage.idiom.card, row.rect
    if kind is Card.LIFTED:
        shadow(canvas, rect, stage.radius, 0.014 * stage.em, mixed(stage.palette.ink, "#000000", 0.4), 0.08)
    if kind is Card.FLAT:
        hair = max(1.5, 0.0018 * stage.em)
        for y in (rect.y, rect.bottom):
            canvas.drawRect(skia.Rect.MakeXYWH(rect.x, y - hair / 2, rect.w, hair), paint(stage.palette.line))
        return
    draw_card(canvas, stage, rect)


def _draw_mark(canvas: skia.Canvas, stage: Stage, row: Row, *, strong: bool) -> None:
    if not row.badge.w:
        return
    if stage.idiom.card is Card.WIRED:
        _draw_check_box(canvas, stage, row.badge.inset(row.badge.w * 0.14), strong=strong)
    elif row.item.icon or stage.idiom.card is Card.GLASS:
        draw_icon_tile(canvas, stage, row.badge, row.item.icon or _chosen(stage)[row.number], strong=strong)
    else:
        draw_badge(canvas, stage, row.badge, str(row.number + 1), strong=strong)


def _chosen(stage: Stage) -> tuple[str, ...]:
    used: list[str] = []
    for item in stage.scene.slide.items:
        used.append(item.icon or icons.choose(f"{item.title} {item.text}", tuple(used)))
    return tuple(used)


def _draw_check_box(canvas: skia.Canvas, stage: Stage, box: Rect, *, strong: bool) -> None:
    accent = readable(stage.palette.accent, card_fill(stage), least=3.0)
    radius, width = box.w * 0.22, max(2.5, box.w * 0.06)
    if strong:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(mixed(card_fill(stage), accent, 0.22)))
    canvas.drawRoundRect(box.inset(width / 2).skia(), radius, radius, stroke(accent if strong else stage.palette.soft, width))


def _under(stage: Stage, row: Row, strong: Posed) -> list[Layer]:
    if stage.idiom.card is Card.LIFTED:
        return [shadow_layer(stage, row.rect, strong, depth=0.026, alpha=0.16)]
    return []


def _over(stage: Stage, row: Row, strong: Posed) -> list[Layer]:
    """Only what the spoken row has: a saturated badge, a lit edge, a bar, a tick that is drawn."""
    kind = stage.idiom.card
    if kind is Card.WIRED:
        return [_edge(stage, row, strong), *([_tick(stage, row)] if row.badge.w else [])]

    def draw(canvas: skia.Canvas, _: object) -> None:
        if kind is Card.FLAT:
            bar = Rect(row.rect.x, row.rect.y, 0.007 * stage.em, row.rect.h)
            canvas.drawRect(bar.skia(), paint(stage.palette.accent))
        _draw_mark(canvas, stage, row, strong=True)

    box = Rect(row.rect.x, row.rect.y, row.badge.right - row.rect.x, row.rect.h) if kind is Card.FLAT else row.badge
    found = [Layer(box.inset(-3), draw, pose=strong)]
    if kind is Card.GLASS:
        found.append(_edge(stage, row, strong))
    if kind is Card.RULED:
        found.append(_rule(stage, row))
    return found


def _edge(stage: Stage, row: Row, strong: Posed) -> Layer:
    width = max(2.5, 0.0026 * stage.em)

    def draw(canvas: skia.Canvas, _: object) -> None:
        box = row.rect.inset(width / 2)
        canvas.drawRoundRect(box.skia(), stage.radius, stage.radius, stroke(stage.palette.accent, width))

    return Layer(row.rect.inset(-3), draw, pose=strong)


def _rule(stage: Stage, row: Row) -> Layer:
    """The rule above the row, drawn from left to right in the accent while the row is said."""
    thick = max(4.0, 0.0042 * stage.em)

    def draw(canvas: skia.Canvas, share: float) -> None:
        canvas.drawRect(skia.Rect.MakeXYWH(row.rect.x, row.rect.y, row.rect.w * share, thick), paint(stage.palette.accent))

    return growing(Rect(row.rect.x, row.rect.y - 1, row.rect.w, thick + 2), draw, grown(stage.said(row.part).start_ms - 60, 700))


def _tick(stage: Stage, row: Row) -> Layer:
    """The tick in the row's box; it stays once the row was said."""
    box = row.badge.inset(row.badge.w * 0.14)
    accent = readable(stage.palette.accent, card_fill(stage), least=3.0)
    path = skia.Path()
    path.moveTo(box.x + 0.24 * box.w, box.y + 0.54 * box.h)
    path.lineTo(box.x + 0.43 * box.w, box.y + 0.72 * box.h)
    path.lineTo(box.x + 0.78 * box.w, box.y + 0.29 * box.h)

    def draw(canvas: skia.Canvas, share: float) -> None:
        canvas.drawPath(part_of(path, share), stroke(accent, max(4.0, box.w * 0.11)))

    return growing(box.inset(-4), draw, grown(stage.said(row.part).start_ms, 420), steps=20)


def part_of(path: skia.Path, share: float) -> skia.Path:
    """The first `share` of a line."""
    measure = skia.PathMeasure(path, False)
    found = skia.Path()
    measure.getSegment(0.0, measure.getLength() * share, found, True)
    return found
