"""A clock below HTTP: no step of a call waits longer than the whole of it may last, however slowly its answer drips in.

The library counts the time between two pieces only, so that a head which comes letter by letter would never end.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import httpcore2

if TYPE_CHECKING:
    import ssl

    import httpx2

_ENDS: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def ending(ends: float) -> Iterator[None]:
    """Inside, everything that waits for the network gives up when the clock says `ends`."""
    token = _ENDS.set(ends)
    try:
        yield
    finally:
        _ENDS.reset(token)


def clocked(transport: httpx2.HTTPTransport) -> httpx2.HTTPTransport:
    """`transport`, whose connections look at the clock."""
    pool = transport._pool  # the library has no other way to its sockets; a test holds that this is one
    pool._network_backend = Clocked(pool._network_backend)
    return transport


class Clocked(httpcore2.NetworkBackend):
    """Makes connections that look at the clock."""

    def __init__(self, inner: httpcore2.NetworkBackend) -> None:
        self.inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection."""
        left = _left(timeout, httpcore2.ConnectTimeout)
        return ClockedStream(self.inner.connect_tcp(host, port, left, local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        """Waits."""
        self.inner.sleep(seconds)


class ClockedStream(httpcore2.NetworkStream):
    """A connection that looks at the clock before it waits."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What comes next."""
        return self.inner.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends."""
        self.inner.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Lets go of it."""
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same, secured."""
        return ClockedStream(self.inner.start_tls(ssl_context, server_hostname, _left(timeout, httpcore2.ConnectTimeout)))

    def get_extra_info(self, info: str) -> Any:
        """What the library asks of it."""
        return self.inner.get_extra_info(info)


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    ends = _ENDS.get()
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise late("not done in the time that the whole may take")
    return left if timeout is None else min(timeout, left)
