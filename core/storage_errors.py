"""What the operating system says of a disk, as ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFull, ReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turns what the system says while writing at `path` into `DiskFull` and `ReadOnly`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"There is no space left at {path}.") from error
        if error.errno in _SHUT:
            raise ReadOnly(f"{path} cannot be written.") from error
        raise
