"""Type that follows the voice: when each word of a text is said, words that land one by one, and the marker under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import skia

from core.film.alignment import tokens
from core.film.timeline import CueWord
from core.media.colour import paint
from core.media.layer import Layer, Rect, TextSpot
from core.media.layouts.kit import Stage, growing
from core.media.motion import Posed, ease_in_out, progress
from core.media.text import TextBlock

LEAD_MS = 90.0
"""A word begins to come in this long before it is heard."""
AT_ONCE_MS = 1100.0
"""The most that words take to come in when they are not spoken themselves."""


def word_starts(stage: Stage, part: str, block: TextBlock) -> tuple[float, ...]:
    """When each word of the block comes in: with the spoken word where captions tell it, else spread over the part's time.

    Words of a part that is not spoken follow each other quickly from the part's beginning.
    """
    words = [word.text for word in block.words]
    when = stage.said(part)
    found = stage.scene.said(part)
    if found is None or not found.matched:
        pitch = min(stage.look.motion.stagger_ms * 0.9, AT_ONCE_MS / max(1, len(words)))
        return tuple(min(when.start_ms, 250.0) + i * pitch for i in range(len(words)))
    heard = [word for cue in stage.scene.captions for line in cue.lines for word in line if word.end_ms > when.start_ms]
    known = _matched(words, heard)
    return _filled(words, known, when.start_ms, min(when.end_ms, when.start_ms + 420.0 * len(words)))


def _matched(words: Sequence[str], heard: Sequence[CueWord]) -> list[float | None]:
    """The start of each word that is found among those heard, in order; None for the others."""
    starts: list[float | None] = []
    at = 0
    for word in words:
        wanted = tokens(word)
        place = next((i for i in range(at, min(len(heard), at + 6)) if wanted and tokens(heard[i].text)[:1] == wanted[:1]), None)
        starts.append(None if place is None else heard[place].start_ms - LEAD_MS)
        at = at if place is None else place + 1
    return starts


def _filled(words: Sequence[str], known: Sequence[float | None], start: float, end: float) -> tuple[float, ...]:
    """All starts, unknown ones by the length of the words between their neighbours; never going back."""
    total = sum(len(word) + 1 for word in words) or 1
    plain, at = [], 0
    for word in words:
        plain.append(start + (end - start) * at / total)
        at += len(word) + 1
    found: list[float] = []
    for i, place in enumerate(known):
        before = found[-1] if found else 0.0
        if place is not None:
            found.append(max(before, place))
            continue
        after = next((p for p in known[i + 1 :] if p is not None), None)
        guess = before + 180.0 if found else plain[i]
        found.append(max(before, guess if after is None else min(guess, after)))
    return tuple(found)


def word_layers(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, colour_of: Callable[[int], str],
    starts: Sequence[float], *, room: Rect | None = None, shader_of: Callable[[int], skia.Shader | None] = lambda i: None,
) -> list[Layer]:  # fmt: skip
    """Each word of a block as a layer that comes in at its time, in the look's way; the block's spots lie on the last words."""
    layers: list[Layer] = []
    pad = 0.22 * block.style.size
    last = {colour_of(i): i for i in range(len(block.words))}
    for i, word in enumerate(block.words):
        told = last[colour_of(i)] == i and shader_of(i) is None
        spots = (block.spot(part, x, y, colour_of(i), room),) if told else ()
        texts = tuple(_of_words(spot, block, colour_of, colour_of(i), x, y) for spot in spots)
        draw = _word(block, i, x, y, colour_of(i), shader_of(i))
        rect = word.rect.moved(x, y).inset(-pad, -1.3 * pad)
        layers.append(Layer(rect, draw, pose=stage.enter(starts[i]), texts=texts))
    return layers


def _of_words(spot: TextSpot, block: TextBlock, colour_of: Callable[[int], str], colour: str, x: float, y: float) -> TextSpot:
    """The spot narrowed to the words of one colour, on the last line that has any."""
    own = [word for i, word in enumerate(block.words) if colour_of(i) == colour]
    line = own[-1].line
    row = [word.rect for word in own if word.line == line]
    left, right = max(0.0, min(r.x for r in row)), min(block.width, max(r.right for r in row))
    box = Rect(x + left, y + row[0].y, right - left, row[0].h)
    return TextSpot(spot.part, " ".join(w.text for w in own), box, spot.size, colour, spot.missing, spot.room)


def _word(block: TextBlock, index: int, x: float, y: float, colour: str, shader: skia.Shader | None) -> Callable[..., None]:
    fill = paint(colour)
    if shader is not None:
        fill.setShader(shader)

    def draw(canvas: skia.Canvas, _: object) -> None:
        block.draw_words(canvas, x, y, lambda i: fill if i == index else None)

    return draw


def marker_layers(
    stage: Stage, block: TextBlock, x: float, y: float, words: range, starts: Sequence[float], colour: str
) -> list[Layer]:
    """A broad marker stroke under some words, drawn as they are said: one small layer for each line."""
    layers = []
    chosen = [i for i in words if i < len(block.words)]
    size = block.style.size
    for line, group in groupby(chosen, key=lambda i: block.words[i].line):
        own = list(group)
        first, last = block.words[own[0]].rect, block.words[own[-1]].rect
        base = y + block.baselines[line]
        box = Rect(x + first.x - 0.04 * size, base - 0.20 * size, last.right - first.x + 0.08 * size, 0.36 * size)
        begin = starts[own[0]]
        end = max(begin + 420.0, starts[own[-1]] + 320.0)
        layers.append(growing(box.inset(-2), _stroke(box, colour), _share(begin, end), steps=round(box.w / 6)))
    return layers


def _stroke(box: Rect, colour: str) -> Callable[[skia.Canvas, float], None]:
    def draw(canvas: skia.Canvas, share: float) -> None:
        canvas.drawRect(skia.Rect.MakeXYWH(box.x, box.y, box.w * share, box.h), paint(colour))

    return draw


def _share(begin: float, end: float) -> Callable[[float], float]:
    return lambda ms: ease_in_out(progress(ms, begin, end - begin))


def read_along(
    stage: Stage, part: str, block: TextBlock, x: float, y: float, ink: str, starts: Sequence[float], *, pose: Posed,
    waiting: float = 0.38, room: Rect | None = None,
) -> Layer:  # fmt: skip
    """A text that stands from the beginning, its words waiting at part strength until they are said."""
    strong, weak = paint(ink), paint(ink, waiting)

    def state(ms: float) -> int:
        return sum(start <= ms for start in starts)

    def draw(canvas: skia.Canvas, said: object) -> None:
        block.draw_words(canvas, x, y, lambda i: strong if i < int(said) else weak)  # type: ignore[call-overload]

    rect = Rect(x, y, block.width, block.height).inset(-0.35 * block.style.size)
    return Layer(rect, draw, state=state, pose=pose, texts=(block.spot(part, x, y, ink, room),), keep=2)
