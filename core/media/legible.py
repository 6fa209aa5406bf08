"""Measures the texts of a scene on its drawn pixels: contrast with what is behind them, size, missing glyphs, room.

Contrast is that of WCAG 2.2 (relative luminance of sRGB). The colour of the text is the mean of the pixels nearest to the
declared one; what is behind (an outline, too) is looked for within a stroke's width of each of them; the worst twentieth counts.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from core.film.cut import TextOnScreen
from core.film.timeline import Scene
from core.film.timing import frame_start_ms
from core.media import yuv
from core.media.compositor import Compositor
from core.media.frame import frame_of
from core.media.layer import Pose, Rect, TextSpot
from core.media.yuv import Pixels, Planes

EVERY = 3
"""Frames between two looks at where a layer stands."""
HOLD = 0.9
"""The share of the time in which a text is fully in, after which it is measured."""
SETTLED_MS = 250
"""A caption is not looked at before it has been shown for so long."""
_OPAQUE = 0.985
_STROKE = 0.22
"""Thickest stroke of a letter, of its type size."""
_WORST = 5
_INKED = 0.03
"""At least this share of a text's box is inked."""
_NEAR = 24.0
"""Pixels as near as this to the declared colour (sum of three differences) are ink."""


def texts_of(compositor: Compositor, scene: Scene, first: int, frames: int) -> tuple[TextOnScreen, ...]:
    """The texts that stand fully in some frame of [first, first + frames), measured there; frames are told from `first`."""
    fps = scene.format.fps
    at: dict[int, list[tuple[TextSpot, Pose]]] = {}
    for layer in compositor.picture.layers:
        if layer.texts:
            held = [n for n in range(first, first + frames, EVERY) if _stands(layer.pose(frame_start_ms(n, fps)))]
            for spot in layer.texts:
                frame = _moment(spot, scene, held)
                if frame is not None:
                    at.setdefault(frame, []).append((spot, layer.pose(frame_start_ms(frame, fps))))
    safe = frame_of(scene).safe
    planes = yuv.blank(compositor.w, compositor.h)
    found: list[TextOnScreen] = []
    for frame in sorted(at):
        compositor.frame(frame_start_ms(frame, fps), planes)
        found += [_seen(spot, pose, planes, frame - first, safe) for spot, pose in at[frame]]
    return tuple(found)


def _moment(spot: TextSpot, scene: Scene, held: list[int]) -> int | None:
    """The frame in which a text is looked at: late among those in which its layer stands, or while its caption is shown."""
    kind, _, number = spot.part.partition(":")
    if kind == "caption" and number.isdigit() and int(number) < len(scene.captions):
        cue = scene.captions[int(number)]
        held = [n for n in held if cue.start_ms + SETTLED_MS <= frame_start_ms(n, scene.format.fps) < cue.end_ms]
    return held[int((len(held) - 1) * HOLD)] if held else None


def _stands(pose: Pose) -> bool:
    return pose.opacity >= _OPAQUE and abs(pose.scale - 1) < 0.02 and max(abs(pose.dx), abs(pose.dy)) < 1


def _seen(spot: TextSpot, pose: Pose, planes: Planes, frame: int, safe: Rect) -> TextOnScreen:
    h, w = planes[0].shape
    box = spot.box.moved(pose.dx, pose.dy)
    inside = (spot.room or safe).contains(box, slack=1.5) and Rect(0, 0, w, h).contains(box, slack=1.5)
    ratio = contrast_at(planes, box, spot.size, spot.colour)
    return TextOnScreen(
        part=spot.part,
        text=spot.text,
        frame=frame,
        contrast=round(ratio, 2),
        height=round(spot.size / h, 4),
        missing=spot.missing,
        inside=inside,
    )


def contrast_at(planes: Planes, box: Rect, size: float, colour: str) -> float:
    """The contrast of a text of `colour` (`#RRGGBB`) and type size `size`, drawn inside `box`; 1 outside the frame."""
    h, w = planes[0].shape
    grown = box.inset(-0.15 * size)
    x0, y0 = max(0, int(grown.x) & ~1), max(0, int(grown.y) & ~1)
    x1, y1 = min(w, int(grown.right) + 2 & ~1), min(h, int(grown.bottom) + 2 & ~1)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return 1.0
    pixels = yuv.to_rgb(planes, (x0, y0, x1, y1))
    light = _luminance(pixels)
    inked = _inked(pixels, colour, box.moved(-x0, -y0))
    ink = float(light[inked].mean())
    ratio = (np.maximum(light, ink) + 0.05) / (np.minimum(light, ink) + 0.05)
    reach = 2 * max(1, round(_STROKE * size / 2)) + 1
    behind = cv2.dilate(ratio.astype(np.float32), np.ones((reach, reach), np.uint8))
    return float(np.percentile(behind[inked], _WORST))


def _inked(pixels: Pixels, colour: str, box: Rect) -> npt.NDArray[np.bool_]:
    """Which pixels of the box have the text's colour, or come nearest to it."""
    meant = np.array([*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), 0], np.float64)
    x0, y0, x1, y1 = (max(0, round(v)) for v in (box.x, box.y, box.right, box.bottom))
    part = (slice(y0, max(y0 + 1, y1)), slice(x0, max(x0 + 1, x1)))
    far = cv2.transform(cv2.absdiff(pixels[part], meant).astype(np.int16), np.ones((1, 3), np.float32))
    inked = np.zeros(pixels.shape[:2], bool)
    inked[part] = far <= max(_NEAR, float(np.percentile(far, 100 * _INKED)))
    return inked


def _luminance(pixels: Pixels) -> npt.NDArray[np.float32]:
    linear = _LINEAR[pixels]
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722], np.float32), np.float32)


def _linear(levels: Iterable[int]) -> npt.NDArray[np.float32]:
    parts = np.array([level / 255 for level in levels])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _linear(range(256))
