"""What lies under `huggingface_hub`: one client for all its calls, which keeps to the times of the call that it serves.

The library asks on the way too (who serves a model, how far a job is, where its result lies). All of that passes here,
and therefore keeps to the policy's times, goes to the entry's own gateway, and fails in our words.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field

import httpx2

from core.policy import Timeouts
from core.providers.deadline import ending
from core.providers.huggingface.errors import of_status
from core.providers.routing import Routed
from core.providers.statuses import lost
from core.providers.transport import PACKED, answer_of, held

HOSTS = frozenset({"huggingface.co", "router.huggingface.co"})
"""What a gateway stands in for."""


class Accepted(Exception):
    """The service took the job: what it answered, before the library begins to wait for the result."""

    def __init__(self, body: bytes) -> None:
        super().__init__("accepted")
        self.body = body


class Unfinished(Exception):
    """The job goes on: the library asked how far it is, and was about to ask again."""


@dataclass
class Call:
    """One call of ours, with all that the library asks on the way."""

    name: str
    timeouts: Timeouts
    gateway: str = ""
    key: str = ""
    stop: bool = False
    """Whether to end, with `Accepted`, when the service answered to what was posted."""
    accepted: bytes | None = None
    """What the service answered to it earlier: used again, so that nothing is posted twice."""
    posted: bool = False
    watched: set[str] = field(default_factory=set)
    """What was asked after since; a job is asked after once in a call."""
    began: float = field(default_factory=time.monotonic)

    @property
    def ends(self) -> float:
        """When the clock says this, it is over."""
        return self.began + self.timeouts.total_s


CALL: ContextVar[Call | None] = ContextVar("call", default=None)


class Conducted(Routed):
    """The transport of all calls; those outside a `Call`, downloads of files, are left as they are."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer. Raises `Accepted`, and our errors for whatever is no answer of success."""
        call = CALL.get()
        if call is None:
            return super().handle_request(request)
        post = request.method == "POST" and not call.posted
        if post and call.accepted is not None:
            call.posted = True
            return httpx2.Response(200, headers={"content-type": "application/json"}, content=call.accepted)
        if call.accepted is not None and (address := str(request.url)) in call.watched:
            raise Unfinished
        if call.accepted is not None and call.posted:
            call.watched.add(address)
        try:
            _prepare(request, call)
            call.posted = call.posted or post
            with ending(call.ends):
                response = super().handle_request(request)
        except httpx2.TransportError as error:  # the library would try some questions five times more, and sleep in between
            raise lost(call.name, error) from None
        response = held(response, call.ends, call.timeouts.total_s)
        if response.status_code >= 400:
            raise of_status(call.name, response.status_code, response.headers, answer_of(response))
        if post and call.stop:
            response.read()
            raise Accepted(response.content)
        return response


def _prepare(request: httpx2.Request, call: Call) -> None:
    left = call.ends - time.monotonic()
    if left <= 0:
        raise httpx2.ReadTimeout(f"not done after {call.timeouts.total_s:.0f} s")
    read = min(call.timeouts.read_s, left)
    request.extensions["timeout"] = {"connect": call.timeouts.connect_s, "read": read, "write": read, "pool": read}
    request.headers["accept-encoding"] = PACKED
    if request.url.host not in HOSTS:
        return
    if call.gateway:
        gateway = httpx2.URL(call.gateway)
        path = gateway.raw_path.decode().rstrip("/") + request.url.raw_path.decode()
        request.url = gateway.copy_with(raw_path=path.encode())
        request.headers["host"] = gateway.netloc.decode()
    if call.gateway or call.key.startswith("hf_"):  # the library's own questions to the hub carry no key of ours
        request.headers["authorization"] = f"Bearer {call.key}"
    else:  # a key of somebody else's, or one that lies about on this machine, is not for the hub
        request.headers.pop("authorization", None)


def client() -> httpx2.Client:
    """The client that the library is given."""
    return httpx2.Client(transport=Conducted(), timeout=None, follow_redirects=True)
