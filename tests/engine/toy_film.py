"""A toy film that is made over a pool of toy workers, in a thread of its own when that is wanted."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import engine_toys as toys

import core
from core.engine import History, Pool, Run, Store
from core.errors import Cancelled, PartFailed, WorkerDied
from core.events import Event, PartDone, PartStarted

HERE = Path(__file__).resolve().parent
ROOT = Path(core.__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "import engine_toys; engine_toys.main()"]
ENV = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}"}


def pool_of(tmp_path: Path, size: int = 2, command: list[str] = COMMAND) -> Pool:
    return Pool(size, command, log=tmp_path / "worker.log", env=ENV)


class Film:
    """A run over a pool, in a thread of its own when that is wanted."""

    def __init__(self, folder: Path, pool: Any, text: str, name: str = "film") -> None:
        self.store = Store(folder / "store")
        self.trouble = folder / "trouble"
        self.trouble.mkdir(exist_ok=True)
        self.events: list[Event] = []
        self.started = threading.Event()
        self.error: BaseException | None = None
        cast = {toys.Talker: toys.Plain(trouble=str(self.trouble))}
        self.run = Run(
            toys.STAGES, [toys.Idea(text=text)], cast, self.store, History(folder / f"{name}.json"), self.hear, pool, pause=0.01
        )
        self.thread = threading.Thread(target=self._go)

    def hear(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, PartStarted) and event.stage == "speak":
            self.started.set()

    def start(self) -> Film:
        self.thread.start()
        return self

    def release(self) -> None:
        """Lets go on what holds or pauses, in all films of this folder."""
        (self.trouble / "released").touch()

    def wait(self) -> None:
        self.thread.join(120)
        assert not self.thread.is_alive()

    def _go(self) -> None:
        try:
            self.run()
        except (Cancelled, WorkerDied, PartFailed) as error:
            self.error = error

    def done(self) -> list[tuple[str, str | None]]:
        return [(e.stage, e.item) for e in self.events if isinstance(e, PartDone) and not e.reused]


def until(condition: Any, seconds: float = 60.0) -> bool:
    ends = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return bool(condition())
