"""A title with its text, set as one: what bullets, steps, dates and the sides of a comparison are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import skia

from core.film.slide import Item
from core.media.breaking import opportunities
from core.media.layer import Rect, TextSpot
from core.media.layouts.arrange import largest
from core.media.layouts.kit import Head, Stage, heading
from core.media.shaping import shape
from core.media.text import TextBlock, TextStyle, set_text

TEXT_RATIO = 0.74
"""Size of the text under a title, of the title's."""
LOW = 10.5
"""A room of fewer lines of the smallest type gives its height to the content rather than to the headline."""


@dataclass(frozen=True)
class Entry:
    """A title and a text under it, set at one size. Origin: top left of both."""

    title: TextBlock
    text: TextBlock | None
    gap: float
    width: float
    align: str = "left"

    @property
    def height(self) -> float:
        """What both take, in pixels."""
        return self.title.height + (self.gap + self.text.height if self.text else 0.0)

    @property
    def size(self) -> float:
        """The title's type size."""
        return self.title.style.size

    def places(self, x: float, y: float) -> list[tuple[TextBlock, float, float]]:
        """Each block with its top left when the entry stands at (x, y)."""
        found = [(self.title, x + self._shift(self.title), y)]
        if self.text:
            found.append((self.text, x + self._shift(self.text), y + self.title.height + self.gap))
        return found

    def _shift(self, block: TextBlock) -> float:
        return (self.width - block.width) * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]

    def draw(self, canvas: skia.Canvas, x: float, y: float, ink: str, soft: str) -> None:
        """The title in `ink`, the text in `soft`."""
        for (block, bx, by), colour in zip(self.places(x, y), (ink, soft), strict=False):
            block.draw(canvas, bx, by, colour)

    def spots(self, part: str, x: float, y: float, ink: str, soft: str, room: Rect) -> tuple[TextSpot, ...]:
        """What the report is told of it; `room` is where it has to stay."""
        places = zip(self.places(x, y), (ink, soft), strict=False)
        return tuple(block.spot(part, bx, by, colour, room) for (block, bx, by), colour in places)


@dataclass(frozen=True)
class Manner:
    """How entries are set: faces of both texts, and the range of the title's size as shares of the em."""

    title: TextStyle
    text: TextStyle
    biggest: float
    ratio: float = TEXT_RATIO
    align: str = "left"
    gap: float = 0.32
    """Between title and text, of the title's size."""


def headed(stage: Stage, *, full: bool = False) -> Head:
    """The headline over content: on one line where that costs little, and smaller in upright frames and over `full` content."""
    frame = stage.frame
    if frame.w > frame.h:
        one = 1 if full or stage.room.w > 1.2 * stage.em else 0
        return heading(stage, prefer=one, most=0.34 if full else 0.4, gap=0.045 if full else 0.055)
    if stage.room.h < LOW * frame.smallest:
        return heading(without_kicker(stage), share=0.05, most=0.26, prefer=1, max_lines=2, gap=0.024)
    share = stage.idiom.heading * (0.74 if full else 0.86 if frame.tall else 1.0)
    return heading(stage, share=share, most=0.3, prefer=2, gap=0.036 if full else 0.05)


def without_kicker(stage: Stage) -> Stage:
    """The same stage for a room that is too low for a kicker."""
    scene = stage.scene
    return replace(stage, scene=scene.model_copy(update={"slide": scene.slide.model_copy(update={"kicker": ""})}))


def manner(stage: Stage, biggest: float, *, weight: int = 700, ratio: float = TEXT_RATIO, align: str = "left") -> Manner:
    """The look's own: titles strong in its text face (its display face where that is the serif), texts regular."""
    align = stage.side(align)
    title = replace(stage.text(biggest, weight=weight, leading=1.16), align=align)
    if stage.look.type.display == stage.look.type.text:
        title = replace(title, tracking=max(-0.015, 0.5 * stage.look.type.display_tracking))
    return Manner(title, replace(stage.text(leading=1.3), align=align), biggest, ratio, align)


def set_entry(stage: Stage, item: Item, how: Manner, width: float, size: float, *, with_text: bool = True) -> Entry:
    """One entry at that title size in lines of at most `width` pixels."""
    floor = stage.frame.smallest
    face = how.title.sized(max(size, floor))
    title = set_text(item.title or item.text, face, width + min(0.0, face.tracking) * face.size)
    words = item.text if with_text and item.title else ""
    text = set_text(words, how.text.sized(max(size * how.ratio, floor)), width) if words else None
    return Entry(title, text, how.gap * size, width, how.align)


def set_entries(
    stage: Stage, items: Sequence[Item], how: Manner, widths: Sequence[float], fits: Callable[[list[Entry]], bool]
) -> list[Entry]:
    """All entries at one size: the largest at which they fit and no word is torn.

    What does not fit at the smallest size loses its texts, then words are torn; titles are always complete.
    """
    floor = stage.frame.smallest

    def made(with_text: bool, tear: bool) -> Callable[[float], list[Entry] | None]:
        def attempt(size: float) -> list[Entry] | None:
            found = [set_entry(stage, item, how, w, size, with_text=with_text) for item, w in zip(items, widths, strict=True)]
            whole = tear or not any(torn(entry) for entry in found)
            return found if whole and fits(found) else None

        return attempt

    for with_text, tear in ((True, False), (False, False), (True, True), (False, True)):
        best = largest(floor, max(floor, how.biggest * stage.em), made(with_text, tear))
        if best is not None:
            return best
    return [set_entry(stage, item, how, w, floor, with_text=False) for item, w in zip(items, widths, strict=True)]


def quality(items: Sequence[Item], entries: Sequence[Entry], *, fits: bool) -> int:
    """How well entries turned out: 3 complete, 2 without their texts, 1 with torn words, 0 larger than their room."""
    if not fits:
        return 0
    if any(torn(entry) for entry in entries):
        return 1
    return 2 if any(item.text and item.title and entry.text is None for item, entry in zip(items, entries, strict=True)) else 3


def torn(entry: Entry) -> bool:
    """Whether some word is wider than the entry, so that it had to be divided between letters or stands out."""
    blocks = [entry.title, entry.text] if entry.text else [entry.title]
    return any(not block.fits or longest(block.text, block.style) > entry.width for block in blocks)


def longest(text: str, style: TextStyle) -> float:
    """Width in pixels of the widest piece that a line cannot break."""
    wide = 0.0
    for paragraph in text.split("\n"):
        advances = shape(paragraph, style.setting).advances
        ends = [at for at, _ in opportunities(paragraph, style.language)]
        for start, end in zip((0, *ends), (*ends, len(paragraph)), strict=True):
            wide = max(wide, sum(advances[start : start + len(paragraph[start:end].rstrip())]))
    return max(0.0, wide - style.tracking) * style.size
