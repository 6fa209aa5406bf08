"""Stage `avatar`: what the presenter does during one shot."""

from __future__ import annotations

from core.engine import Scratch, stage
from core.film.casting import Placement
from core.film.performance import Performance
from core.film.sound import Take
from core.film.storyboard import Shot, Staging
from core.ports import FilmingPresenter, Presenter


@stage(version=1, each=Shot, provisional=lambda performance: bool(performance.note))
def avatar(take: Take, staging: Staging, presenter: Presenter, scratch: Scratch) -> Performance:
    """The performance of one take: lips, eyes, brows, head, or a clip. A shot without a presenter gets an empty one."""
    performance = presenter.perform(take, staging)
    seen = performance.avatar is not None and performance.placement is not Placement.NONE
    if not seen or not isinstance(presenter, FilmingPresenter):
        return performance
    clip = scratch.new(".mp4")
    filmed = presenter.film(take, staging, scratch.path(take.audio), clip)
    return performance.model_copy(update={"clip": None if filmed.drawn else scratch.keep(clip), "note": filmed.note})
