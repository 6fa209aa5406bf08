"""The stage that a scene plays on: its room, its type sizes, its colours, and when its parts are said.

Sizes are shares of the stage's `em`, which is the frame's height in wide and square frames and something between width and
height in upright ones, so that one share looks equally large in all of them. Times are milliseconds inside the scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.film.look import Look, Palette
from core.film.timeline import Scene
from core.media.colour import mixed, readable
from core.media.frame import Frame, frame_of
from core.media.layer import Rect
from core.media.layouts.gluing import glued
from core.media.looks import idiom_of
from core.media.looks.idiom import Card, Idiom
from core.media.motion import Posed, entrance, faded, spoken, together
from core.media.text import TextBlock, TextStyle, fit_text
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
