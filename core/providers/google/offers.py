"""What this house offers on the page: its ports with their options, and where to begin."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.providers.google.client import HOME
from core.providers.house import House, Offer, Preset
from core.services.entries import Fill
from core.value import Value

_GEMINI = ("gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-3.1-pro-preview")
_OMNI = ("gemini-omni-1.2-flash", "gemini-omni-1.1-flash")
_VEO = ("veo-3.1-generate-001", "veo-3.1-fast-generate-001", "veo-3.1-lite-generate-001")
_TOKENS = ("1M input tokens", "1M output tokens")


class Platform(Value):
    """Which of Google's two doors."""

    platform: Literal["gemini", "vertex"] = Field("gemini", title="Platform", description="Gemini API, or Vertex AI.")
    project: str = Field(
        "",
        max_length=80,
        pattern=r"^[a-z0-9:.-]*$",
        title="Project",
        description="For Vertex AI by this machine's account.",
    )
    location: str = Field("", max_length=40, pattern=r"^[a-z0-9-]*$", title="Region", description="Empty: us-central1.")


class ClipOptions(Platform):
    """How a clip is filmed."""

    resolution: Literal["720p", "1080p"] = Field("720p", title="Size")
    look_s: str = Field("", pattern=r"^(\d{1,3}(\.\d{1,2})?)?$", title="Seconds between two looks", description="Empty: 5.")


_VERTEX = (("platform", "vertex"),)

HOUSE = House(
    id="google",
    name="Google",
    about="Gemini writes, Omni and Veo film.",
    address=HOME,
    offers=(
        Offer(port="Writer", models=_GEMINI, options=Platform, units=_TOKENS),
        Offer(port="Translator", models=_GEMINI, options=Platform, units=_TOKENS),
        Offer(port="Filmer", models=(*_OMNI, *_VEO), options=ClipOptions, units=("second",)),
    ),
    presets=(
        Preset(name="Gemini", about="Scripts and clips, by a key of AI Studio",
               fills=(Fill(port="Writer", model=_GEMINI[0]), Fill(port="Filmer", model=_OMNI[0]))),
        Preset(name="Vertex AI", about="Scripts and clips, in your own project",
               fills=(Fill(port="Writer", model=_GEMINI[0], options=_VERTEX),
                      Fill(port="Filmer", model=_VEO[0], options=_VERTEX))),
    ),
)  # fmt: skip
"""This house as it is offered."""
