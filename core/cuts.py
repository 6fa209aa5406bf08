"""What a session writes down of its cuts: `metadata/cut_001.json`.

A cut has one number and one file for each edition: `final_output/<title>_cut_001.mp4` is the main one, the others carry their
shape and size in their names (`..._cut_001_9x16_1080p.mp4`); captions, transcript and poster lie beside each film under the same
name. A draft (`draft=True`, `..._cut_001_draft.mp4`, 540p) stands under the number of the cut that is being made; the finished
film takes its place, number and all, and the draft's files go.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from core.film import Aspect, Cut, Order, Quality, Report, Script, Storyboard, Track
from core.film.brief import format_of
from core.value import Text, Value


class Edition(Value):
    """One file of a cut: the film in one shape and size, with its report."""

    aspect: Aspect
    quality: Quality
    output: str = Field(description="The film's path inside the session's folder.")
    cut: Cut
    report: Report
    draft: bool = False


class Origin(Value):
    """What a cut was made from, so that it can be restored and compared: `metadata/cut_001_from.json`, beside its card."""

    order: Order
    script: Script
    storyboard: Storyboard
    track: Track


class CutCard(Value):
    """What `metadata/cut_001.json` holds: a finished film of a session, or its draft while it is being made."""

    number: int
    made: str
    output: str = Field(description="The main film's path inside the session's folder.")
    title: str
    cut: Cut
    report: Report
    aspect: Aspect = Field(Aspect.WIDE, description="Of the main film; read off its size in cards of earlier versions.")
    quality: Quality = Quality.STANDARD
    draft: bool = Field(False, description="Shown while the film itself is being made, which takes this number over.")
    others: tuple[Edition, ...] = Field((), description="The same cut in its other shapes and sizes.")
    note: Text = Field("", max_length=400, description="What a person wrote about it.")
    final: bool = Field(False, description="The one that people shall use; at most one cut of a session is.")
    plan: tuple[str, ...] = Field((), description="What was made for it and why, a sentence each.")
    made_parts: int = 0
    kept_parts: int = 0
    seconds: float = Field(0.0, description="What its making took.")

    @model_validator(mode="before")
    @classmethod
    def _of_earlier_versions(cls, given: Any) -> Any:
        """A card that does not say its shape has the one of its film."""
        if isinstance(given, dict) and "aspect" not in given and isinstance(cut := given.get("cut"), dict):
            form = format_of(int(cut["width"]), int(cut["height"]), int(cut["fps"]))
            return {**given, "aspect": form.aspect, "quality": form.quality}
        return given

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Every file of the cut, the main one first."""
        main = Edition(
            aspect=self.aspect, quality=self.quality, output=self.output, cut=self.cut, report=self.report, draft=self.draft
        )
        return (main, *self.others)

    def edition(self, output: str) -> Edition | None:
        """The edition whose film lies at `output`."""
        return next((edition for edition in self.editions if edition.output == output), None)
