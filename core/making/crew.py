"""Who makes a studio's films: warm worker processes, or this process itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core.engine import Executor, Inline, Pool, Store
from core.making.run import stages
from core.shelf.sweeping import trim

_WORKER = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r}); "
    "from core.system import end_with_parent; settled = end_with_parent(int(sys.argv[2])); "
    "from core.services.local_only import heed; heed(sys.argv[3]); from core.cli.commands import work; work(settled)"
)
"""What a worker process runs: it finds the program wherever the studio was started, and ends with it from the first moment."""


def crew(store: Store, size: int, secrets: Path, *, inline: bool) -> Executor:
    """`size` worker processes that start when they are needed; `inline`: none, the caller's process makes everything.

    `secrets` is the folder that says whether anything may leave this machine.
    """
    if inline:
        return Inline(stages(), store)
    told = store.root / "worker.log"
    trim(told)
    return Pool(size, [sys.executable, "-c", _WORKER, "worker", str(os.getpid()), str(secrets)], log=told)
