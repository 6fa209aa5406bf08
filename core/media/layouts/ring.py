"""A ring of shares: slices sweep in as they are said, the list beside it names them, the middle says what is meant."""

from __future__ import annotations

import math
from dataclasses import dataclass

import skia

from core.film.slide import Item
from core.media.colour import mixed, paint, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts import axes
from core.media.layouts.arrange import across, centred, stack
from core.media.layouts.entries import Entry, longest, manner, set_entries
from core.media.layouts.kit import text_layer
from core.media.layouts.plot import GROW_MS, Plot, strong
from core.media.looks.idiom import Card
from core.media.motion import ease_in_out, progress, stepped
from core.media.text import TextBlock, set_text

THICK = 0.19
"""Of the ring's diameter."""
ROW = 0.05
MARK = 0.034
GAP = 0.026
"""Type size of the list, its colour marks and the space between its rows, of the em."""


@dataclass(frozen=True)
class Slice:
    """A part of the ring, in degrees clockwise from the top."""

    point: int
    begin: float
    sweep: float
    colour: str


def layers(plot: Plot, room: Rect) -> list[Layer]:
    """Ring, list and what stands in the middle: beside each other or one under the other, whichever makes the ring larger."""
    beside, under = _beside(plot, room), _under(plot, room)
    upright = room.h > 0.8 * room.w
    box, listed = beside if beside[0].w * (0.7 if upright else 1.25) >= under[0].w else under
    slices = slices_of(plot)
    found = [_track(plot, box)]
    found += [slice_layer(plot, one, box) for one in slices]
    return [*found, *_middle(plot, box), *_list(plot, slices, listed)]


def _beside(plot: Plot, room: Rect) -> tuple[Rect, Rect]:
    """The ring where lines begin, as large as leaves every name a line or two."""
    stage, gap = plot.stage, 0.07 * plot.stage.em
    style = plot.style(ROW, weight=600).sized(stage.frame.smallest)
    names = plot.chart.labels
    words = max(min(set_text(name, style, 1e6).width, max(longest(name, style), 0.24 * room.w)) for name in names)
    need = words + _around_words(plot)
    size = max(0.0, min(room.h, 0.46 * room.w, room.w - gap - need))
    box = Rect(across(room, room.x, size, stage.mirrored), room.cy - size / 2, size, size)
    rest = room.w - size - gap
    return box, Rect(across(room, room.right - rest, rest, stage.mirrored), room.y, rest, room.h)


def _under(plot: Plot, room: Rect) -> tuple[Rect, Rect]:
    """The ring above its list."""
    stage, gap = plot.stage, 0.045 * plot.stage.em
    style = plot.style(ROW, weight=600).sized(stage.frame.smallest)
    width = max(1.0, room.w - _around_words(plot))
    lines = [set_text(name, style, width).height + GAP * stage.em for name in plot.chart.labels]
    size = max(0.0, min(0.86 * room.w, room.h - gap - sum(lines)))
    box = Rect(room.cx - size / 2, room.y, size, size)
    return box, Rect(room.x, box.bottom + gap, room.w, room.bottom - box.bottom - gap)


def _around_words(plot: Plot) -> float:
    """Width that a row of the list needs beside its words."""
    em, style = plot.stage.em, plot.style(ROW, weight=700)
    widest = max(set_text(plot.say(value), style, 1e6).width for value in plot.chart.series[0].values)
    return widest + MARK * em + 0.6 * style.size + 0.03 * em


def slices_of(plot: Plot) -> list[Slice]:
    """The slices of the first series, one after the other."""
    values = plot.chart.series[0].values[: plot.count]
    found, at = [], 0.0
    for i, part in enumerate(axes.shares(values)):
        found.append(Slice(i, at, 360 * part, colour_of(plot, i, len(values))))
        at += 360 * part
    return found


def colour_of(plot: Plot, point: int, count: int) -> str:
    """The accent for what is meant and tints for the rest, or steps of the accent where nothing is meant."""
    stage = plot.stage
    full = strong(stage)
    base = stage.palette.ink if stage.idiom.card in (Card.BLOCK, Card.RULED) else mixed(full, stage.palette.ink, 0.25)
    if plot.focused(point):
        return full
    others = [i for i in range(count) if not plot.focused(i)]
    rank = others.index(point) / max(1, len(others) - 1) if len(others) > 1 else 0.0
    if plot.chart.focus is None:
        return mixed(full, stage.palette.ground, 0.68 * rank)
    return mixed(stage.palette.ground, base, 0.46 - 0.28 * rank)


def slice_layer(plot: Plot, one: Slice, box: Rect) -> Layer:
    """A slice that sweeps in when it is said; the one that is meant stands out a little."""
    thick = THICK * box.w
    start = plot.start_ms(one.point)
    gap = math.degrees(0.009 * plot.stage.em / (box.w / 2 - thick / 2)) if plot.count > 1 else 0.0
    sweep = max(0.8, one.sweep - gap)
    middle = math.radians(one.begin + one.sweep / 2)
    out = 0.012 * plot.stage.em if plot.focused(one.point) else 0.0
    meant = plot.meant(one.point)
    ring = box.inset(thick / 2 + 0.014 * plot.stage.em)

    def state(ms: float) -> float:
        return stepped(ease_in_out(progress(ms, start, GROW_MS)), 60)

    def draw(canvas: skia.Canvas, now: object) -> None:
        share = float(str(now))
        if share > 0:
            pen = stroke(one.colour, thick, round_ends=False)
            canvas.drawArc(ring.skia(), one.begin - 90 + gap / 2, sweep * share, False, pen)

    def pose(ms: float) -> Pose:
        way = out * meant(ms)
        return Pose(dx=way * math.sin(middle), dy=-way * math.cos(middle))

    return Layer(_around(ring, thick, one), draw, state=state, pose=pose, keep=2)


def _around(ring: Rect, thick: float, one: Slice) -> Rect:
    """The rectangle of a slice: its ends, its inner and outer edge, and the outer extremes that it passes."""
    angles = [one.begin, one.begin + one.sweep, *(a for a in (0, 90, 180, 270, 360) if one.begin < a < one.begin + one.sweep)]
    points = []
    for angle in angles:
        for radius in (ring.w / 2 - thick / 2, ring.w / 2 + thick / 2):
            points.append((ring.cx + radius * math.sin(math.radians(angle)), ring.cy - radius * math.cos(math.radians(angle))))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-4)


def _track(plot: Plot, box: Rect) -> Layer:
    stage, thick = plot.stage, THICK * box.w
    ring = box.inset(thick / 2 + 0.014 * stage.em)
    pen = stroke(mixed(stage.palette.ground, stage.palette.ink, 0.07), thick)
    return Layer(box, lambda canvas, _: canvas.drawOval(ring.skia(), pen), pose=stage.enter(120))


def _middle(plot: Plot, box: Rect) -> list[Layer]:
    """What is meant, in the hole: its value and its name; the total where nothing is meant and a total makes sense."""
    stage, chart = plot.stage, plot.chart
    values = chart.series[0].values[: plot.count]
    if chart.focus is not None and chart.focus < len(values):
        figure, name, start = plot.say(values[chart.focus]), "", stage.said(f"point:{chart.focus}").start_ms
    elif chart.unit != "%":
        figure, name, start = plot.say(math.fsum(values)), chart.series[0].name, plot.start_ms(plot.count - 1)
    else:
        return []
    hole = box.w * (1 - 2 * THICK) * 0.66
    block = stage.fit(figure, stage.display(0.13), hole, 0.5 * hole, max_lines=1)
    if not block.fits:
        return []
    ink = stage.readable(stage.palette.ink)
    small = stage.fit(name, stage.text(0.038, align="center"), hole, 0.3 * hole, max_lines=2) if name else None
    extra = small.height + 0.1 * block.style.size if small and small.fits else 0.0
    spot = centred(box, block.width, block.height + extra)
    pose = stage.enter(start)
    found = [text_layer(stage, "figure", block, spot.x, spot.y, ink, pose=pose, room=box)]
    if small and small.fits:
        soft = stage.readable(stage.palette.soft)
        y = spot.y + block.height + 0.1 * block.style.size
        found.append(text_layer(stage, "body", small, box.cx - small.width / 2, y, soft, pose=pose, room=box))
    return found


def _list(plot: Plot, slices: list[Slice], room: Rect) -> list[Layer]:
    """Every slice with its colour, its name and its value."""
    stage, em = plot.stage, plot.stage.em
    items = [Item(title=label) for label in plot.chart.labels[: len(slices)]]
    values = plot.chart.series[0].values

    def figures(size: float) -> list[TextBlock]:
        return [set_text(plot.say(values[one.point]), plot.style(ROW, weight=700).sized(size), 1e6) for one in slices]

    widest = max(block.width for block in figures(stage.size(ROW)))
    mark = MARK * em
    width = max(1.0, room.w - _around_words(plot))
    gap = GAP * em

    def fits(found: list[Entry]) -> bool:
        return sum(entry.height for entry in found) + gap * (len(found) - 1) <= room.h

    entries = set_entries(stage, items, manner(stage, ROW, weight=600), [width] * len(items), fits)
    places = stack(room, [entry.height for entry in entries], gap, loosen=2.6)
    found: list[Layer] = []
    texts = figures(entries[0].size)
    words = max(entry.title.width for entry in entries)
    right = min(room.right, room.x + mark + 0.6 * entries[0].size + words + 0.06 * em + widest)
    for one, entry, place, figure in zip(slices, entries, places, texts, strict=True):
        found.append(
            _row(plot, one, entry, place, figure, mark, across(room, right - figure.width, figure.width, stage.mirrored))
        )
    return found


def _row(plot: Plot, one: Slice, entry: Entry, place: Rect, figure: TextBlock, mark: float, right: float) -> Layer:
    stage, part = plot.stage, f"point:{one.point}"
    ink = stage.readable(stage.palette.ink)
    tone = stage.readable(strong(stage)) if plot.focused(one.point) else ink
    x = across(place, place.x + mark + 0.6 * entry.size, entry.width, stage.mirrored)
    y = place.cy - entry.height / 2
    base = y + entry.title.baselines[0]
    box = Rect(across(place, place.x, mark, stage.mirrored), base - entry.title.cap_height / 2 - mark / 2, mark, mark)
    radius = 0.0 if stage.idiom.card in (Card.BLOCK, Card.RULED) else 0.28 * mark

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(one.colour))
        entry.draw(canvas, x, y, ink, ink)
        figure.draw(canvas, right, base - figure.baselines[0], tone)

    spots = (*entry.spots(part, x, y, ink, ink, place.inset(-2)), figure.spot(part, right, base - figure.baselines[0], tone))
    start = plot.start_ms(one.point)
    pose = stage.arrive(part, one.point) if start == stage.said(part).start_ms else stage.enter(start)
    return Layer(place.inset(-0.02 * stage.em), draw, pose=pose, texts=spots)
