"""Warm worker processes, started as programs of their own when they are first needed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.engine.executor import Crew, Slot, Tell
from core.engine.files import writing
from core.engine.line import Assignment
from core.engine.record import Record
from core.engine.store import Store
from core.engine.wire import Answer, Message, greeted, pack, receive, send
from core.errors import Cancelled, StudioError, WorkerDied
from core.system import APART, is_over, kill_group

SURROUNDINGS = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""A worker is one core's work; libraries that start threads of their own only get in each other's way. Its pictures lie in
large pages, which saves 4 % of a film's whole cost; what has no glibc does not look at that."""

_PARTING_S = 0.5


class Process:
    """A worker with its two pipes; leader of its own process group, so that its tools end with it."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        with writing(log):
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("ab") as errors:
                self._child = self._started(command, env, errors.fileno())
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._stdin, self._stdout = self._child.stdin, self._child.stdout
        self.pid = self._child.pid
        self.ready = False
        self._killed = False

    @staticmethod
    def _started(command: Sequence[str], env: Mapping[str, str], errors: int) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
        options: dict[str, Any] = {**pipes, **APART, "env": dict(env), "bufsize": 0}
        try:
            return subprocess.Popen(command, **options)
        except OSError as error:
            raise WorkerDied(f"A worker could not be started: {error}.") from error

    def hello(self) -> None:
        """Waits until the worker is ready. Raises `EOFError` when it ends instead."""
        greeted(self._stdout.fileno())
        self.ready = True

    def tell(self, packed: bytes) -> None:
        """Sends a message. Raises `BrokenPipeError`."""
        send(self._stdin.fileno(), packed)

    def listen(self) -> Message:
        """Waits for a message. Raises `EOFError`."""
        return receive(self._stdout.fileno())

    def alive(self) -> bool:
        """Whether the worker runs and nobody killed it. Does not reap it, so that its process id stays its own."""
        return not self._killed and not is_over(self.pid)

    def kill(self) -> None:
        """Ends the worker and every tool that it started, at once."""
        self._killed = True
        kill_group(self.pid)

    def part(self) -> int:
        """Lets the worker go, gently when it goes by itself; gives its exit status."""
        self._stdin.close()
        ends = time.monotonic() + _PARTING_S
        while self.alive() and time.monotonic() < ends:
            time.sleep(0.01)
        return self.bury()

    def bury(self) -> int:
        """Kills what is left of the worker and its tools, and closes the pipes; gives its exit status."""
        self.kill()
        status = self._child.wait()
        self._stdin.close()
        self._stdout.close()
        return status


class WorkerSlot(Slot):
    """A slot with its process."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.process: Process | None = None
        self.asked = False


class Pool(Crew):
    """`size` workers that run `command`, which must come to `serve`. What workers print goes to the file `log`.

    `env` is the workers' whole environment; None: this process's own. A worker that dies is replaced, and its part is tried
    once more.
    """

    def __init__(self, size: int, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        super().__init__(size)
        self._workers = [WorkerSlot(slot.number) for slot in self.slots]
        self.slots = list(self._workers)
        self._command = tuple(command)
        self._env = {**(os.environ if env is None else env), **SURROUNDINGS}
        self._log = log

    def warm(self) -> None:
        """Starts every worker now, all at once, so that the first film does not wait for them."""
        with self.lock:
            for slot in self._workers:
                if slot.thread is None and not self.closed:
                    slot.asked = True
                    self._begin(slot)

    def close(self) -> None:
        """Stops everything within two seconds; does not wait for workers that are only starting."""
        with self.lock:
            self.closed = True
            for slot in self._workers:
                if slot.process is not None and not slot.process.ready:
                    slot.process.kill()
        super().close()

    def pids(self) -> tuple[int, ...]:
        """The processes of the workers that are up."""
        with self.lock:
            return tuple(slot.process.pid for slot in self._workers if slot.process is not None)

    def make(self, slot: Slot, assignment: Assignment[Tell]) -> Record:
        """Lets the slot's worker make the part. Raises what the worker answers; `WorkerDied` when two workers died of it."""
        part = assignment.part
        packed = pack(part)
        status = self._try(self._workers[slot.number], assignment, packed)
        if not isinstance(status, Answer):
            status = self._try(self._workers[slot.number], assignment, packed)
        if isinstance(status, Answer):
            return _record(status)
        raise WorkerDied(f"The worker that made {part.title} ended ({_fate(status)}), twice.")

    def _try(self, slot: WorkerSlot, assignment: Assignment[Tell], packed: bytes) -> Answer | int:
        """The worker's answer, or the exit status that it died with."""
        try:
            process = self._process(slot)
            with self.lock:
                if assignment.cancelled:
                    raise Cancelled("The making was stopped.")
            process.tell(packed)
            answer = process.listen()
        except (EOFError, BrokenPipeError):
            status = self._bury(slot)
            Store(assignment.part.root).tidy()
            with self.lock:
                if assignment.cancelled:
                    raise Cancelled("The making was stopped.") from None
            return status
        assert isinstance(answer, Answer)
        return answer

    def stop(self, slot: Slot) -> None:
        """Kills the worker; its thread cleans up."""
        process = self._workers[slot.number].process
        if process is not None:
            process.kill()

    def ready(self, slot: Slot) -> None:
        """Starts the slot's worker early when that was asked for."""
        worker = self._workers[slot.number]
        if worker.asked:
            worker.asked = False
            with suppress(EOFError, StudioError):  # a part will say what is wrong
                self._process(worker)

    def leave(self, slot: Slot) -> None:
        """Lets the worker go."""
        worker = self._workers[slot.number]
        with self.lock:
            process, worker.process = worker.process, None
        if process is not None:
            process.part()

    def _process(self, slot: WorkerSlot) -> Process:
        if slot.process is not None and not slot.process.alive():
            self._bury(slot)
        if slot.process is None:
            process = Process(self._command, self._env, self._log)
            with self.lock:
                slot.process = process
                if self.closed:
                    process.kill()
            process.hello()
        return slot.process

    def _bury(self, slot: WorkerSlot) -> int:
        with self.lock:
            process, slot.process = slot.process, None
        return process.bury() if process is not None else 0


def _record(answer: Answer) -> Record:
    if answer.record is None:
        raise answer.error or WorkerDied("A worker answered nothing.")
    return answer.record


def _fate(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
