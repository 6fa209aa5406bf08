"""Stage `avatar`: what the presenter does during one shot."""

from __future__ import annotations

from core.engine import stage
from core.film.performance import Performance
from core.film.sound import Take
from core.film.storyboard import Shot, Staging
from core.ports import Presenter


@stage(version=1, each=Shot)
def avatar(take: Take, staging: Staging, presenter: Presenter) -> Performance:
    """The performance of one take: lips, eyes, brows, head. A shot without a presenter gets an empty one."""
    return presenter.perform(take, staging)
