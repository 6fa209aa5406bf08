"""The words above a slide: its kicker and its headline, set in the look's own way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.media.layer import Layer, Rect
from core.media.layouts.layering import aligned, chip, text_layer
from core.media.layouts.stage import KICKER, Stage
from core.media.looks.idiom import Label
from core.media.motion import Posed
from core.media.text import TextStyle, set_text


@dataclass(frozen=True)
class Head:
    """A kicker and a headline, set. `rect` is what they take, `rest` what is left of the room below them."""

    layers: tuple[Layer, ...]
    rect: Rect
    rest: Rect
    align: str = "left"


def heading(
    stage: Stage, room: Rect | None = None, *, share: float | None = None, most: float = 0.4, max_lines: int = 3,
    align: str = "left", gap: float = 0.055, prefer: int = 0,
) -> Head:  # fmt: skip
    """The slide's kicker and headline at the top of `room`, large, balanced, and never more than `most` of its height.

    `gap` is the distance to what follows, of the em; `prefer` a number of lines that is worth a smaller size. Nothing
    is drawn where the slide has neither.
    """
    room, align = room or stage.room, stage.side(align)
    slide, layers, y = stage.scene.slide, [], room.y
    if slide.kicker:
        label, height = kicker(stage, slide.kicker, room, y, align=align)
        layers.append(label)
        y += height + 0.026 * stage.em
    if slide.headline:
        left = max(most * room.h - (y - room.y), 1.2 * stage.frame.smallest)
        style = stage.display(share or stage.idiom.heading, align=align)
        block = stage.fit(slide.headline, style, room.w, left, max_lines=prefer or max_lines)
        for lines in range(prefer + 1, max_lines + 1) if prefer else ():
            if block.fits and block.style.size >= 0.66 * style.size:
                break
            block = stage.fit(slide.headline, style, room.w, left, max_lines=lines)
        colour = stage.readable(stage.palette.ink)
        x = aligned(room, block.width, align)
        layers.append(text_layer(stage, "headline", block, x, y, colour, pose=stage.enter(0, len(layers)), room=room))
        y += block.height
    elif layers:
        y -= 0.026 * stage.em
    used = Rect(room.x, room.y, room.w, y - room.y)
    top = min(room.bottom, used.bottom + (gap * stage.em if layers else 0.0))
    return Head(tuple(layers), used, Rect(room.x, top, room.w, room.bottom - top), align)


def kicker(
    stage: Stage, text: str, room: Rect, y: float, *, align: str = "left", order: int = 0, start_ms: float = 0.0
) -> tuple[Layer, float]:
    """The few words above a headline as a layer in the look's own way, and the height they take."""
    palette, label, align = stage.palette, stage.idiom.label, stage.side(align)
    style = stage.text(KICKER, weight=700, align=align, leading=1.15)
    if label is Label.CHIP:
        return _chip_kicker(stage, text, room, y, align, stage.enter(start_ms, order))
    text = _in_lines(stage, text, style, room.w, caps=label is Label.CAPS)
    if label is Label.CAPS:
        text, style = text.upper(), replace(style, tracking=0.09)
    block = stage.fit(text, style, room.w, style.size * 2.6, max_lines=2)
    colour = stage.readable(palette.accent if label is Label.CAPS else palette.ink)
    if stage.idiom.gradient:
        colour = stage.readable(palette.accent_end or palette.accent)
    pose = stage.enter(start_ms, order)
    return text_layer(stage, "kicker", block, aligned(room, block.width, align), y, colour, pose=pose, room=room), block.height


def _in_lines(stage: Stage, text: str, style: TextStyle, width: float, *, caps: bool) -> str:
    """The words, broken at a middle dot rather than before it where they need two lines."""
    tracked = replace(style, size=stage.frame.smallest, tracking=0.09 if caps else style.tracking)
    one = set_text(text.upper() if caps else text, tracked, 1e6).width <= width
    return text if one else text.replace(" · ", "\n", 1)


def _chip_kicker(stage: Stage, text: str, room: Rect, y: float, align: str, pose: Posed) -> tuple[Layer, float]:
    style = stage.text(KICKER, weight=700, leading=1.1)
    pad_x, pad_y = 0.62 * style.size, 0.42 * style.size
    block = stage.fit(text, style, room.w - 2 * pad_x, style.size * 2.4, max_lines=2)
    return chip(stage, "kicker", block, aligned(room, block.width + 2 * pad_x, align), y, pad_x, pad_y, pose=pose)
