"""Everything that a person chooses for one film, by name: what pages, command line and API fill in."""

from __future__ import annotations

from pydantic import Field

from core.film.brief import Aspect, Asset, Quality
from core.film.casting import Placement
from core.film.look import CaptionStyle
from core.film.sound import Mood
from core.value import Text, Value


class Order(Value):
    """A film as it was ordered. Empty names mean: the template's, or the best there is."""

    source: Text
    title: Text = Field("", max_length=200)
    audience: Text = Field("", max_length=400)
    tone: Text = Field("", max_length=100)
    goal: Text = Field("", max_length=400)
    category: Text = Field("", max_length=100)
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    length_s: int | None = Field(None, ge=5, le=1800)
    template: str = "daylight"
    avatar: str = Field("", description="An avatar's id, `none`, or empty for the template's.")
    voice: str = Field("", description="A voice's id, or empty for the one that suits avatar and language.")
    aspect: Aspect | None = Field(None, description="None: the template's.")
    quality: Quality = Quality.STANDARD
    captions: CaptionStyle | None = None
    music: Mood | None = None
    placement: Placement | None = Field(None, description="The same place for the presenter in every shot.")
    pronounce: tuple[tuple[str, str], ...] = Field((), description="(as written, as spoken), for every voice.")
    assets: tuple[Asset, ...] = ()
