"""What OpenAI's protocol says when something goes wrong, in our words: one table, at the border."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING

from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoBalance,
    NoConnection,
    NotAccepted,
    ProviderError,
    Refused,
    TooSlow,
    Unavailable,
    UnknownModel,
)
from core.services.redaction import redacted

if TYPE_CHECKING:
    import openai

_BY_CODE: dict[str, type[ProviderError]] = {
    "insufficient_quota": NoBalance,
    "billing_hard_limit_reached": NoBalance,
    "invalid_api_key": KeyRefused,
    "model_not_found": UnknownModel,
    "content_policy_violation": Refused,
    "content_filter": Refused,
    "moderation_blocked": Refused,
    "rate_limit_exceeded": Busy,
}
_BY_STATUS: dict[int, type[ProviderError]] = {
    400: NotAccepted,
    401: KeyRefused,
    402: NoBalance,
    403: KeyRefused,
    404: UnknownModel,
    408: TooSlow,
    409: Unavailable,
    413: NotAccepted,
    422: NotAccepted,
    429: Busy,
    504: TooSlow,
}
_SENTENCES: dict[type[ProviderError], str] = {
    NoBalance: "The account at {name} has no money or quota left.",
    KeyRefused: "{name} does not accept the key, or the key may not do this.",
    UnknownModel: "{name} does not know the model or the address.",
    Refused: "{name} declined this for the sake of safety.",
    Busy: "{name} allows no more calls for now.",
    NotAccepted: "{name} does not take the request as it is.",
    TooSlow: "{name} took too long.",
    Unavailable: "{name} does not work at the moment.",
}


@contextmanager
def border(name: str) -> Iterator[None]:
    """What the client raises inside becomes one of ours. Nothing of the request, which holds the key, is kept."""
    import httpx2
    import openai

    try:
        yield
    except openai.APITimeoutError as error:
        raise _slow(name, error.__cause__) from None
    except openai.APIConnectionError as error:
        if isinstance(error.__cause__, ProviderError):  # it was ours that no connection was made
            raise error.__cause__ from None
        raise _lost(name, error.__cause__ or error) from None
    except openai.APIResponseValidationError as error:
        raise BadAnswer(f"{name} answered in a form that cannot be read.", detail=redacted(str(error))) from None
    except openai.APIStatusError as error:
        raise _status(name, error) from None
    except (httpx2.TimeoutException, httpx2.TransportError) as error:
        raise (_slow if isinstance(error, httpx2.TimeoutException) else _lost)(name, error) from None
    except json.JSONDecodeError as error:
        raise BadAnswer(f"{name} answered in a form that cannot be read.", detail=redacted(str(error))) from None
    except openai.OpenAIError as error:
        raise Unavailable(f"{name} does not work at the moment.", detail=redacted(str(error))) from None


def _slow(name: str, cause: BaseException | None) -> TooSlow:
    import httpx2

    never = isinstance(cause, (httpx2.ConnectTimeout, httpx2.PoolTimeout))
    return TooSlow(f"{name} took too long.", detail=redacted(str(cause or "")), unsent=never)


def _lost(name: str, cause: BaseException) -> NoConnection:
    import httpx2

    never = isinstance(cause, (httpx2.ConnectError, httpx2.UnsupportedProtocol))
    words = f"{name} cannot be reached." if never else f"The connection to {name} broke."
    return NoConnection(words, detail=redacted(f"{type(cause).__name__}: {cause}"), unsent=never)


def _status(name: str, error: openai.APIStatusError) -> ProviderError:
    kind = _BY_CODE.get(str(error.code or "")) or _BY_CODE.get(str(error.type or ""))
    if kind is None:
        kind = _BY_STATUS.get(error.status_code, Unavailable if error.status_code >= 500 else NotAccepted)
    done_nothing = kind not in (TooSlow, Unavailable)
    wait = _retry_after(error.response.headers.get("retry-after-ms"), error.response.headers.get("retry-after"))
    return kind(_SENTENCES[kind].format(name=name), detail=redacted(error.message)[:2000], wait_s=wait, unsent=done_nothing)


def _retry_after(ms: str | None, after: str | None) -> float | None:
    """Seconds that the service asks to be left alone, said in milliseconds, in seconds or as a date."""
    try:
        if ms:
            return max(0.0, float(ms) / 1000)
        return max(0.0, float(after)) if after else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(after or "").timestamp() - time())
    except ValueError:
        return None
