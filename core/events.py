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


class StagePlanned(Event):
    """How many parts a stage has in this run; stages become known as the run goes on."""

    kind: Literal["stage-planned"] = "stage-planned"
    stage: str
    parts: int


class PartStarted(Event):
    """A worker took a part."""

    kind: Literal["part-started"] = "part-started"
    stage: str
    item: str | None = None


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


class PartFailed(Event):
    """A part could not be made."""

    kind: Literal["part-failed"] = "part-failed"
    stage: str
    item: str | None = None
    code: str
    message: str
    hint: str
    retry: bool = False


class JobDone(Event):
    """A run ended: `done`, `failed` or `cancelled`."""

    kind: Literal["job-done"] = "job-done"
    job: str
    state: Literal["done", "failed", "cancelled"]
    made: int = 0
    reused: int = 0
    seconds: float = 0.0
    message: str = ""
    code: str = ""
    hint: str = ""
    cut: int | None = None
