"""The workers of a studio: started when the first film wants them, kept warm for the next one, gone with the studio."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from core.engine import Executor, Inline, Pool, Store
from core.errors import Cancelled
from core.making.worker import stages
from core.shelf.sweeping import trim

WORKER = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r}); "
    "from core.system import end_with_parent; settled = end_with_parent(int(sys.argv[2])); "
    "from core.services.local_only import heed; heed(sys.argv[3]); from core.making.worker import work; work(settled)"
)
"""What a worker process runs: it finds the program wherever the studio was started, and ends with it from the first moment."""


class Crew:
    """`count` worker processes beside the store, or with `inline` this very process; any thread may ask for them."""

    def __init__(self, store: Store, keys: Path, count: int, *, inline: bool = False) -> None:
        self._store, self._keys, self._count, self._inline = store, keys, count, inline
        self._lock = threading.Lock()
        self._executor: Executor | None = None
        self._closed = False

    def __call__(self) -> Executor:
        """The workers. Raises `Cancelled` when the studio is closing."""
        with self._lock:
            if self._closed:
                raise Cancelled("The studio is closing.")
            if self._executor is None:
                self._store.tidy()
                self._executor = Inline(stages(), self._store) if self._inline else self._pool()
            return self._executor

    def warm(self) -> None:
        """Starts the workers, so that the next film does not wait for them."""
        workers = self()
        if isinstance(workers, Pool):
            workers.warm()

    def there(self) -> Executor | None:
        """The worker processes, where they are up already."""
        with self._lock:
            return self._executor if isinstance(self._executor, Pool) and not self._closed else None

    def retire(self) -> None:
        """Gives out no more workers from now on; a film that has some goes on until it is stopped."""
        with self._lock:
            self._closed = True

    def close(self) -> None:
        """Ends the workers."""
        with self._lock:
            self._closed = True
            if self._executor is not None:
                self._executor.close()
                self._executor = None

    def _pool(self) -> Pool:
        command = [sys.executable, "-c", WORKER, "worker", str(os.getpid()), str(self._keys)]
        told = self._store.root / "worker.log"
        trim(told)
        return Pool(self._count, command, log=told)
