"""How a session's film stands, whoever makes it: this studio, another process, or nobody any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.making.jobs import Failure, Jobs, Status
from core.session import Session


class Standing:
    """Asks the studio's own queue first, where there is one, and then the session's folder.

    `told` gives what happened in a session's newest run by its journal, and hears whether that run is over.
    """

    def __init__(self, jobs: Callable[[], Jobs | None], told: Callable[[str, bool], Status]) -> None:
        self._jobs, self._told = jobs, told

    def live(self, name: str) -> Status | None:
        """The studio's own knowledge of a film that it makes or made; None where it has none."""
        jobs = self._jobs()
        return None if jobs is None else jobs.status(name)

    def controls(self, name: str) -> bool:
        """Whether this studio makes the film, so that it can stop it."""
        return (live := self.live(name)) is not None and live.active

    def state(self, session: Session) -> str:
        """The state alone, for lists: `status` would read all that happened."""
        live = self.live(session.id)
        if live is not None and live.active:
            return live.state
        job = session.job()
        return "new" if job is None else job.state

    def status(self, name: str, opened: Callable[[str], Session]) -> Status:
        """All of it, also when another process makes the film or made it."""
        live, jobs = self.live(name), self._jobs()
        if live is not None and live.active:
            return live
        session = opened(name)
        job = session.job()
        if live is not None and jobs and (job is None or job.job == jobs.job(name)):
            return live  # nobody has made it since
        if job is None:
            return Status(session=name, state="new")
        failure = Failure(job.code, job.message, job.hint) if job.code else None
        told = self._told(name, job.state not in ("running", "queued"))
        return replace(told, state=job.state, failure=failure, until=job.until)
