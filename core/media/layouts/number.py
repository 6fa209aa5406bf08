"""NUMBER: one large figure that counts while it is spoken, what it was before, and how the two compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import skia

from core.film.slide import Figure
from core.media.colour import mixed, paint
from core.media.layer import Layer, Rect
from core.media.layouts.figured import counting, figure_layers, set_figure
from core.media.layouts.figures import read
from core.media.layouts.furniture import arrow
from core.media.layouts.kit import Stage, growing, grown, heading, kicker, shape_layer, text_layer
from core.media.looks.idiom import Card
from core.media.text import TextBlock, set_text

GAP = 0.044
"""Between the rows, of the em."""

Put = Callable[[float], list[Layer]]


@dataclass(frozen=True)
class Row:
    """Something of a height that can be put at a y."""

    height: float
    put: Put


def layers(stage: Stage) -> list[Layer]:
    """Heading, label, figure, what it was, and the bar; as a group in the middle of what room there is."""
    slide = stage.scene.slide
    head = heading(stage, share=0.066, most=0.3, max_lines=2, gap=0.05) if slide.headline or slide.figure is None else None
    found = list(head.layers) if head else []
    room = head.rest if head else stage.room
    if slide.figure is None:
        return found
    rows = _rows(stage, slide.figure, room, kicked=head is None)
    used = sum(row.height for row in rows)
    gap = min(GAP * stage.em, max(0.0, room.h - used) / max(1, len(rows) - 1))
    y = room.y + max(0.0, room.h - used - gap * (len(rows) - 1)) * 0.45
    for row in rows:
        found += row.put(y)
        y += row.height + gap
    return found


def _rows(stage: Stage, figure: Figure, room: Rect, *, kicked: bool) -> list[Row]:
    """What stands under each other. The figure gets the height that the others leave; where that is too little, they go."""
    above = [row for row in (_kicker_row(stage, room) if kicked else None, _label_row(stage, figure, room)) if row]
    below = [row for row in (_change_row(stage, figure, room), _bar_row(stage, figure, room), _body_row(stage, room)) if row]

    def left() -> float:
        others = [*above, *below]
        return room.h - sum(row.height for row in others) - GAP * stage.em * len(others)

    while below and left() < 3.2 * stage.frame.smallest:
        below.pop()
    figured = set_figure(stage, figure, room.w, max(left(), 2 * stage.frame.smallest))
    row = Row(figured.height, lambda y: figure_layers(stage, figure, figured, room.x, y, room))
    return [*above, row, *below]


def _kicker_row(stage: Stage, room: Rect) -> Row | None:
    words = stage.scene.slide.kicker
    if not words:
        return None
    return Row(kicker(stage, words, room, room.y)[1], lambda y: [kicker(stage, words, room, y)[0]])


def _label_row(stage: Stage, figure: Figure, room: Rect) -> Row | None:
    if not figure.label:
        return None
    palette = stage.palette
    block = stage.fit(figure.label, stage.text(0.054, weight=600, leading=1.2), room.w, 0.2 * room.h, max_lines=2)
    tone = (palette.accent_end or palette.soft) if stage.idiom.gradient else palette.soft
    colour = stage.readable(tone)
    start = min(stage.said("figure").start_ms, 350.0)
    return Row(
        block.height, lambda y: [text_layer(stage, "figure", block, room.x, y, colour, pose=stage.enter(start), room=room)]
    )


@dataclass(frozen=True)
class Change:
    """What it was and what that means, side by side or, where that is too wide, below each other."""

    before: TextBlock | None
    change: TextBlock | None
    size: float
    stacked: bool

    @property
    def height(self) -> float:
        """Pixels of both."""
        heights = [block.height for block in (self.before, self.change) if block]
        return sum(heights) + 0.5 * self.size if self.stacked else max(heights)


def _change(stage: Stage, figure: Figure, width: float) -> Change:
    floor = stage.frame.smallest

    def made(size: float) -> tuple[TextBlock | None, TextBlock | None, float]:
        old, new = stage.text(weight=500).sized(size), replace(stage.text(weight=700), leading=1.15).sized(size)
        before = set_text(figure.before, old, width) if figure.before else None
        change = set_text(figure.change, new, width) if figure.change else None
        wide = sum(block.width for block in (before, change) if block) + (2.6 * size if before and change else 0.0)
        return before, change, wide if all(block.lines == 1 for block in (before, change) if block) else 2 * width

    size = stage.size(0.058)
    before, change, wide = made(size)
    while wide > width and size > floor:
        size = max(floor, 0.94 * size)
        before, change, wide = made(size)
    return Change(before, change, size, stacked=wide > width and before is not None and change is not None)


def _change_row(stage: Stage, figure: Figure, room: Rect) -> Row | None:
    """What it was, struck through, an arrow, and what that means."""
    if not figure.before and not figure.change:
        return None
    palette, both = stage.palette, _change(stage, figure, room.w)
    soft, ink = stage.readable(palette.soft), stage.readable(palette.ink)
    start = stage.said("figure").start_ms

    def put(y: float) -> list[Layer]:
        found: list[Layer] = []
        x, at = room.x, y
        if both.before:
            found.append(text_layer(stage, "figure", both.before, x, y, soft, pose=stage.enter(min(start, 600.0)), room=room))
            found.append(_strike(both.before, x, y, soft, start))
            at = y + both.before.height + 0.5 * both.size
        if both.change:
            if both.before and not both.stacked:
                x += both.before.width
                line = y + both.before.baselines[0] - 0.5 * both.before.cap_height
                found.append(_arrow(stage, x + 0.55 * both.size, x + 2.0 * both.size, line, ink, start + 500))
                x += 2.6 * both.size
                at = y + both.before.baselines[0] - both.change.baselines[0]
            pose = stage.enter(start + (650 if both.before else 300))
            found.append(text_layer(stage, "figure", both.change, x, at, ink, pose=pose, room=room))
        return found

    return Row(both.height, put)


def _strike(block: TextBlock, x: float, y: float, colour: str, start_ms: float) -> Layer:
    thick = max(3.0, 0.075 * block.style.size)
    middle = y + block.baselines[0] - 0.46 * block.cap_height
    box = Rect(x - 0.12 * block.style.size, middle - thick / 2, block.width + 0.24 * block.style.size, thick)

    def draw(canvas: skia.Canvas, share: float) -> None:
        canvas.drawRoundRect(skia.Rect.MakeXYWH(box.x, box.y, box.w * share, box.h), thick / 2, thick / 2, paint(colour))

    return growing(box.inset(-2), draw, grown(start_ms, 420))


def _arrow(stage: Stage, x0: float, x1: float, y: float, colour: str, start_ms: float) -> Layer:
    thick = max(3.0, 0.0042 * stage.em)
    box = Rect(x0, y, x1 - x0, 0).inset(-5 * thick)

    def draw(canvas: skia.Canvas, share: float) -> None:
        if share > 0.05:
            arrow(canvas, (x0, y), (x0 + (x1 - x0) * share, y), colour, thick)

    return growing(box, draw, grown(start_ms, 350), steps=24)


@dataclass(frozen=True)
class Proportion:
    """Two lengths of a bar, 0..1: the value's and what it was."""

    value: float
    before: float | None


def proportion(figure: Figure, language: str = "") -> Proportion | None:
    """How the figure compares with what it was, or with the whole where it is a share; None where neither makes sense."""
    number = read(figure.text, abs(figure.value), language)
    if number is None or number.value < 0:
        return None
    before = read(figure.before, None, language) if figure.before else None
    unit = f"{number.after}{figure.unit}".strip()
    share = unit.startswith("%") and number.value <= 100
    if before is None or before.value <= 0:
        return Proportion(number.value / 100, None) if share else None
    other = before.after.strip()
    if other and other != unit:
        return None
    most = max(100.0 if share else 0.0, number.value, before.value)
    return Proportion(number.value / most, before.value / most)


def _bar_row(stage: Stage, figure: Figure, room: Rect) -> Row | None:
    shown = proportion(figure, stage.scene.language)
    if shown is None:
        return None
    height = 0.026 * stage.em
    width = min(room.w, 0.95 * stage.em)
    return Row(height, lambda y: bar_layers(stage, shown, Rect(room.x, y, width, height), counting(stage)[0]))


def bar_layers(stage: Stage, shown: Proportion, box: Rect, start_ms: float) -> list[Layer]:
    """A track with what it was, over which the value grows, or shrinks from what it was."""
    palette = stage.palette
    radius = 0.0 if stage.idiom.card in (Card.BLOCK, Card.RULED) else box.h / 2
    track, was = mixed(palette.ground, palette.ink, 0.12), mixed(palette.ground, palette.ink, 0.32)
    accent = palette.ink if stage.idiom.card is Card.BLOCK else palette.accent
    fill = paint(accent)
    if stage.idiom.gradient and palette.accent_end:
        points = [skia.Point(box.x, box.y), skia.Point(box.x + box.w * max(shown.value, 0.3), box.y)]
        ends = [int(paint(colour).getColor()) for colour in (palette.accent, palette.accent_end)]
        fill.setShader(skia.GradientShader.MakeLinear(points, ends))

    def stretch(canvas: skia.Canvas, length: float, brush: skia.Paint) -> None:
        canvas.drawRoundRect(skia.Rect.MakeXYWH(box.x, box.y, length, box.h), radius, radius, brush)

    def draw_track(canvas: skia.Canvas) -> None:
        stretch(canvas, box.w, paint(track))
        if shown.before is not None:
            stretch(canvas, box.w * shown.before, paint(was))

    first = shown.before if shown.before is not None and shown.before > shown.value else 0.0

    def draw(canvas: skia.Canvas, share: float) -> None:
        length = box.w * (first + (shown.value - first) * share)
        stretch(canvas, max(length, box.h * min(1.0, 4 * share)), fill)

    return [
        shape_layer(box.inset(-2), draw_track, stage.enter(min(start_ms, 700.0))),
        growing(box.inset(-2), draw, grown(start_ms, 1100), steps=90),
    ]


def _body_row(stage: Stage, room: Rect) -> Row | None:
    words = stage.scene.slide.body
    if not words:
        return None
    block = stage.fit(words, stage.text(0.046), min(room.w, 1.1 * stage.em), 0.24 * room.h, max_lines=3)
    if not block.fits:
        return None
    colour = stage.readable(stage.palette.soft)
    start = min(stage.said("body").start_ms, stage.said("figure").end_ms)
    return Row(block.height, lambda y: [text_layer(stage, "body", block, room.x, y, colour, pose=stage.enter(start), room=room)])
