"""Figures that count: set as they are read at every moment, with room kept for the widest of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from core.media.shaping import Setting, shape
from core.media.text import TextBlock, TextStyle, set_text


@dataclass(frozen=True)
class Digits:
    """The final text set, and how much wider the texts that pass before it may be. Origin: top left of `block`."""

    block: TextBlock
    slack: float
    """Pixels."""

    @property
    def width(self) -> float:
        """Pixels at rest."""
        return self.block.width

    def passing(self, text: str) -> TextBlock:
        """Another text of the count: its left edge and its baseline are those of the final one."""
        return self.block if text == self.block.text else set_text(text, self.block.style, 1e6)


def digits_of(text: str, style: TextStyle) -> Digits:
    """`text` (digits and the marks between them) ready to count."""
    ends = shape(text, style.setting).advances
    sample = next((c for c in text if c.isdecimal()), "0")
    zero = ord(sample) - int(sample)
    pitch = max(_advance(chr(zero + i), style.setting) for i in range(10))
    widest = sum(pitch if char.isdecimal() else end for char, end in zip(text, ends, strict=True))
    return Digits(set_text(text, style, 1e6), max(0.0, widest - sum(ends)) * style.size)


@lru_cache(maxsize=512)
def _advance(char: str, setting: Setting) -> float:
    return shape(char, setting).advances[0]
