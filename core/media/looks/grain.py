"""Soft light on a dark ground, computed in floating point and dithered, so that no bands are seen after encoding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import skia

from core.media.colour import rgb

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Glow:
    """A round light: its middle and radius in shares of the width and of the larger side, its colour and strength."""

    x: float
    y: float
    radius: float
    colour: str
    strength: float


COARSE = 4
"""Light is so smooth that it is computed for every fourth pixel and interpolated."""
TILE = 512


def lit(w: int, h: int, top: str, bottom: str, glows: Sequence[Glow], seed: int, grain: float = 1.1) -> skia.Image:
    """A vertical gradient with glows and fine grain (standard deviation in 8-bit levels), the same for the same seed."""
    picture = cv2.resize(_light(w, h, top, bottom, glows), (w, h), interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(seed).standard_normal((TILE, TILE), dtype=np.float32) * grain + 0.5
    across, down = -(-w // TILE), -(-h // TILE)
    picture += np.tile(noise, (down, across))[:h, :w, None]
    pixels = np.full((h, w, 4), 255, np.uint8)
    np.clip(picture, 0, 255, out=picture)
    pixels[..., :3] = picture
    return skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType, copy=True)


def _light(w: int, h: int, top: str, bottom: str, glows: Sequence[Glow]) -> Floats:
    """The light without grain, (h / COARSE, w / COARSE, 3)."""
    rows, columns = -(-h // COARSE), -(-w // COARSE)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) + 0.5
    share = (y / rows)[..., None]
    picture = np.asarray(rgb(top), np.float32) * (1 - share) + np.asarray(rgb(bottom), np.float32) * share
    side = max(rows, columns)
    for glow in glows:
        distance = np.hypot(x - glow.x * columns, y - glow.y * rows) / (glow.radius * side)
        # A raised cosine has no edge where it begins and none where it ends.
        weight = glow.strength * (0.5 + 0.5 * np.cos(np.pi * np.clip(distance, 0, 1)))
        picture += (np.asarray(rgb(glow.colour), np.float32) - picture) * weight[..., None]
    return np.asarray(picture, np.float32)
