"""A part: one call of one stage, ready to be made anywhere."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from core.engine.digest import digest
from core.engine.files import storage_error
from core.engine.record import Record
from core.engine.stage import Stage
from core.engine.store import Store
from core.errors import BadStage, PartFailed, StudioError
from core.value import Value

log = logging.getLogger("firstcut.engine")

ATTEMPTS = 3
"""How often a part is tried when its trouble may pass."""


@dataclass(frozen=True)
class Part:
    """What a worker is told. Arguments are values, mappings of values, and providers that can be pickled."""

    stage: str
    item: str | None
    key: str
    made_of: dict[str, str]
    args: dict[str, Any]
    root: Path
    label: str = ""
    pause: float = 0.5
    """Seconds before the second attempt; doubled for the third."""
    ahead: int = 0
    """How many stages wait for it, one after the other."""
    cost: float = math.inf
    """Infinite: not known, so it had better begin soon."""
    near: Hashable = None
    whose: str = ""
    """The session that it is made for."""

    @property
    def own_key(self) -> str:
        """Under which a provisional value is kept: for this session alone."""
        return own_key(self.key, self.whose)

    @property
    def title(self) -> str:
        """For sentences: `voice of shot 3`."""
        return f"{self.stage} of {self.label}" if self.label else self.stage


def own_key(key: str, whose: str) -> str:
    """Under which a provisional value of the part of that key is kept for a session."""
    return digest([key, whose])


def make(stage: Stage, part: Part, store: Store) -> Record:
    """Calls the stage, stores what it gives and the record of it. Errors that may pass are tried again twice.

    Raises what the stage raises; `BadStage` when it gives another type than it says.
    """
    began = time.monotonic()
    attempts = Retrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(multiplier=part.pause),
        retry=retry_if_exception(lambda error: isinstance(error, StudioError) and error.retry),
        reraise=True,
    )
    value: Value = attempts(_call, stage, part, store)
    key = part.own_key if stage.provisional and stage.provisional(value) else part.key
    took, cost = round(time.monotonic() - began, 4), part.cost if math.isfinite(part.cost) else 0.0
    record = Record(stage=part.stage, key=key, made_of=part.made_of, seconds=took, cost=cost)
    return store.save(record, value)


def _call(stage: Stage, part: Part, store: Store) -> Value:
    if not stage.scratches:
        return _checked(stage, stage.fn(**part.args))
    with store.scratch() as scratch:
        return _checked(stage, stage.fn(**part.args, **dict.fromkeys(stage.scratches, scratch)))


def _checked(stage: Stage, value: object) -> Value:
    if not isinstance(value, stage.gives):
        raise BadStage(f"{stage.name} promised a {stage.gives.__name__} and gave a {type(value).__name__}.")
    return value


class Border:
    """Where whatever goes wrong in a part becomes one of our errors: `with Border(part) as border: ...`, then `border.error`."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.error: StudioError | None = None

    def __enter__(self) -> Border:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if error is None or isinstance(error, KeyboardInterrupt):
            return False
        self.error = self._ours(error)
        return True

    def _ours(self, error: BaseException) -> StudioError:
        if isinstance(error, StudioError):
            return error
        told = storage_error(error, error.filename or "a file") if isinstance(error, OSError) else None
        if told is not None:
            return told
        log.error("%s stopped", self.part.title, exc_info=error)
        return PartFailed(f"{self.part.title} stopped with {type(error).__name__}: {error}")
