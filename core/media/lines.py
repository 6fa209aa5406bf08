"""Lines in em: glyphs at their places, independent of size, so that a text is measured once for every size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from core.media.breaking import between_phrases, emergency, line_starts, opportunities
from core.media.direction import visual_order
from core.media.fonts import MONOSPACED, Face, face_of
from core.media.shaping import Setting, Shaped, shape

SLACK = 1e-6
"""Em by which a line may be too wide, so that what was measured exactly still fits."""


@dataclass(frozen=True)
class Placed:
    """A glyph on its line, in em from the line's origin on the baseline."""

    face: Face
    id: int
    at: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True)
class Line:
    """A line in em: ink from `left` to `right`, rising to `top` (negative) and falling to `bottom` about the baseline."""

    start: int
    text: str
    glyphs: tuple[Placed, ...]
    base: int
    left: float
    right: float
    top: float
    bottom: float
    missing: str
    foreign: bool
    """Whether some glyph is of another family, whose letters may be taller."""


@lru_cache(maxsize=4096)
def _line(text: str, start: int, setting: Setting, base: int) -> Line:
    shaped = shape(text, setting, base)
    primary = face_of(setting.family, setting.weight, setting.italic)
    glyphs: list[Placed] = []
    x = 0.0
    for index in visual_order([run.level for run in shaped.runs]):
        run = shaped.runs[index]
        for glyph in run.glyphs:
            glyphs.append(Placed(run.face, glyph.id, glyph.at, x + glyph.dx, -glyph.dy, glyph.advance))
            x += glyph.advance
    left, right, top, bottom = _extent(text, glyphs, x, setting)
    foreign = any(glyph.face is not primary for glyph in glyphs)
    return Line(start, text, tuple(glyphs), base, left, right, top, bottom, shaped.missing, foreign)


def _extent(text: str, glyphs: list[Placed], advance: float, setting: Setting) -> tuple[float, float, float, float]:
    """Left, right, top, bottom. Columns (tabular figures, code, indents) count from the origin, everything else from the ink."""
    boxes = []
    for face in dict.fromkeys(glyph.face for glyph in glyphs):
        own = [glyph for glyph in glyphs if glyph.face is face]
        for glyph, box in zip(own, face.font(1000).getBounds([glyph.id for glyph in own]), strict=True):
            if not box.isEmpty():
                x, y = glyph.x, glyph.y
                boxes.append((x + box.left() / 1000, x + box.right() / 1000, y + box.top() / 1000, y + box.bottom() / 1000))
    top, bottom = min((box[2] for box in boxes), default=0.0), max((box[3] for box in boxes), default=0.0)
    if not boxes or setting.tabular or setting.family in MONOSPACED or text[:1].isspace():
        return 0.0, max(advance - (setting.tracking if text else 0.0), 0.0), top, bottom
    return min(box[0] for box in boxes), max(box[1] for box in boxes), top, bottom


def lines_of(text: str, setting: Setting, width: float, force: bool, whole: bool = False) -> tuple[Line, ...] | None:
    """Lines of at most `width` em; None where a word is wider and must not be torn (`force` tears it).

    With `whole`, phrases of scripts without blanks are not parted either.
    """
    lines: list[Line] = []
    at = 0
    for paragraph in text.split("\n"):
        found = _paragraph(paragraph.rstrip(), setting, width, force, whole)
        if found is None:
            return None
        lines += [replace(line, start=line.start + at) for line in found]
        at += len(paragraph) + 1
    return tuple(lines)


@lru_cache(maxsize=4096)
def _paragraph(text: str, setting: Setting, width: float, force: bool, whole: bool) -> tuple[Line, ...] | None:
    shaped = shape(text, setting)
    room = width + max(setting.tracking, 0.0) + SLACK
    starts = _starts(text, shaped, setting, room, force, whole)
    if starts is None:
        return None
    lines = []
    for first, last in zip(starts, (*starts[1:], len(text)), strict=True):
        piece = text[first:last].rstrip()
        lead = len(piece) - len(piece.lstrip()) if first else 0
        lines.append(_line(piece[lead:], first + lead, setting, shaped.base))
    return tuple(lines)


def _starts(text: str, shaped: Shaped, setting: Setting, room: float, force: bool, whole: bool) -> tuple[int, ...] | None:
    if sum(shaped.advances) <= room:
        return (0,)
    if whole:
        return line_starts(text, shaped.advances, room, between_phrases(text, setting.language))
    places = opportunities(text, setting.language)
    starts = line_starts(text, shaped.advances, room, places)
    if starts is None and force:
        starts = line_starts(text, shaped.advances, room, emergency(text, shaped.advances, room, places))
        if starts is None:
            # Joined scripts are never torn: where a word of theirs is wider than the line, the line becomes as wide.
            places = emergency(text, shaped.advances, 0.0, places)
            nodes = (0, *(at for at, _ in places), len(text))
            widest = max(sum(shaped.advances[first:last]) for first, last in pairwise(nodes))
            starts = line_starts(text, shaped.advances, max(room, widest * (1 + 1e-9)), places)
    return starts
