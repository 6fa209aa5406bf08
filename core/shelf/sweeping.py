"""What no session needs any more is taken out of the store, and the workers' log is kept short."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from core.engine import Store, Swept
from core.engine.files import writing
from core.engine.store import GRACE_S
from core.errors import StudioError
from core.session import TRASH, session_names
from core.shelf.packing import needed
from core.system import replace

log = logging.getLogger("firstcut.sweep")

LONGEST_LOG = 4 << 20
"""Bytes of the workers' log; of a longer one the newer half is kept."""


class Sweeper:
    """Sweeps when it is called, aside and one at a time where `aside` says so, and only while `idle` says that no film is made.

    A film begun meanwhile is safe: what it takes up counts as young, and a part whose file is gone is made again.
    """

    def __init__(self, root: Path, store: Store, idle: Callable[[], bool], *, aside: bool) -> None:
        self.root, self.store, self.idle, self.aside = root, store, idle, aside
        self._busy = threading.Lock()

    def __call__(self) -> None:
        """Sweeps, or leaves it to the next time."""
        if self.aside:
            threading.Thread(target=self._sweep, name="sweep", daemon=True).start()
        else:
            self._sweep()

    def _sweep(self) -> None:
        if not self._busy.acquire(blocking=False):
            return
        try:
            if self.idle():
                sweep(self.root, self.store)
        except (StudioError, OSError) as error:
            log.warning("the store was not swept: %s", error)
        finally:
            self._busy.release()


def sweep(root: Path, store: Store, grace: float = GRACE_S) -> Swept:
    """Removes what no session's folder leads to, those of the trash included, and what is older than `grace` seconds."""
    live: set[str] = set()
    for folder in (root, root / TRASH):
        for name in session_names(folder):
            live |= {Path(member).stem for member in needed(folder / name, store)}
    swept = store.sweep(live, grace)
    log.info("%d files of %.1f MB were removed from the store", swept.files, swept.bytes / 1e6)
    return swept


def trim(path: Path, longest: int = LONGEST_LOG) -> bool:
    """Keeps the newer half of a log that has become long, from a line's beginning; says whether it did."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return False
    if size <= longest:
        return False
    with writing(path):
        with path.open("rb") as file:
            file.seek(size - longest // 2)
            kept = file.read().partition(b"\n")[2]
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(kept)
        replace(beside, path)
    return True
