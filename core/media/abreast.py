"""Pieces of one work done side by side and given in their order: libraries let go of Python's lock while they compute."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_THREADS = 2
_AHEAD = 4
"""So many pieces are worked on or wait to be taken: memory does not grow with their number."""


def abreast(work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[R]:
    """`work(piece)` for each piece, in order, two at a time. Raises what the first failing piece raised."""
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="abreast") as threads:
        try:
            for piece in pieces:
                waiting.append(threads.submit(work, piece))
                if len(waiting) >= _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
