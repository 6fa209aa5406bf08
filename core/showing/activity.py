"""What is being made right now and what ended last, for an indicator that every page asks each second: nothing is read."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import StudioError
from core.making.jobs import Ended, Jobs
from core.session import Session, utc_now
from core.showing.status import Status
from core.studio import Studio

__all__ = ["Activity", "Ended", "Named", "activity", "named", "now"]


@dataclass(frozen=True)
class Activity:
    """The films of this studio that are on their way, and those that ended since it was opened."""

    running: tuple[Status, ...] = ()
    waiting: tuple[Status, ...] = ()
    ended: tuple[Ended, ...] = ()
    """The last first."""

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self.running or self.waiting)

    def since(self, moment: str) -> tuple[Ended, ...]:
        """What got ready or failed after that moment, the last first. What somebody stopped is no news to them."""
        return tuple(one for one in self.ended if one.at > moment and one.state in ("done", "failed"))


@dataclass(frozen=True)
class Named:
    """What a session is called, and whose it is."""

    title: str
    owner: str


def activity(studio: Studio) -> Activity:
    """What this studio is doing."""
    jobs: Jobs | None = studio.jobs
    if jobs is None:
        return Activity()
    active, ended = jobs.active(), tuple(reversed(jobs.ended_last()))
    return Activity(
        tuple(film for film in active if film.state == "running"), tuple(film for film in active if film.state == "queued"), ended
    )


def named(studio: Studio, session: str) -> Named | None:
    """A session's title and owner; None when its folder is gone."""
    try:
        opened: Session = studio.open(session)
    except StudioError:
        return None
    return Named(opened.card.title, opened.card.owner)


def now() -> str:
    """This moment, in the words of `Ended.at`."""
    return utc_now()
