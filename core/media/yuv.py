"""Pixels in the encoder's own form: planar YUV 4:2:0, BT.709, limited range; and drawings as premultiplied YUVA.

Drawing code works in RGB; a drawing is converted once for each state that it has, and then blended straight into the planes
of the frame. Source-over is linear and RGB to YUV is affine, so this equals blending in RGB and converting afterwards.
Matrix: ITU-R BT.709-6, item 3; chroma is the mean of 2 x 2 pixels.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import skia

Pixels = npt.NDArray[np.uint8]
Planes = Sequence[Pixels]
"""Y, U, V: U and V have half the width and height of Y."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in luma pixels, all even."""

_M709 = np.array([[0.2126, 0.7152, 0.0722], [-0.1146, -0.3854, 0.5], [0.5, -0.4542, -0.0458]])
_SCALE = np.array([[219 / 255], [224 / 255], [224 / 255]])
_TO_YUV = np.hstack([(_M709 * _SCALE)[:, ::-1], [[16], [128], [128]]]).astype(np.float32)
"""From blue, green and red, in this order."""
_BACK = np.linalg.inv(_M709 * _SCALE)
_TO_RGB = np.hstack([_BACK, -_BACK @ np.array([[16.0], [128], [128]])]).astype(np.float32)

_settled = threading.local()

_BAND = 64
"""Rows that are converted at a time, so that what lies between two steps stays in the processor's cache."""


def settle() -> None:
    """Has this thread resize as every other that draws: OpenCV holds what it is told here for each thread by itself.

    What it calls not exact (Intel's primitives instead of its own 11-bit weights) takes 0.3 to 0.6 of the time and is nearer to
    the true value: at most 0.51 of a level off and without bias, against 0.76 and -0.13. Where there are none, nothing changes.
    """
    if not getattr(_settled, "done", False):
        cv2.ipp.setUseIPP_NotExact(True)
        _settled.done = True


def blank(w: int, h: int) -> list[Pixels]:
    """Three planes of a `w` x `h` frame, black."""
    return [np.full((h, w), 16, np.uint8), *(np.full((h // 2, w // 2), 128, np.uint8) for _ in range(2))]


class Sheet(list[Pixels]):
    """The planes of a `w` x `h` frame with `room` pixels to spare below and to the right of each.

    A picture that is sampled a little larger than the frame lies there whole; the planes are then moved to the part of it
    that is the frame, where a copy would cost a sixth of the sampling.
    """

    def __init__(self, w: int, h: int, room: int = 0) -> None:
        sizes = ((w, h), (w // 2, h // 2), (w // 2, h // 2))
        self.rooms = [np.zeros((tall + room, wide + room), np.uint8) for wide, tall in sizes]
        super().__init__(plane[:tall, :wide] for plane, (wide, tall) in zip(self.rooms, sizes, strict=True))

    def move(self, plane: int, x: int, y: int) -> None:
        """Lets a plane begin at (x, y) of its room."""
        h, w = self[plane].shape
        self[plane] = self.rooms[plane][y : y + h, x : x + w]


def copy(source: Planes, target: Planes) -> None:
    """Every pixel of `source` into `target`."""
    for from_, to in zip(source, target, strict=True):
        np.copyto(to, from_)


def copy_box(source: Planes, target: Planes, box: Box) -> None:
    """The pixels of `source` inside `box` into `target`."""
    for plane, (from_, to) in enumerate(zip(source, target, strict=True)):
        x0, y0, x1, y1 = box if plane == 0 else (v // 2 for v in box)
        to[y0:y1, x0:x1] = from_[y0:y1, x0:x1]


def halved(plane: Pixels) -> Pixels:
    """The mean of every 2 x 2 pixels."""
    h, w = plane.shape[:2]
    return _pixels(cv2.resize(plane, (w // 2, h // 2), interpolation=cv2.INTER_AREA))


def from_bgra(bgra: Pixels) -> list[Pixels]:
    """An opaque BGRA picture of even size as planes; its alpha is not looked at."""
    h, w = bgra.shape[:2]
    planes = [np.empty((h, w), np.uint8), *(np.empty((h // 2, w // 2), np.uint8) for _ in range(2))]
    for top in range(0, h, _BAND):
        rows = bgra[top : top + _BAND]
        luma, *chroma = cv2.split(cv2.transform(cv2.cvtColor(rows, cv2.COLOR_BGRA2BGR), _TO_YUV))
        planes[0][top : top + _BAND] = luma
        for plane, full in zip(planes[1:], chroma, strict=True):
            plane[top // 2 : (top + _BAND) // 2] = halved(_pixels(full))
    return planes


def to_rgb(planes: Planes, box: Box | None = None) -> Pixels:
    """The picture (or the part of it inside `box`) as RGB, chroma interpolated."""
    y, u, v = planes
    if box is not None:
        x0, y0, x1, y1 = box
        y, u, v = (y[y0:y1, x0:x1], *(p[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] for p in (u, v)))
    size = (y.shape[1], y.shape[0])
    full = [cv2.resize(p, size, interpolation=cv2.INTER_LINEAR) for p in (u, v)]
    return _pixels(cv2.transform(cv2.merge([np.ascontiguousarray(y), *full]), _TO_RGB))


def canvas_over(bgra: Pixels) -> skia.Surface:
    """A Skia surface that draws into `bgra`, premultiplied (a surface made from an array would not be).

    Blue first: for that order Skia has its quickest ways to fill, a presenter takes three quarters of the time.
    """
    h, w = bgra.shape[:2]
    form = skia.ImageInfo.Make(w, h, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(form, bgra, bgra.strides[0])


@dataclass(frozen=True, slots=True)
class Piece:
    """What is blended into one plane at (x, y) of that plane: `plane = plane * rest / 255 + ink`."""

    x: int
    y: int
    ink: Pixels
    rest: Pixels | None
    """255 minus alpha; None where all of it is opaque."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A drawing ready to be blended: one piece for each plane, and the luma box that holds them all."""

    box: Box
    pieces: tuple[Piece, Piece, Piece]

    def overlaps(self, other: Patch) -> bool:
        """Whether the order of the two matters."""
        return overlapping(self.box, other.box)


def overlapping(a: Box, b: Box) -> bool:
    """Whether two boxes share a pixel."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def united(a: Box, b: Box) -> Box:
    """The smallest box that holds both."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def area(box: Box) -> int:
    """Its pixels."""
    return (box[2] - box[0]) * (box[3] - box[1])


def joined(patches: Sequence[Patch]) -> Patch:
    """One patch that gives exactly the pixels of some that do not overlap."""
    if len(patches) == 1:
        return patches[0]
    whole = functools.reduce(united, (patch.box for patch in patches))
    pieces = []
    for plane in range(3):
        x0, y0, x1, y1 = whole if plane == 0 else tuple(v // 2 for v in whole)
        ink = np.zeros((y1 - y0, x1 - x0), np.uint8)
        rest = np.full_like(ink, 255)
        for piece in (patch.pieces[plane] for patch in patches):
            h, w = piece.ink.shape
            place = (slice(piece.y - y0, piece.y - y0 + h), slice(piece.x - x0, piece.x - x0 + w))
            ink[place] = piece.ink
            rest[place] = 0 if piece.rest is None else piece.rest
        pieces.append(Piece(x0, y0, ink, rest))
    return Patch(whole, (pieces[0], pieces[1], pieces[2]))


def patch_of(bgra: Pixels, x: int, y: int) -> Patch | None:
    """A premultiplied BGRA drawing whose top left lies at the even (x, y) of the frame; None when nothing is drawn."""
    alpha = _pixels(cv2.extractChannel(bgra, 3))
    left, top, w, h = cv2.boundingRect(alpha)
    if not w:
        return None
    x0, y0, x1, y1 = left & ~1, top & ~1, (left + w + 1) & ~1, (top + h + 1) & ~1
    part, alpha = bgra[y0:y1, x0:x1], alpha[y0:y1, x0:x1]
    luma, *chroma = (_pixels(p) for p in cv2.split(cv2.transform(cv2.cvtColor(part, cv2.COLOR_BGRA2BGR), _TO_YUV)))
    box = (x + x0, y + y0, x + x1, y + y1)
    if cv2.minMaxLoc(alpha)[0] == 255:
        flat = Piece(box[0], box[1], luma, None)
        return Patch(box, (flat, *(Piece(box[0] // 2, box[1] // 2, halved(p), None) for p in chroma)))  # type: ignore[arg-type]
    # The matrix adds the offsets 16 and 128 everywhere; premultiplied, they count only as far as the drawing covers.
    ink = _pixels(cv2.addWeighted(luma, 1, alpha, 16 / 255, -16))
    thin = halved(alpha)
    rest = _pixels(cv2.bitwise_not(thin))
    inks = [_pixels(cv2.addWeighted(halved(p), 1, thin, 128 / 255, -128)) for p in chroma]
    first = Piece(box[0], box[1], ink, _pixels(cv2.bitwise_not(alpha)))
    return Patch(box, (first, *(Piece(box[0] // 2, box[1] // 2, p, rest) for p in inks)))  # type: ignore[arg-type]


def blend(patch: Patch, planes: Planes, clip: Box | None = None) -> None:
    """Lays a patch over the planes, inside the frame and inside `clip`."""
    for number, (piece, plane) in enumerate(zip(patch.pieces, planes, strict=True)):
        h, w = plane.shape
        cx0, cy0, cx1, cy1 = (0, 0, w, h) if clip is None else clip if number == 0 else tuple(v // 2 for v in clip)
        x0, y0 = max(piece.x, cx0), max(piece.y, cy0)
        x1, y1 = min(piece.x + piece.ink.shape[1], cx1), min(piece.y + piece.ink.shape[0], cy1)
        if x0 >= x1 or y0 >= y1:
            continue
        part = (slice(y0 - piece.y, y1 - piece.y), slice(x0 - piece.x, x1 - piece.x))
        target = plane[y0:y1, x0:x1]
        if piece.rest is None:
            np.copyto(target, piece.ink[part])
            continue
        cv2.multiply(target, piece.rest[part], dst=target, scale=1 / 255)
        cv2.add(target, piece.ink[part], dst=target)


def _pixels(array: object) -> Pixels:
    # OpenCV's hints promise less than its 8-bit functions give.
    return array  # type: ignore[return-value]
