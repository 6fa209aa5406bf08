"""The rig for “Avatar Illustration System” by Micah Lanier: strong outlines, a head turned to the side."""

from __future__ import annotations

from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.rig import Piece, Rig, brows, colour, mouth, still
from core.media.layer import Rect

_MOUTH = MouthPlace(198, 203, 2.4, -5.0, 1.0)


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    x, y = art.place("eyes")
    round_eyes = art.variant("eyes") == "round"
    left, right = ((58.1, 36.9), (122.2, 26.9)) if round_eyes else ((58.5, 37.4), (122.5, 27.4))
    centres = ((x + left[0], y + left[1]), (x + right[0], y + right[1]))
    eyes = DotEyes(centres, 9, 10 if round_eyes else 13.5, colour(art.colours["eyes"]), 4.2, 4.6, 12, -6.5)
    pieces = [
        still(art.picture("head", pick=lambda i, _: i < 2, key="neck"), 0.25),
        still(art.picture("head", pick=lambda i, _: i == 2, key="skull"), 1.0),
    ]
    if art.has("facialHair"):
        pieces.append(still(art.picture("facialHair"), 1.0, 0.5))
    pieces += [
        mouth(_MOUTH, MouthInk(hole=colour("#000000"), line=colour("#000000"), thickness=1.7, rim=1.7, tongue=colour("#fc909f"))),
        brows(art.picture("eyebrows"), 7.0),
        still(art.picture("hair"), 1.0, 0.1),
        Piece(eyes.draw, 1.0, 1.0),
        still(art.picture("nose"), 1.0, 1.3),
        still(art.picture("ears"), 1.0, -0.35),
        still(art.picture("clothes")),
    ]
    return Rig(art.size, (170, 300), Rect(85, 45, 180, 210), tuple(pieces))
