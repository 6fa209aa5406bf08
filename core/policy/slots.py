"""How many calls are under way: each holds the lock of one small file, which the kernel takes back when its process dies."""

from __future__ import annotations

import os
from pathlib import Path

from core.engine.files import writing
from core.system import lock, unlock


class Slot:
    """The right to make a call."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def free(self) -> None:
        """Gives it back; twice does no harm."""
        handle, self._handle = self._handle, None
        if handle is not None:
            unlock(handle)


def take(path: Path) -> Slot | None:
    """The right that the file at `path` stands for; None while somebody else has it."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    if lock(handle):
        return Slot(handle)
    os.close(handle)
    return None


def take_one(folder: Path, most: int, size: int) -> Slot | None:
    """One of `size` rights while fewer than `most` are taken; to be asked under the ledger's lock, so that counts hold."""
    taken: list[Slot] = []
    for number in range(size):
        if (slot := take(folder / f"slot_{number}.lock")) is not None:
            taken.append(slot)
    mine = taken.pop() if taken and size - len(taken) < most else None
    for slot in taken:
        slot.free()
    return mine
