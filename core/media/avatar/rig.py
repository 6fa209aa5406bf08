"""A drawn person that can be moved: pieces from back to front, each hung on the body or on the head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from core.media.avatar.acting import Acting
from core.media.avatar.mouth import MouthInk, MouthPlace, draw_mouth
from core.media.layer import Rect

Drawer = Callable[[skia.Canvas, Acting], None]

TURN, TURN_FACE = 0.011, 0.017
"""How far the head and, on top of that, the face on it move sideways for a full turn, of the canvas's width."""
NOD, NOD_FACE = 0.009, 0.014
TILT = 4.2
"""Degrees of a full tilt."""
BREATH = 0.007
"""How far the shoulders rise, of the canvas's height."""


@dataclass(frozen=True)
class Piece:
    """A part of the drawing and how it follows."""

    draw: Drawer
    head: float = 0.0
    """0: it stays with the body, 1: it moves with the head, between: hair that lies on the shoulders."""
    depth: float = 0.0
    """How far it stands before the head's outline when the head turns: 1 for the face, below 0 for the back of the head."""


@dataclass(frozen=True)
class Rig:
    """One avatar, ready to act. All lengths in units of its style's canvas."""

    size: float
    neck: tuple[float, float]
    """What the head tilts about."""
    face: Rect
    """From the forehead to the chin, between the ears."""
    pieces: tuple[Piece, ...]

    def draw(self, canvas: skia.Canvas, acting: Acting) -> None:
        """Draws the person in canvas units of the style."""
        for piece in self.pieces:
            canvas.save()
            self.place(canvas, piece, acting)
            piece.draw(canvas, acting)
            canvas.restore()

    def place(self, canvas: skia.Canvas, piece: Piece, acting: Acting) -> None:
        """Moves `canvas` to where `piece` is at that moment."""
        size, lift = self.size, BREATH * acting.breath
        if piece.head < 1:
            share = 1 - piece.head
            rise = lift * share * size / max(1.0, size - self.neck[1])
            canvas.translate(size / 2, size)
            canvas.scale(1 + 0.35 * rise, 1 + rise)
            canvas.translate(-size / 2, -size)
        if piece.head > 0:
            h, d = piece.head, piece.depth
            dx = acting.turn * (TURN * h + TURN_FACE * d)
            dy = acting.nod * (NOD * h + NOD_FACE * d) - lift * h
            canvas.translate(dx * size, dy * size)
            canvas.rotate(TILT * acting.tilt * h, *self.neck)


def still(picture: skia.Picture, head: float = 0.0, depth: float = 0.0) -> Piece:
    """A piece that never changes by itself."""
    return Piece(lambda canvas, acting: canvas.drawPicture(picture), head, depth)


def clipped(picture: skia.Picture, clip: skia.Path, head: float = 0.0, depth: float = 0.0) -> Piece:
    """What lies inside `clip` of a picture."""

    def draw(canvas: skia.Canvas, acting: Acting) -> None:
        canvas.clipPath(clip, True)
        canvas.drawPicture(picture)

    return Piece(draw, head, depth)


def within(path: skia.Path, bounds: skia.Path, ink: int, head: float = 0.0) -> Piece:
    """What lies inside `bounds` of a shape, as a shape of its own: no clip, so no seam where it is turned."""
    part = skia.Op(path, bounds, skia.PathOp.kIntersect_PathOp)
    paint = skia.Paint(Color=ink, AntiAlias=True)
    return Piece(lambda canvas, acting: canvas.drawPath(part, paint), head)


def brows(picture: skia.Picture, travel: float, depth: float = 1.0) -> Piece:
    """Eyebrows that rise by up to `travel` units."""

    def draw(canvas: skia.Canvas, acting: Acting) -> None:
        canvas.translate(0, -travel * acting.brows)
        canvas.drawPicture(picture)

    return Piece(draw, 1.0, depth)


def mouth(place: MouthPlace, ink: MouthInk, depth: float = 0.9) -> Piece:
    """The mouth of a style."""
    return Piece(lambda canvas, acting: draw_mouth(canvas, acting.mouth, acting.smile, place, ink), 1.0, depth)


def shapes(*parts: skia.Rect) -> skia.Path:
    """Rectangles as one path."""
    path = skia.Path()
    for part in parts:
        path.addRect(part)
    return path


def colour(text: str, opacity: float = 1.0) -> int:
    """`#rrggbb` as a Skia colour."""
    return round(255 * opacity) << 24 | int(text.lstrip("#")[:6], 16)


def over(back: str, front: str, opacity: float) -> str:
    """The colour that `front`, at `opacity`, gives on `back`."""
    pair = [(int(back.lstrip("#")[i : i + 2], 16), int(front.lstrip("#")[i : i + 2], 16)) for i in (0, 2, 4)]
    return "#" + "".join(f"{round(b + (f - b) * opacity):02x}" for b, f in pair)
