"""Calls through `huggingface_hub`'s own client: to a model by its name, or to an endpoint of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from core.errors import BadAnswer, NotAccepted, UnknownModel
from core.providers.connection import Connection
from core.providers.statuses import lost, told
from core.services.redaction import redacted

if TYPE_CHECKING:
    from huggingface_hub import InferenceClient

    from core.providers.huggingface.transport import Call

HUB = "https://huggingface.co"
_PIECE = 1 << 20


def endpoint_of(connection: Connection) -> str:
    """The address of the entry's own endpoint; empty where models are asked for by name, at the hub or a gateway to it."""
    return "" if connection.option("provider") else connection.entry.base_url


@contextmanager
def calling(
    connection: Connection, model: str = "", *, stop: bool = False, accepted: bytes | None = None
) -> Iterator[InferenceClient]:
    """The client for one call; what goes wrong inside is one of our errors. It never tries again by itself.

    `stop` ends it with `Accepted` when the service answered what was posted; `accepted` takes it up from there.
    """
    import httpx2

    from core.providers.huggingface.transport import CALL, Call

    key = connection.key()
    endpoint = endpoint_of(connection)
    gateway = "" if endpoint else connection.entry.base_url
    call = Call(connection.name, connection.entry.policy.timeouts, gateway, key, stop=stop, accepted=accepted)
    token = CALL.set(call)
    try:
        yield client_of(connection, model or connection.fill.model, key)
    except (httpx2.TimeoutException, httpx2.TransportError) as error:
        raise lost(connection.name, error) from None
    except TimeoutError as error:  # the library's own, around one of httpx2
        raise lost(connection.name, error.__cause__ or httpx2.ReadTimeout(str(error))) from None
    except (httpx2.HTTPError, json.JSONDecodeError) as error:
        raise told(BadAnswer, connection.name, error) from None
    except (ValueError, RuntimeError, LookupError, TypeError, AttributeError, StopIteration) as error:
        raise _meant(call, error) from None  # how the library says that an answer has not its form, or that nobody serves a model
    finally:
        CALL.reset(token)


def client_of(connection: Connection, model: str, key: str) -> InferenceClient:
    """The library's client. It is light; the pool of connections behind it is one for all."""
    installed()
    from huggingface_hub import InferenceClient

    provider = connection.option("provider", "auto")
    headers = {"X-HF-Bill-To": payer} if (payer := connection.option("bill_to")) else {}
    # Without a key it would look for one on this machine, which nobody entered here.
    return InferenceClient(
        model=endpoint_of(connection) or model,
        provider=None if endpoint_of(connection) else provider,  # type: ignore[arg-type]
        token=key or "none",
        headers=headers,
    )


@cache
def installed() -> None:
    """From now on the library's calls in this process pass our transport, and leave by sockets of Python alone."""
    from huggingface_hub import constants, set_client_factory

    from core.providers.huggingface.transport import client

    constants.DOWNLOAD_CHUNK_SIZE = _PIECE  # after each of which a fetch can be stopped
    constants.HF_HUB_DISABLE_XET = True  # its sockets are not Python's, so that local only could not hold them
    constants.HF_HUB_DISABLE_TELEMETRY = True  # else it asks the hub about this machine's programs, also for one's own endpoint
    set_client_factory(client)


def _meant(call: Call, error: BaseException) -> Exception:
    if call.accepted is not None and isinstance(error, RuntimeError | ValueError) and not isinstance(error, UnicodeError):
        return NotAccepted(f"{call.name} took the job and gave it up.", detail=redacted(str(error))[:2000], unsent=True)
    if call.posted:
        return told(BadAnswer, call.name, f"{type(error).__name__}: {error}")
    return UnknownModel(f"Nobody at {call.name} serves this model for this.", detail=redacted(str(error)), unsent=True)
