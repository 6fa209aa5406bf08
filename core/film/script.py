"""The words, line by line, each with the place in the source that it comes from."""

from __future__ import annotations

from pydantic import Field

from core.film.handling import Handling
from core.film.slide import Slide
from core.value import Blob, Text, Value

STOOD_IN = "Made by "
"""How a script's note begins where another writer wrote it."""

UNCHECKED = "The script was not checked:"
"""How a script's note begins where somebody was to look it over who could not be asked."""
CHECKED = "The script was checked"
"""How a script's note begins where another one looked it over than was asked."""


class Source(Value):
    """Where a line comes from: lines of the source, counted from 1, and their words."""

    first: int = Field(ge=1)
    last: int = Field(ge=1)
    excerpt: Text = ""


class Line(Value):
    """One thing said, and what stands on the screen meanwhile."""

    narration: Text = Field(min_length=1)
    slide: Slide
    source: Source | None = Field(None, description="None: the studio's own words, such as a greeting; never a claim.")
    handling: Handling = Handling()


class Flag(Value):
    """What somebody flagged who looked a script over: a line as it was then, or the title."""

    line: Line | None = Field(None, description="None: the title.")
    told: Text = Field(description="Who flagged it, for what.")


class Script(Value):
    """A film's words from hook to call to action."""

    title: Text
    language: str
    lines: tuple[Line, ...] = Field(min_length=1)
    scaffold: bool = Field(False, description="A frame of questions made from a bare topic, to be filled in.")
    notes: tuple[Text, ...] = Field(
        (), description="What the writer wants the person to know: left out, condensed, not understood."
    )
    flags: tuple[Flag, ...] = Field((), description="What was flagged when it was looked over.")
    discussion: Blob | None = Field(
        None, description="What writer, critic and director said about it; None: nobody discussed it."
    )

    @property
    def stood_in(self) -> str:
        """Who wrote it in place of the one that was asked, and why; empty when nobody stood in."""
        return next((note for note in self.notes if note.startswith(STOOD_IN)), "")

    @property
    def unchecked(self) -> str:
        """Why it was not looked over by whom it was to be; empty when it was, or nobody was to."""
        return next((note for note in self.notes if note.startswith((UNCHECKED, CHECKED))), "")
