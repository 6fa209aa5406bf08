"""Title: the film's name as large as it goes, what it is above, what it brings below."""

from __future__ import annotations

from core.media.layer import Layer
from core.media.layouts.composing import column
from core.media.layouts.kinetic import word_layers
from core.media.layouts.kit import Stage
from core.media.layouts.ornament import ornament

SHARE = 0.165


def layers(stage: Stage) -> list[Layer]:
    """The words come in one after the other, quickly, since a title is the first thing seen."""
    mark = 0.075 * stage.em
    group = column(stage, stage.room, share=SHARE, extra=mark, place=0.44)
    found: list[Layer] = [*group.kicker]
    block = group.headline
    if block is not None:
        ink = stage.readable(stage.palette.ink)
        starts = [80.0 + 70.0 * i for i in range(len(block.words))]
        found += word_layers(stage, "headline", block, *group.headline_at, lambda i: ink, starts, room=stage.room)
    found += group.body
    found += ornament(stage, stage.room.x, group.bottom + 0.8 * mark, 620.0)
    return found
