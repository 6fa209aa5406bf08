"""What is asked: the source, for whom, in which voice and shape."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, field_validator

from core.film.slide import Layout
from core.value import Blob, Text, Value


class Aspect(StrEnum):
    """The shape of the picture."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"
    PORTRAIT = "4:5"


class Quality(StrEnum):
    """How large and how carefully a film is encoded."""

    DRAFT = "draft"
    STANDARD = "standard"
    HIGH = "high"
    UHD = "4k"


SHORT_SIDE = {Quality.DRAFT: 540, Quality.STANDARD: 1080, Quality.HIGH: 1440, Quality.UHD: 2160}
"""Pixels of the frame's shorter side."""

_RATIO = {Aspect.WIDE: (16, 9), Aspect.TALL: (9, 16), Aspect.SQUARE: (1, 1), Aspect.PORTRAIT: (4, 5)}


class Format(Value):
    """Size and rate of the picture."""

    aspect: Aspect = Aspect.WIDE
    quality: Quality = Quality.STANDARD
    fps: int = Field(30, ge=24, le=60)

    @field_validator("fps")
    @classmethod
    def _divides_the_sample_rate(cls, fps: int) -> int:
        if 48_000 % fps:
            raise ValueError("frames a second must divide 48000 (24, 25, 30, 48, 50, 60)")
        return fps

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, both even."""
        across, down = _RATIO[self.aspect]
        unit = SHORT_SIDE[self.quality] / min(across, down)
        return round(across * unit / 2) * 2, round(down * unit / 2) * 2

    @property
    def weight(self) -> float:
        """What a frame costs to draw and encode, about: its pixels, in frames of 1920 x 1080."""
        w, h = self.size
        return w * h / (1920 * 1080)

    @property
    def name(self) -> str:
        """For file names: `16x9_1080p`."""
        return f"{self.aspect.value.replace(':', 'x')}_{SHORT_SIDE[self.quality]}p"


def format_of(width: int, height: int, fps: int) -> Format:
    """The format that has frames of this size; the nearest shape where none has exactly."""
    short = min(width, height)
    quality = min(Quality, key=lambda q: abs(SHORT_SIDE[q] - short))
    aspect = min(Aspect, key=lambda a: abs(_RATIO[a][0] / _RATIO[a][1] - width / height))
    return Format(aspect=aspect, quality=quality, fps=fps)


SHORTEST_MS = 4_000
"""No script is asked to be shorter."""


class Asset(Value):
    """A picture that the source refers to, under the name that it is referred to by."""

    name: str
    blob: Blob
    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Brief(Value):
    """What the film is about and for whom. How it looks is the template's, how it sounds the casting's."""

    source: Text = Field(description="Markdown or plain text; one short line is a topic.")
    title: Text = ""
    audience: Text = ""
    tone: Text = ""
    goal: Text = ""
    category: Text = ""
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    length_ms: int | None = Field(
        None, ge=SHORTEST_MS, le=1_800_000, description="None: as long as the source needs, at most two minutes."
    )
    assets: tuple[Asset, ...] = ()
    take: int = Field(1, ge=1, description="Counted up to ask for another script.")
    rounds: int = Field(
        0, ge=0, le=3, description="So often a critic and a director have the script worked over, where a model writes."
    )
    beats: tuple[Layout, ...] = Field((), description="The kinds of shots that the format is made of; none: all of them.")
