"""Programs that are loaded to stay, without Python looking through them for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Inside, modules are imported: to look through what they leave now and then takes a fifth of the time.

    Afterwards all that is there by then is left out of such looks, since it stays as long as the process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
