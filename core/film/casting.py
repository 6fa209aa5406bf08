"""Who is seen and who is heard."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from core.film.pacing import heard_length
from core.value import Value


class Voice(Value):
    """A way to speak, understood by the house that offers it."""

    id: str = Field(description="Unique over all houses, as `house:name`.")
    name: str
    language: str
    pitch: int = Field(50, ge=0, le=99, description="Of the voice's range, 50 is as recorded.")
    rate: int = Field(165, ge=80, le=320, description="Words a minute asked of the synthesiser.")
    variant: str = Field("", description="The house's own name for a timbre.")
    about: str = ""
    made_by: str = Field("", description="House, model and options of the service, for a voice beside the usual ones.")


class Pace(Value):
    """How long a voice takes for text, measured by letting it speak."""

    us_per_character: int = Field(
        gt=0, description="Microseconds for one character of ordinary prose, blanks and pauses inside sentences included."
    )
    gap_ms: int = Field(600, ge=0, description="Silence around one shot's line, both sides together.")

    def ms(self, text: str) -> int:
        """The time that `text` takes as one shot, gaps included."""
        return round(heard_length(text) * self.us_per_character / 1000) + self.gap_ms


class Placement(StrEnum):
    """Where the presenter stands."""

    FULL = "full"
    HALF = "half"
    BUBBLE = "bubble"
    CUTOUT = "cutout"
    NONE = "none"


class Avatar(Value):
    """A drawn presenter: a DiceBear style with its parts chosen."""

    id: str
    name: str
    style: str = Field(description="Name of a DiceBear style definition.")
    options: tuple[tuple[str, str], ...] = Field((), description="The style's own option names and values.")
    voice: str = Field("", description="The voice that suits it, in the film's language where there is one.")
    author: str = ""
    licence: str = ""
    about: str = ""


class Casting(Value):
    """The presenter and the voice of one film."""

    avatar: Avatar | None = None
    voice: Voice
