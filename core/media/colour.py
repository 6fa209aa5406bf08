"""Colour arithmetic on `#RRGGBB`: mixing, contrast as WCAG 2.2 defines it, and what to do about too little of it."""

from __future__ import annotations

import colorsys
from functools import lru_cache

import skia

READABLE = 4.5
"""Contrast that text needs (WCAG 2.2, success criterion 1.4.3)."""


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0..255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexed(red: float, green: float, blue: float) -> str:
    """The colour of three numbers 0..255, as `#RRGGBB`."""
    return "#" + "".join(f"{max(0, min(255, round(part))):02X}" for part in (red, green, blue))


def argb(colour: str, alpha: float = 1.0) -> int:
    """What Skia's paints take."""
    return int(skia.Color(*rgb(colour), max(0, min(255, round(alpha * 255)))))


def paint(colour: str, alpha: float = 1.0) -> skia.Paint:
    """A smooth filling paint."""
    return skia.Paint(Color=argb(colour, alpha), AntiAlias=True)


def stroke(colour: str, width: float, alpha: float = 1.0, *, round_ends: bool = True) -> skia.Paint:
    """A smooth line paint, `width` pixels thick."""
    cap, join = (skia.Paint.kRound_Cap, skia.Paint.kRound_Join) if round_ends else (skia.Paint.kButt_Cap, skia.Paint.kMiter_Join)
    return skia.Paint(
        Color=argb(colour, alpha),
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=cap,
        StrokeJoin=join,
    )


def mixed(first: str, second: str, share: float) -> str:
    """`first` at 0, `second` at 1, in between as if `second` lay over it with that opacity."""
    return hexed(*(a + (b - a) * share for a, b in zip(rgb(first), rgb(second), strict=True)))


@lru_cache(maxsize=512)
def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    parts = (part / 255 for part in rgb(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def dark(colour: str) -> bool:
    """Whether white reads better on it than black."""
    return contrast(colour, "#FFFFFF") > contrast(colour, "#000000")


@lru_cache(maxsize=512)
def readable(colour: str, *grounds: str, least: float = READABLE) -> str:
    """`colour`, drawn towards white or black no further than needed to be read on every one of `grounds`.

    Where none of the two reaches `least` on all of them, the better one.
    """

    def worst(candidate: str) -> float:
        return min(contrast(candidate, ground) for ground in grounds)

    if not grounds or worst(colour) >= least:
        return colour
    target = max("#FFFFFF", "#000000", key=worst)
    for step in range(1, 51):
        found = mixed(colour, target, step / 50)
        if worst(found) >= least:
            return found
    return target


def turned(colour: str, degrees: float, *, saturation: float | None = None) -> str:
    """The same lightness at another hue; `saturation` 0..1 where it is to change."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    parts = colorsys.hls_to_rgb((hue + degrees / 360) % 1.0, light, strong if saturation is None else saturation)
    return hexed(*(part * 255 for part in parts))
