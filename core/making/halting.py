"""How a run comes to its end, or stops after a stage: look, edit, and go on to the next one or to the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.cuts import CutCard
from core.engine import Stage
from core.errors import UnknownChoice
from core.session import JobState
from core.showing.artifacts import SHOWN_AS, STAGES_SHOWN

UNTIL = STAGES_SHOWN[:-1]
"""The stages that a run can stop after; after the last one it is at its end."""


@dataclass(frozen=True)
class Made:
    """What a run came to."""

    session: str
    cut: CutCard
    file: Path
    made: int
    reused: int
    seconds: float
    shots: int
    files: tuple[Path, ...] = ()
    """The film in every shape and size that was ordered, the main one first."""


@dataclass(frozen=True)
class Halted:
    """What a run came to that stopped after a stage."""

    session: str
    until: str
    made: int
    reused: int
    seconds: float
    shots: int


def next_after(stage: str) -> str:
    """The stage to stop after next; empty where only the end comes, the first one where nothing was made."""
    places = ("", *UNTIL, "")
    return places[places.index(stage) + 1]


def next_of(job: JobState | None) -> str:
    """Where one more step of a session's newest run ends: after the next stage, or after the one that it did not reach."""
    if job is None:
        return next_after("")
    return next_after(job.until) if job.state == "paused" else job.until


def check_until(until: str) -> str:
    """`until` itself. Raises `UnknownChoice` for a stage that no run stops after; empty is the end."""
    if until and until not in UNTIL:
        raise UnknownChoice(f"No run stops after “{until[:40]}”. Choose from {', '.join(UNTIL)}.")
    return until


def stages_until(stages: Iterable[Stage], until: str) -> tuple[Stage, ...]:
    """Those of `stages` that belong to the stage `until` or an earlier one; all of them when it is empty."""
    if not until:
        return tuple(stages)
    wanted = STAGES_SHOWN[: STAGES_SHOWN.index(until) + 1]
    return tuple(stage for stage in stages if SHOWN_AS[stage.name] in wanted)
