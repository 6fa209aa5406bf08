"""What a run makes for a film's other shapes and sizes: only pictures and the file are their own, all else is the main film's."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from core.engine import Plan
from core.film import Aspect, Format, Quality
from core.film.brief import SHORT_SIDE
from core.value import Value

OWN = ("sync", "compose", "render", "inspect")
"""Stages whose parts every shape and size has of its own."""


class ShapePlan(Value):
    """What is made of the film in one more shape or size."""

    aspect: Aspect
    quality: Quality
    segments: int = Field(description="Stretches of picture that are made.")
    of: int = Field(description="All of its stretches.")
    film: bool = Field(description="A new file is joined.")
    seconds: float | None = None
    """If one worker made all of it."""

    @property
    def name(self) -> str:
        """`9:16 in 1080p`."""
        return f"{self.aspect.value} in {SHORT_SIDE[self.quality]}p"

    @property
    def nothing(self) -> bool:
        """Whether it is there as it shall be."""
        return not (self.segments or self.film)


def shape_plan(form: Format, plan: Plan) -> ShapePlan:
    """The plan of the whole film in that form, as far as it is not the main film's."""
    stretches = [part for part in plan.parts if part.stage == "compose"]
    stale = [part for part in plan.stale if part.stage in OWN]
    known = [part.seconds for part in stale if part.seconds is not None]
    return ShapePlan(
        aspect=form.aspect,
        quality=form.quality,
        segments=sum(part.state == "stale" for part in stretches),
        of=len(stretches),
        film=any(part.stage == "render" for part in stale),
        seconds=round(sum(known), 2) if len(known) == len(stale) else None,
    )


def shapes_told(shapes: Iterable[ShapePlan]) -> tuple[str, ...]:
    """`all of 9:16 in 1080p`, `7 of 24 stretches of 1:1 in 1080p`, `the file of 4:5 in 540p`; nothing for what is there."""
    return tuple(_told(shape) for shape in shapes if not shape.nothing)


def _told(shape: ShapePlan) -> str:
    if not shape.segments:
        return f"the file of {shape.name}"
    if shape.segments == shape.of:
        return f"all of {shape.name}"
    return f"{shape.segments} of {shape.of} stretches of {shape.name}"
