"""What all caption styles share: their type, the room for it, and what is on when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.film.look import CaptionStyle, Look
from core.film.timeline import CueWord
from core.media.frame import Frame
from core.media.layer import Rect
from core.media.text import TextStyle

POP_MOST = 15
"""Characters of a beat of a POP caption."""

_LEADING = 1.22


@dataclass(frozen=True)
class Cut:
    """What one style needs: type, room for it, the plate's padding."""

    style: TextStyle
    room: Rect
    pad_x: float
    pad_y: float


def cut_of(look: Look, frame: Frame, language: str = "") -> Cut:
    """The type of a look's captions in a frame: one size for the whole film, never under the smallest."""
    return _pop_cut(look, frame, language) if look.captions is CaptionStyle.POP else _plate_cut(look, frame, language)


def _pop_cut(look: Look, frame: Frame, language: str) -> Cut:
    rect = frame.caption
    size = max(frame.smallest, min(0.56 * rect.h, rect.w / (0.56 * POP_MOST), 0.12 * frame.h))
    weight = max(look.type.display_weight, 700)
    edge = 0.075 * size
    style = TextStyle(look.type.display, weight, size, -0.02, 1.05, "center", language=language)
    return Cut(style, rect.inset(edge * 1.6, edge * 1.2), edge, edge)


def _plate_cut(look: Look, frame: Frame, language: str) -> Cut:
    rect, kind = frame.caption, look.captions
    wanted = (0.041 if frame.wide else 0.036) * frame.h
    pad_y = 0.0 if kind is CaptionStyle.LINE else 0.1 * rect.h
    size = max(frame.smallest, min(wanted, (rect.h - 2 * pad_y) / (_LEADING + 1.02)))
    pad_y = min(pad_y, max(0.0, (rect.h - size * (_LEADING + 1.0)) / 2))
    pad_x = 0.0 if kind is CaptionStyle.LINE else 0.62 * size
    align = "left" if kind is CaptionStyle.LINE and frame.wide else "center"
    weight = max(look.type.text_weight, 600 if kind is CaptionStyle.CHIP else 500)
    style = TextStyle(look.type.text, weight, size, 0.0, _LEADING, align, language=language)
    return Cut(style, rect.inset(pad_x, pad_y), pad_x, pad_y)


def on_at(starts: list[int], ends: list[int]) -> Callable[[float], int]:
    """Index of what is on at a time, or -1."""

    def found(ms: float) -> int:
        index = bisect_right(starts, ms) - 1
        return index if index >= 0 and ms < ends[index] else -1

    return found


def joined(words: Sequence[CueWord]) -> str:
    """Words as they are written, with blanks where they belong."""
    return "".join(word.text if word.glued else " " + word.text for word in words).strip()
