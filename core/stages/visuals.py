"""Shot -> Visual: the picture material of one shot, ready to be drawn."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film import Shot, Slide, Visual
from core.media.conform import conform


@stage(version=2, each=Shot)
def visuals(slide: Slide, scratch: Scratch) -> Visual:
    """The slide with its picture conformed: upright, RGB, at most 4K, its focus found. A slide without one is drawn."""
    if slide.picture is None:
        return Visual(slide=slide, kind="drawn", why=f"laid out as {slide.layout.value} from the line's own content")
    picture, target = conform(slide.picture, scratch.path(slide.picture.blob), scratch.new)
    kept = picture.model_copy(update={"blob": scratch.keep(target)})
    return Visual(slide=slide.model_copy(update={"picture": kept}), kind="still", why="a picture that the source itself shows")
