"""How a film's making is doing: counted from its events, for pages and the progress display."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from pydantic import ValidationError

from core.engine import Usual
from core.events import EditionsPlanned, Event, JobStarted, PartDone, PartFailed, PartStarted, StagePlanned
from core.film import Format, Order
from core.showing.artifacts import SHOWN_AS, STAGES_SHOWN

_WEIGHT = {
    "script": 2,
    "storyboard": 1,
    "voice": 8,
    "visuals": 2,
    "avatar": 2,
    "sync": 1,
    "compose": 70,
    "score": 1,
    "play": 3,
    "music": 1,
    "mix": 4,
    "render": 3,
    "inspect": 3,
}
"""Shares of a first run's time, measured on the sample; they only shape the progress bar."""

EACH_EDITION = frozenset({"compose", "render", "inspect"})
"""Stages whose parts every shape and size of the film has of its own."""

_NEW = 0.4
"""How far one more finished part moves the expected end: less, and it lags; more, and it jumps."""

_STRETCHES = 5
"""That a shot usually has, with the turn to the next one; counted once the timeline is there."""
_STRETCH = 45
"""Frames that are drawn for one of them."""


@dataclass(frozen=True)
class StageProgress:
    """How far one of the five visible stages is."""

    name: str
    state: str = "waiting"
    """`waiting`, `running`, `done` or `failed`."""
    done: int = 0
    parts: int = 0
    reused: int = 0


@dataclass(frozen=True)
class Failure:
    """What stopped a film, for a person."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class Status:
    """A film's making as a page shows it."""

    session: str
    state: str
    """`queued`, `running`, `done`, `paused`, `failed`, `cancelled`, `interrupted` or `new`."""
    progress: float = 0.0
    left_s: float | None = None
    stages: tuple[StageProgress, ...] = tuple(StageProgress(name) for name in STAGES_SHOWN)
    failure: Failure | None = None
    failed_parts: tuple[PartFailed, ...] = ()
    waiting_before: int = 0
    version: int = 0
    until: str = ""
    """The stage after which the run stops, or stopped, to be looked at; empty: it goes on to the end."""

    @property
    def active(self) -> bool:
        """Whether it is still going on."""
        return self.state in ("queued", "running")

    @property
    def at(self) -> str:
        """The stage to look at: that which is being made, or was when it stopped; of a film that is done, the script."""
        if self.state in ("done", "paused"):
            return self.until if self.state == "paused" and self.until else STAGES_SHOWN[0]
        running = [stage.name for stage in self.stages if stage.state in ("running", "failed")]
        whole = sum(1 for _ in takewhile(lambda stage: 0 < stage.parts <= stage.done, self.stages))
        begun = [stage.name for stage in self.stages[: whole + 1] if stage.done]  # music is begun before there are pictures
        return (running[:1] or begun[-1:] or [STAGES_SHOWN[0]])[0]


def usual_of(usual: Usual, order: Order) -> Mapping[str, float]:
    """The seconds that a part of each stage usually takes in a film of the order's size."""
    pictures = usual.of("compose", _STRETCH * Format(quality=order.quality).weight)
    return {**usual.seconds, **({} if pictures is None else {"compose": pictures})}


@dataclass
class Tally:
    """Counts the events of one run. `usual` are the seconds that a part of a stage usually takes."""

    session: str
    usual: Mapping[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)
    job: str = ""
    until: str = ""
    editions: int = 1
    state: str = "queued"
    planned: dict[str, int] = field(default_factory=dict)
    told: dict[tuple[str, str], int] = field(default_factory=dict)
    """Parts by edition and stage, as they were announced."""
    done: dict[str, int] = field(default_factory=dict)
    ended: dict[tuple[str, str], int] = field(default_factory=dict)
    """The parts in `done`, by edition and stage."""
    reused: dict[str, int] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    failed: list[PartFailed] = field(default_factory=list)
    failure: Failure | None = None
    version: int = 0
    abreast: int = 1
    """The most parts that were being made at one time."""
    progress: float = 0.0
    ends: float | None = None

    def hear(self, event: Event) -> None:
        """Takes in one event."""
        self.version += 1
        if isinstance(event, JobStarted):
            self.job, self.until = event.job, event.until
        elif isinstance(event, EditionsPlanned):
            self.editions = event.editions
        elif isinstance(event, StagePlanned):
            self.told[(event.edition, event.stage)] = event.parts
            self.planned[event.stage] = sum(parts for (_, stage), parts in self.told.items() if stage == event.stage)
            self._look_ahead(afresh=True)
        elif isinstance(event, PartStarted):
            self.busy[event.stage] = self.busy.get(event.stage, 0) + 1
            self.abreast = max(self.abreast, self._running())
        elif isinstance(event, PartDone):
            place = (event.edition, event.stage)
            if self.ended.get(place, 0) >= self.told.get(place, math.inf):
                return  # the film's own timeline takes the place of its draft's, and is no part more
            self.ended[place] = self.ended.get(place, 0) + 1
            self.done[event.stage] = self.done.get(event.stage, 0) + 1
            self.reused[event.stage] = self.reused.get(event.stage, 0) + event.reused
            self.took[event.stage] = self.took.get(event.stage, 0.0) + event.seconds
            self._look_ahead()
        elif isinstance(event, PartFailed):
            self.failed.append(event)

    def status(self) -> Status:
        """As a page shows it."""
        left = None if self.ends is None or self.state != "running" else max(0.0, self.ends - time.monotonic())
        done = self.state in ("done", "paused")
        return Status(
            session=self.session, state=self.state, progress=1.0 if done else min(self.progress, 0.99), left_s=left,
            stages=tuple(self._stage(name) for name in STAGES_SHOWN), failure=self.failure, failed_parts=tuple(self.failed),
            version=self.version, until=self.until,
        )  # fmt: skip

    def _running(self) -> int:
        ended = sum(self.done.values()) - sum(self.reused.values()) + len(self.failed)
        return sum(self.busy.values()) - ended

    def _look_ahead(self, afresh: bool = False) -> None:
        """How far it is, and when it ends. What is told `afresh` was a guess before, and is no measurement to be weighed."""
        wanted = self._wanted()
        share = sum(_WEIGHT[name] * self._share(name) for name in wanted) / sum(_WEIGHT[name] for name in wanted)
        self.progress = max(self.progress, share)
        rest = self._rest()
        if rest is None:
            return
        ends = time.monotonic() + rest
        self.ends = ends if self.ends is None or afresh else self.ends + _NEW * (ends - self.ends)

    def _rest(self) -> float | None:
        """Seconds that what is left will take, as this run's parts and earlier ones took; None while that is not known."""
        total = 0.0
        for name in self._wanted():
            parts = self.planned.get(name)
            left = self._expected(name, self._guess(name) if parts is None else parts) - self.done.get(name, 0)
            if left <= 0:
                continue
            made = self.done.get(name, 0) - self.reused.get(name, 0)
            each = self.took[name] / made if made else self.usual.get(name)
            if each is None:
                return None
            total += left * each / (min(self.abreast, left) if left > 1 else 1)
        return total

    def _wanted(self) -> list[str]:
        """The stages of this run."""
        shown = STAGES_SHOWN[: STAGES_SHOWN.index(self.until) + 1] if self.until in STAGES_SHOWN else STAGES_SHOWN
        return [name for name in _WEIGHT if SHOWN_AS[name] in shown]

    def _guess(self, name: str) -> int:
        """How many parts a stage will have: a film has some stretches for each shot and one for each turn between two."""
        shots = self.planned.get("voice", 8)
        return _STRETCHES * shots if name == "compose" else shots if name in ("voice", "visuals", "avatar") else 1

    def _share(self, name: str) -> float:
        parts = self.planned.get(name)
        return min(1.0, self.done.get(name, 0) / self._expected(name, parts)) if parts else 0.0

    def _expected(self, name: str, parts: int) -> int:
        """The parts of a stage over all editions, of which some may not be announced yet."""
        announced = sum(stage == name for _, stage in self.told) or 1
        return round(parts * max(1.0, self.editions / announced)) if name in EACH_EDITION else parts

    def _stage(self, shown: str) -> StageProgress:
        names = [name for name, where in SHOWN_AS.items() if where == shown]
        parts, done = sum(self.planned.get(n, 0) for n in names), sum(self.done.get(n, 0) for n in names)
        complete = all(n in self.planned and self.done.get(n, 0) >= self._expected(n, self.planned[n]) for n in names)
        broken = any(failed.stage in names for failed in self.failed)
        begun = done or any(self.busy.get(n) for n in names)
        state = "failed" if broken else "done" if complete else "running" if begun and self.state == "running" else "waiting"
        return StageProgress(shown, state, done, parts, sum(self.reused.get(n, 0) for n in names))


_HEARD: Mapping[str, type[Event]] = {
    "editions-planned": EditionsPlanned,
    "stage-planned": StagePlanned,
    "part-started": PartStarted,
    "part-done": PartDone,
    "part-failed": PartFailed,
}


def retold(session: str, events: Iterable[Mapping[str, Any]]) -> Status:
    """The status that a session's written events tell: of its newest run, also when another process makes it."""
    tally = Tally(session, state="running")
    for event in events:
        if event.get("kind") == "job-started":
            tally = Tally(session, state="running", until=str(event.get("until", "")))
            tally.began -= _seconds_since(str(event.get("at", "")))
        elif event.get("kind") == "job-done":
            tally.state = str(event.get("state"))
        elif kind := _HEARD.get(str(event.get("kind"))):
            with suppress(ValidationError):  # written by another version of the program
                tally.hear(kind.model_validate({name: value for name, value in event.items() if name != "at"}))
    return tally.status()


def _seconds_since(at: str) -> float:
    try:
        return max(0.0, (datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(at)).total_seconds())
    except ValueError:
        return 0.0
