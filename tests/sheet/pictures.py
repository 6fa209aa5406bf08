"""A photo-like landscape and a screenshot, drawn from seeds."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import skia

from core.media.colour import paint
from core.media.text import TextStyle, set_text

Pixels = npt.NDArray[np.uint8]


def draw_photo(w: int, h: int) -> Pixels:
    """Hills in the morning, with haze, a low sun and grain; RGB."""
    rng = np.random.default_rng(7)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    sky = (
        np.array([246, 214, 178], np.float32) * (y / h)[..., None]
        + np.array([112, 150, 190], np.float32) * (1 - y / h)[..., None]
    )
    sun = np.exp(-(((x - 0.68 * w) ** 2 + (y - 0.40 * h) ** 2) / (0.16 * w) ** 2))
    picture = sky + sun[..., None] * np.array([70, 50, 10], np.float32)
    for layer in range(5):
        waves = sum(np.sin(x[0] / w * (3 + 2.3 * k + layer) + rng.uniform(0, 6.3)) / (k + 1.5) for k in range(4))
        line = h * (0.48 + 0.11 * layer) + waves * h * 0.035
        tone = np.array([120, 138, 140], np.float32) * (1 - layer / 5) + np.array([18, 38, 36], np.float32) * (layer / 5)
        cover = np.clip(y - line[None, :], 0, 1)[..., None]
        picture = picture * (1 - cover) + (tone + 12 * sun[..., None]) * cover
    grain = cv2.GaussianBlur(rng.normal(0, 9, (h, w, 1)).astype(np.float32), (0, 0), 0.8)
    return np.asarray(np.clip(picture + grain.reshape(h, w, 1), 0, 255), np.uint8)


def draw_screen(w: int, h: int) -> Pixels:
    """An application with two panels that differ in one line; RGB."""
    pixels = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(pixels).getCanvas()
    canvas.clear(0xFFFFFFFF)
    canvas.drawRect(skia.Rect.MakeWH(w * 0.16, h), paint("#F1F3F8"))
    for i in range(7):
        bar = skia.Rect.MakeXYWH(w * 0.02, h * (0.08 + 0.07 * i), w * (0.08 + 0.012 * (i % 3)), h * 0.022)
        canvas.drawRoundRect(bar, 6, 6, paint("#C9D0E0" if i != 2 else "#5B6EE1"))
    for column, (name, value, tint) in enumerate((("Your edit", "open", "#CDE9DA"), ("Server", "closed", "#F3D0D3"))):
        x = w * (0.2 + 0.39 * column)
        canvas.drawRoundRect(skia.Rect.MakeXYWH(x, h * 0.1, w * 0.365, h * 0.8), 16, 16, paint("#F5F6FA"))
        rows = (name, f"Valve 12 · {value}", "Pressure 4.1 bar", "Checked 09:40" if not column else "Checked 08:15")
        for row, text in enumerate(rows):
            block = set_text(text, TextStyle("Manrope", 700 if not row else 500, 30), w)
            if row == 1:
                canvas.drawRect(skia.Rect.MakeXYWH(x + 190, h * 0.14 + row * 56 - 6, 110, 42), paint(tint))
            block.draw(canvas, x + 34, h * 0.14 + row * 56, "#2A2E43")
        for row in range(5):
            bar = skia.Rect.MakeXYWH(x + 34, h * 0.46 + row * 50, w * (0.28 - 0.03 * (row % 3)), 16)
            canvas.drawRoundRect(bar, 8, 8, paint("#E2E5EE"))
    return np.ascontiguousarray(pixels[..., :3])
