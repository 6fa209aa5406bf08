"""The pieces a picture is made of: a ground seen through a camera, and layers that are drawn only when they change.

Drawing code works in ordinary RGB on a Skia canvas whose coordinates are the frame's pixels. The compositor turns what was
drawn into planar YUV, keeps it by its state, and blends it; see `media/compose.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import skia


@dataclass(frozen=True)
class Rect:
    """A rectangle in frame pixels."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """y of the lower edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """x of the middle."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """y of the middle."""
        return self.y + self.h / 2

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Smaller by `dx` left and right and by `dy` (or `dx`) above and below; negative grows."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def moved(self, dx: float, dy: float) -> Rect:
        """The same size, elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share any area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect, slack: float = 0.5) -> bool:
        """Whether `other` lies inside, give or take `slack` pixels."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def skia(self) -> skia.Rect:
        """For drawing."""
        return skia.Rect.MakeXYWH(self.x, self.y, self.w, self.h)


@dataclass(frozen=True)
class Pose:
    """Where a drawn layer is put: moved, scaled about its middle, faded."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    opacity: float = 1.0


REST = Pose()
HIDDEN = Pose(opacity=0.0)

Draw = Callable[[skia.Canvas, Hashable], None]
"""Draws a layer for one state, in frame coordinates, inside the layer's rectangle."""


@dataclass(frozen=True)
class TextSpot:
    """A text that a layer draws, for the report: what, where, how large, and in which colour."""

    part: str
    text: str
    box: Rect
    size: float
    colour: str
    missing: str = ""
    room: Rect | None = None
    """Where it had to fit; None: the frame's safe area."""


@dataclass(frozen=True)
class Layer:
    """A rectangle of the frame, a drawing, and how it lives in time (ms inside the scene)."""

    rect: Rect
    draw: Draw
    state: Callable[[float], Hashable] = field(default=lambda ms: 0)
    """What the drawing depends on: equal states give equal pixels, which are then not drawn again."""
    pose: Callable[[float], Pose] = field(default=lambda ms: REST)
    texts: tuple[TextSpot, ...] = ()
    keep: int = 4
    """How many drawn states are kept; 1 for what changes on every frame."""


@dataclass(frozen=True)
class Window:
    """What a camera sees of a ground: the middle (0..1 of its size) and how close (1 = all of it fits the frame)."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0


@dataclass(frozen=True)
class Ground:
    """The picture behind everything, drawn once and seen through a camera that may move slowly."""

    draw: Callable[[skia.Canvas, int, int], None]
    """Draws the whole ground at the given width and height in pixels."""
    camera: Callable[[float], Window] | None = None
    """None: it stands still, and nothing is resampled."""


@dataclass(frozen=True)
class Picture:
    """A scene as it is composed: ground first, then layers from back to front."""

    ground: Ground
    layers: tuple[Layer, ...]
