"""The rig for “Personas” by Draftbit: flat shapes, small dark eyes, glasses drawn with the eyes."""

from __future__ import annotations

import skia

from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.rig import Piece, Rig, clipped, colour, mouth, over, shapes, still
from core.media.layer import Rect

_INK = "#1b0640"
_MOUTH = MouthPlace(32, 41.0, 0.30)


def mended(svg: str) -> str:
    """The drawing with its overlays as plain transparency, which Skia draws without a layer of its own."""
    return svg.replace('opacity=".36" style="mix-blend-mode:overlay"', 'opacity=".22"')


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    skin = art.colours["skin"]
    head = shapes(skia.Rect.MakeLTRB(0, 0, 64, 33))
    head.addOval(skia.Rect.MakeLTRB(18, 19, 46, 47))
    ears = shapes(skia.Rect.MakeLTRB(10, 27, 54, 38))
    neck = shapes(skia.Rect.MakeLTRB(26.9, 42, 37.1, 60))
    eyes = DotEyes(((26, 28.5), (38, 28.5)), 1.5, 1.5, colour(_INK), 0.8, 0.95, 1.9)
    face = shapes()
    face.addRoundRect(skia.Rect.MakeLTRB(18, 13, 46, 47), 14, 14)
    light = colour(over(skin, "#ffffff", 0.36))
    skull = art.picture("canvas:0")

    def paint_face(canvas: skia.Canvas, acting: object) -> None:
        canvas.drawPath(face, skia.Paint(Color=light, AntiAlias=True))

    head.addRect(skia.Rect.MakeLTRB(10, 27, 54, 38))
    del ears
    pieces = [
        clipped(skull, neck),
        clipped(skull, head, 1.0),
        Piece(paint_face, 1.0),
        still(art.picture("nose"), 1.0, 1.3),
        Piece(eyes.draw, 1.0, 1.0),
        still(art.picture("hair"), 1.0, 0.1),
    ]
    if art.variant("eyes") == "glasses":
        pieces.insert(5, still(art.picture("eyes", pick=lambda i, _: i > 0, key="glasses"), 1.0, 1.1))
    if art.has("facialHair"):
        pieces.append(still(art.picture("facialHair"), 1.0, 0.8))
    pieces.append(mouth(_MOUTH, MouthInk(hole=colour(_INK), line=colour(_INK), thickness=4.2, rim=1.6, tongue=colour("#f57b98"))))
    pieces.append(still(art.picture("clothes")))
    return Rig(art.size, (32, 50), Rect(14, 13, 36, 34), tuple(pieces))
