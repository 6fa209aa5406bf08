"""Moves, scales and fades drawn pixels by fractions of a pixel, without drawing them again."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from core.media.layer import Pose, Rect
from core.media.yuv import Patch, Piece, Pixels

_Change = Callable[[Piece, int], Piece]

_STILL = 1 / 256
"""A fraction of a pixel, or of scale times a thousand pixels, that nobody can see."""


def posed(patch: Patch, pose: Pose, rect: Rect) -> Patch:
    """`patch` as its layer's pose wants it; `rect` is the layer's, since a layer is scaled about its middle."""
    opacity = min(1.0, max(0.0, pose.opacity))
    scaled = abs(pose.scale - 1) > _STILL / 8
    if not scaled and abs(pose.dx) < _STILL and abs(pose.dy) < _STILL:
        return patch if opacity >= 1 else Patch(patch.box, _each(patch, lambda piece, _: _faded(piece, opacity)))
    if scaled:
        pieces = _each(patch, lambda piece, step: _scaled(piece, step, pose, rect, opacity))
    else:
        pieces = _each(patch, lambda piece, step: _shifted(piece, pose.dx / step, pose.dy / step, opacity))
    return Patch(_box(pieces), pieces)


def _each(patch: Patch, change: _Change) -> tuple[Piece, Piece, Piece]:
    luma, u, v = patch.pieces
    return change(luma, 1), change(u, 2), change(v, 2)


def _box(pieces: tuple[Piece, Piece, Piece]) -> tuple[int, int, int, int]:
    luma, u, _ = pieces
    x0, y0 = min(luma.x & ~1, 2 * u.x), min(luma.y & ~1, 2 * u.y)
    right = max(luma.x + luma.ink.shape[1] + 1 & ~1, 2 * (u.x + u.ink.shape[1]))
    bottom = max(luma.y + luma.ink.shape[0] + 1 & ~1, 2 * (u.y + u.ink.shape[0]))
    return x0, y0, right, bottom


def _faded(piece: Piece, opacity: float) -> Piece:
    if opacity >= 1:
        return piece
    rest = _rest(piece)
    return Piece(piece.x, piece.y, _toned(piece.ink, opacity), _toned(rest, opacity, 255 * (1 - opacity)))


def _toned(plane: Pixels, share: float, more: float = 0.0) -> Pixels:
    return cv2.convertScaleAbs(plane, alpha=share, beta=more)  # type: ignore[return-value]


def _rest(piece: Piece) -> Pixels:
    return np.zeros_like(piece.ink) if piece.rest is None else piece.rest


def _shifted(piece: Piece, dx: float, dy: float, opacity: float) -> Piece:
    # Bilinear interpolation of a whole picture by one fraction is the weighted sum of it and its neighbour.
    left, top = math.floor(dx), math.floor(dy)
    ink, rest = piece.ink, _rest(piece)
    for fraction, upright in ((dx - left, False), (dy - top, True)):
        if fraction > _STILL:
            ink, rest = _between(ink, fraction, upright, 0), _between(rest, fraction, upright, 255)
    return _faded(Piece(piece.x + left, piece.y + top, ink, rest), opacity)


def _between(plane: Pixels, fraction: float, upright: bool, outside: int) -> Pixels:
    down, across = (1, 0) if upright else (0, 1)
    wide = cv2.copyMakeBorder(plane, down, down, across, across, cv2.BORDER_CONSTANT, value=(outside,))
    here, before = (wide[1:], wide[:-1]) if upright else (wide[:, 1:], wide[:, :-1])
    return cv2.addWeighted(here, 1 - fraction, before, fraction, 0)  # type: ignore[return-value]


def _scaled(piece: Piece, step: int, pose: Pose, rect: Rect, opacity: float) -> Piece:
    scale = pose.scale
    # Pixel i of a plane has its middle at step * (i + 0.5) of the frame.
    bx = (rect.cx + pose.dx - scale * rect.cx) / step + scale * (piece.x + 0.5) - 0.5
    by = (rect.cy + pose.dy - scale * rect.cy) / step + scale * (piece.y + 0.5) - 0.5
    h, w = piece.ink.shape
    x0, y0 = math.floor(bx) - 1, math.floor(by) - 1
    size = (math.ceil(bx + scale * w) + 2 - x0, math.ceil(by + scale * h) + 2 - y0)
    matrix = np.array([[scale, 0, bx - x0], [0, scale, by - y0]])
    ink, rest = (
        cv2.warpAffine(plane, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(outside,))
        for plane, outside in ((piece.ink, 0), (_rest(piece), 255))
    )
    return _faded(Piece(x0, y0, ink, rest), opacity)  # type: ignore[arg-type]
