"""The rig for “Avataaars” by Pablo Stanley: dots for eyes, one outline for head, neck and shoulders."""

from __future__ import annotations

from dataclasses import replace

import skia

from core.media.avatar.acting import Acting
from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.outline import outline
from core.media.avatar.rig import Piece, Rig, brows, clipped, colour, mouth, over, shapes, still, within
from core.media.layer import Rect

_JAW = (140.0, 130.0, 56.0)
"""The circle that the chin follows."""
_MOUTH = MouthPlace(140, 154.5, 1.48)
_LONG = frozenset(
    {"bigHair", "curvy", "dreads", "hijab", "longButNotTooLong", "miaWallace", "straight01", "straight02", "straightAndStrand"}
)


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    skin = art.colours["skin"]
    person = outline(art.path("canvas:0"))
    head = shapes(skia.Rect.MakeLTRB(0, 0, 280, 136.5))
    head.addCircle(_JAW[0], _JAW[1], _JAW[2] + 0.5)
    trunk = shapes(skia.Rect.MakeLTRB(116, 150, 164, 200), skia.Rect.MakeLTRB(92, 190, 188, 290))
    if art.variant("clothes") == "overall":
        trunk.addRect(skia.Rect.MakeLTRB(0, 190, 280, 290))
    hair = art.picture("top")
    eyes = DotEyes(((114, 112), (166, 112)), 6, 6, colour(over(skin, "#000000", 0.62)), 3.4, 3.6, 8.4)
    pieces = [
        within(person, trunk, colour(skin)),
        clipped(art.picture("canvas:1"), shapes(skia.Rect.MakeLTRB(116, 170, 164, 200)), 0.35),
        still(art.picture("clothes")),
        within(person, head, colour(skin), 1.0),
        still(art.picture("nose"), 1.0, 1.3),
        Piece(eyes.draw, 1.0, 1.0),
        brows(art.picture("eyebrows"), 5.0),
        still(hair, 1.0, 0.15),
    ]
    if art.variant("top") in _LONG:
        pieces[:0] = [_behind(art), *(_tucked(hair, side) for side in (-1, 1))]
    if art.has("facialHair"):
        pieces.append(still(art.picture("facialHair"), 1.0, 0.8))
    pieces.append(mouth(_MOUTH, _mouth_ink(art)))
    if art.has("accessories"):
        pieces.append(still(art.picture("accessories"), 1.0, 1.1))
    return Rig(art.size, (140, 196), Rect(74, 36, 132, 150), tuple(pieces))


def _mouth_ink(art: Art) -> MouthInk:
    """Dark lines as the style has them; lips of their own where a beard would swallow those."""
    skin = art.colours["skin"]
    plain = MouthInk(hole=colour("#3a1418"), line=colour(over(skin, "#1a0506", 0.80)), thickness=2.2, rim=0.9)
    if not art.variant("facialHair").startswith("beard"):
        return plain
    return replace(plain, rim=1.5, rim_ink=colour(over(skin, "#d9736a", 0.55)))


def _behind(art: Art) -> Piece:
    """Long hair behind the neck, which the style leaves out; seen only where a turning head would open a gap."""
    ink = colour(art.colours["hat" if art.variant("top") == "hijab" else "hair"])
    block = shapes(skia.Rect.MakeLTRB(109, 130, 171, 190))
    return Piece(lambda canvas, acting: canvas.drawPath(block, skia.Paint(Color=ink, AntiAlias=True)), 0.5)


def _tucked(hair: skia.Picture, side: int) -> Piece:
    """Half of the hair on the shoulders once more, a little inwards, under the body: the style cuts it along the shoulders."""
    half = shapes(skia.Rect.MakeLTRB(0, 150, 140, 290) if side < 0 else skia.Rect.MakeLTRB(140, 150, 280, 290))

    def draw(canvas: skia.Canvas, acting: Acting) -> None:
        canvas.translate(-5.0 * side, 2.5)
        canvas.clipPath(half)
        canvas.drawPicture(hair)

    return Piece(draw, 0.35)
