"""Shot -> Visual: the picture material of one shot, ready to be drawn."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Footage, Picture, Shot, Slide, Visual
from core.film.picturing import material


@stage(version=3, each=Shot)
def visuals(slide: Slide, scratch: Scratch) -> Visual:
    """The slide with its picture conformed: upright, RGB, at most 4K, its focus found. A slide without one is drawn."""
    if slide.picture is None:
        return Visual(slide=slide, kind="drawn", why=material(slide).why)
    from core.media.conform import conform

    picture, target = conform(slide.picture, scratch.path(slide.picture.blob), scratch.new)
    kept = picture.model_copy(update={"blob": scratch.keep(target)})
    if picture.footage is not None:
        return _clip(slide, kept, picture.footage, scratch)
    return Visual(slide=slide.model_copy(update={"picture": kept}), kind="still", why=material(slide).why)


def _clip(slide: Slide, picture: Picture, footage: Footage, scratch: Scratch) -> Visual:
    from core.media.clips import conform_clip

    target = scratch.new(".mp4")
    conform_clip(scratch.path(footage.blob), target)
    ready = picture.model_copy(update={"footage": footage.model_copy(update={"blob": scratch.keep(target)})})
    return Visual(slide=slide.model_copy(update={"picture": ready}), kind="footage", why=material(slide).why)
