"""A landscape that nobody photographed: hills in the morning, with haze, a low sun and grain, drawn from a seed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.errors import ToolFailed

_SEED = 7
_SKY = (246.0, 214.0, 178.0), (112.0, 150.0, 190.0)
_HILLS = (120.0, 138.0, 140.0), (18.0, 38.0, 36.0)
_LAYERS = 5


def landscape(width: int, height: int, to: Path) -> None:
    """Writes it as a JPEG."""
    rng = np.random.default_rng(_SEED)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    low = (y / height)[..., None]
    picture = np.asarray(_SKY[0], np.float32) * low + np.asarray(_SKY[1], np.float32) * (1 - low)
    sun = np.exp(-(((x - 0.68 * width) ** 2 + (y - 0.40 * height) ** 2) / (0.16 * width) ** 2))[..., None]
    picture += sun * np.array([70, 50, 10], np.float32)
    for layer in range(_LAYERS):
        waves = sum(np.sin(x[0] / width * (3 + 2.3 * k + layer) + rng.uniform(0, 6.3)) / (k + 1.5) for k in range(4))
        line = height * (0.48 + 0.11 * layer) + waves * height * 0.035
        near = layer / _LAYERS
        tone = np.asarray(_HILLS[0], np.float32) * (1 - near) + np.asarray(_HILLS[1], np.float32) * near
        cover = np.clip(y - line[None, :], 0, 1)[..., None]
        picture = picture * (1 - cover) + (tone + 12 * sun) * cover
    grain = cv2.GaussianBlur(rng.normal(0, 9, (height, width)).astype(np.float32), (0, 0), 0.8)[..., None]
    pixels = np.clip(picture + grain, 0, 255).astype(np.uint8)
    done, file = cv2.imencode(".jpg", np.ascontiguousarray(pixels[..., ::-1]), [cv2.IMWRITE_JPEG_QUALITY, 90])
    if not done:
        raise ToolFailed("The landscape could not be written as a picture.")
    to.write_bytes(file.tobytes())
