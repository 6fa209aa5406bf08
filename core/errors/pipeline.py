"""What can go wrong in the making of a film; `core.errors` has the whole tree."""

from __future__ import annotations

from core.errors.root import StudioError


class PipelineError(StudioError):
    """The film's own making went wrong."""

    code = "pipeline"


class PartFailed(PipelineError):
    """One part of a film failed; the others are kept."""

    code = "part-failed"
    hint = "Resume the session to try that part again; the rest is kept."
    retry = True


class WorkerDied(PipelineError):
    """The process that made a part ended before it was done."""

    code = "worker-died"
    hint = "Resume the session; every finished part is kept."
    retry = True


class BadStage(PipelineError):
    """Stages do not fit together, or one did not give what its signature says."""

    code = "bad-stage"
    hint = "This is a mistake in a stage's own code; `python -m core graph` shows how stages are wired."


class ToolFailed(PipelineError):
    """A media tool refused its work."""

    code = "tool-failed"
    hint = "`python -m core doctor` tests the media tools."


class CheckFailed(PipelineError):
    """The finished film did not pass a hard check, so it is not called done."""

    code = "check-failed"
    hint = "Open the quality report: it names the place and how to mend it."


class Cancelled(StudioError):
    """The person stopped it."""

    code = "cancelled"
    hint = "Resume the session to go on; every finished part is kept."
