"""The rig for “Personas” by Draftbit: flat shapes, small dark eyes, glasses drawn with the eyes."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import skia

from core.media.avatar.art import Art
from core.media.avatar.eyes import DotEyes
from core.media.avatar.mouth import MouthInk, MouthPlace
from core.media.avatar.outline import outline
from core.media.avatar.rig import Piece, Rig, colour, mouth, over, shapes, still, within
from core.media.layer import Rect

_INK = "#1b0640"
_BEARD_TEETH = "#FFFEFD"
"""The mouth that the style draws into its beard; ours takes its place."""
_MOUTH = MouthPlace(32, 41.0, 0.325)


def mended(root: Element, colours: dict[str, str]) -> None:
    """Computes what overlays give, since Skia draws SVG without blend modes; masks become clips, which are cheaper."""
    for element in root.iter():
        if element.tag.endswith("}mask"):
            element.tag = element.tag.replace("}mask", "}clipPath")
        if element.get("fill") == _BEARD_TEETH:
            element.set("fill", "none")
        if "mask" in element.attrib:
            element.set("clip-path", element.attrib.pop("mask"))
    _flatten(root, lit(colours["skin"], "white", 0.36))


def _flatten(parent: Element, under: str) -> None:
    for child in parent:
        if "overlay" in child.get("style", ""):
            child.set("fill", lit(under, child.get("fill", "white"), 1.0))
            child.attrib.pop("style")
        elif child.get("fill", "").startswith("#"):
            under = child.get("fill", under)
        _flatten(child, under)


def lit(back: str, front: str, opacity: float) -> str:
    """`back` under white or black in blend mode “overlay” (W3C Compositing and Blending, section 9.1.3)."""
    levels = [int(back.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)]
    blended = [min(255, 2 * level) if front == "white" else max(0, 2 * level - 255) for level in levels]
    return over(back, "#" + "".join(f"{level:02x}" for level in blended), opacity)


def rig(art: Art) -> Rig:
    """The pieces of one person of this style."""
    skin = art.colours["skin"]
    head = shapes(skia.Rect.MakeLTRB(0, 0, 64, 33))
    head.addRect(skia.Rect.MakeLTRB(10, 27, 54, 38))
    head.addOval(skia.Rect.MakeLTRB(18, 19, 46, 47))
    neck = shapes(skia.Rect.MakeLTRB(26.9, 42, 37.1, 60))
    eyes = DotEyes(((26, 28.5), (38, 28.5)), 1.5, 1.5, colour(_INK), 0.8, 0.95, 1.9)
    face = shapes()
    face.addRoundRect(skia.Rect.MakeLTRB(18, 13, 46, 47), 14, 14)
    light = colour(lit(skin, "white", 0.36))
    person = outline(art.path("canvas:0"))

    def paint_face(canvas: skia.Canvas, acting: object) -> None:
        canvas.drawPath(face, skia.Paint(Color=light, AntiAlias=True))

    pieces = [
        within(person, neck, colour(skin)),
        within(person, head, colour(skin), 1.0),
        Piece(paint_face, 1.0),
        still(art.picture("nose"), 1.0, 1.3),
        Piece(eyes.draw, 1.0, 1.0),
        still(art.picture("hair"), 1.0, 0.1),
    ]
    if art.variant("eyes") == "glasses":
        pieces.insert(5, still(art.picture("eyes", pick=lambda i, _: i > 0, key="glasses"), 1.0, 1.1))
    if art.has("facialHair"):
        pieces.append(still(art.picture("facialHair"), 1.0, 0.8))
    pieces.append(mouth(_MOUTH, MouthInk(hole=colour(_INK), line=colour(_INK), thickness=3.4, rim=1.5, tongue=colour("#f57b98"))))
    pieces.append(still(art.picture("clothes")))
    return Rig(art.size, (32, 50), Rect(14, 13, 36, 34), tuple(pieces))
