"""From an avatar to something that draws itself: the rig of its style, and how large it is drawn where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import skia

from core.errors import UnknownChoice
from core.film.casting import Avatar, Placement
from core.media.avatar import avataaars, micah, notionists, personas, toon_head
from core.media.avatar.acting import Acting
from core.media.avatar.art import Art, Edit, art_of
from core.media.avatar.rig import Drawer, Rig
from core.media.layer import Rect

_RIGS: MappingProxyType[str, tuple[Callable[[Art], Rig], Edit | None]] = MappingProxyType(
    {
        "avataaars": (avataaars.rig, None),
        "micah": (micah.rig, None),
        "notionists": (notionists.rig, None),
        "personas": (personas.rig, personas.mended),
        "toon-head": (toon_head.rig, None),
    }
)
_MEASURED = 140
"""Pixels of the small drawing on which a person's outline is measured."""


@dataclass(frozen=True)
class Figure:
    """An avatar that can act, with the outline of its drawing in canvas units."""

    rig: Rig
    extent: Rect
    bounds: tuple[Rect | None, ...]
    """What each piece of the rig covers at rest, in canvas units; None where it draws nothing then."""

    def framed(self, room: Rect, placement: Placement) -> tuple[float, float, float]:
        """(scale, x, y) that put the person into `room`: the face in the middle of a bubble, else standing on its lower edge."""
        size, face = self.rig.size, self.rig.face
        if placement is Placement.BUBBLE:
            crown = min(self.extent.y, face.y)
            tall = face.bottom - max(crown, face.y - 0.30 * face.h)
            scale = max(0.68 * room.h / tall, 0.50 * room.h / (size - face.cy))
            middle = face.bottom - tall / 2
            return scale, room.cx - face.cx * scale, max(room.y + 0.46 * room.h - middle * scale, room.bottom - size * scale + 1)
        fitting = max(0.97 * room.w / self.extent.w, 0.46 * room.w / face.w)
        scale = min(0.97 * room.h / (size - self.extent.y), fitting)
        return scale, room.cx - self.extent.cx * scale, room.bottom - size * scale


def styles() -> tuple[str, ...]:
    """The drawing styles that can act."""
    return tuple(_RIGS)


@lru_cache(maxsize=64)
def figure_of(avatar: Avatar) -> Figure:
    """The avatar, ready to act. Raises `UnknownChoice` for a style without a rig."""
    if avatar.style not in _RIGS:
        raise UnknownChoice(f"“{avatar.style}” cannot act. Styles that can: {', '.join(_RIGS)}.")
    build, edit = _RIGS[avatar.style]
    rig = build(art_of(avatar, edit))
    extent = _measured(rig, rig.draw)
    if extent is None:
        raise UnknownChoice(f"Nothing is seen of {avatar.name}: the avatar's options leave its drawing empty.")
    return Figure(rig, extent, tuple(_measured(rig, piece.draw) for piece in rig.pieces))


def _measured(rig: Rig, draw: Drawer) -> Rect | None:
    pixels = np.zeros((_MEASURED, _MEASURED, 4), np.uint8)
    scale = _MEASURED / rig.size
    canvas = skia.Surface(pixels).getCanvas()
    canvas.scale(scale, scale)
    draw(canvas, Acting())
    seen = pixels[..., 3] > 20
    rows, columns = np.nonzero(seen.any(axis=1))[0], np.nonzero(seen.any(axis=0))[0]
    if not len(rows):
        return None
    return Rect(columns[0] / scale, rows[0] / scale, (columns[-1] + 1 - columns[0]) / scale, (rows[-1] + 1 - rows[0]) / scale)
