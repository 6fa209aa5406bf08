"""What a shot's picture is and why, and how well another one would fit: each with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from pydantic import Field

from core.film.alignment import tokens
from core.film.brief import Asset, Format
from core.film.prompting import MOST_WORDS, telling
from core.film.slide import Layout, Picture, Slide
from core.value import Text, Value


class PictureKind(StrEnum):
    """Where a shot's picture comes from."""

    DRAWN = "drawn"
    OWN = "own"
    STOCK = "stock"
    STILL = "still"
    CLIP = "clip"


class Material(Value):
    """What a shot's picture is."""

    kind: PictureKind
    why: Text = Field(description="Why it is this, as a sentence.")


class Fit(Value):
    """How well something fits a shot: from 0 to 1, and what speaks for it."""

    score: float = Field(ge=0, le=1)
    why: Text


def material(slide: Slide, assets: Sequence[Asset] = ()) -> Material:
    """What the slide shows and why; `assets` are the pictures that the film's text refers to."""
    picture = slide.shown
    if picture is None:
        return Material(kind=PictureKind.DRAWN, why=f"{layout_fit(slide, slide.layout).why}.")
    footage = picture.footage
    if footage is not None and footage.made_by:
        return Material(kind=PictureKind.CLIP, why=f"A clip that {footage.made_by} made for it{_of(picture)}.")
    if picture.made_by and picture.original is not None:
        return Material(kind=PictureKind.STILL, why=f"In the film’s own style, by {picture.made_by}. The original is kept.")
    if picture.made_by:
        return Material(kind=PictureKind.STILL, why=f"Painted for it by {picture.made_by}{_of(picture)}.")
    if picture.credit is not None and picture.credit.source:
        return Material(kind=PictureKind.STOCK, why=f"A photograph by {picture.credit.author} from {picture.credit.source}.")
    if footage is not None:
        return Material(kind=PictureKind.OWN, why="A clip that was handed in.")
    named = next((asset.name for asset in assets if asset.blob == picture.blob), "")
    why = f"The text itself shows this picture, {named}." if named else "A picture that was handed in."
    return Material(kind=PictureKind.OWN, why=why)


def _of(picture: Picture) -> str:
    return f", from “{picture.alt}”" if picture.alt else ""


def picture_fit(told: str, size: tuple[int, int], words: str, frame: Format) -> Fit:
    """How well a picture of that size, `told` in words, fits `words` and a film of that form: words in common, shape and size."""
    wanted, seen = telling(words), set(tokens(told))
    common = [word for word in wanted if set(tokens(word)) & seen]
    share = len(common) / max(1, min(len(wanted), MOST_WORDS))
    (width, height), (w, h) = size, frame.size
    ratio, asked = width / height, w / h
    shape = min(ratio, asked) / max(ratio, asked)
    enough = min(1.0, width / w, height / h)
    score = 0.55 * min(1.0, share) + 0.25 * shape + 0.2 * enough
    said = f"Shows {_listed(common[:3])}" if common else "Has none of the line’s words"
    large = "large enough" if enough >= 1 else "smaller than the film"
    turned = "" if shape > 0.6 else "; cut to the film’s shape"
    return Fit(score=round(score, 4), why=f"{said}; {large}{turned}")


def made_fit(slide: Slide) -> Fit:
    """How well a picture made for the line would stand in the place of what its shot shows: badly where that would be lost."""
    if slide.shown is not None:
        return Fit(score=0.3, why="Shows a picture already")
    if slide.layout in _LOST or len(slide.items) > 1:
        return Fit(score=0.2, why=_LOST.get(slide.layout, f"Its {len(slide.items)} points would not be seen"))
    return Fit(score=0.7, why="Only words so far, which stay beside a picture")


def layout_fit(slide: Slide, layout: Layout) -> Fit:
    """How well the slide's own content fits a drawn layout, by what is there."""
    told = _FITS.get(layout)
    score, why = told(slide) if told is not None else (0.2, f"Laid out as {layout.value.replace('_', ' ')}")
    return Fit(score=score, why=why)


_LOST: Mapping[Layout, str] = MappingProxyType(
    {
        Layout.NUMBER: "Its number is the point",
        Layout.CHART: "Its chart says more than a picture",
        Layout.TABLE: "Its table would not be seen",
        Layout.CODE: "Its code would not be seen",
        Layout.QUOTE: "Somebody’s own words stand alone",
        Layout.COMPARISON: "Its two sides would not be seen",
        Layout.CALL: "Says what to do now",
        Layout.CREDITS: "Licences ask for these names",
    }
)
"""Layouts whose content a picture would push off the screen, and what is said of that."""

Judged = tuple[float, str]


def _bullets(slide: Slide) -> Judged:
    count = len(slide.items)
    if not count:
        return 0.3, "Its points come in one after the other, as they are said"
    points = "One point comes" if count == 1 else f"{count} points come in one after the other,"
    return (0.8 if count > 1 else 0.45), f"{points} as {'it is' if count == 1 else 'they are'} said"


def _steps(slide: Slide) -> Judged:
    return 0.62, f"{len(slide.items)} things in the order in which they are done"


def _timeline(slide: Slide) -> Judged:
    labelled = len(slide.items) > 1 and all(item.label for item in slide.items)
    return (0.84 if labelled else 0.3), f"{len(slide.items)} moments, each with its time"


def _comparison(slide: Slide) -> Judged:
    labelled = all(item.label for item in slide.items)
    return (0.82 if labelled else 0.5), "Two sides, to be compared at a glance"


def _number(slide: Slide) -> Judged:
    figure = slide.figure
    if figure is None:
        return 0.3, "A number that the line says"
    shown = f"{figure.prefix}{figure.text} {figure.unit}".strip()
    return 0.9, f"One number is the point: {shown}"


def _chart(slide: Slide) -> Judged:
    count = len(slide.chart.labels) if slide.chart else 0
    return 0.92, f"{count} numbers, seen against each other"


def _table(slide: Slide) -> Judged:
    return 0.85, f"{len(slide.table.rows) if slide.table else 0} rows that belong together"


def _words(score: float, why: str) -> Callable[[Slide], Judged]:
    """For layouts that set the headline: the longer it is, the less it suits large type."""

    def judged(slide: Slide) -> Judged:
        return round(score * (1.0 if len(slide.headline) <= 60 else 0.7), 4), why

    return judged


_FITS: Mapping[Layout, Callable[[Slide], Judged]] = MappingProxyType(
    {
        Layout.BULLETS: _bullets,
        Layout.STEPS: _steps,
        Layout.TIMELINE: _timeline,
        Layout.COMPARISON: _comparison,
        Layout.NUMBER: _number,
        Layout.CHART: _chart,
        Layout.TABLE: _table,
        Layout.CODE: lambda slide: (0.95, "Code, shown as it is typed"),
        Layout.QUOTE: lambda slide: (0.9, "Somebody’s own words"),
        Layout.STATEMENT: _words(0.55, "One sentence, large, word by word as it is said"),
        Layout.TITLE: _words(0.4, "Its headline as a title"),
        Layout.SECTION: _words(0.38, "Its headline opens a new part"),
        Layout.CALL: _words(0.35, "Its headline says what to do now"),
        Layout.CREDITS: lambda slide: (0.3, "Licences ask for these names"),
        Layout.STILL: lambda slide: (0.5, "Its picture fills the frame"),
        Layout.STILL_TEXT: lambda slide: (0.5, "Its picture beside the words"),
        Layout.SCREEN: lambda slide: (0.5, "Its picture as a screen"),
    }
)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
