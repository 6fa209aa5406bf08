"""What happened, as frozen records: pages tail them, the catalogue counts them. Whoever writes them down adds the time."""

from __future__ import annotations

from typing import Literal

from core.value import Blob, Value


class Event(Value):
    """Anything that happened in a session."""

    kind: str


class JobStarted(Event):
    """A run began."""

    kind: Literal["job-started"] = "job-started"
    job: str
    pid: int
    until: str = ""
    """The stage after which it stops and waits for a person; empty: it goes on to the end."""


class EditionsPlanned(Event):
    """How many films the run makes: perhaps a draft, the main one, its other shapes and sizes."""

    kind: Literal["editions-planned"] = "editions-planned"
    editions: int


class StagePlanned(Event):
    """How many parts a stage has in this run; stages become known as the run goes on.

    `edition`, here and below: empty for what the main film is made of; `draft`, or `9x16_1080p`, for what only that file needs.
    """

    kind: Literal["stage-planned"] = "stage-planned"
    stage: str
    parts: int
    edition: str = ""


class PartStarted(Event):
    """A worker took a part."""

    kind: Literal["part-started"] = "part-started"
    stage: str
    item: str | None = None
    edition: str = ""


class PartDone(Event):
    """A part is there: made now, or found in the store."""

    kind: Literal["part-done"] = "part-done"
    stage: str
    item: str | None = None
    position: int = 0
    output: str
    reused: bool
    why: str = ""
    seconds: float = 0.0
    blobs: tuple[Blob, ...] = ()
    edition: str = ""


class PartFailed(Event):
    """A part could not be made."""

    kind: Literal["part-failed"] = "part-failed"
    stage: str
    item: str | None = None
    code: str
    message: str
    hint: str
    retry: bool = False
    edition: str = ""


class CutReady(Event):
    """A film can be watched: the draft of a cut, the cut itself, or the cut in one more shape."""

    kind: Literal["cut-ready"] = "cut-ready"
    number: int
    edition: str = ""


class JobDone(Event):
    """A run ended: `done`, `failed`, `cancelled`, or `paused` after the stage `until` that it was asked to stop after."""

    kind: Literal["job-done"] = "job-done"
    job: str
    state: Literal["done", "failed", "cancelled", "paused"]
    made: int = 0
    reused: int = 0
    seconds: float = 0.0
    message: str = ""
    code: str = ""
    hint: str = ""
    cut: int | None = None
    until: str = ""
