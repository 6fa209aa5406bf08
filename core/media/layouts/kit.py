"""What every layout is made with: the stage it plays on, text and shapes as layers, and the headline block."""

from __future__ import annotations

from core.media.layouts.heading import Head, heading, kicker
from core.media.layouts.layering import aligned, centred_y, chip, faint, growing, grown, shape_layer, still, text_layer
from core.media.layouts.stage import BODY, KICKER, Stage, When, stage_of
from core.media.text import set_text

__all__ = [
    "BODY", "KICKER", "Head", "Stage", "When", "aligned", "centred_y", "chip", "faint", "growing", "grown", "heading", "kicker",
    "set_text", "shape_layer", "stage_of", "still", "text_layer",
]  # fmt: skip
