"""A DiceBear drawing taken apart: every component of a style as something that Skia draws, in the style's own units.

DiceBear places each component with a `<use>` on the canvas. Here those placements are kept apart, so that a rig can draw them
one by one, moved and turned. The drawing is vector all the way: a part is recorded once and played back at any size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import skia

from core.errors import ProviderMissing, UnknownChoice
from core.film.casting import Avatar

if TYPE_CHECKING:  # it brings a checker of schemas along, which takes longer to load than the rest of what draws
    from dicebear import Avatar as Drawing
    from dicebear import Style

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "http://www.w3.org/1999/xlink"
_BASE = "canvas"
ElementTree.register_namespace("", _SVG.strip("{}"))
ElementTree.register_namespace("xlink", _XLINK)

_SMALLEST = {"canvas": {"width": 1, "height": 1, "elements": []}}

Pick = Callable[[int, "ElementTree.Element"], bool]
"""Chooses among the children of a component by index and element."""


@lru_cache(maxsize=16)
def definition(style: str) -> Style:
    """A style of the packaged collection. Raises `UnknownChoice` for a name that it lacks."""
    source = files("dicebear_styles").joinpath(f"{style}.json")
    if not re.fullmatch(r"[a-z0-9-]+", style) or not source.is_file():
        raise UnknownChoice(f"There is no drawing style called “{style}”.")
    from dicebear import Style

    whole = Style(_SMALLEST)  # the makers have checked what they packaged; doing so again takes half a second in every process
    whole._data = json.loads(source.read_text("utf-8"))
    return whole


def options_of(avatar: Avatar) -> dict[str, object]:
    """The avatar's choices as DiceBear takes them; its id is the seed of whatever is not chosen."""
    chosen: dict[str, object] = {"seed": avatar.id}
    for name, value in avatar.options:
        chosen[name] = int(value) if name.endswith("Probability") else [value]
    return chosen


@dataclass(frozen=True)
class Art:
    """One avatar's drawing: its `<defs>`, and what lies on the canvas, in order."""

    size: float
    """Width and height of the style's canvas, in its units."""
    colours: dict[str, str]
    """The chosen colours by the style's own names, as `#rrggbb`."""
    _root: dict[str, str]
    _defs: ElementTree.Element | None
    _placed: tuple[tuple[str, ElementTree.Element], ...]
    _pictures: dict[object, skia.Picture] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the component `name` is on the canvas."""
        return any(part == name for part, _ in self._placed)

    def variant(self, name: str) -> str:
        """Which variant of component `name` was chosen; empty where there is none."""
        for part, element in self._placed:
            if part == name:
                return _reference(element)[len(part) + 1 :].rsplit("-", 1)[0]
        return ""

    def place(self, name: str) -> tuple[float, float]:
        """Where component `name` lies on the canvas, in the style's units."""
        for part, element in self._placed:
            if part == name:
                numbers = [float(n) for n in re.findall(r"-?[\d.]+", element.get("transform", ""))]
                x, y = [*numbers, 0.0, 0.0][:2]
                return x, y
        raise ProviderMissing(f"The style's drawing has no part called “{name}”.")

    def picture(self, *names: str, pick: Pick | None = None, key: object = None) -> skia.Picture:
        """The named components as one picture, in canvas order and in canvas units.

        Bare shapes of the canvas are called `canvas:0`, `canvas:1`, ... With `pick`, only those children of the components are
        kept; `key` names that choice, since pictures are kept.
        """
        index = (names, key)
        if index not in self._pictures:
            self._pictures[index] = self._record(names, pick)
        return self._pictures[index]

    def _record(self, names: tuple[str, ...], pick: Pick | None) -> skia.Picture:
        root = ElementTree.Element(f"{_SVG}svg", self._root)
        if self._defs is not None and pick is None:
            root.append(self._defs)
        for part, element in self._placed:
            if part in names:
                root.append(element if pick is None else self._picked(element, pick))
        return _recorded(ElementTree.tostring(root, encoding="unicode"), self.size)

    def _picked(self, element: ElementTree.Element, pick: Pick) -> ElementTree.Element:
        group = ElementTree.Element(f"{_SVG}g", {k: v for k, v in element.attrib.items() if k == "transform"})
        group.extend(child for i, child in enumerate(self.children(_reference(element))) if pick(i, child))
        return group

    def children(self, reference: str) -> list[ElementTree.Element]:
        """The shapes inside the definition called `reference`."""
        for group in self._defs if self._defs is not None else ():
            if group.get("id") == reference:
                return list(group)
        return []

    def path(self, name: str, index: int = 0) -> str:
        """The `d` of the `index`th shape of component `name`."""
        for part, element in self._placed:
            if part == name:
                shape = element if part.startswith(_BASE) else self.children(_reference(element))[index]
                return shape.get("d", "")
        raise ProviderMissing(f"The style's drawing has no part called “{name}”.")


def _reference(element: ElementTree.Element) -> str:
    return (element.get("href") or element.get(f"{{{_XLINK}}}href") or "").lstrip("#")


def _recorded(svg: str, size: float) -> skia.Picture:
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream.MakeCopy(svg.encode()))
    if dom is None:
        raise ProviderMissing("The avatar's drawing cannot be read by this version of Skia.")
    dom.setContainerSize(skia.Size(size, size))
    recorder = skia.PictureRecorder()
    dom.render(recorder.beginRecording(skia.Rect.MakeLTRB(-size, -size, 2 * size, 2 * size)))
    return recorder.finishRecordingAsPicture()


Edit = Callable[["ElementTree.Element", dict[str, str]], None]
"""Mends the drawing in place; the second argument is its colours by name."""


@lru_cache(maxsize=64)
def art_of(avatar: Avatar, edit: Edit | None = None) -> Art:
    """The avatar's drawing, taken apart. `edit` mends it where Skia reads SVG differently from browsers."""
    from dicebear import Avatar as Drawing

    drawing = Drawing(definition(avatar.style), options_of(avatar))
    colours = _colours(drawing)
    root = ElementTree.fromstring(drawing.to_string())
    if edit is not None:
        edit(root, colours)
    for element in root.iter():
        link = element.attrib.pop("href", None)
        if link is not None:
            element.set(f"{{{_XLINK}}}href", link)
    size = float(root.get("viewBox", "0 0 1 1").split()[2])
    defs = root.find(f"{_SVG}defs")
    canvas = root.find(f"{_SVG}g")
    placed: list[tuple[str, ElementTree.Element]] = []
    bare = 0
    for element in canvas if canvas is not None else ():
        reference = _reference(element)
        placed.append((reference.split("-")[0] if reference else f"{_BASE}:{bare}", element))
        bare += not reference
    kept = {name: value for name, value in root.attrib.items() if name not in {"width", "height", "aria-hidden"}}
    return Art(size, colours, kept, defs, tuple(placed))


def _colours(drawing: Drawing) -> dict[str, str]:
    chosen = drawing.to_json()["options"]
    found: dict[str, str] = {}
    for name, value in chosen.items():
        if name.endswith("Color") and value:
            first = value[0] if isinstance(value, list) else value
            found[name.removesuffix("Color")] = "#" + str(first).lstrip("#").lower()
    return found
