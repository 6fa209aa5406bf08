"""Captions in the picture: four styles over the same cues, each with a plate or outline of its own, to be read on anything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache

import skia

from core.film.look import CaptionStyle, Look
from core.film.timeline import Cue, Scene
from core.media.colour import contrast, mixed, paint, readable
from core.media.frame import Frame
from core.media.layer import HIDDEN, REST, Layer, Pose, Rect, TextSpot
from core.media.motion import overshoot, progress
from core.media.text import TextBlock, TextStyle, fit_text, set_text

MOST = 42
_POP_MOST = 15
_SAMPLE = "The quick brown fox jumps over the lazy dog; 120 MB were kept, WWW"
_SAFETY = 0.94
"""Share of the room that an average line takes, so that wide letters fit as well."""

_LEADING = 1.22
_FADE_MS = 90
_POP_MS = 240
_POP_FROM = 0.82
_WHITE = "#FFFFFF"
_KEY = "#FFD60A"
_GLASS = 0.82
"""Opacity of dark glass; white on it keeps 9 : 1 even over white."""


@dataclass(frozen=True)
class _Cut:
    """What one style needs: type, room for it, the plate's padding."""

    style: TextStyle
    room: Rect
    pad_x: float
    pad_y: float


def _cut(look: Look, frame: Frame, language: str = "") -> _Cut:
    rect, kind = frame.caption, look.captions
    if kind is CaptionStyle.POP:
        size = min(0.56 * rect.h, rect.w / (0.56 * _POP_MOST), 0.12 * frame.h)
        edge = 0.075 * size
        style = TextStyle(
            look.type.display,
            max(look.type.display_weight, 700),
            max(size, frame.smallest),
            -0.02,
            1.05,
            "center",
            language=language,
        )
        return _Cut(style, rect.inset(edge * 1.6, edge * 1.2), edge, edge)
    wanted = (0.041 if frame.wide else 0.036) * frame.h
    pad_y = 0.0 if kind is CaptionStyle.LINE else 0.1 * rect.h
    fits = (rect.h - 2 * pad_y) / (_LEADING + 1.02)
    size = max(frame.smallest, min(wanted, fits))
    pad_y = min(pad_y, max(0.0, (rect.h - size * (_LEADING + 1.0)) / 2))
    pad_x = 0.0 if kind is CaptionStyle.LINE else 0.62 * size
    align = "left" if kind is CaptionStyle.LINE and frame.wide else "center"
    weight = max(look.type.text_weight, 500) if kind is not CaptionStyle.CHIP else max(look.type.text_weight, 600)
    style = TextStyle(look.type.text, weight, size, 0.0, _LEADING, align, language=language)
    return _Cut(style, rect.inset(pad_x, pad_y), pad_x, pad_y)


def line_limit(look: Look, frame: Frame) -> int:
    """How many characters of a caption's line fit `frame` in the look's caption style; at most 42."""
    return _limit(_cut(look, frame), look.captions)


@lru_cache(maxsize=256)
def _limit(cut: _Cut, kind: CaptionStyle) -> int:
    each = set_text(_SAMPLE, cut.style, 1e9).width / len(_SAMPLE)
    return max(8, min(_POP_MOST if kind is CaptionStyle.POP else MOST, int(cut.room.w * _SAFETY / each)))


def caption_layer(scene: Scene, frame: Frame) -> Layer | None:
    """The scene's captions as one layer that is drawn anew only when the cue or its word changes; None without captions."""
    if not scene.captions or scene.look.captions is CaptionStyle.NONE:
        return None
    burn = _Pop if scene.look.captions is CaptionStyle.POP else _Plate
    return burn(scene, frame).layer()


def _by_start(starts: list[int], ends: list[int]) -> Callable[[float], int]:
    """Index of what is on at a time, or -1."""

    def found(ms: float) -> int:
        index = bisect_right(starts, ms) - 1
        return index if index >= 0 and ms < ends[index] else -1

    return found


class _Plate:
    """LINE, KARAOKE and CHIP: one or two lines on a plate that hugs them."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self._look, self._frame, self._cues = scene.look, frame, scene.captions
        self._kind = scene.look.captions
        self._cut = _cut(scene.look, frame, scene.language)
        self._cue_at = _by_start([cue.start_ms for cue in self._cues], [cue.end_ms for cue in self._cues])
        self._blocks = [self._block(cue) for cue in self._cues]
        self._spoken = [_spoken_of(cue, block) for cue, block in zip(self._cues, self._blocks, strict=True)]

    def _block(self, cue: Cue) -> TextBlock:
        style, room = self._cut.style, self._cut.room
        own = fit_text(cue.text, style, room.w, room.h, smallest=self._frame.smallest, max_lines=2)
        return own if own.fits else fit_text(_flowing(cue), style, room.w, room.h, smallest=self._frame.smallest, max_lines=2)

    def _place(self, index: int) -> tuple[float, float]:
        """Top left of a cue's block: at the rectangle's foot, at its left side (LINE on wide frames) or in its middle."""
        block, room = self._blocks[index], self._cut.room
        x = room.x if self._cut.style.align == "left" else room.cx - block.width / 2
        return x, room.bottom - block.height

    def layer(self) -> Layer:
        """All cues as one layer."""
        grow = 0.5 * self._cut.style.size
        spots = tuple(self._spot(index) for index in range(len(self._cues)))
        return Layer(self._frame.caption.inset(-grow, -grow), self._draw, self._state, self._pose, spots, keep=2)

    def _state(self, ms: float) -> Hashable:
        index = self._cue_at(ms)
        if index < 0 or self._kind is CaptionStyle.LINE:
            return index, -1
        return index, bisect_right([word.start_ms for line in self._cues[index].lines for word in line], ms) - 1

    def _pose(self, ms: float) -> Pose:
        """Fades in after silence; follows the cue before without a blink."""
        index = self._cue_at(ms)
        if index < 0:
            return HIDDEN
        cue = self._cues[index]
        if index and self._cues[index - 1].end_ms >= cue.start_ms:
            return REST
        return Pose(opacity=progress(ms, cue.start_ms - _FADE_MS / 3, _FADE_MS))

    def _draw(self, canvas: skia.Canvas, state: Hashable) -> None:
        index, word = state if isinstance(state, tuple) else (-1, -1)
        if index < 0:
            return
        block = self._blocks[index]
        x, y = self._place(index)
        self._draw_plate(canvas, block.box(x, y))
        colours = self._colours()
        inks = {name: paint(colour) for name, colour in zip(("rest", "now", "coming"), colours, strict=True)}
        spoken = self._spoken[index]

        def paint_of(box: int) -> skia.Paint:
            said = spoken[box]
            return inks["now" if said == word else "rest" if said < word else "coming"]

        block.draw_words(canvas, x, y, paint_of)

    def _draw_plate(self, canvas: skia.Canvas, box: Rect) -> None:
        palette, size = self._look.palette, self._cut.style.size
        if self._kind is CaptionStyle.LINE:
            scrim = paint(palette.ground, 0.94)
            scrim.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.12 * size))
            canvas.drawRoundRect(box.inset(-0.28 * size, -0.2 * size).skia(), 0.25 * size, 0.25 * size, scrim)
            return
        plate = box.inset(-self._cut.pad_x, -self._cut.pad_y)
        fill = paint(self._glass(), _GLASS) if self._kind is CaptionStyle.KARAOKE else paint(palette.accent)
        radius = min(0.42 * size, plate.h / 2)
        canvas.drawRoundRect(plate.skia(), radius, radius, fill)

    def _glass(self) -> str:
        """The darkest of the look's strong colours, darkened."""
        palette = self._look.palette
        return mixed(
            min(palette.deep, palette.ink, palette.ground, key=lambda colour: contrast(colour, "#000000")), "#000000", 0.45
        )

    def _colours(self) -> tuple[str, str, str]:
        """Of words already said, of the one being said, of those to come; each readable on the plate over anything."""
        palette = self._look.palette
        if self._kind is CaptionStyle.LINE:
            ink = readable(palette.ink, mixed(_WHITE, palette.ground, 0.94), mixed("#000000", palette.ground, 0.94))
            return ink, ink, ink
        if self._kind is CaptionStyle.KARAOKE:
            behind = mixed(_WHITE, self._glass(), _GLASS), mixed("#000000", self._glass(), _GLASS)
            return _WHITE, readable(palette.accent, *behind), _WHITE
        ink = readable(palette.on_accent, palette.accent)
        return ink, ink, readable(mixed(ink, palette.accent, 0.32), palette.accent)

    def _spot(self, index: int) -> TextSpot:
        return self._blocks[index].spot(f"caption:{index}", *self._place(index), self._colours()[0], self._frame.caption)


def _flowing(cue: Cue) -> str:
    """A cue's words as one line, for where its own lines are too long."""
    return "".join(word.text if word.glued else " " + word.text for line in cue.lines for word in line).strip()


def _spoken_of(cue: Cue, block: TextBlock) -> tuple[int, ...]:
    """For every word box of a cue's block, which of the cue's words it belongs to."""
    flowing = block.text != cue.text
    ends, at = [], 0
    for row, line in enumerate(cue.lines):
        for column, word in enumerate(line):
            blank = not word.glued if column or (row and flowing) else row > 0
            at += blank + len(word.text)
            ends.append(at)
    return tuple(bisect_right(ends, box.offset) for box in block.words)


class _Pop:
    """POP: one line of a cue at a time, huge, white with an ink outline, its key word in yellow; each lands with a bounce."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self._look, self._frame = scene.look, frame
        self._cut = _cut(scene.look, frame, scene.language)
        self._lines = [_pop_line(cue, row) for cue in scene.captions for row in range(len(cue.lines))]
        self._blocks = [self._block(text) for text, _, _ in self._lines]
        self._starts = [start for _, start, _ in self._lines]
        self._line_at = _by_start(self._starts, [end for _, _, end in self._lines])
        self._curve = overshoot(0.12)
        self._outline = readable(mixed(scene.look.palette.ink, "#000000", 0.3), _WHITE, _KEY, least=7.0)

    def _block(self, text: str) -> TextBlock:
        return fit_text(text, self._cut.style, self._cut.room.w, self._cut.room.h, smallest=self._frame.smallest, max_lines=2)

    def layer(self) -> Layer:
        """All lines as one layer."""
        room = self._frame.caption
        spots = tuple(block.spot(f"caption:{i}", *self._place(block), _WHITE, room) for i, block in enumerate(self._blocks))
        return Layer(room, self._draw, self._line_at, self._pose, spots, keep=2)

    def _place(self, block: TextBlock) -> tuple[float, float]:
        room = self._cut.room
        return room.cx - block.width / 2, room.cy - block.height / 2

    def _pose(self, ms: float) -> Pose:
        index = self._line_at(ms)
        if index < 0:
            return HIDDEN
        share = progress(ms, self._starts[index], _POP_MS)
        opacity = progress(ms, self._starts[index] - 20, 80)
        return REST if share >= 1 else Pose(scale=_POP_FROM + (1 - _POP_FROM) * self._curve(share), opacity=opacity)

    def _draw(self, canvas: skia.Canvas, state: Hashable) -> None:
        if not isinstance(state, int) or state < 0:
            return
        block = self._blocks[state]
        x, y = self._place(block)
        block.draw_outline(canvas, x, y, self._outline, 0.15 * block.style.size)
        key = _key_word([word.text for word in block.words])
        white, yellow = paint(_WHITE), paint(_KEY)
        block.draw_words(canvas, x, y, lambda box: yellow if box == key else white)


def _pop_line(cue: Cue, row: int) -> tuple[str, int, int]:
    """Text, start and end of one line of a cue: on until the next one begins."""
    line = cue.lines[row]
    start = cue.start_ms if row == 0 else line[0].start_ms
    end = cue.lines[row + 1][0].start_ms if row + 1 < len(cue.lines) else cue.end_ms
    return cue.text.split("\n")[row], start, end


def _key_word(words: list[str]) -> int:
    """The word that a line is about: one with a figure, else the longest if it is long; -1: none."""
    figures = [i for i, word in enumerate(words) if any(char.isdigit() for char in word)]
    if figures:
        return figures[0]
    longest = max(range(len(words)), key=lambda i: (len(words[i].strip(".,;:!?")), i), default=-1)
    return longest if longest >= 0 and len(words[longest].strip(".,;:!?")) >= 5 else -1
