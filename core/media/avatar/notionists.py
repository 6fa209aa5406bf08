"""The rig for “Notionists” by Zoish: ink on paper, a head turned slightly to the side."""

from __future__ import annotations

from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.rig import Piece, Rig, brows, colour, mouth, still
from core.media.layer import Rect

_MOUTH = MouthPlace(922, 944, 7.6, -3.0)


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    ink, paper = colour(art.colours["ink"]), colour(art.colours["paper"])
    x, y = art.place("eyes")
    eyes = DotEyes(((x + 37, y + 42), (x + 236, y + 38)), 18, 22, ink, 9, 12, 30, -3.0)
    pieces = [
        still(art.picture("head"), 1.0),
        still(art.picture("clothes")),
        still(art.picture("hair"), 1.0, 0.1),
    ]
    if art.has("beard"):
        pieces.append(still(art.picture("beard"), 1.0, 0.6))
    pieces += [
        mouth(_MOUTH, MouthInk(hole=ink, line=ink, thickness=1.7, rim=1.7, tongue=colour("#9a9a9a"), teeth=paper)),
        still(art.picture("nose"), 1.0, 1.3),
        Piece(eyes.draw, 1.0, 1.0),
    ]
    if art.has("glasses"):
        pieces.append(still(art.picture("glasses"), 1.0, 1.1))
    pieces.append(brows(art.picture("eyebrows"), 34.0))
    return Rig(art.size, (800, 1190), Rect(540, 500, 560, 600), tuple(pieces))
