"""Text laid out: lines broken well, every word with its box, drawn as glyphs at exact places.

Layout is done once in em (widths are proportional to the size, since nothing is hinted) and kept by content, so asking again
costs nothing. A block's box holds its ink: its left edge is the first letter's edge and its top is where tall letters reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

import skia

from core.media.breaking import tokens, unspaced
from core.media.fonts import Face, face_of
from core.media.layer import Rect, TextSpot
from core.media.lines import SLACK, Line, Placed, lines_of
from core.media.shaping import Setting

WHOLE_PHRASES = 0.5
"""Japanese, Chinese and Thai are set with whole phrases on a line where that costs no more of the size than this leaves."""
_STEP = 0.25
"""Sizes that are looked for are multiples of this many pixels."""


@dataclass(frozen=True)
class TextStyle:
    """How text is set. `size` in pixels, `tracking` in em, `leading` in sizes from baseline to baseline."""

    family: str
    weight: int = 500
    size: float = 48.0
    tracking: float = 0.0
    leading: float = 1.2
    align: str = "left"
    """`left` (where the text's own direction begins), `center` or `right`."""
    italic: bool = False
    language: str = ""
    tabular: bool = False
    """Figures of equal width that stay where they are while a number counts."""

    def sized(self, size: float) -> TextStyle:
        """The same at another size."""
        return replace(self, size=size)

    @property
    def setting(self) -> Setting:
        """All of it that shaping depends on."""
        return Setting(self.family, self.weight, self.italic, self.language, self.tracking, self.tabular)


@dataclass(frozen=True)
class WordBox:
    """A word: its text, the index of its first character in the block's text, its line, its place in the block."""

    text: str
    offset: int
    line: int
    rect: Rect


class TextBlock:
    """Laid-out text. Its origin is the top left of the box that holds its ink; lengths in pixels. Never changed."""

    def __init__(self, text: str, style: TextStyle, lines: tuple[Line, ...], fits: bool) -> None:
        self.text = text
        self.style = style
        self.fits = fits
        self._lines = lines
        self.lines = len(lines)
        face = face_of(style.family, style.weight, style.italic)
        size = style.size
        self.width = max((line.right - line.left for line in lines), default=0.0) * size
        self.ascent, self.descent, self.pitch = _vertical(lines, face, style)
        self.cap_height = face.cap_height * size
        self.height = self.ascent + (self.lines - 1) * self.pitch + self.descent if lines else 0.0
        self.baselines = tuple(self.ascent + row * self.pitch for row in range(self.lines))
        self.missing = "".join(dict.fromkeys("".join(line.missing for line in lines)))
        self._origins = tuple(self._origin(line) for line in lines)

    def _origin(self, line: Line) -> float:
        """x of a line's origin in the block."""
        rest = self.width - (line.right - line.left) * self.style.size
        align = self.style.align
        share = 0.5 if align == "center" else float(align == "right" or (align == "left" and line.base == 1))
        return rest * share - line.left * self.style.size

    @cached_property
    def words(self) -> tuple[WordBox, ...]:
        """Every word with its box: as wide as its advance, as high as its line's letters."""
        return tuple(box for box, _ in self._words)

    @cached_property
    def _words(self) -> tuple[tuple[WordBox, tuple[tuple[Placed, int], ...]], ...]:
        size = self.style.size
        found = []
        for row, line in enumerate(self._lines):
            for first, last in tokens(line.text, self.style.language):
                own = [glyph for glyph in line.glyphs if first <= glyph.at < last]
                if not own:
                    continue
                left = min(glyph.x for glyph in own) * size + self._origins[row]
                right = max(glyph.x + glyph.advance for glyph in own) * size + self._origins[row]
                right -= self.style.tracking * size
                rect = Rect(left, self.baselines[row] - self.ascent, max(right - left, 0.0), self.ascent + self.descent)
                box = WordBox(line.text[first:last], line.start + first, row, rect)
                found.append((box, tuple((glyph, row) for glyph in own)))
        return tuple(found)

    @cached_property
    def _blobs(self) -> tuple[skia.TextBlob, ...]:
        return self._blobs_of([(glyph, row) for row, line in enumerate(self._lines) for glyph in line.glyphs])

    @cached_property
    def _word_blobs(self) -> tuple[tuple[skia.TextBlob, ...], ...]:
        return tuple(self._blobs_of(glyphs) for _, glyphs in self._words)

    def _blobs_of(self, glyphs: Sequence[tuple[Placed, int]]) -> tuple[skia.TextBlob, ...]:
        size = self.style.size
        blobs = []
        for face in dict.fromkeys(glyph.face for glyph, _ in glyphs):
            own = [(glyph, row) for glyph, row in glyphs if glyph.face is face]
            points = [skia.Point(self._origins[row] + g.x * size, self.baselines[row] + g.y * size) for g, row in own]
            builder = skia.TextBlobBuilder()
            builder.allocRunPos(face.font(size), [glyph.id for glyph, _ in own], points)
            blobs.append(builder.make())
        return tuple(blob for blob in blobs if blob is not None)

    def draw(
        self, canvas: skia.Canvas, x: float, y: float, colour: str, *, alpha: float = 1.0, shader: skia.Shader | None = None
    ) -> None:
        """All of it in one colour (`#RRGGBB`), or in a `shader` whose coordinates are the canvas's."""
        paint = ink(colour, alpha)
        if shader is not None:
            paint.setShader(shader.makeWithLocalMatrix(skia.Matrix.Translate(-x, -y)))
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(x, y)
            for blob in self._blobs:
                canvas.drawTextBlob(blob, 0, 0, paint)

    def draw_words(self, canvas: skia.Canvas, x: float, y: float, paint_of: Callable[[int], skia.Paint | None]) -> None:
        """Each word in the paint that its index in `words` gets; None leaves it out."""
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(x, y)
            for index, blobs in enumerate(self._word_blobs):
                paint = paint_of(index)
                if paint is not None:
                    for blob in blobs:
                        canvas.drawTextBlob(blob, 0, 0, paint)

    def draw_outline(self, canvas: skia.Canvas, x: float, y: float, colour: str, width: float) -> None:
        """A round line of `width` pixels along the letters' edges, half of it outside; draw the letters over it."""
        paint = outline(colour, width)
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(x, y)
            for blob in self._blobs:
                canvas.drawTextBlob(blob, 0, 0, paint)

    def box(self, x: float, y: float) -> Rect:
        """The block's box when it is drawn at `x`, `y`."""
        return Rect(x, y, self.width, self.height)

    def spot(self, part: str, x: float, y: float, colour: str, room: Rect | None = None) -> TextSpot:
        """What the report is told of the block drawn at `x`, `y`."""
        return TextSpot(part, self.text, self.box(x, y), self.style.size, colour, self.missing, room)


def _vertical(lines: tuple[Line, ...], face: Face, style: TextStyle) -> tuple[float, float, float]:
    """Ascent, descent and pitch in pixels: the family's own, and more where accents or other scripts reach farther."""
    size = style.size
    if not lines:
        return face.ascent * size, face.descent * size, style.leading * size
    ascent = max(face.ascent, -lines[0].top)
    descent = max(face.descent, lines[-1].bottom)
    pitch = style.leading
    if any(line.foreign for line in lines):
        pitch = max([pitch] + [above.bottom - below.top + 0.06 for above, below in pairwise(lines)])
    return ascent * size, descent * size, pitch * size


def ink(colour: str, alpha: float = 1.0) -> skia.Paint:
    """A fill of `#RRGGBB`, thinned by `alpha`."""
    value = int(colour.lstrip("#"), 16)
    paint = skia.Paint(AntiAlias=True)
    paint.setColor(skia.Color(value >> 16, (value >> 8) & 255, value & 255))
    paint.setAlphaf(alpha)
    return paint


def outline(colour: str, width: float) -> skia.Paint:
    """A round stroke of `#RRGGBB`."""
    paint = ink(colour)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


@lru_cache(maxsize=1024)
def set_text(text: str, style: TextStyle, width: float, *, max_lines: int | None = None) -> TextBlock:
    """`text` at its style's size in lines of at most `width` pixels, as few and as even as possible.

    A word wider than `width` is torn between letters. `fits` says whether `max_lines` was enough (0 never is); no line is
    ever dropped.
    """
    if not text.strip():
        return TextBlock(text, style, (), True)
    room = max(width / style.size, SLACK)
    lines = lines_of(text, style.setting, room, False) or lines_of(text, style.setting, room, True) or ()
    widest = max(line.right - line.left for line in lines) * style.size
    return TextBlock(text, style, lines, (max_lines is None or len(lines) <= max_lines) and widest <= width + 0.5)


@lru_cache(maxsize=1024)
def fit_text(
    text: str, style: TextStyle, box_w: float, box_h: float, *, smallest: float, max_lines: int | None = None
) -> TextBlock:
    """`text` at the largest size up to the style's, and not under `smallest`, at which it stays inside the box.

    Words are torn only where even the smallest size cannot hold them. `fits` is False when nothing helps; the block is then set
    at the smallest size, complete.
    """
    if not text.strip():
        return TextBlock(text, style, (), True)
    whole = _largest(text, style, box_w, box_h, min(smallest, style.size), max_lines, False, True) if unspaced(text) else None
    for force in (False, True):
        found = _largest(text, style, box_w, box_h, min(smallest, style.size), max_lines, force)
        if found is not None:
            return whole if whole is not None and whole.style.size >= WHOLE_PHRASES * found.style.size else found
    return set_text(text, style.sized(min(smallest, style.size)), box_w, max_lines=0)


def _largest(
    text: str, style: TextStyle, box_w: float, box_h: float, smallest: float, max_lines: int | None, force: bool,
    whole: bool = False,
) -> TextBlock | None:  # fmt: skip
    def attempt(size: float) -> TextBlock | None:
        lines = lines_of(text, style.setting, box_w / size, force, whole)
        if lines is None or (max_lines is not None and len(lines) > max_lines):
            return None
        block = TextBlock(text, style.sized(size), lines, True)
        return block if block.width <= box_w + 0.5 and block.height <= box_h + 0.5 else None

    best = attempt(style.size)
    if best is not None:
        return best
    low, high = -(-smallest // _STEP), style.size // _STEP
    best = attempt(smallest)
    if best is None:
        return None
    while low <= high:
        middle = (low + high) // 2
        found = attempt(max(middle * _STEP, smallest))
        if found is None:
            high = middle - 1
        else:
            best, low = found, middle + 1
    return best
