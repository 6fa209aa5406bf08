"""Section: a new chapter, on the look's strong ground."""

from __future__ import annotations

from dataclasses import replace

from core.media.colour import contrast, mixed, readable
from core.media.layer import Layer
from core.media.layouts.composing import column
from core.media.layouts.kinetic import word_layers
from core.media.layouts.kit import Stage
from core.media.layouts.ornament import ornament

SHARE = 0.165


def layers(stage: Stage) -> list[Layer]:
    """The chapter's name, word by word."""
    mark = 0.075 * stage.em
    group = column(stage, stage.room, share=SHARE, extra=mark, place=0.48)
    found: list[Layer] = [*group.kicker]
    block = group.headline
    if block is not None:
        ink = stage.readable(stage.palette.ink)
        starts = [120.0 + 80.0 * i for i in range(len(block.words))]
        found += word_layers(stage, "headline", block, *group.headline_at, lambda i: ink, starts, room=stage.room)
    return [*found, *group.body, *ornament(stage, stage.room.x, group.bottom + 0.8 * mark, 520.0)]


def dressed(stage: Stage) -> Stage:
    """The stage on its palette's deep colour."""
    p = stage.palette
    accent = p.accent if contrast(p.accent, p.deep) >= 3 else readable(p.ground, p.deep)
    changed = p.model_copy(update={
        "ground": p.deep, "ground_end": p.ground if p.ground_end else "", "ink": p.on_deep, "accent": accent,
        "soft": readable(mixed(p.on_deep, p.deep, 0.25), p.deep), "line": mixed(p.deep, p.on_deep, 0.2),
        "tint": mixed(p.deep, p.on_deep, 0.10), "surface": mixed(p.deep, p.on_deep, 0.07), "deep": p.ground, "on_deep": p.ink,
    })  # fmt: skip
    look = stage.look.model_copy(update={"palette": changed})
    return replace(stage, palette=changed, look=look, scene=stage.scene.model_copy(update={"look": look}))
