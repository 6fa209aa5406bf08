"""STEPS: numbered stations of a process; the line grows to each of them when it is said."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from core.media.colour import mixed, paint, readable, stroke
from core.media.layer import Layer, Pose, Rect
from core.media.layouts.arrange import columns, stack
from core.media.layouts.entries import Entry, headed, manner, set_entries, torn
from core.media.layouts.kit import Stage
from core.media.layouts.track import Track, track_layers
from core.media.looks.idiom import Badge
from core.media.motion import Posed, together
from core.media.text import set_text

TITLE = 0.06
NODE = 0.125
"""Diameter of a station, of the em."""
LINE = 0.0095


@dataclass(frozen=True)
class Step:
    """One step with its station and the place of its words."""

    number: int
    part: str
    node: Rect
    entry: Entry
    x: float
    y: float
    room: Rect


def layers(stage: Stage) -> list[Layer]:
    """The headline, the line, the stations."""
    head = headed(stage, full=len(stage.scene.slide.items) > 3)
    if not stage.scene.slide.items:
        return list(head.layers)
    steps = across(stage, head.rest) or down(stage, head.rest)
    starts = [stage.said(step.part).start_ms for step in steps]
    first, last = steps[0].node, steps[-1].node
    points = tuple((step.node.cx, step.node.cy) for step in steps)
    track = Track(points, (first.cx, first.cy), (last.cx, last.cy), max(4.0, LINE * stage.em))
    found = [*head.layers, *(track_layers(stage, track, starts, stage.enter(150)) if len(steps) > 1 else [])]
    for step in steps:
        found += step_layers(stage, step)
    return found


def across(stage: Stage, room: Rect) -> list[Step] | None:
    """Side by side, the words under the stations; None where the columns are too narrow for the words or the room is upright."""
    items = stage.scene.slide.items
    gap = 0.035 * stage.em
    cells = columns(room, len(items), gap)
    cells = cells[::-1] if stage.mirrored else cells
    node, lead = NODE * stage.em, 0.036 * stage.em
    if room.h > 1.15 * room.w and len(items) > 2:
        return None
    left = room.h - node - lead

    def fits(found: list[Entry]) -> bool:
        return max(entry.height for entry in found) <= left

    found = set_entries(stage, items, manner(stage, TITLE, align="center"), [cell.w for cell in cells], fits)
    dropped = any(item.text and item.title and entry.text is None for item, entry in zip(items, found, strict=True))
    if dropped or any(torn(entry) for entry in found) or not fits(found):
        return None
    high = max(entry.height for entry in found)
    top = room.y + (room.h - node - lead - high) * 0.42
    steps = []
    for i, (cell, entry) in enumerate(zip(cells, found, strict=True)):
        box = Rect(cell.cx - node / 2, top, node, node)
        y = box.bottom + lead
        steps.append(Step(i, f"item:{i}", box, entry, cell.x, y, Rect(cell.x, y, cell.w, room.bottom - y)))
    return steps


def down(stage: Stage, room: Rect) -> list[Step]:
    """One under the other, the words beside the stations."""
    items = stage.scene.slide.items
    gap, indent = 0.03 * stage.em, 0.036 * stage.em
    node = min(NODE * stage.em, (room.h - gap * (len(items) - 1)) / len(items))
    width = room.w - node - indent

    def fits(found: list[Entry]) -> bool:
        return sum(max(entry.height, node) for entry in found) + gap * (len(found) - 1) <= room.h

    found = set_entries(stage, items, manner(stage, TITLE * 1.1), [width] * len(items), fits)
    places = stack(room, [max(entry.height, node) for entry in found], gap, grow=1.7, loosen=2.0, middle=0.4)
    steps = []
    for i, (place, entry) in enumerate(zip(places, found, strict=True)):
        box = Rect(place.right - node if stage.mirrored else place.x, place.cy - node / 2, node, node)
        x = place.x if stage.mirrored else box.right + indent
        steps.append(Step(i, f"item:{i}", box, entry, x, place.cy - entry.height / 2, Rect(x, place.y, width, place.h)))
    return steps


def step_layers(stage: Stage, step: Step) -> list[Layer]:
    """The station as it waits, as it is once reached, and the words."""
    palette = stage.palette
    ink, soft = stage.readable(palette.ink), stage.readable(palette.soft)
    start = stage.said(step.part).start_ms
    arrive = stage.arrive(step.part, step.number)
    early = stage.enter(min(start, 200.0 + step.number * stage.look.motion.stagger_ms))
    strength = stage.strength(step.part)

    def beat(ms: float) -> Pose:
        return Pose(scale=1 + 0.07 * strength(ms))

    texts = step.entry.spots(step.part, step.x, step.y, ink, soft, step.room)
    words = Rect(step.x, step.y, step.entry.width, step.entry.height).inset(-0.3 * step.entry.size)
    return [
        Layer(step.node.inset(-4), lambda canvas, _: draw_node(canvas, stage, step.node, step.number, done=False), pose=early),
        Layer(
            step.node.inset(-4),
            lambda canvas, _: draw_node(canvas, stage, step.node, step.number, done=True),
            pose=together(reached(start), beat),
        ),
        Layer(words, lambda canvas, _: step.entry.draw(canvas, step.x, step.y, ink, soft), pose=arrive, texts=texts),
    ]


def reached(start_ms: float) -> Posed:
    """Fades in within the moment in which the line arrives, growing a little."""
    return lambda ms: Pose(scale=0.8 + 0.2 * _share(ms, start_ms), opacity=_share(ms, start_ms))


def _share(ms: float, start_ms: float) -> float:
    u = max(0.0, min(1.0, (ms - start_ms + 60) / 300))
    return 1 - (1 - u) ** 3


def draw_node(canvas: skia.Canvas, stage: Stage, box: Rect, number: int, *, done: bool) -> None:
    """A numbered station: hollow while it waits, filled once it is reached."""
    palette, ring = stage.palette, max(3.0, box.w * 0.055)
    square = stage.idiom.badge is Badge.SQUARE
    radius = box.w * (0.16 if square else 0.5)
    fill = palette.accent if done else mixed(palette.ground, palette.surface, 1.0)
    if stage.idiom.badge is Badge.NUMERAL and not done:
        fill = palette.ground
    canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))
    if not done:
        inner = box.inset(ring / 2)
        canvas.drawRoundRect(inner.skia(), radius, radius, stroke(mixed(palette.ground, palette.line, 0.9), ring))
    ink = readable(palette.on_accent, palette.accent, least=3.0) if done else readable(palette.soft, fill, least=3.0)
    style = stage.display(0.05).sized(box.h * 0.44)
    block = set_text(str(number + 1), style, box.w * 2)
    block.draw(canvas, box.cx - block.width / 2, box.cy - block.baselines[0] + block.cap_height / 2, ink)
