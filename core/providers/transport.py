"""A transport under the clients of houses: it gives up in time, also on an answer that comes drop by drop."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2

from core.policy import Timeouts


class Whole(httpx2.SyncByteStream):
    """A body that must be complete in time."""

    def __init__(self, body: httpx2.SyncByteStream, ends: float, total_s: float) -> None:
        self.body, self.ends, self.total_s = body, ends, total_s

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.body:
            if time.monotonic() > self.ends:
                raise httpx2.ReadTimeout(f"not complete after {self.total_s:.0f} s")
            yield piece

    def close(self) -> None:
        """Gives the connection back."""
        self.body.close()


class InTime(httpx2.HTTPTransport):
    """A transport that holds the whole answer to its time."""

    def __init__(self, total_s: float) -> None:
        super().__init__()
        self.total_s = total_s

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body still to come, but not for longer than is allowed."""
        return held(super().handle_request(request), time.monotonic() + self.total_s, self.total_s)


def held(response: httpx2.Response, ends: float, total_s: float) -> httpx2.Response:
    """`response` with a body that must be there when the clock says `ends`."""
    body = response.stream
    assert isinstance(body, httpx2.SyncByteStream)
    response.stream = Whole(body, ends, total_s)
    return response


def client(timeouts: Timeouts) -> httpx2.Client:
    """A client with a pool of connections that keeps to the policy's times."""
    wait = httpx2.Timeout(min(timeouts.read_s, timeouts.total_s), connect=timeouts.connect_s)
    return httpx2.Client(timeout=wait, transport=InTime(timeouts.total_s), follow_redirects=True)
