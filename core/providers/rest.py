"""Calls to services that have no client library worth having: JSON and files over HTTP, with our errors at the border."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import BadAnswer, ProviderError
from core.policy import Timeouts
from core.providers.connection import http_client
from core.providers.statuses import lost, of_status, retry_after, told

if TYPE_CHECKING:
    import httpx2

Meaning = Callable[[int, Any], type[ProviderError] | None]
"""What a house's own code in an answer of failure stands for; None where it says nothing better than the status."""


def _nothing_better(status: int, answer: Any) -> type[ProviderError] | None:
    return None


@dataclass(frozen=True)
class Rest:
    """A service as it is called: its name for sentences, its address, what goes with every call, and how long it may take."""

    name: str
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    timeouts: Timeouts = field(default_factory=Timeouts)
    meaning: Meaning = _nothing_better

    def json(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        """The object that the service answers with. `sent`: `json`, `content`, `params` or `files` of the call, and `headers`."""
        response = self._send(method, self.base + path, **sent)
        answer = _read(response.content)
        if not isinstance(answer, dict):
            raise told(BadAnswer, self.name, response.text[:500])
        if kind := self.meaning(response.status_code, answer):  # a failure that was sent as if it were none
            raise told(kind, self.name, response.text[:2000])
        return answer

    def content(self, url: str) -> bytes:
        """The bytes behind an address that the service gave, asked for without its key."""
        return self._send("GET", url, keyless=True).content

    def download(self, path: str, to: Path, most: int, tell: Callable[[int], None] = lambda size: None) -> int:
        """Writes a file of the service piece by piece and gives its size; `tell` hears how much has come.

        Raises `BadAnswer` for one of more than `most` bytes.
        """
        import httpx2

        came = 0
        try:
            with _client(self.timeouts).stream("GET", self.base + path, headers=dict(self.headers)) as response:
                if response.status_code >= 400:
                    response.read()
                    raise self._failed(response)
                with to.open("wb") as file:
                    for piece in response.iter_bytes(1 << 20):
                        came += len(piece)
                        if came > most:
                            raise told(BadAnswer, self.name, f"{path} is larger than its {most} bytes")
                        file.write(piece)
                        tell(came)
        except httpx2.TransportError as error:
            raise lost(self.name, error) from None
        return came

    def _send(self, method: str, url: str, *, keyless: bool = False, **sent: Any) -> httpx2.Response:
        import httpx2

        headers = {**({} if keyless else self.headers), **sent.pop("headers", {})}
        try:
            response = _client(self.timeouts).request(method, url, headers=headers, **sent)
        except httpx2.TransportError as error:
            raise lost(self.name, error) from None
        except (httpx2.InvalidURL, httpx2.HTTPError) as error:
            raise told(BadAnswer, self.name, error) from None
        if response.status_code >= 400:
            raise self._failed(response)
        return response

    def _failed(self, response: httpx2.Response) -> ProviderError:
        try:
            answer = json.loads(response.content)
        except ValueError:
            answer = response.text[:500]
        kind = self.meaning(response.status_code, answer) or of_status(response.status_code)
        return told(kind, self.name, response.text[:2000], retry_after(response.headers))


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _client(timeouts: Timeouts) -> httpx2.Client:
    return http_client(timeouts)
