"""The only door through which media starts another program. A program that was started here ends with us, whatever happens."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from core.errors import ToolFailed

_TOLD_LINES = 4
"""Last lines of a program's own complaint that a person is shown."""

_SET_PDEATHSIG = 1
"""`PR_SET_PDEATHSIG` of Linux's prctl(2)."""


def run(args: Sequence[str], *, input: bytes | None = None, timeout: float) -> bytes:
    """What the program wrote to its standard output. `timeout` is in seconds.

    Raises `ToolFailed` when the program is not there, fails, or takes longer than `timeout`; then it has been ended.
    """
    process = _spawn(
        args, dies_with_us=_tie(), stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        out, complaint = process.communicate(input, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{_name(args)} did not finish within {timeout:g} seconds.") from None
    finally:
        _end(process)
    if process.returncode:
        raise ToolFailed(f"{_name(args)} failed: {_last_lines(complaint) or f'exit status {process.returncode}'}")
    return bytes(out)


def start(args: Sequence[str]) -> Child:
    """A running program that is talked to over pipes; what it complains about is dropped.

    The end of its standard input must end it: that is how it goes when we go. Raises `ToolFailed` when it cannot be started.
    """
    return Child(_spawn(args, dies_with_us=None, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL), _name(args))


class Child:
    """A program that runs beside us, with its pipes."""

    def __init__(self, process: subprocess.Popen[bytes], name: str) -> None:
        if process.stdin is None or process.stdout is None:
            raise ToolFailed(f"{name} was started without pipes.")
        self._process = process
        self._name = name
        self._to: IO[bytes] = process.stdin
        self._back: IO[bytes] = process.stdout

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def write(self, message: bytes) -> None:
        """Gives it all of `message`. Raises `ToolFailed` when it is gone."""
        try:
            self._to.write(message)
            self._to.flush()
        except (OSError, ValueError) as error:
            raise ToolFailed(f"{self._name} ended unexpectedly.") from error

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes of its answer; waits for them. Raises `ToolFailed` when it ends before."""
        try:
            got = self._back.read(size)
        except (OSError, ValueError) as error:
            raise ToolFailed(f"{self._name} ended unexpectedly.") from error
        if len(got) < size:
            raise ToolFailed(f"{self._name} ended unexpectedly.")
        return got

    def kill(self) -> None:
        """Ends it at once, from any thread; whoever waits in `read` gets `ToolFailed`."""
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                self._process.kill()

    def close(self) -> None:
        """Ends it: by the end of its input, and by force when that does not help within two seconds."""
        with contextlib.suppress(OSError):
            self._to.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()


def _spawn(args: Sequence[str], *, dies_with_us: Callable[[], None] | None, **pipes: Any) -> subprocess.Popen[bytes]:
    """Started in a process group of its own, so that a Ctrl-C meant for us lets us end it in order."""
    options: dict[str, Any] = {"stdout": subprocess.PIPE, **pipes}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    else:
        options["process_group"] = 0
        options["preexec_fn"] = dies_with_us
    try:
        return subprocess.Popen(list(args), **options)
    except OSError as error:
        raise ToolFailed(f"{_name(args)} could not be started: {error.strerror or error}.") from error


def _tie() -> Callable[[], None] | None:
    """For the new process on Linux: to be killed when the thread that waits for it is gone. Elsewhere its pipes end it.

    Only `run` asks for it. The kernel watches the *thread* that started the program; `run` stays in that thread until the end,
    a program from `start` may well outlive the thread that started it.
    """
    tied: Callable[[], None] | None = None
    if sys.platform == "linux":
        prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

        def tie() -> None:
            prctl(_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

        tied = tie
    return tied


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills what is left of the program and its own children, and closes the pipes."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _name(args: Sequence[str]) -> str:
    return Path(args[0]).stem.split("-linux")[0].split("-win")[0].split("-macos")[0] if args else "The tool"


def _last_lines(complaint: bytes) -> str:
    lines = [line.strip() for line in complaint.decode("utf-8", "replace").splitlines() if line.strip()]
    return " / ".join(lines[-_TOLD_LINES:])[:600]
