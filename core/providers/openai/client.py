"""The `openai` client of an entry, made when it is first needed and kept for its pool of connections."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from core.policy import Timeouts
from core.providers.connection import Connection, http_client

if TYPE_CHECKING:
    from openai import OpenAI

HOME = "https://api.openai.com/v1"
_one_at_a_time = threading.Lock()


def client_of(connection: Connection) -> OpenAI:
    """The client. It never tries again by itself: that is the policy's. Raises `KeyRefused`."""
    with _one_at_a_time:  # two threads that come at once would make two, and one would be dropped with its connections open
        return _client(connection.entry.base_url or HOME, connection.key() or "none", connection.entry.policy.timeouts)


@lru_cache(maxsize=16)
def _client(url: str, key: str, timeouts: Timeouts) -> OpenAI:
    from openai import OpenAI

    http = http_client(timeouts)
    return OpenAI(base_url=url, api_key=key, max_retries=0, http_client=http, timeout=http.timeout)
