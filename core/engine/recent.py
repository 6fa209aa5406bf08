"""What was used lately, up to a size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Recent(Generic[K, T]):
    """Things under their keys; what was used longest ago goes when all together are larger than `limit`. Safe from any thread."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._lock = threading.Lock()
        self._held: OrderedDict[K, tuple[T, int]] = OrderedDict()

    def get(self, key: K) -> T | None:
        """What is kept under `key`, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def keep(self, key: K, thing: T, size: int = 1) -> T:
        """Keeps `thing`, which takes `size`; one that is larger than everything may be is not kept."""
        with self._lock:
            before = self._held.pop(key, None)
            self._size -= before[1] if before else 0
            if size <= self._limit:
                self._held[key] = (thing, size)
                self._size += size
            while self._size > self._limit:
                self._size -= self._held.popitem(last=False)[1][1]
        return thing
