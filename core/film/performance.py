"""What the presenter does during one shot, as data; it is drawn while composing.

Times are whole milliseconds inside the *take*; the scene says when its take begins. Tracks are tuples so that a
performance stays small: each entry is (ms, value...), sorted by ms, values interpolated in between unless said otherwise.
"""

from __future__ import annotations

from pydantic import Field

from core.film.casting import Avatar, Placement
from core.value import Blob, Text, Value

MouthKey = tuple[int, str, int]
"""(ms, viseme, strength in per cent): the viseme is reached at that time."""


class Performance(Value):
    """The acting of one avatar in one shot."""

    avatar: Avatar | None = Field(None, description="None: nobody is seen in this shot.")
    placement: Placement = Placement.NONE
    duration_ms: int = Field(gt=0)
    mouth: tuple[MouthKey, ...] = ()
    blinks: tuple[int, ...] = Field((), description="When the lids are shut; each blink takes about 180 ms around it.")
    gaze: tuple[tuple[int, int, int], ...] = Field((), description="(ms, x, y) in per cent of the eye's travel.")
    brows: tuple[tuple[int, int], ...] = Field((), description="(ms, raise in per cent).")
    head: tuple[tuple[int, int, int, int], ...] = Field((), description="(ms, turn, nod, tilt) in per cent of their range.")
    smile: tuple[tuple[int, int], ...] = Field((), description="(ms, per cent).")
    clip: Blob | None = Field(None, description="A film of a person saying the take, seen in place of the drawn avatar.")
    note: Text = Field("", description="Why another one acts than was asked; the report says it.")
