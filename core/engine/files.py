"""Writing so that nothing half-written ever stands under a final name, and folders that vanish with their process."""

from __future__ import annotations

import errno
import itertools
import os
import secrets
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import DiskFull, ReadOnly
from core.system import NO_LINKS, lock, replace, unlock, unlock_and_remove

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHUT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def storage_error(error: OSError, place: Path | str) -> DiskFull | ReadOnly | None:
    """`error` as ours when it tells of a full or a shut disk, else None."""
    if error.errno in _FULL:
        return DiskFull(f"There is no space left for {place}.")
    if error.errno in _SHUT:
        return ReadOnly(f"{place} cannot be written.")
    return None


@contextmanager
def writing(place: Path | str) -> Iterator[None]:
    """Raises `DiskFull` or `ReadOnly` for what the system says while `place` is written; other errors pass as they are."""
    try:
        yield
    except OSError as error:
        ours = storage_error(error, place)
        if ours is None:
            raise
        raise ours from error


def write_atomic(path: Path, content: bytes, temporary: Path) -> None:
    """Puts `content` under `path` in one step, by way of the unused path `temporary` of the same file system."""
    with writing(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            replace(temporary, path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def link_atomic(source: Path, to: Path, temporary: Path) -> None:
    """Lets `to` be the same file as `source` (a copy where links are impossible), replacing what is there in one step.

    `temporary` is an unused path on the file system of `source`. Raises `FileNotFoundError` when there is no `source`.
    """
    with writing(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.exists() and to.samefile(source):  # renaming one name of a file over another does nothing and leaves both
            return
        try:
            os.link(source, temporary)
            replace(temporary, to)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            if error.errno not in NO_LINKS:
                raise
            _copy_atomic(source, to)


def _copy_atomic(source: Path, to: Path) -> None:
    beside = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    try:
        shutil.copyfile(source, beside)
        replace(beside, to)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


class OwnFolder:
    """A folder of one process, with a lock beside it: whoever gets the lock knows that the process is gone, and sweeps.

    The kernel lets go of the lock at any death, so neither process ids nor ages have to be trusted.
    """

    def __init__(self, parent: Path) -> None:
        with writing(parent):
            parent.mkdir(parents=True, exist_ok=True)
            self.path, handle = _claim(parent)
        self._count = itertools.count()
        self._leave = weakref.finalize(self, _leave, self.path, handle)

    def unused(self, suffix: str = "") -> Path:
        """A path in the folder that nobody else gets."""
        return self.path / f"{next(self._count)}{suffix}"

    def close(self) -> None:
        """Removes the folder."""
        self._leave()


def sweep_folders(parent: Path) -> int:
    """Removes the own folders of processes that are gone; gives how many."""
    swept = 0
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        if folder.suffix == ".lock":
            swept += _sweep_one(folder.with_suffix(""), folder)
        elif folder.is_dir() and not folder.with_suffix(".lock").exists():
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept


def _claim(parent: Path) -> tuple[Path, int]:
    while True:
        path = parent / f"{os.getpid()}-{secrets.token_hex(4)}"
        beside = path.with_suffix(".lock")
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        if lock(handle) and beside.exists() and os.stat(beside).st_ino == os.fstat(handle).st_ino:
            path.mkdir()
            return path, handle
        unlock(handle)  # a sweeper took the new lock for a dead one's


def _sweep_one(folder: Path, beside: Path) -> int:
    try:
        handle = os.open(beside, os.O_RDWR)
    except OSError:
        return 0
    if not lock(handle):
        unlock(handle)
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    unlock_and_remove(handle, beside)
    return 1


def _leave(folder: Path, handle: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    unlock_and_remove(handle, folder.with_suffix(".lock"))


def append_line(path: Path, line: str) -> None:
    """Appends one line in one write. One that a crash cut off is ended first, so that it costs only itself. Raises `OSError`."""
    text = (line + "\n").encode()
    with path.open("ab+", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            text = text if file.read(1) == b"\n" else b"\n" + text
        while text:
            text = text[file.write(text) :]
