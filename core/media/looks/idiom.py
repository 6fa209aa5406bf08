"""What a look does its own way, beyond colours and type: how cards, labels, badges and the presenter's frame are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Card(StrEnum):
    """What holds a piece of content."""

    LIFTED = "lifted"
    """Paper with a soft shadow."""
    GLASS = "glass"
    """A pale film over a dark ground, with a lit edge."""
    RULED = "ruled"
    """No box: a rule above, as in print."""
    FLAT = "flat"
    """A plain surface with a hairline."""
    BLOCK = "block"
    """A solid block of ink."""
    WIRED = "wired"
    """A darker surface inside a thin line."""


class Label(StrEnum):
    """How the words above a headline are set."""

    CAPS = "caps"
    PLAIN = "plain"
    CHIP = "chip"


class Badge(StrEnum):
    """What a number or an icon stands on."""

    TILE = "tile"
    DISC = "disc"
    NUMERAL = "numeral"
    SQUARE = "square"


class Shape(StrEnum):
    """What the presenter is seen through."""

    ARCH = "arch"
    CIRCLE = "circle"
    RECT = "rect"
    CUTOUT = "cutout"


@dataclass(frozen=True)
class Idiom:
    """The ways of one look."""

    card: Card
    label: Label
    badge: Badge
    panel_shape: Shape
    """For a presenter that stands full or half."""
    bubble_shape: Shape
    heading: float = 0.082
    """Size of a headline over content, of the stage's em."""
    waiting: float = 0.45
    """Strength of a part that is still to be said; 0: it is not there yet."""
    leading: float = 1.08
    inset: tuple[float, float] = (0.0, 0.0)
    """Room that the look's own rules take above and below the content, of the frame's height."""
    marker: bool = False
    """Whether what is said is marked with a broad stroke under the words."""
    gradient: bool = False
    """Whether large figures and key words are filled with the accent's gradient."""
