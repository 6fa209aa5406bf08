"""Text over pictures: a scrim that makes any picture dark enough, or a plate of the look's paper."""

from __future__ import annotations

from collections.abc import Callable

import skia

from core.media.colour import argb, contrast, mixed
from core.media.layouts.kit import Stage

VEIL = 0.60
"""Opacity of a scrim under text: white type on a white picture then has 5.4 : 1."""


def scrim_colour(stage: Stage) -> str:
    """A near black with a trace of the look's own dark."""
    palette = stage.palette
    own = min((palette.ground, palette.deep, palette.ink), key=lambda colour: -contrast(colour, "#FFFFFF"))
    return mixed("#05070C", own, 0.45)


def scrim(stage: Stage, top: float) -> Callable[[skia.Canvas, int, int], None]:
    """A veil over the lower part of a picture: full strength from `top` (a share of the height) down, fading out above."""
    colour = scrim_colour(stage)

    def draw(canvas: skia.Canvas, w: int, h: int) -> None:
        veil = skia.Paint()
        fade = max(0.0, top - 0.22)
        stops = [0.0, fade, top, 1.0]
        shades = [argb(colour, 0.06), argb(colour, 0.06), argb(colour, VEIL), argb(colour, 0.86)]
        veil.setShader(skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(0, h)], shades, stops))
        canvas.drawRect(skia.Rect.MakeWH(w, h), veil)

    return draw
