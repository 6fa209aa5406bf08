"""A transport under the clients of houses: it gives up in time, also on an answer that comes drop by drop."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2

from core.errors import BadAnswer, ProviderError
from core.policy import Timeouts
from core.providers.deadline import ending
from core.providers.routing import Routed

LARGEST = 256 << 20
"""Bytes of an answer, unpacked: some times what the longest clip in the best quality has. It is held in memory."""

PACKED = "gzip"
"""How answers may be packed: what is unpacked here cannot grow beyond what fits."""


class Whole(httpx2.SyncByteStream):
    """A body that must be complete in time, and of a size that fits in memory."""

    def __init__(self, body: httpx2.SyncByteStream, ends: float, total_s: float, packed: bool = False) -> None:
        self.body, self.ends, self.total_s, self.packed = body, ends, total_s, packed

    def __iter__(self) -> Iterator[bytes]:
        came, unpacking = 0, zlib.decompressobj(16 + zlib.MAX_WBITS) if self.packed else None
        for piece in self.body:
            if time.monotonic() > self.ends:
                raise httpx2.ReadTimeout(f"not complete after {self.total_s:.0f} s")
            if unpacking is not None:
                try:
                    piece = unpacking.decompress(piece, LARGEST - came + 1)
                except zlib.error as error:
                    raise BadAnswer("An answer came that cannot be unpacked.", detail=str(error)) from None
            came += len(piece)
            if came > LARGEST:
                raise BadAnswer(f"An answer came that is larger than {LARGEST >> 20} MB.", hint="Look at the service's address.")
            yield piece

    def close(self) -> None:
        """Gives the connection back."""
        self.body.close()


Fault = Callable[[int, Mapping[str, str], Any], ProviderError]
"""What a status of failure, its headers and its answer mean."""


class InTime(Routed):
    """A transport that keeps every request, whatever its client says, to the policy's times, and the whole answer as well."""

    def __init__(self, timeouts: Timeouts, fault: Fault | None = None) -> None:
        super().__init__()
        self.timeouts, self.fault = timeouts, fault

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body still to come, but not for longer than is allowed."""
        times = self.timeouts
        read = min(times.read_s, times.total_s)
        request.extensions["timeout"] = {"connect": times.connect_s, "read": read, "write": read, "pool": read}
        request.headers["accept-encoding"] = PACKED
        ends = time.monotonic() + times.total_s
        with ending(ends):
            response = super().handle_request(request)
        response = held(response, ends, times.total_s)
        if self.fault is not None and response.status_code >= 400:
            raise self.fault(response.status_code, response.headers, answer_of(response))
        return response


def answer_of(response: httpx2.Response) -> Any:
    """The whole answer, read and parsed where it is JSON; else its beginning as text."""
    try:
        response.read()
        return json.loads(response.content)
    except ValueError:
        return response.text[:2000]
    finally:
        response.close()


def held(response: httpx2.Response, ends: float, total_s: float) -> httpx2.Response:
    """`response` with a body that must be there when the clock says `ends`. Raises `BadAnswer` for a packing that is unknown."""
    body, packing = response.stream, response.headers.get("content-encoding", "identity").strip().lower()
    assert isinstance(body, httpx2.SyncByteStream)
    if packing not in (PACKED, "identity", ""):
        body.close()
        raise BadAnswer("An answer came packed in a way that was not asked for.", detail=packing[:80])
    response.stream = Whole(body, ends, total_s, packing == PACKED)
    for name in ("content-encoding", "content-length") if packing == PACKED else ():
        response.headers.pop(name, None)
    return response


def client(timeouts: Timeouts, fault: Fault | None = None) -> httpx2.Client:
    """A client with a pool of connections that keeps to the policy's times; `fault` makes failures our errors."""
    wait = httpx2.Timeout(min(timeouts.read_s, timeouts.total_s), connect=timeouts.connect_s)
    return httpx2.Client(timeout=wait, transport=InTime(timeouts, fault), follow_redirects=True)
