"""The rig for “Avataaars” by Pablo Stanley: dots for eyes, one outline for head, neck and shoulders."""

from __future__ import annotations

import skia

from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.rig import Piece, Rig, brows, clipped, colour, mouth, over, shapes, still
from core.media.layer import Rect

_JAW = (140.0, 130.0, 56.0)
"""The circle that the chin follows."""
_MOUTH = MouthPlace(140, 155, 1.30)
_LONG = frozenset({"bigHair", "curvy", "dreads", "hijab", "longButNotTooLong", "miaWallace", "straight01", "straight02", "straightAndStrand"})


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    skin = art.colours["skin"]
    head = shapes(skia.Rect.MakeLTRB(0, 0, 280, _JAW[1]))
    head.addCircle(*_JAW)
    trunk = shapes(skia.Rect.MakeLTRB(116, 150, 164, 200), skia.Rect.MakeLTRB(0, 190, 280, 290))
    hair = art.picture("top")
    eyes = DotEyes(((114, 112), (166, 112)), 6, 6, colour(over(skin, "#000000", 0.62)), 3.4, 3.6, 8.4)
    ink = colour(over(skin, "#1a0506", 0.80))
    pieces = [
        clipped(art.picture("canvas:0"), trunk),
        clipped(art.picture("canvas:1"), shapes(skia.Rect.MakeLTRB(116, 170, 164, 200)), 0.35),
        still(art.picture("clothes")),
        clipped(art.picture("canvas:0"), head, 1.0),
        still(art.picture("nose"), 1.0, 1.3),
        Piece(eyes.draw, 1.0, 1.0),
        brows(art.picture("eyebrows"), 5.0),
        still(hair, 1.0, 0.15),
    ]
    if art.variant("top") in _LONG:
        pieces.insert(0, clipped(hair, shapes(skia.Rect.MakeLTRB(0, 150, 280, 290)), 0.5))
    if art.has("facialHair"):
        pieces.append(still(art.picture("facialHair"), 1.0, 0.8))
    pieces.append(mouth(_MOUTH, MouthInk(hole=colour("#3a1418"), line=ink, thickness=2.5, rim=1.0)))
    if art.has("accessories"):
        pieces.append(still(art.picture("accessories"), 1.0, 1.1))
    return Rig(art.size, (140, 196), Rect(74, 36, 132, 150), tuple(pieces))
