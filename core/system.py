"""What differs between Linux, macOS and Windows, in one place: locks, process trees, replacing a file that somebody reads.

The functions that ask psutil work on every system and are used where the system itself offers nothing better.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

_NO_LINKS = frozenset({errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
_LOCKED_BYTE = 1 << 30
"""Windows refuses to read a locked byte, so one far behind the end is locked and the file stays readable."""

_LOOK_S = 0.2
_GIVEN_WAY, _SESSION_GIVES = 10, 5
"""How nice a worker is to what runs in its session, and its session to other sessions, of which some may never rest."""

_READ_FOR_S = 2.0
"""So long `replace` waits on Windows for whoever has the target open."""


def has_ended(pid: int) -> bool:
    """Whether a child of ours has ended, also when nobody asked for its exit status yet. Does not ask for it either."""
    import psutil  # only systems without waitid pay for it

    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def kill_family(pid: int, *, itself: bool = True) -> None:
    """Kills a process with everything that it started and that still belongs to it, at once."""
    import psutil

    try:
        first = psutil.Process(pid)
        family = first.children(recursive=True) + ([first] if itself else [])
    except psutil.NoSuchProcess:
        return
    for member in family:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            member.kill()


def watched(pid: int) -> Callable[[], bool]:
    """A function that says whether a process still runs; a later process of its number is not it."""
    import psutil

    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return lambda: False
    return lambda: bool(process.is_running())


def replace_patiently(
    source: Path | str, target: Path | str, seconds: float = _READ_FOR_S, rename: Callable[..., None] = os.replace
) -> None:
    """Renames over `target`, and again for so many seconds while that is refused because somebody has it open."""
    ends = time.monotonic() + seconds
    while True:
        try:
            rename(source, target)
        except PermissionError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.02)
        else:
            return


if sys.platform == "win32":
    import msvcrt

    APART: dict[str, Any] = {"creationflags": 0x00000200 | 0x08000000}  # CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW
    NO_LINKS = _NO_LINKS | {errno.EINVAL}  # what ERROR_INVALID_FUNCTION and ERROR_NOT_SUPPORTED become
    LONGEST_WAIT_S: float | None = 0.5  # a wait without an end does not hear Ctrl+C
    SEALS = False  # a read-only file could not be removed, under any of its names

    def lock(handle: int) -> bool:
        """Takes the lock of an open file; False when somebody else has it. It ends with the handle or the process."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def unlock(handle: int) -> None:
        """Closes the file and lets go of its lock, if it was ours."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        with suppress(OSError):  # closing lets go, too, but not at once
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

    def unlock_and_remove(handle: int, path: Path) -> None:
        """Lets go of a lock whose file is not needed any more. An open file cannot be removed here."""
        unlock(handle)
        with suppress(OSError):
            path.unlink(missing_ok=True)

    replace = replace_patiently

    is_over = has_ended
    kill_group = kill_family

    def watched_parent(pid: int | None = None) -> Callable[[], bool]:
        """A function that says whether the process that started this one, which is `pid` if it says so, still runs."""
        return watched(pid or os.getppid())

    def end_with_tools() -> NoReturn:
        """Ends this process at once, with every program that it started."""
        kill_family(os.getpid(), itself=False)
        os._exit(1)

else:
    import fcntl

    APART = {"start_new_session": True}
    """Options of `Popen` for a program that leads a process group of its own, out of reach of our Ctrl+C."""
    NO_LINKS = _NO_LINKS
    """Error numbers that say that a hard link is impossible here, where a copy may be possible."""
    LONGEST_WAIT_S = None
    """So many seconds may a thread wait in one call and still answer Ctrl+C; None: any time."""
    SEALS = True
    """Whether files are made read-only once they are complete."""

    def lock(handle: int) -> bool:
        """Takes the lock of an open file; False when somebody else has it. It ends with the handle or the process."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Closes the file and lets go of its lock, if it was ours."""
        os.close(handle)

    def unlock_and_remove(handle: int, path: Path) -> None:
        """Lets go of a lock whose file is not needed any more. Removed first: whoever locks it later sees that it is gone."""
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)

    def replace(source: Path | str, target: Path | str) -> None:
        """Renames over `target` in one step."""
        os.replace(source, target)

    if sys.platform == "darwin":
        is_over = has_ended
    else:

        def is_over(pid: int) -> bool:
            """Whether a child of ours has ended. Does not ask for its exit status, so that its number stays its own."""
            return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def kill_group(pid: int) -> None:
        """Kills a process that was started `APART`, with every program that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)

    def watched_parent(pid: int | None = None) -> Callable[[], bool]:
        """A function that says whether the process that started this one, which is `pid` if it says so, still runs."""
        parent = pid or os.getppid()
        return lambda: os.getppid() == parent

    def end_with_tools() -> NoReturn:
        """Ends this process at once, with every program that it started when it leads its own group."""
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)


def later(seconds: float, work: Callable[[], None]) -> None:
    """Does `work` after a while, beside everything else; it does not keep the program from ending."""
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()


def give_way() -> None:
    """Lets this process work only when nobody waits for the processor: pages answer at once while films are made."""
    if hasattr(os, "nice"):
        os.nice(_GIVEN_WAY)
        if sys.platform == "linux" and os.getsid(0) == os.getpid():
            _lower_session()
        return
    import psutil

    psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)


def _lower_session() -> None:
    """Linux shares the processors among sessions first, and `nice` counts only within one; so this session, which is ours alone,
    gives way, too. Of several that ask within a tenth of a second the system refuses all but one for now."""
    for _ in range(8):
        try:
            Path("/proc/self/autogroup").write_text(str(_SESSION_GIVES), "ascii")
        except BlockingIOError:
            time.sleep(0.11)
        except OSError:  # it shares them otherwise
            return
        else:
            return


def end_with_parent(pid: int | None = None) -> Callable[[], None]:
    """From now on this process ends when the one that started it does, also while it imports; until the result is called.

    A parent that tells its own `pid` is missed even when it ended before this was called.
    """
    lives, settled = watched_parent(pid), threading.Event()

    def watch() -> None:
        while not settled.wait(_LOOK_S):
            if not lives():
                end_with_tools()

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
    return settled.set
