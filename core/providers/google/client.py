"""The `google-genai` client of an entry: the Gemini API by a key, or Vertex AI by a key or by the machine's own account."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from core.policy import Timeouts
from core.providers.connection import Connection
from core.providers.google.errors import of_status

if TYPE_CHECKING:
    from google.genai import Client

HOME = "https://generativelanguage.googleapis.com"


def on_vertex(connection: Connection) -> bool:
    """Whether the entry means Vertex AI."""
    return connection.option("platform") == "vertex"


def client_of(connection: Connection) -> Client:
    """The client. It never tries again by itself. To be used inside of the `border`. Raises `KeyRefused`."""
    place = (connection.option("project"), connection.option("location")) if on_vertex(connection) else None
    return _client(connection.name, connection.entry.base_url, connection.key(), place, connection.entry.policy.timeouts)


@lru_cache(maxsize=16)
def _client(name: str, url: str, key: str, place: tuple[str, str] | None, timeouts: Timeouts) -> Client:
    from google import genai
    from google.genai.types import HttpOptions, HttpRetryOptions

    from core.providers.transport import client

    http = client(timeouts, partial(of_status, name))
    options = HttpOptions(base_url=url or None, httpx_client=http, retry_options=HttpRetryOptions(attempts=1))
    if place is None:
        return genai.Client(vertexai=False, api_key=key or "none", http_options=options)
    if key:
        return genai.Client(vertexai=True, api_key=key, http_options=options)
    project, location = place
    return genai.Client(vertexai=True, project=project or None, location=location or "us-central1", http_options=options)
