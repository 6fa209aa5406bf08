"""Figures that count without jitter: each digit has a slot of its own, and the slots close up when the count is over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import skia

from core.media.fonts import Face
from core.media.shaping import Setting, shape
from core.media.text import TextBlock, TextStyle, ink, set_text


@dataclass(frozen=True)
class Digits:
    """The final text set as it is read, and wider slots for the digits that pass before it. Origin: top left of `block`."""

    block: TextBlock
    slots: tuple[float, ...]
    """Widths while it counts, in em, one for each character of the final text."""
    ends: tuple[float, ...]
    """Widths of the same characters when it is over."""
    left: float
    """How far the first character's ink begins right of its origin, in em."""

    @property
    def width(self) -> float:
        """Pixels at rest."""
        return self.block.width

    @property
    def slack(self) -> float:
        """How much wider it is while it counts, in pixels."""
        return max(0.0, sum(self.slots) - sum(self.ends)) * self.block.style.size

    def draw(self, canvas: skia.Canvas, x: float, y: float, text: str, closed: float, brush: skia.Paint) -> None:
        """`text` in the slots, from the last one backwards; `closed` 0..1 is how far the slots have closed."""
        size = self.block.style.size
        count = len(self.ends)
        widths = [a + (b - a) * closed for a, b in zip(self.slots, self.ends, strict=True)]
        starts = [sum(widths[:i]) - self.left for i in range(count)]
        baseline = y + self.block.baselines[0]
        shown = text[-count:]
        for i, char in enumerate(shown, count - len(shown)):
            face, glyph, advance = _glyph(char, self.block.style.setting)
            at = x + (starts[i] + (widths[i] - advance) / 2) * size
            builder = skia.TextBlobBuilder()
            builder.allocRunPos(face.font(size), [glyph], [skia.Point(at, baseline)])
            canvas.drawTextBlob(builder.make(), 0, 0, brush)


def digits_of(text: str, style: TextStyle) -> Digits:
    """`text` (digits and the marks between them) ready to count."""
    block = set_text(text, style, 1e6)
    ends = shape(text, style.setting).advances
    sample = next((c for c in text if c.isdecimal()), "0")
    zero = ord(sample) - int(sample)
    pitch = max(_glyph(chr(zero + i), style.setting)[2] for i in range(10))
    slots = tuple(pitch if char.isdecimal() else end for char, end in zip(text, ends, strict=True))
    face, glyph, _ = _glyph(text[0], style.setting)
    left = float(face.font(1000).getBounds([glyph])[0].left()) / 1000
    return Digits(block, slots, ends, left)


@lru_cache(maxsize=512)
def _glyph(char: str, setting: Setting) -> tuple[Face, int, float]:
    run = shape(char, setting).runs[0]
    glyph = run.glyphs[0]
    return run.face, glyph.id, glyph.advance


def brush_of(colour: str, shader: skia.Shader | None) -> skia.Paint:
    """A fill for `Digits.draw`; a shader's coordinates are the canvas's."""
    brush = ink(colour)
    if shader is not None:
        brush.setShader(shader)
    return brush
