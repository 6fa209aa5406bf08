"""Everything that can go wrong, as one tree.

StudioError
├── BadInput            the person can mend it
│   ├── EmptyBrief
│   ├── BriefTooLong
│   ├── NotText
│   ├── BadScript
│   ├── BadEdit
│   ├── ShotLocked
│   ├── StaleEdit
│   ├── BadArchive
│   ├── UnknownChoice
│   └── BadSetting
├── SessionError        a session's folder
│   ├── NoSuchSession
│   ├── BrokenSession
│   └── SessionBusy
├── StorageError        the disk and the catalogue
│   ├── DiskFull
│   ├── ReadOnly
│   ├── Corrupt
│   ├── CatalogNewer
│   └── CatalogInUse
├── ProviderError       somebody we asked
│   ├── ProviderMissing
│   ├── Unspeakable
│   ├── Unavailable
│   ├── NoConnection
│   ├── TooSlow
│   ├── Busy
│   ├── Resting
│   ├── KeyRefused
│   ├── NoBalance
│   ├── OverBudget
│   ├── UnknownModel
│   ├── NotAccepted
│   ├── Refused
│   ├── BadAnswer
│   ├── Undecided
│   └── KeptLocal
├── PipelineError       the making of a film
│   ├── PartFailed
│   ├── WorkerDied
│   ├── BadStage
│   ├── ToolFailed
│   └── CheckFailed
└── Cancelled

Each leaf has a `code` that pages compare, a sentence for the person (the message), a `hint` that says what to do, and
`retry`: whether the same call may succeed when made again.
"""

from __future__ import annotations

from core.provider_errors import (
    BadAnswer,
    Busy,
    KeptLocal,
    KeyRefused,
    NoBalance,
    NoConnection,
    NotAccepted,
    OverBudget,
    ProviderError,
    ProviderMissing,
    Refused,
    Resting,
    TooSlow,
    Unavailable,
    Undecided,
    UnknownModel,
    Unspeakable,
)
from core.studio_error import StudioError

__all__ = [
    "BadAnswer",
    "BadArchive",
    "BadEdit",
    "BadInput",
    "BadScript",
    "BadSetting",
    "BadStage",
    "BriefTooLong",
    "BrokenSession",
    "Busy",
    "Cancelled",
    "CatalogInUse",
    "CatalogNewer",
    "CheckFailed",
    "Corrupt",
    "DiskFull",
    "EmptyBrief",
    "KeptLocal",
    "KeyRefused",
    "NoBalance",
    "NoConnection",
    "NoSuchSession",
    "NotAccepted",
    "NotText",
    "OverBudget",
    "PartFailed",
    "PipelineError",
    "ProviderError",
    "ProviderMissing",
    "ReadOnly",
    "Refused",
    "Resting",
    "SessionBusy",
    "SessionError",
    "ShotLocked",
    "StaleEdit",
    "StorageError",
    "StudioError",
    "TooSlow",
    "ToolFailed",
    "Unavailable",
    "Undecided",
    "UnknownChoice",
    "UnknownModel",
    "Unspeakable",
    "WorkerDied",
]  # fmt: skip


class BadInput(StudioError):
    """What was asked cannot be understood."""

    code = "bad-input"
    hint = "Correct what the message names and try again."


class EmptyBrief(BadInput):
    """There is nothing to make a film from."""

    code = "empty-brief"
    hint = "Paste release notes, an article, or one line that names a topic."


class BriefTooLong(BadInput):
    """The source is larger than the studio reads."""

    code = "brief-too-long"
    hint = "Cut the text to the part that the film is about, or split it over several films."


class NotText(BadInput):
    """The source is not readable text."""

    code = "not-text"
    hint = "Give Markdown or plain text in UTF-8."


class BadScript(BadInput):
    """An edited script cannot be read."""

    code = "bad-script"
    hint = "Mend the line that the message names; the last good script is kept beside it."


class BadEdit(BadInput):
    """An edit cannot be made on this film."""

    code = "bad-edit"
    hint = "Choose another shot or another value."


class ShotLocked(BadInput):
    """An edit would change a shot that somebody locked."""

    code = "shot-locked"
    hint = "Unlock the shot first."


class StaleEdit(BadInput):
    """What an edit wants to change was changed meanwhile, in another window or by somebody else."""

    code = "stale-edit"
    hint = "Look at what it is now, and make your edit again if you still want it; what you wrote is kept."


class BadArchive(BadInput):
    """A file that is taken in is no session's zip, or a damaged one."""

    code = "bad-archive"
    hint = "Choose a zip that Firstcut exported, and copy it again if it did not arrive whole."


class UnknownChoice(BadInput):
    """A name that the studio does not know."""

    code = "unknown-choice"
    hint = "Choose one of the names listed."


class BadSetting(BadInput):
    """A setting is out of its range or of the wrong kind."""

    code = "bad-setting"
    hint = "Correct the setting; README lists all of them with their defaults."


class SessionError(StudioError):
    """Something about a session's folder."""

    code = "session"


class NoSuchSession(SessionError):
    """No session of that name."""

    code = "no-such-session"
    hint = "`python -m core list` shows the sessions there are."


class BrokenSession(SessionError):
    """A session's folder lacks what makes it one."""

    code = "broken-session"
    hint = "Its files are untouched; restore metadata/session.json from a copy or make a new session."


class SessionBusy(SessionError):
    """The session is being made by another process."""

    code = "session-busy"
    hint = "Wait until it is done, or cancel it where it was started."
    retry = True


class StorageError(StudioError):
    """Something about the disk or the catalogue."""

    code = "storage"


class DiskFull(StorageError):
    """No space is left."""

    code = "disk-full"
    hint = "Free some space and resume; every finished part is kept."


class ReadOnly(StorageError):
    """The folder cannot be written."""

    code = "read-only"
    hint = "Give the studio a folder that it may write, with --sessions."


class Corrupt(StorageError):
    """A file of the store is not what its name says."""

    code = "corrupt"
    hint = "Nothing to do: the part is made again."
    retry = True


class CatalogNewer(StorageError):
    """The catalogue was written by a newer Firstcut."""

    code = "catalog-newer"
    hint = "Start the newer version, or move catalog.duckdb aside and run `python -m core reindex`."


class CatalogInUse(StorageError):
    """Another process owns the catalogue."""

    code = "catalog-in-use"
    hint = "Use the studio that is running, or take another folder (--sessions; for the server FIRSTCUT_SESSIONS)."


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
