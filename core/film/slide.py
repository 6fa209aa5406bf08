"""What stands on the screen during a shot: one layout and its content."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field, field_validator

from core.film.licences import Credit, credit_of
from core.value import Blob, Text, Value


class Layout(StrEnum):
    """The ways in which a shot's content can be laid out; each has a file of its name in `media/layouts`."""

    TITLE = "title"
    SECTION = "section"
    STATEMENT = "statement"
    BULLETS = "bullets"
    NUMBER = "number"
    QUOTE = "quote"
    STEPS = "steps"
    TIMELINE = "timeline"
    COMPARISON = "comparison"
    CHART = "chart"
    TABLE = "table"
    CODE = "code"
    STILL = "still"
    STILL_TEXT = "still_text"
    SCREEN = "screen"
    CALL = "call"
    CREDITS = "credits"

    @property
    def called(self) -> str:
        """What people call it: `Big number`."""
        return _CALLED.get(self.value, self.value.capitalize())

    @classmethod
    def named(cls, words: str) -> Layout | None:
        """The layout that somebody means, by the name it is written with or by what people call it; None for no layout."""
        wanted = words.strip().casefold()
        return next((one for one in cls if wanted in (one.value, one.called.casefold())), None)


_CALLED = {
    "call": "Call to action", "still": "Picture", "still_text": "Picture and text", "screen": "Screenshot",
    "number": "Big number", "bullets": "List",
}  # fmt: skip


PICTURED = (Layout.STILL, Layout.STILL_TEXT, Layout.SCREEN)
"""Layouts that show the slide's picture."""


class Item(Value):
    """A bullet, a step, a point in time, a side of a comparison."""

    title: Text
    text: Text = ""
    label: Text = Field("", description="A date, a version, a column's name.")
    icon: str = Field("", description="Name of an icon of the packaged set; empty: chosen by the words.")


class Figure(Value):
    """A number that is the point of its shot."""

    value: float
    text: Text = Field(description="As written, without unit: `120`, `3.4`, `2.3 million`.")
    prefix: Text = ""
    unit: Text = ""
    label: Text = ""
    before: Text = Field("", description="What it was: `410 ms`.")
    change: Text = Field("", description="What that means: `3.4x faster`.")


class ChartKind(StrEnum):
    """How data are drawn."""

    BAR = "bar"
    LINE = "line"
    DONUT = "donut"


class Series(Value):
    """One row of numbers with its name."""

    name: Text = ""
    values: tuple[float, ...]


class Chart(Value):
    """Numbers over labels."""

    kind: ChartKind = ChartKind.BAR
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    unit: Text = ""
    focus: int | None = Field(None, description="Index of the label that is meant.")


class Table(Value):
    """A small table: rows of equal length."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    focus: int | None = Field(None, description="Index of the row that is meant.")


class Code(Value):
    """A piece of source code."""

    text: str
    language: str = ""
    focus: tuple[int, ...] = Field((), description="Lines that are meant, from 0.")


class Quote(Value):
    """Somebody's words."""

    text: Text
    author: Text = ""
    role: Text = ""


class Footage(Value):
    """A clip that is played in a picture's place; its own sound is not used."""

    blob: Blob
    duration_ms: int = Field(gt=0)
    made_by: Text = Field("", description="Who generated it, as the service names itself; empty: nobody did, it was filmed.")


class Picture(Value):
    """A still with the place that matters in it; with `footage`, the first picture of a clip."""

    blob: Blob
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    focus_x: float = Field(0.5, ge=0, le=1)
    focus_y: float = Field(0.5, ge=0, le=1)
    alt: Text = ""
    device: str = Field("browser", pattern=r"^(browser|phone|none)$", description="Frame around a screenshot.")
    footage: Footage | None = None
    credit: Credit | None = Field(None, description="Whose it is and under which licence; None: the film's own people's.")
    made_by: Text = Field("", description="The model that painted it, as its service names it; empty: nobody did.")
    stood_in: Text = Field("", description="Why another one made it than was asked; the report says it.")
    original: Picture | None = Field(None, description="What it was made from, when a model gave it another style.")

    @field_validator("credit", mode="before")
    @classmethod
    def _told_in_a_line(cls, given: Any) -> Any:
        return credit_of(given) if isinstance(given, str) else given


class Slide(Value):
    """The content of one shot. A layout uses what it needs of it, so that the layout alone can be changed."""

    layout: Layout
    kicker: Text = Field("", description="A few words above the headline.")
    headline: Text = ""
    body: Text = ""
    items: tuple[Item, ...] = ()
    figure: Figure | None = None
    chart: Chart | None = None
    table: Table | None = None
    code: Code | None = None
    quote: Quote | None = None
    picture: Picture | None = None

    @property
    def shown(self) -> Picture | None:
        """The picture that is seen: most layouts have no place for one, and keep it for those that do."""
        return self.picture if self.layout in PICTURED else None

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Everything that can come in when it is said: (name of the part, its words), in reading order.

        Names are `kicker`, `headline`, `body`, `item:0`..., `figure`, `point:0`... (a chart's labels), `row:0`..., `line:0`...
        (code), `quote`, `author`, `picture`.
        """
        found: list[tuple[str, str]] = [("kicker", self.kicker), ("headline", self.headline), ("body", self.body)]
        found += [(f"item:{i}", " ".join((item.label, item.title, item.text))) for i, item in enumerate(self.items)]
        if self.figure:
            f = self.figure
            found.append(("figure", " ".join((f.prefix, f.text, f.unit))))
        if self.chart:
            found += [(f"point:{i}", label) for i, label in enumerate(self.chart.labels)]
        if self.table:
            found += [(f"row:{i}", " ".join(row)) for i, row in enumerate(self.table.rows)]
        if self.code:
            found += [(f"line:{i}", line) for i, line in enumerate(self.code.text.splitlines())]
        if self.quote:
            found += [("quote", self.quote.text), ("author", self.quote.author)]
        if self.picture:
            found.append(("picture", self.picture.alt))
        return tuple((name, words.strip()) for name, words in found if words.strip())


class Visual(Value):
    """The picture material of one shot, and why it is this."""

    slide: Slide
    kind: str = Field("drawn", pattern=r"^(drawn|still|footage)$")
    why: Text = ""
