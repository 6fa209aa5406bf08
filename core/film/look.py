"""A template: a reusable format with its look, beats, pace, captions, music and motion."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from core.film.brief import Aspect
from core.film.casting import Placement
from core.film.slide import Layout
from core.film.sound import Mood
from core.film.storyboard import Transition
from core.value import Value

Colour = str
"""`#RRGGBB`."""


class CaptionStyle(StrEnum):
    """How captions are burned in."""

    LINE = "line"
    KARAOKE = "karaoke"
    POP = "pop"
    CHIP = "chip"
    NONE = "none"


class Palette(Value):
    """Colours by what they are for."""

    ground: Colour
    ground_end: Colour = Field("", description="The ground's second colour where it is a gradient.")
    surface: Colour = Field(description="Cards and panels.")
    ink: Colour
    soft: Colour = Field(description="Ink of less important text; still 4.5 : 1 on ground and surface.")
    line: Colour
    accent: Colour
    accent_end: Colour = Field("", description="Second colour of an accent gradient.")
    on_accent: Colour = Field(description="Ink on the accent.")
    tint: Colour = Field(description="The accent, thinned, as a surface.")
    deep: Colour = Field(description="A strong ground for panels behind the presenter.")
    on_deep: Colour
    negative: Colour = "#D64545"
    alternates: tuple[tuple[Colour, Colour], ...] = Field((), description="Other (ground, ink) pairs, by turns.")


class Type(Value):
    """Families and how they are set."""

    display: str
    display_weight: int = 800
    display_tracking: float = Field(-0.03, description="In em.")
    text: str
    text_weight: int = 500
    code: str = "JetBrains Mono"


class Motion(Value):
    """How things come in. One idea for the whole film."""

    entry: str = Field("rise", pattern=r"^(rise|fade|sweep|drop|type|land)$")
    entry_ms: int = Field(450, ge=150, le=1200)
    stagger_ms: int = Field(90, ge=0, le=500)
    travel: float = Field(0.022, description="Distance of an entry, of the frame's height.")
    overshoot: float = Field(0.0, ge=0, le=0.3)


class Look(Value):
    """What a template looks like: all that drawing needs to know of it."""

    name: str = Field(description="Names the file in `media/looks` that draws its ground and motif.")
    palette: Palette
    type: Type
    motion: Motion = Motion()
    radius: float = Field(0.02, description="Corner radius of cards, of the frame's height.")
    captions: CaptionStyle = CaptionStyle.LINE


class Beat(Value):
    """One kind of shot that a format has, and how its presenter stands."""

    layout: Layout
    placement: Placement


_WRITTEN = (
    Layout.TITLE, Layout.SECTION, Layout.STATEMENT, Layout.BULLETS, Layout.NUMBER, Layout.QUOTE, Layout.STEPS, Layout.TIMELINE,
    Layout.COMPARISON, Layout.CODE, Layout.CALL,
)  # fmt: skip


class Template(Value):
    """A format that can be used again."""

    id: str
    name: str
    about: str
    good_for: tuple[str, ...] = ()
    look: Look
    placements: tuple[Beat, ...] = Field((), description="Where the presenter stands per layout; else `placement`.")
    placement: Placement = Placement.BUBBLE
    beats: tuple[Layout, ...] = Field(_WRITTEN, description="The kinds of shots that suit the format, for who writes for it.")
    music: Mood = Mood.BRIGHT
    aspect: Aspect = Aspect.WIDE
    before_ms: int = 250
    after_ms: int = 350
    transition: Transition = Transition.FADE
    section_transition: Transition = Field(Transition.SLIDE, description="Into a section, and out of the title.")
    transition_ms: int = Field(400, ge=0, le=1500)
    avatar: str = Field("", description="The presenter it is shown with.")
    safe_top: float = Field(0.0, description="Of the height, covered by the platform's own controls.")
    safe_bottom: float = 0.0
