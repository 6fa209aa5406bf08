"""Statement: one sentence as kinetic type; its words land as they are said, and what it is about has colour."""

from __future__ import annotations

import re

import skia

from core.media.layer import Layer, Rect
from core.media.layouts.composing import column
from core.media.layouts.furniture import accent_shader
from core.media.layouts.kinetic import marker_layers, word_layers, word_starts
from core.media.layouts.kit import Stage
from core.media.text import TextBlock

SHARE = 0.172
_FIGURE = re.compile(r"\d|%|×")


def layers(stage: Stage) -> list[Layer]:
    """The words, large, each at its time."""
    group = column(stage, stage.room, share=SHARE, place=0.46, max_lines=5, few=False)
    block = group.headline
    if block is None:
        return [*group.kicker, *group.body]
    starts = word_starts(stage, "headline", block)
    key = key_words(block)
    ink = stage.readable(stage.palette.ink)
    hot = stage.readable(stage.palette.accent)
    x, y = group.headline_at
    box = Rect(x, y, block.width, block.height)
    marked = stage.idiom.marker
    found: list[Layer] = [*group.kicker]
    if marked and key:
        found += marker_layers(stage, block, x, y, range(key[0], key[-1] + 1), starts, stage.palette.deep)

    def colour_of(index: int) -> str:
        return hot if index in key and not marked else ink

    def shader_of(index: int) -> skia.Shader | None:
        return accent_shader(stage, box) if index in key else None

    found += word_layers(stage, "headline", block, x, y, colour_of, starts, room=stage.room, shader_of=shader_of)
    return [*found, *group.body]


def key_words(block: TextBlock) -> tuple[int, ...]:
    """The words that carry the sentence: its figures with their unit, else its weightiest word."""
    words = [word.text for word in block.words]
    figures = [i for i, word in enumerate(words) if _FIGURE.search(word)]
    if figures:
        first = figures[0]
        run = [first]
        while run[-1] + 1 < len(words) and (
            run[-1] + 1 in figures or (len(words[run[-1] + 1]) <= 2 and not words[run[-1] + 1].isalpha())
        ):
            run.append(run[-1] + 1)
        return tuple(run)
    if len(words) < 3:
        return ()
    bare = [word.strip(".,!?;:()'\"“”’") for word in words]
    weights = [_weight(word, first=i == 0) for i, word in enumerate(bare)]
    most = max(weights)
    return (max(i for i, weight in enumerate(weights) if weight == most),) if most >= 5 else ()


def _weight(word: str, *, first: bool) -> float:
    """How much a word is likely to carry: by its length; names more, past participles and words parted by a hyphen less."""
    named = word[:1].isupper() and not first
    return (len(word) if word.isalpha() else 0.6 * len(word)) + 2.0 * named - 4.0 * word.endswith("ed")
