"""A movie as a small picture that moves by itself: no player, no sound, a fraction of the bytes."""

from __future__ import annotations

from pathlib import Path

import cv2
from PIL import Image

from core.errors import ToolFailed

_EVERY = 3
"""Of so many frames one is kept: ten a second of thirty are enough for a picture of this size."""

_QUALITY = 60


def animated(movie: Path, to: Path, size: tuple[int, int]) -> None:
    """Writes `movie` as an animated WebP of `size`. A tall one is shown three times side by side, each a third further on."""
    frames = _frames(movie, size)
    if not frames:
        raise ToolFailed(f"{movie.name} holds no picture.")
    tall = frames[0].width < size[0] // 2
    shown = [_abreast(frames, i, size) for i in range(len(frames))] if tall else frames
    shown[0].save(
        to, "WEBP", save_all=True, append_images=shown[1:], duration=1000 * _EVERY // 30, loop=0, quality=_QUALITY, method=2
    )


def _frames(movie: Path, size: tuple[int, int]) -> list[Image.Image]:
    film = cv2.VideoCapture(str(movie))
    kept: list[Image.Image] = []
    try:
        number = 0
        while film.grab():
            if number % _EVERY == 0:
                done, picture = film.retrieve()
                if not done or picture is None:
                    break
                high, wide = picture.shape[:2]
                scale = min(size[0] / wide, size[1] / high)
                small = cv2.resize(picture, (round(wide * scale), round(high * scale)), interpolation=cv2.INTER_AREA)
                kept.append(Image.fromarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB)))
            number += 1
    finally:
        film.release()
    return kept


def _abreast(frames: list[Image.Image], at: int, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, (232, 232, 232))
    gap = (size[0] - 3 * frames[0].width) // 4
    for i in range(3):
        frame = frames[(at + i * len(frames) // 3) % len(frames)]
        sheet.paste(frame, (gap + i * (frame.width + gap), (size[1] - frame.height) // 2))
    return sheet
