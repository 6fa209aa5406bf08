"""What every layout is made with: the stage it plays on, its type sizes, text as layers, the headline block, and timing.

Sizes are shares of the stage's `em`, which is the frame's height in wide and square frames and something between width and
height in upright ones, so that one share looks equally large in all of them. Times are milliseconds inside the scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import skia

from core.film.look import Look, Palette
from core.film.timeline import Scene
from core.media.colour import mixed, paint, readable
from core.media.frame import Frame, frame_of
from core.media.layer import HIDDEN, REST, Layer, Pose, Rect
from core.media.layouts.gluing import glued
from core.media.looks import idiom_of
from core.media.looks.idiom import Card, Idiom, Label
from core.media.motion import Posed, ease_in_out, entrance, faded, progress, spoken, together
from core.media.text import TextBlock, TextStyle, fit_text, set_text
from core.value import Blob

KICKER = 0.036
BODY = 0.044
"""Shares of the em for the words above a headline, and for running text."""


AMPLE = 4.8
"""Contrast of text on the ground: a little more than is asked for, since thin strokes lose some when they are drawn."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True)
class When:
    """When a part is said."""

    start_ms: float
    end_ms: float

    @property
    def length_ms(self) -> float:
        """How long it is said."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True)
class Stage:
    """One scene with all that its layout asks for."""

    scene: Scene
    frame: Frame
    look: Look
    palette: Palette
    idiom: Idiom
    files: Callable[[Blob], Path]
    total_ms: float

    @property
    def em(self) -> float:
        """What shares of type sizes and distances are of, in pixels."""
        return min(self.frame.h, 0.55 * self.frame.h + 0.45 * self.frame.w)

    @property
    def room(self) -> Rect:
        """Where content goes: the frame's place for it, less what the look's own rules take above and below."""
        above, below = (share * self.em for share in self.idiom.inset)
        content = self.frame.content
        return Rect(content.x, content.y + above, content.w, content.h - above - below)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The colours that text without a card may stand on: the ground, and the palest or lightest shape of the look on it."""
        palette = self.palette
        if self.idiom.gradient:
            return palette.ground, mixed(palette.ground, palette.accent_end or palette.accent, 0.42)
        return palette.ground, mixed(palette.ground, palette.tint, 0.6) if self.idiom.card is Card.LIFTED else palette.ground

    def readable(self, colour: str) -> str:
        """`colour`, changed no more than needed to be read anywhere on the ground."""
        return readable(colour, *self.grounds, least=AMPLE)

    @property
    def mirrored(self) -> bool:
        """Whether the film's language runs from right to left, so that content begins at the right."""
        return self.scene.language.split("-")[0] in _RIGHT_TO_LEFT

    def side(self, align: str) -> str:
        """`align`, where `left` means the side at which lines begin."""
        return "right" if self.mirrored and align == "left" else align

    @property
    def radius(self) -> float:
        """Corner radius of cards, in pixels."""
        return self.look.radius * self.em

    def said(self, part: str) -> When:
        """When `part` is said; a part that is not on the slide, from the first word to the end of the take."""
        found = self.scene.said(part)
        if found is not None and found.end_ms > found.start_ms:
            return When(float(found.start_ms), float(found.end_ms))
        end = float(self.scene.take_end_ms) or self.total_ms
        return When(float(min(self.scene.take_ms, end)), end)

    def size(self, share: float) -> float:
        """A type size in pixels, never below the smallest allowed."""
        return max(share * self.em, self.frame.smallest)

    def display(self, share: float, *, weight: int | None = None, align: str = "left") -> TextStyle:
        """The look's display face at a share of the em."""
        kind = self.look.type
        return TextStyle(
            family=kind.display,
            weight=weight or kind.display_weight,
            size=self.size(share),
            tracking=kind.display_tracking,
            leading=self.idiom.leading,
            align=align,
            language=self.scene.language,
        )

    def text(self, share: float = BODY, *, weight: int | None = None, align: str = "left", leading: float = 1.32) -> TextStyle:
        """The look's text face at a share of the em."""
        kind = self.look.type
        return TextStyle(
            family=kind.text,
            weight=weight or kind.text_weight,
            size=self.size(share),
            leading=leading,
            align=align,
            language=self.scene.language,
        )

    def code(self, share: float = 0.036, *, weight: int = 400) -> TextStyle:
        """The look's monospace."""
        return TextStyle(family=self.look.type.code, weight=weight, size=self.size(share), leading=1.5)

    def fit(self, text: str, style: TextStyle, w: float, h: float, *, max_lines: int | None = None) -> TextBlock:
        """`text` at the largest size up to the style's that fits the box, never below the smallest allowed."""
        return fit_text(glued(text), style, w, h, smallest=self.frame.smallest, max_lines=max_lines)

    def enter(self, start_ms: float, order: int = 0) -> Posed:
        """The look's way of coming in."""
        return entrance(self.look, float(self.frame.h), start_ms, order)

    def arrive(self, part: str, order: int = 0) -> Posed:
        """How a part comes in: when it is said, or early at waiting strength where the look lets parts wait.

        `order` counts the parts that wait together, so that they come one after the other.
        """
        start = self.said(part).start_ms
        if not self.idiom.waiting:
            return self.enter(start)
        early = min(start, 200.0 + order * self.look.motion.stagger_ms)
        return together(self.enter(early), faded(self.idiom.waiting, 1.0, start - 40, 320.0))

    def strength(self, part: str) -> Callable[[float], float]:
        """How strongly a part stands out at a time, 0 to 1: while it is said."""
        when = self.said(part)
        return lambda ms: spoken(ms, when.start_ms, when.end_ms)


def stage_of(scene: Scene, files: Callable[[Blob], Path]) -> Stage:
    """The stage for one scene; `files` tells where a blob lies."""
    look = scene.look
    total = scene.frames * 1000 / scene.format.fps
    return Stage(scene, frame_of(scene), look, look.palette, idiom_of(look), files, total)


def text_layer(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, colour: str, *,
    pose: Posed | None = None, alpha: float = 1.0, shader: skia.Shader | None = None, room: Rect | None = None,
) -> Layer:  # fmt: skip
    """A block of text as a layer with its top left at (x, y); reports its spot. Moves as `pose` says, else stands still."""
    pad = 0.4 * block.style.size

    def draw(canvas: skia.Canvas, _: object) -> None:
        block.draw(canvas, x, y, colour, alpha=alpha, shader=shader)

    rect = Rect(x, y, block.width, block.height).inset(-pad)
    return Layer(rect, draw, pose=pose or still, texts=(block.spot(part, x, y, colour, room),))


def still(ms: float) -> Pose:
    """Always there."""
    return REST


def shape_layer(rect: Rect, draw: Callable[[skia.Canvas], None], pose: Posed | None = None) -> Layer:
    """A drawing that never changes, moved as `pose` says."""
    return Layer(rect, lambda canvas, _: draw(canvas), pose=pose or still)


def growing(rect: Rect, draw: Callable[[skia.Canvas, float], None], share: Callable[[float], float], steps: int = 60) -> Layer:
    """A drawing that grows with `share(ms)` 0..1 and is redrawn only while it does; keep `rect` small. Hidden at 0."""

    def state(ms: float) -> float:
        return round(max(0.0, min(1.0, share(ms))) * steps) / steps

    def paint_it(canvas: skia.Canvas, value: object) -> None:
        draw(canvas, float(value))  # type: ignore[arg-type]

    return Layer(rect, paint_it, state=state, pose=lambda ms: REST if state(ms) > 0 else HIDDEN, keep=2)


def grown(start_ms: float, length_ms: float = 500.0) -> Callable[[float], float]:
    """A share that grows gently from 0 to 1."""
    return lambda ms: ease_in_out(progress(ms, start_ms, length_ms))


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


def chip(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, pad_x: float, pad_y: float, *,
    fill: str = "", ink: str = "", pose: Posed | None = None,
) -> tuple[Layer, float]:  # fmt: skip
    """A text on a rounded pill whose top left is at (x, y), and the pill's height."""
    fill = fill or stage.palette.ink
    ink = readable(ink or stage.palette.ground, fill)
    box = Rect(x, y, block.width + 2 * pad_x, block.height + 2 * pad_y)
    radius = min(box.h, 2.6 * block.style.size) / 2

    def draw(canvas: skia.Canvas, _: object) -> None:
        canvas.drawRoundRect(box.skia(), radius, radius, paint(fill))
        block.draw(canvas, x + pad_x, y + pad_y, ink)

    spot = block.spot(part, x + pad_x, y + pad_y, ink, box)
    return Layer(box.inset(-2), draw, pose=pose or still, texts=(spot,)), box.h


def aligned(room: Rect, width: float, align: str) -> float:
    """x for something of that width in `room`."""
    return room.x + (room.w - width) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]


def centred_y(room: Rect, height: float, share: float = 0.5) -> float:
    """y for something of that height in `room`: `share` of what is free goes above it."""
    return room.y + max(0.0, room.h - height) * share


def faint(stage: Stage, colour: str, share: float) -> str:
    """`colour` thinned towards the ground: `share` of it remains."""
    return mixed(stage.palette.ground, colour, share)


__all__ = [
    "BODY", "KICKER", "Head", "Stage", "When", "aligned", "centred_y", "chip", "faint", "growing", "grown", "heading", "kicker",
    "set_text", "shape_layer", "stage_of", "still", "text_layer",
]  # fmt: skip
