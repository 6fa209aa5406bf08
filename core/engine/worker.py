"""The child's side of a worker process: makes one part after the other until its studio is gone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from core.engine.part import Border, Part, make
from core.engine.stage import Stage
from core.engine.store import Store
from core.engine.wire import Answer, greet, pack, receive, send
from core.system import end_with_tools, watched_parent

_LOOK_S = 1.0
"""How often a worker looks whether its parent still lives, beside the pipe that tells it at once."""


def serve(stages: Sequence[Stage], stdin: int = 0, stdout: int = 1) -> None:
    """Serves parts of `stages` over the two file descriptors until `stdin` ends. Dies with its studio, tools and all.

    The descriptors are taken away from whatever the stages start: their standard input is empty, what they print goes to
    standard error.
    """
    Worker(stages, _taken(stdin, os.O_RDONLY), _taken(stdout, os.O_WRONLY)).work()


class Worker:
    """One worker: a thread listens, the main thread makes parts."""

    def __init__(self, stages: Sequence[Stage], inbox: int, outbox: int) -> None:
        self._stages = {stage.name: stage for stage in stages}
        self._in, self._out = inbox, outbox
        self._parts: SimpleQueue[Part | None] = SimpleQueue()
        self._busy = threading.Event()
        self._stores: dict[Path, Store] = {}

    def work(self) -> None:
        """Until the studio closes the pipe."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the studio's to answer; it closes the pipe
        threading.Thread(target=self._listen, name="worker listens", daemon=True).start()
        threading.Thread(target=self._watch, name="worker watches", daemon=True).start()
        with suppress(BrokenPipeError):  # the studio is gone
            greet(self._out, os.getpid())
            while (part := self._parts.get()) is not None:
                answer = self._made(part)
                self._busy.clear()
                send(self._out, pack(answer))
        for store in self._stores.values():
            store.close()

    def _made(self, part: Part) -> Answer:
        record = None
        with Border(part) as border:
            record = make(self._stages[part.stage], part, self._store(part.root))
        return Answer(record, border.error)

    def _store(self, root: Path) -> Store:
        return self._stores.setdefault(root, Store(root))

    def _listen(self) -> None:
        try:
            while True:
                message = receive(self._in)
                assert isinstance(message, Part)
                self._busy.set()
                self._parts.put(message)
        except (EOFError, OSError):
            self._orphaned()

    def _watch(self) -> None:
        pause = threading.Event()
        lives = watched_parent()
        while lives():
            pause.wait(_LOOK_S)
        self._orphaned()

    def _orphaned(self) -> None:
        """Idle: an orderly end. In the middle of a part: at once, with every tool that the part started."""
        if not self._busy.is_set():
            self._parts.put(None)
        else:
            end_with_tools()


def _taken(handle: int, mode: int) -> int:
    """A private copy of a standard descriptor, which then leads to nothing (input) or to standard error (output)."""
    own = os.dup(handle)
    if mode == os.O_WRONLY:
        os.dup2(2, handle)
    else:
        nothing = os.open(os.devnull, mode)
        os.dup2(nothing, handle)
        os.close(nothing)
    return own
