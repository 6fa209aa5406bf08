"""One line of several settings on one baseline: a figure with its unit, a word that stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import skia

from core.media.layer import Rect
from core.media.text import TextBlock, TextStyle, set_text


@dataclass(frozen=True)
class Piece:
    """A stretch of text with its own setting and colour; blanks at its ends are kept as distance."""

    text: str
    style: TextStyle
    colour: str


@dataclass(frozen=True)
class _Set:
    block: TextBlock
    x: float
    colour: str


class RichLine:
    """Pieces side by side on one baseline. Its origin is the top left of the box that holds them; lengths in pixels."""

    def __init__(self, pieces: Sequence[Piece], gap: float = 0.0) -> None:
        parts: list[_Set] = []
        x = blank = 0.0
        for piece in pieces:
            words = piece.text.strip()
            space = _blank(piece.style)
            lead = len(piece.text) - len(piece.text.lstrip())
            if not words:
                blank += len(piece.text) * space
                continue
            x += (gap if parts else 0.0) + (blank + lead * space if parts else 0.0)
            block = set_text(words, piece.style, 1e9)
            parts.append(_Set(block, x, piece.colour))
            x += block.width
            blank = (len(piece.text) - lead - len(words)) * space
        self._parts = tuple(parts)
        self.text = "".join(piece.text for piece in pieces).strip()
        self.width = x
        self.ascent = max((part.block.ascent for part in parts), default=0.0)
        self.height = self.ascent + max((part.block.descent for part in parts), default=0.0)
        self.missing = "".join(dict.fromkeys("".join(part.block.missing for part in parts)))

    def boxes(self) -> tuple[Rect, ...]:
        """The place of every piece that has words, in order."""
        return tuple(Rect(p.x, self.ascent - p.block.ascent, p.block.width, p.block.height) for p in self._parts)

    def draw(self, canvas: skia.Canvas, x: float, y: float, *, alpha: float = 1.0, shader: skia.Shader | None = None) -> None:
        """All pieces, each in its colour, or all in one `shader`."""
        for part in self._parts:
            part.block.draw(canvas, x + part.x, y + self.ascent - part.block.ascent, part.colour, alpha=alpha, shader=shader)


def _blank(style: TextStyle) -> float:
    """Distance that a blank makes, with the side bearings beside it."""
    return set_text("n n", style, 1e9).width - set_text("nn", style, 1e9).width


def rich_text(pieces: Sequence[Piece], *, width: float | None = None, smallest: float = 0.0, gap: float = 0.0) -> RichLine:
    """The pieces as one line; where it is wider than `width`, all of it smaller in proportion, no piece under `smallest`."""
    line = RichLine(pieces, gap)
    if width is None or line.width <= width or not line.width:
        return line
    least = min(piece.style.size for piece in pieces)
    share = max(width / line.width, min(1.0, smallest / least))
    return RichLine([Piece(p.text, p.style.sized(p.style.size * share), p.colour) for p in pieces], gap * share)
