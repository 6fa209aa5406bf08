"""Soft light on a dark ground, computed in floating point and dithered, so that no bands are seen after encoding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from core.media.colour import rgb


@dataclass(frozen=True)
class Glow:
    """A round light: its middle and radius in shares of the width and of the larger side, its colour and strength."""

    x: float
    y: float
    radius: float
    colour: str
    strength: float


def lit(w: int, h: int, top: str, bottom: str, glows: Sequence[Glow], seed: int, grain: float = 1.1) -> skia.Image:
    """A vertical gradient with glows and fine grain (standard deviation in 8-bit levels), the same for the same seed."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    share = (y / h)[..., None]
    picture = np.asarray(rgb(top), np.float32) * (1 - share) + np.asarray(rgb(bottom), np.float32) * share
    side = max(w, h)
    for glow in glows:
        distance = np.hypot(x - glow.x * w, y - glow.y * h) / (glow.radius * side)
        # A raised cosine has no edge where it begins and none where it ends.
        weight = glow.strength * (0.5 + 0.5 * np.cos(np.pi * np.clip(distance, 0, 1)))
        picture += (np.asarray(rgb(glow.colour), np.float32) - picture) * weight[..., None]
    noise = np.random.default_rng(seed).standard_normal((h, w, 1), dtype=np.float32) * grain
    pixels = np.empty((h, w, 4), np.uint8)
    pixels[..., :3] = np.clip(picture + noise + 0.5, 0, 255)
    pixels[..., 3] = 255
    return skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType, copy=True)
