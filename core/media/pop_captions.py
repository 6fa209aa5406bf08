"""The POP style: captions for phones, one to three words at a time, each landing with a bounce."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import skia

from core.film.phrasing import break_cost, ends_sentence, places
from core.film.timeline import Cue, CueWord, Scene
from core.media.caption_type import POP_MOST, cut_of, joined, on_at
from core.media.colour import mixed, paint, readable
from core.media.frame import Frame
from core.media.layer import HIDDEN, REST, Layer, Pose
from core.media.motion import overshoot, progress
from core.media.text import TextBlock, fit_text

_WORDS = 3
_HASTE_MS = 350
_LAND_MS = 240
_FROM = 0.82
_WHITE = "#FFFFFF"
_KEY = "#FFD60A"


@dataclass(frozen=True)
class _Beat:
    text: str
    start_ms: int
    end_ms: int


class PopCaptions:
    """POP: one to three words at a time, huge, white with an ink outline, its key word in yellow; each lands with a bounce."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self._look, self._frame = scene.look, frame
        self._cut = cut_of(scene.look, frame, scene.language)
        beats = [beat for cue in scene.captions for beat in _beats(cue)]
        self._blocks = [self._block(beat.text) for beat in beats]
        self._starts = [beat.start_ms for beat in beats]
        self._beat_at = on_at(self._starts, [beat.end_ms for beat in beats])
        self._curve = overshoot(0.12)
        self._outline = readable(mixed(scene.look.palette.ink, "#000000", 0.3), _WHITE, _KEY, least=7.0)

    def _block(self, text: str) -> TextBlock:
        return fit_text(text, self._cut.style, self._cut.room.w, self._cut.room.h, smallest=self._frame.smallest, max_lines=2)

    def layer(self) -> Layer:
        """All beats as one layer."""
        room = self._frame.caption
        spots = tuple(block.spot(f"caption:{i}", *self._place(block), _WHITE, room) for i, block in enumerate(self._blocks))
        return Layer(room, self._draw, self._beat_at, self._pose, spots, keep=2)

    def _place(self, block: TextBlock) -> tuple[float, float]:
        room = self._cut.room
        return room.cx - block.width / 2, room.cy - block.height / 2

    def _pose(self, ms: float) -> Pose:
        index = self._beat_at(ms)
        if index < 0:
            return HIDDEN
        share = progress(ms, self._starts[index], _LAND_MS)
        opacity = progress(ms, self._starts[index] - 20, 80)
        return REST if share >= 1 else Pose(scale=_FROM + (1 - _FROM) * self._curve(share), opacity=opacity)

    def _draw(self, canvas: skia.Canvas, state: Hashable) -> None:
        if not isinstance(state, int) or state < 0:
            return
        block = self._blocks[state]
        x, y = self._place(block)
        block.draw_outline(canvas, x, y, self._outline, 0.15 * block.style.size)
        key = _key_word([word.text for word in block.words])
        white, yellow = paint(_WHITE), paint(_KEY)
        block.draw_words(canvas, x, y, lambda box: yellow if box == key else white)


def _beats(cue: Cue) -> list[_Beat]:
    """A cue in beats of one to three words, each on until the next one begins."""
    groups = [group for line in cue.lines for group in _groups(line)]
    starts = [cue.start_ms, *(group[0].start_ms for group in groups[1:])]
    ends = [*starts[1:], cue.end_ms]
    return [_Beat(joined(group), start, end) for group, start, end in zip(groups, starts, ends, strict=True)]


def _groups(line: Sequence[CueWord]) -> list[Sequence[CueWord]]:
    """A line in parts of at most three words, by the least sum of what hurts: few, even, ending where phrases end."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(line) + 1):
        firsts = range(max(0, end - _WORDS), end)
        fitting = [first for first in firsts if end - first == 1 or places(joined(line[first:end])) <= POP_MOST]
        best.append(min((best[first][0] + _hurt(line, first, end), first) for first in fitting))
    groups, end = [], len(line)
    while end:
        first = best[end][1]
        groups.append(line[first:end])
        end = first
    return groups[::-1]


def _hurt(line: Sequence[CueWord], first: int, end: int) -> float:
    """How bad `line[first:end]` is as a beat: each one costs, and so do its bad end, a sentence's end inside, and haste."""
    words = line[first:end]
    cost = 14.0 + 9.0 * (1 - min(1.0, places(joined(words)) / POP_MOST)) ** 2
    cost += 30.0 * sum(ends_sentence(word.text) for word in words[:-1])
    if end < len(line):
        shown = line[end].start_ms - words[0].start_ms
        cost += 0.4 * break_cost(words[-1].text, line[end].text, line[end].glued, "") + 25.0 * max(0.0, 1 - shown / _HASTE_MS)
    return cost


def _key_word(words: list[str]) -> int:
    """The word that a line is about: one with a figure, else the longest if it is long; -1: none."""
    figures = [i for i, word in enumerate(words) if any(char.isdigit() for char in word)]
    if figures:
        return figures[0]
    longest = max(range(len(words)), key=lambda i: (len(words[i].strip(".,;:!?")), i), default=-1)
    return longest if longest >= 0 and len(words[longest].strip(".,;:!?")) >= 5 else -1
