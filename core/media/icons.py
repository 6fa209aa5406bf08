"""The packaged icons (Lucide, ISC licence): outlines on a 24 by 24 grid, drawn in any size, colour and line width."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from xml.etree import ElementTree
from zipfile import ZipFile

import skia

from core.errors import UnknownChoice
from core.media.colour import paint, stroke
from core.media.icon_words import NEUTRAL, ranked
from core.media.layer import Rect
from core.media.outlines import path_of

GRID = 24.0
STROKE = 2.0
"""Line width that the icons were drawn for, on their grid."""


@dataclass(frozen=True, eq=False)
class Icon:
    """An icon's lines, and the few parts of it that are filled."""

    name: str
    lines: skia.Path
    filled: skia.Path

    def draw(self, canvas: skia.Canvas, rect: Rect, colour: str, width: float | None = None, *, alpha: float = 1.0) -> None:
        """Into the largest square in the middle of `rect`, with lines `width` pixels wide (None: as it was drawn)."""
        side = min(rect.w, rect.h)
        scale = side / GRID
        canvas.save()
        canvas.translate(rect.cx - side / 2, rect.cy - side / 2)
        canvas.scale(scale, scale)
        canvas.drawPath(self.lines, stroke(colour, STROKE if width is None else width / scale, alpha))
        if not self.filled.isEmpty():
            canvas.drawPath(self.filled, paint(colour, alpha))
        canvas.restore()


@lru_cache(maxsize=1)
def _drawings() -> dict[str, bytes]:
    with files("lucide").joinpath("lucide.zip").open("rb") as stream, ZipFile(stream) as archive:
        return {name.removesuffix(".svg"): archive.read(name) for name in archive.namelist() if name.endswith(".svg")}


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Names of all icons there are."""
    return frozenset(_drawings())


@lru_cache(maxsize=256)
def icon(name: str) -> Icon:
    """The icon called `name`. Raises UnknownChoice where there is none."""
    drawing = _drawings().get(name)
    if drawing is None:
        raise UnknownChoice(f"There is no icon called {name!r}.")
    lines, filled = skia.Path(), skia.Path()
    for element in ElementTree.fromstring(drawing):
        kind = element.tag.rpartition("}")[2]
        path = path_of(kind, element.attrib)
        lines.addPath(path)
        if element.attrib.get("fill", "none") != "none":
            filled.addPath(path)
    return Icon(name, lines, filled)


def choose(text: str, used: tuple[str, ...] = ()) -> str:
    """Name of the icon that fits `text` best and is not among `used`; a neutral one where the words say nothing.

    Knows English, German, Spanish and French words; the same words always get the same icon.
    """
    fitting = (*ranked(text, names()), *NEUTRAL)
    return next((name for name in fitting if name not in used), fitting[0])
