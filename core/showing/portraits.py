"""Faces on grounds of their own, and what stands for a voice that nobody is seen with."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from core.film import Avatar
from core.film.avatars import AVATARS
from core.media.avatar import portrait

_SIZE = 384
_GROUNDS = ((255, 217, 199), (207, 227, 255), (214, 239, 219), (251, 230, 180), (228, 219, 250), (230, 233, 240))
_QUIET = 5
"""Light grounds of portraits, RGB: every drawing style is seen on them, on light pages and on dark ones."""


def face_png(who: Avatar) -> bytes:
    """A PNG of the presenter on a light rounded ground, 384 pixels square."""
    place = AVATARS.index(who) % _QUIET if who in AVATARS else 0
    return _png(portrait(who, _SIZE), place)


def nobody_png() -> bytes:
    """What stands for a voice that nobody is seen with, in the size of `face_png`."""
    rgba = np.zeros((_SIZE, _SIZE, 4), np.uint8)
    for i, height in enumerate((70, 130, 200, 110, 170, 90, 50)):
        x = 192 + (i - 3) * 36
        cv2.line(rgba, (x, 192 - height // 2), (x, 192 + height // 2), (110, 122, 148, 255), 16, cv2.LINE_AA)
    return _png(rgba, _QUIET)


def _png(rgba: npt.NDArray[np.uint8], place: int) -> bytes:
    done, raw = cv2.imencode(".png", cv2.cvtColor(_on_ground(rgba, place), cv2.COLOR_RGBA2BGRA))
    assert done
    return raw.tobytes()


def _on_ground(rgba: npt.NDArray[np.uint8], place: int) -> npt.NDArray[np.uint8]:
    """A portrait with straight alpha over a ground of its own, with round corners."""
    size = rgba.shape[0]
    ground = np.array(_GROUNDS[place], np.float32)
    alpha = rgba[..., 3:].astype(np.float32) / 255
    mixed = rgba[..., :3] * alpha + ground * (1 - alpha)
    mask = np.zeros((size * 4, size * 4), np.uint8)
    radius, end = size * 4 // 8, size * 4 - 1
    for x, y in ((radius, radius), (end - radius, radius), (radius, end - radius), (end - radius, end - radius)):
        cv2.circle(mask, (x, y), radius, 255, -1)
    mask[radius : end - radius, :] = 255
    mask[:, radius : end - radius] = 255
    corners = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA)
    return np.dstack((np.rint(mixed).astype(np.uint8), corners))
