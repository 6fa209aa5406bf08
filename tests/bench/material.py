"""The picture that every figure is taken on: photo-like stills with grain, a talking head, captions word by word.

Everything is made here from seeds; nothing is read from a network or from another program.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skia

from core.film.brief import Format
from core.film.slide import Picture as Still
from core.media.fonts import face_of
from core.media.layer import Layer, Picture, Rect
from core.media.stills import still_ground
from core.value import Blob

FPS = 30
SCENE = 150
FADE = 12
"""Frames of one scene and of the cross-fade into the next, which lies half in each."""
WORDS = "Every change is shown as a short scene with a picture and a spoken sentence".split()  # noqa: SIM905


def photo(seed: int, w: int = 1920, h: int = 1080) -> npt.NDArray[np.uint8]:
    """Fractal noise, a gradient, shapes and film grain, as BGR: costs about what a photo costs to encode."""
    rng = np.random.default_rng(seed)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    turn = rng.uniform(0, 6.28)
    ramp = math.cos(turn) * xx / w + math.sin(turn) * yy / h
    ramp = (ramp - ramp.min()) / (ramp.max() - ramp.min())
    dark, light = rng.uniform(20, 120, 3), rng.uniform(110, 235, 3)
    picture = (dark * (1 - ramp[..., None]) + light * ramp[..., None]).astype(np.float32)
    strength = 55.0
    for octave in range(2, 9):
        noise = rng.standard_normal((2**octave * 9 // 16 + 2, 2**octave + 2, 3)).astype(np.float32)
        noise = noise * 0.5 + noise.mean(2, keepdims=True) * 0.8
        picture += strength * cv2.resize(noise, (w, h), interpolation=cv2.INTER_CUBIC)
        strength *= 0.62
    drawn = _with_shapes(np.clip(picture, 0, 255).astype(np.uint8), rng)
    grain = rng.standard_normal((h, w, 1)).astype(np.float32) * 3.5
    return np.clip(drawn + grain, 0, 255).astype(np.uint8)


def _with_shapes(picture: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    h, w = picture.shape[:2]
    for _ in range(26):
        colour = tuple(int(v) for v in rng.integers(10, 245, 3))
        at = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        shaped, kind, size = picture.copy(), rng.integers(0, 3), int(rng.integers(30, 220))
        if kind == 0:
            cv2.circle(shaped, at, size, colour, -1, cv2.LINE_AA)
        elif kind == 1:
            cv2.rectangle(shaped, at, (at[0] + 2 * size, at[1] + size), colour, -1)
        else:
            cv2.fillPoly(shaped, [np.array(at) + rng.integers(-size, size, (5, 2))], colour, cv2.LINE_AA)
        picture = cv2.addWeighted(shaped, 0.65, picture, 0.35, 0)
    return picture


def photos(folder: Path, count: int, form: Format) -> list[Path]:
    """`count` photo-like JPEGs in `folder`, as cameras write them and a film keeps them, made where they are missing."""
    found = []
    for i in range(count):
        path = folder / f"photo_{i:02d}.jpg"
        if not path.exists():
            cv2.imwrite(str(path), photo(100 + i, *form.size), [cv2.IMWRITE_JPEG_QUALITY, 92])
        found.append(path)
    return found


def corner(form: Format) -> Rect:
    """The place of the head: 480 pixels of 1080."""
    w, h = form.size
    size = 480 * min(w, h) / 1080
    return Rect(w - size - 40, h - size - 40, size, size)


def disc(form: Format) -> Layer:
    """What the head stands before, always the same."""
    spot = corner(form)
    paint = skia.Paint(AntiAlias=True, Color=0xFF3C4696)
    return Layer(spot, lambda canvas, state: canvas.drawCircle(spot.cx, spot.cy, spot.w * 0.49, paint))


def head(form: Format) -> Layer:
    """A drawn talking head in the corner, another one in every frame."""
    spot = corner(form)
    size = spot.w
    part = Rect(spot.x + 0.19 * size, spot.y + 0.1 * size, 0.62 * size, 0.9 * size)
    return Layer(part, lambda canvas, state: _head(canvas, spot, state), lambda ms: round(ms * FPS / 1000), keep=1)


def _head(canvas: skia.Canvas, spot: Rect, state: Hashable) -> None:
    t = float(state) / FPS  # type: ignore[arg-type]
    canvas.save()
    canvas.translate(spot.x, spot.y)
    canvas.scale(spot.w / 480, spot.w / 480)

    def paint(colour: int) -> skia.Paint:
        return skia.Paint(AntiAlias=True, Color=colour)

    def oval(x: float, y: float, w: float, h: float, colour: int) -> None:
        canvas.drawOval(skia.Rect.MakeXYWH(x, y, w, h), paint(colour))

    mouth = abs(math.sin(t * 9.1) * math.sin(t * 3.7 + 0.5))
    blink = 0.1 if round(t * FPS) % 97 <= 4 else 1.0
    canvas.translate(6 * math.sin(t * 1.7), 5 * math.sin(t * 2.3 + 1))
    oval(100, 350, 280, 120, 0xFF1E7882)
    oval(118, 60, 244, 250, 0xFF3C2418)
    oval(135, 90, 210, 265, 0xFFECBC96)
    for x in (195, 285):
        oval(x - 22, 205 - 15 * blink, 44, 30 * blink, 0xFFFAFAFA)
        oval(x - 9 + 3 * math.sin(t * 0.9), 205 - 11 * blink, 20, 22 * blink, 0xFF283C1E)
    tall, wide = 8 + 44 * mouth, 74 - 14 * mouth
    oval(240 - wide / 2, 300 - tall / 2, wide, tall, 0xFF6E141E)
    canvas.restore()


def caption(form: Format, frames: int) -> Layer:
    """Words on dark glass, the spoken one marked; about three words a second."""
    w, h = form.size
    size = 0.052 * min(w, h)
    font = face_of("Manrope", 800).font(size)
    spot = Rect(0.04 * w, h - 2.9 * size, 0.66 * w, 1.9 * size)
    each = frames * 1000 / FPS / len(WORDS)

    def draw(canvas: skia.Canvas, state: Hashable) -> None:
        line, word = state  # type: ignore[misc]
        glass = skia.Paint(AntiAlias=True, Color=0xA0000000)
        canvas.drawRoundRect(spot.skia(), size * 0.4, size * 0.4, glass)
        x = spot.x + size * 0.5
        for i, text in enumerate(WORDS[line * 5 : line * 5 + 5]):
            colour = 0xFFFFC800 if i == word else 0xFFFFFFFF
            canvas.drawString(text, x, spot.y + size * 1.3, font, skia.Paint(AntiAlias=True, Color=colour))
            x += font.measureText(text + " ")

    def state(ms: float) -> Hashable:
        at = min(len(WORDS) - 1, max(0, int(ms / each)))
        return divmod(at, 5)

    return Layer(spot, draw, state)


def scene(path: Path, number: int, form: Format, frames: int = SCENE) -> Picture:
    """A still under a moving camera with head and caption."""
    blob = Blob(digest=f"{number:032x}", suffix=".jpg", size=1)
    still = Still(blob=blob, width=form.size[0], height=form.size[1], focus_x=0.3 + 0.1 * (number % 5), focus_y=0.4)
    ground = still_ground(path, still, *form.size, frames * 1000 / FPS, inward=number % 2 == 0)
    return Picture(ground, (disc(form), head(form), caption(form, frames)))
