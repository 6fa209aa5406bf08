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
│   ├── NotOrdered
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

from core.errors.input import (
    BadArchive,
    BadEdit,
    BadInput,
    BadScript,
    BadSetting,
    BriefTooLong,
    EmptyBrief,
    NotText,
    ShotLocked,
    StaleEdit,
    UnknownChoice,
)
from core.errors.pipeline import BadStage, Cancelled, CheckFailed, PartFailed, PipelineError, ToolFailed, WorkerDied
from core.errors.provider import (
    BadAnswer,
    Busy,
    KeptLocal,
    KeyRefused,
    NoBalance,
    NoConnection,
    NotAccepted,
    NotOrdered,
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
from core.errors.root import StudioError
from core.errors.storage import (
    BrokenSession,
    CatalogInUse,
    CatalogNewer,
    Corrupt,
    DiskFull,
    NoSuchSession,
    ReadOnly,
    SessionBusy,
    SessionError,
    StorageError,
)

__all__ = [
    "BadAnswer", "BadArchive", "BadEdit", "BadInput", "BadScript", "BadSetting", "BadStage", "BriefTooLong", "BrokenSession",
    "Busy", "Cancelled", "CatalogInUse", "CatalogNewer", "CheckFailed", "Corrupt", "DiskFull", "EmptyBrief", "KeptLocal",
    "KeyRefused", "NoBalance", "NoConnection", "NoSuchSession", "NotAccepted", "NotOrdered", "NotText", "OverBudget",
    "PartFailed", "PipelineError", "ProviderError", "ProviderMissing", "ReadOnly", "Refused", "Resting", "SessionBusy",
    "SessionError", "ShotLocked", "StaleEdit", "StorageError", "StudioError", "TooSlow", "ToolFailed", "Unavailable", "Undecided",
    "UnknownChoice", "UnknownModel", "Unspeakable", "WorkerDied",
]  # fmt: skip
