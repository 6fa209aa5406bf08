"""The rig for “ToonHead” by Johan Melin: large eyes with a white, thin outlines, back hair apart."""

from __future__ import annotations

from core.media.avatar.art import Art
from core.media.avatar.eyes import OpenEye
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.outline import moved, outline
from core.media.avatar.rig import Piece, Rig, brows, colour, mouth, over, still
from core.media.layer import Rect

_MOUTH = MouthPlace(384, 504, 3.25)


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    skin = art.colours["skin"]
    line = colour(over(skin, "#3f1c1c", 0.62))
    ink = MouthInk(hole=colour("#611519"), line=line, thickness=1.9, tongue=colour("#e0564b"), teeth=colour("#f6f1e4"),
                   rim=0.8, rim_ink=colour("#521216"), shade=colour(over(skin, "#000000", 0.16)))  # fmt: skip
    pieces = [
        still(art.picture("body")),
        still(art.picture("head"), 1.0),
        still(art.picture("clothes")),
    ]
    if art.has("beard"):
        pieces.append(still(art.picture("beard"), 1.0, 0.6))
    pieces.append(mouth(_MOUTH, ink))
    pieces += [Piece(eye.draw, 1.0, 1.0) for eye in _eyes(art)]
    pieces.append(brows(art.picture("eyebrows"), 15.0))
    pieces.append(still(art.picture("hair"), 1.0, 0.12))
    if art.has("rearHair"):
        pieces.insert(0, still(art.picture("rearHair"), 0.8, -0.4))
    return Rig(art.size, (384, 640), Rect(186, 139, 396, 452), tuple(pieces))


def _eyes(art: Art) -> tuple[OpenEye, OpenEye]:
    """The style's eyes taken apart: white, iris and lashes of the left, then of the right one."""
    x, y = art.place("eyes")
    dy = 46.47 if art.variant("eyes") == "wide" else 40.68

    def one(first: int, iris: float) -> OpenEye:
        white, lash = outline(art.path("eyes", first)), outline(art.path("eyes", first + 2))
        white, lash = moved(white, x, y), moved(lash, x, y)
        return OpenEye(white, lash, (x + iris, y + dy, 27), y + 60, 10, 9.0, colour("#f6f1e4"), colour("#4b2422"))

    return one(0, 61), one(3, 200.1)
