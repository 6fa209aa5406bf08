"""What a session writes of itself: what it is, and how its newest run is doing."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import Field

from core.film import Order
from core.value import Value

CARD_VERSION = 1
LONGEST_TITLE = 200


class SessionCard(Value):
    """What `metadata/session.json` holds."""

    version: int = CARD_VERSION
    id: str
    title: str
    owner: str = ""
    created: str
    order: Order
    project: str = ""
    tags: tuple[str, ...] = ()
    archived: bool = False


class JobState(Value):
    """What `metadata/job.json` holds: the newest run. `running` is believed only while the session's lock is held, `queued`
    only while a studio runs."""

    job: str
    state: str
    origin: str
    pid: int
    started: str
    ended: str = ""
    made: int = 0
    reused: int = 0
    seconds: float = 0.0
    code: str = ""
    message: str = ""
    hint: str = ""
    until: str = Field("", description="The stage after which it stops, or stopped (`paused`), to be looked at; empty: the end.")


def utc_now() -> str:
    """Now, as it is written in metadata."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
