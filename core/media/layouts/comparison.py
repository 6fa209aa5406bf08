"""COMPARISON: two or three sides next to each other; the one that is spoken of stands out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import skia

from core.film.slide import Item
from core.media.colour import mixed, paint, readable, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.arrange import columns, stack
from core.media.layouts.entries import Entry, Manner, headed, longest, manner, quality, set_entries
from core.media.layouts.furniture import arrow, card_fill, draw_card, shadow, shadow_layer
from core.media.layouts.kit import KICKER, Stage
from core.media.layouts.track import calm
from core.media.looks.idiom import Card
from core.media.motion import Posed, together
from core.media.text import TextBlock, set_text

TITLE = 0.072
ARROW = 0.036
"""Largest size of a side's title, and the radius of the arrow's disc, of the em."""
_LATER = (
    "now after new today then later soon jetzt heute nachher danach neu künftig ahora después hoy nuevo maintenant après "
    "aujourd'hui nouveau agora depois hoje novo adesso dopo oggi nuovo nu erna na nieuw teraz po nowe "
    "今後 現在 今 導入後 変更後 之后 现在 以后 변경 후 이후 지금 अब बाद"
)
LATER = frozenset(_LATER.split())
"""Words that label what came of something, in the languages that the studio writes."""


@dataclass(frozen=True)
class Side:
    """One side with the places of its label and its words."""

    number: int
    part: str
    rect: Rect
    label: TextBlock | None
    entry: Entry
    x: float
    label_y: float
    y: float
    room: Rect


@dataclass(frozen=True)
class Colours:
    """What a side is painted with."""

    fill: str
    ink: str
    soft: str
    label: str


def layers(stage: Stage) -> list[Layer]:
    """The headline and the sides."""
    head = headed(stage)
    items = stage.scene.slide.items
    if not items:
        return list(head.layers)
    found = list(head.layers)
    sides = arranged(stage, head.rest)
    for side in sides:
        found += side_layers(stage, side, len(sides))
    if len(sides) == 2 and turned(items) and _meeting(stage, sides):
        found.append(_arrow(stage, sides))
    return found


def turned(items: tuple[Item, ...]) -> bool:
    """Whether the second side is what came of the first, by its label."""
    words = items[-1].label.casefold().replace(":", " ").split()
    return any(word in LATER for word in words) or items[-1].label.casefold() in LATER


def _gap(stage: Stage) -> float:
    meets = turned(stage.scene.slide.items)
    share = {Card.BLOCK: 0.0, Card.RULED: 0.1 if meets else 0.05}.get(stage.idiom.card, 0.05 if meets else 0.03)
    return share * stage.em


def arranged(stage: Stage, room: Rect) -> list[Side]:
    """Columns or rows, whichever shows more of the words; where both show all of them, what suits the room's shape."""
    upright = room.h > 1.1 * room.w
    best: tuple[int, list[Side]] = (-1, [])
    for air, columned in product((1.0, 0.55, 0.3), (not upright, upright)):
        score, sides = _set(stage, room, air, columned=columned)
        if score > best[0] or (score == 0 and best[0] == 0):
            best = score, sides
        if score == 3:
            break
    return best[1]


def _set(stage: Stage, room: Rect, air: float, *, columned: bool) -> tuple[int, list[Side]]:
    """The sides side by side or under each other, with `air` times the usual padding; and how well that turns out."""
    items, em = stage.scene.slide.items, stage.em
    count, gap = len(items), _gap(stage) * air
    pad_x, pad_y = _pad(stage)
    pad_x, pad_y = pad_x * max(air, 0.6), pad_y * air
    lead = 0.024 * em * air
    cells = columns(room, count, gap) if columned else [room] * count
    widths = [cell.w - 2 * pad_x for cell in cells]
    style = replace(stage.text(KICKER, weight=700, leading=1.15), tracking=0.02)
    labels = [set_text(item.label, style, width) if item.label else None for item, width in zip(items, widths, strict=True)]
    tops = [label.height + lead if label else 0.0 for label in labels]
    if columned:
        tops = [max(tops)] * count

    def needs(found: list[Entry]) -> list[float]:
        return [above + entry.height + 2 * pad_y for above, entry in zip(tops, found, strict=True)]

    def fits(found: list[Entry]) -> bool:
        return max(needs(found)) <= room.h if columned else sum(needs(found)) + gap * (count - 1) <= room.h

    found = set_entries(stage, items, _manner(stage), widths, fits)
    used = needs(found)
    cells = _lowered(cells, max(used)) if columned else stack(room, used, gap, grow=1.35, loosen=1.3, middle=0.4)
    sides = []
    for i, (cell, label, entry) in enumerate(zip(cells, labels, found, strict=True)):
        box = cell.inset(pad_x, pad_y)
        y = box.y if columned else box.y + max(0.0, box.h - tops[i] - entry.height) / 2
        sides.append(Side(i, f"item:{i}", cell, label, entry, box.x, y, y + tops[i], box))
    torn_label = any(label and longest(label.text, style) > width for label, width in zip(labels, widths, strict=True))
    return min(quality(items, found, fits=fits(found)), 1 if torn_label else 3), sides


def _manner(stage: Stage) -> Manner:
    how = manner(stage, TITLE, ratio=0.66)
    if stage.look.type.display != stage.look.type.text or stage.idiom.card is Card.BLOCK:
        return replace(how, title=stage.display(TITLE))
    return how


def _pad(stage: Stage) -> tuple[float, float]:
    if stage.idiom.card is Card.RULED:
        return 0.0, 0.034 * stage.em
    return (0.066 if stage.idiom.card is Card.BLOCK else 0.042) * stage.em, 0.042 * stage.em


def _lowered(cells: list[Rect], need: float) -> list[Rect]:
    """Columns no higher than half as much again as their words need; what is free goes mostly below."""
    high = min(cells[0].h, 1.45 * need)
    top = (cells[0].h - high) * 0.3
    return [Rect(cell.x, cell.y + top, cell.w, high) for cell in cells]


def side_colours(stage: Stage, number: int, count: int, *, later: bool) -> Colours:
    """The last side of a before and after stands on the accent's tint; a poster's sides are blocks of colour."""
    palette = stage.palette
    last = number == count - 1
    if stage.idiom.card is Card.BLOCK:
        fill = palette.ink if number == 0 else (palette.surface if last and palette.surface != palette.ground else palette.accent)
        if number == 1 and count == 3:
            fill = palette.accent
        ink = readable(palette.ground if number == 0 else palette.ink, fill)
        return Colours(fill, ink, ink, ink)
    fill = card_fill(stage)
    if later and last and stage.idiom.card is not Card.RULED:
        fill = mixed(palette.surface, palette.accent, 0.13)
    soft = readable(palette.soft, fill)
    label = soft if later and not last else readable(palette.accent, fill)
    return Colours(fill, readable(palette.ink, fill), soft, label)


def side_layers(stage: Stage, side: Side, count: int) -> list[Layer]:
    """The side, and what lies under and over it while it is said."""
    later = turned(stage.scene.slide.items) and count == 2
    colours = side_colours(stage, side.number, count, later=later)
    strength = stage.strength(side.part)
    pose = calm(stage.arrive(side.part, side.number))
    strong = together(pose, lambda ms: Pose(opacity=strength(ms)))

    def draw(canvas: skia.Canvas, _: object) -> None:
        _draw_panel(canvas, stage, side, colours)
        if side.label:
            side.label.draw(canvas, side.x, side.label_y, colours.label)
        side.entry.draw(canvas, side.x, side.y, colours.ink, colours.soft)

    texts = list(side.entry.spots(side.part, side.x, side.y, colours.ink, colours.soft, side.room))
    if side.label:
        texts.append(side.label.spot(side.part, side.x, side.label_y, colours.label, side.room))
    panel = Layer(side.rect.inset(-0.05 * stage.em), draw, pose=pose, texts=tuple(texts))
    under = [shadow_layer(stage, side.rect, strong, depth=0.03, alpha=0.16)] if stage.idiom.card is Card.LIFTED else []
    return [*under, panel, *_over(stage, side, strong)]


def _draw_panel(canvas: skia.Canvas, stage: Stage, side: Side, colours: Colours) -> None:
    kind, rect = stage.idiom.card, side.rect
    if kind is Card.BLOCK:
        canvas.drawRect(rect.skia(), paint(colours.fill))
        return
    if kind is Card.LIFTED:
        shadow(canvas, rect, stage.radius, 0.014 * stage.em, mixed(stage.palette.ink, "#000000", 0.4), 0.08)
    draw_card(canvas, stage, rect)
    if colours.fill != card_fill(stage):
        canvas.drawRoundRect(rect.inset(1).skia(), stage.radius, stage.radius, paint(colours.fill))


def _over(stage: Stage, side: Side, strong: Posed) -> list[Layer]:
    kind, accent, rect = stage.idiom.card, stage.palette.accent, side.rect
    thick = max(4.0, 0.0048 * stage.em)
    if kind is Card.BLOCK:
        return []
    if kind is Card.RULED:
        bar = Rect(rect.x, rect.y, rect.w, thick)
        return [Layer(bar.inset(-2), lambda canvas, _: canvas.drawRect(bar.skia(), paint(accent)), pose=strong)]

    def frame(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(rect.inset(thick / 2).skia(), stage.radius, stage.radius, stroke(accent, thick))

    return [Layer(rect.inset(-3), frame, pose=strong)]


def _meeting(stage: Stage, sides: list[Side]) -> bool:
    """Whether there is room for an arrow between the sides, beside their words."""
    first, second = sides[0].rect, sides[1].rect
    return second.y > first.y or sides[1].x - (first.right + second.x) / 2 > 1.2 * ARROW * stage.em


def _label_line(side: Side) -> float:
    """y of the middle of a side's label, where nothing else reaches its edge."""
    return side.label_y + side.label.baselines[0] - side.label.cap_height / 2 if side.label else side.rect.cy


def _arrow(stage: Stage, sides: list[Side]) -> Layer:
    """A disc with an arrow from the first side to the second, where the two meet."""
    first, second = sides[0].rect, sides[1].rect
    level = abs(second.y - first.y) < 1
    radius = ARROW * stage.em
    x = (first.right + second.x) / 2 if level else first.right - 2.2 * radius
    y = _label_line(sides[1]) if level else (first.bottom + second.y) / 2
    box = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
    fill = stage.palette.ground if stage.idiom.card is Card.RULED else stage.palette.accent
    ink = readable(stage.palette.accent if stage.idiom.card is Card.RULED else stage.palette.on_accent, fill, least=3.0)
    reach = 0.42 * radius
    start, end = ((x - reach, y), (x + reach, y)) if level else ((x, y - reach), (x, y + reach))

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawCircle(box.cx, box.cy, radius + max(3.0, 0.12 * radius), paint(stage.palette.ground))
        canvas.drawCircle(box.cx, box.cy, radius, paint(fill))
        arrow(canvas, start, end, ink, max(3.0, 0.13 * radius))

    return Layer(box.inset(-0.2 * radius), draw, pose=stage.enter(stage.said(sides[1].part).start_ms - 120))
