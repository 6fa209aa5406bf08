"""Everything that a person chooses for one film, by name: what pages, command line and API fill in."""

from __future__ import annotations

from pydantic import Field

from core.film.brief import Aspect, Asset, Format, Quality
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
    aspect: Aspect | None = Field(None, description="One shape, as orders of earlier versions say it; `formats` wins over it.")
    formats: tuple[Aspect, ...] = Field(
        (), description="The shapes in which the film is made, the main one first; none: `aspect`, else the template's."
    )
    quality: Quality = Quality.STANDARD
    qualities: tuple[Quality, ...] = Field((), description="Further sizes in which every shape is made, beside `quality`.")
    draft_first: bool = Field(False, description="A 540p draft cut is shown while the film itself is being made.")
    captions: CaptionStyle | None = None
    music: Mood | None = None
    music_db: int | None = Field(None, ge=-40, le=0, description="Level of the music, against the narration; None: as usual.")
    placement: Placement | None = Field(None, description="The same place for the presenter in every shot.")
    pronounce: tuple[tuple[str, str], ...] = Field((), description="(as written, as spoken), for every voice.")
    assets: tuple[Asset, ...] = ()
    rounds: int = Field(
        1, ge=0, le=3, description="So often critic and director have the script worked over, where a service writes."
    )
    script_take: int = Field(1, ge=1, le=999, description="Counted up to have the script written anew from the same text.")

    def editions(self, usual: Aspect) -> tuple[Format, ...]:
        """Every shape and size in which the film is made, the main one first; `usual` is the template's shape.

        All of them share one script, one storyboard, the takes, the acting and the sound; only pictures are made for each.
        """
        shapes = self.formats or (self.aspect or usual,)
        sizes = (self.quality, *self.qualities)
        return tuple(dict.fromkeys(Format(aspect=shape, quality=size) for size in sizes for shape in shapes))
