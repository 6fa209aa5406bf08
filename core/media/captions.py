"""Captions in the picture: four styles over the same cues, each with a plate or outline of its own, to be read on anything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from functools import lru_cache

import skia

from core.film.look import CaptionStyle, Look
from core.film.timeline import Cue, Scene
from core.media.caption_type import Cut, cut_of, joined, on_at
from core.media.colour import contrast, mixed, paint, readable
from core.media.frame import Frame
from core.media.layer import HIDDEN, REST, Layer, Pose, Rect, TextSpot
from core.media.motion import progress
from core.media.pop_captions import PopCaptions
from core.media.text import TextBlock, fit_text, set_text

MOST = 42
_POP = 30
"""A line of POP captions, which is shown in beats of one to three words."""

_SAMPLE = "The quick brown fox jumps over the lazy dog; 120 MB were kept, WWW"
_SAFETY = 0.94
"""Share of the room that an average line takes, so that wide letters fit as well."""

_FADE_MS = 90
_WHITE = "#FFFFFF"
_VEIL = 0.93
"""Opacity of the plate behind LINE captions."""

_GLASS = 0.82
"""Opacity of dark glass; white on it keeps 9 : 1 even over white."""


def line_limit(look: Look, frame: Frame) -> int:
    """How many characters of a caption's line fit `frame` in the look's caption style; at most 42.

    POP shows its lines in beats of a few words, which always fit: there it is the length of a line that reads well in a file.
    """
    return _POP if look.captions is CaptionStyle.POP else _limit(cut_of(look, frame))


@lru_cache(maxsize=256)
def _limit(cut: Cut) -> int:
    each = set_text(_SAMPLE, cut.style, 1e9).width / len(_SAMPLE)
    return max(8, min(MOST, int(cut.room.w * _SAFETY / each)))


def caption_layer(scene: Scene, frame: Frame) -> Layer | None:
    """The scene's captions as one layer that is drawn anew only when the cue or its word changes; None without captions."""
    if not scene.captions or scene.look.captions is CaptionStyle.NONE:
        return None
    return (PopCaptions if scene.look.captions is CaptionStyle.POP else _Plate)(scene, frame).layer()


class _Plate:
    """LINE, KARAOKE and CHIP: one or two lines on a plate that hugs them."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self._look, self._frame, self._cues = scene.look, frame, scene.captions
        self._kind = scene.look.captions
        self._cut = cut_of(scene.look, frame, scene.language)
        self._cue_at = on_at([cue.start_ms for cue in self._cues], [cue.end_ms for cue in self._cues])
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
            # In the ground's own colour: not to be seen on it, a plate on pictures and panels.
            plate = box.inset(-0.5 * size, -0.26 * size)
            canvas.drawRoundRect(plate.skia(), 0.3 * size, 0.3 * size, paint(palette.ground, _VEIL))
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
            ink = readable(palette.ink, mixed(_WHITE, palette.ground, _VEIL), mixed("#000000", palette.ground, _VEIL))
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
    return joined([word for line in cue.lines for word in line])


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
