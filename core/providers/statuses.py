"""What a status of HTTP means, in our words: the part of every house's table of errors that is the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from time import time

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

BY_STATUS: dict[int, type[ProviderError]] = {
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
SENTENCES: dict[type[ProviderError], str] = {
    NoBalance: "The account at {name} has no money or quota left.",
    KeyRefused: "{name} does not accept the key, or the key may not do this.",
    UnknownModel: "{name} does not know the model or the address.",
    Refused: "{name} declined this for the sake of safety.",
    Busy: "{name} allows no more calls for now.",
    NotAccepted: "{name} does not take the request as it is.",
    TooSlow: "{name} took too long.",
    Unavailable: "{name} does not work at the moment.",
    BadAnswer: "{name} answered in a form that cannot be read.",
}


def of_status(status: int) -> type[ProviderError]:
    """The error that a status stands for where the service says nothing better."""
    return BY_STATUS.get(status, Unavailable if status >= 500 else NotAccepted)


def told(kind: type[ProviderError], name: str, detail: object = "", wait_s: float | None = None) -> ProviderError:
    """The error of that kind that the service called `name` caused. Only an outage leaves open whether it did something."""
    words = SENTENCES[kind].format(name=name)
    return kind(words, detail=redacted(str(detail))[:2000], wait_s=wait_s, unsent=kind not in (TooSlow, Unavailable, BadAnswer))


def lost(name: str, cause: BaseException) -> ProviderError:
    """The error for an exception of `httpx2` about time or connection."""
    import httpx2

    detail = redacted(f"{type(cause).__name__}: {cause}")
    if isinstance(cause, httpx2.TimeoutException):
        never = isinstance(cause, (httpx2.ConnectTimeout, httpx2.PoolTimeout))
        return TooSlow(f"{name} took too long.", detail=detail, unsent=never)
    if isinstance(cause, httpx2.ProxyError):
        hint = "Ask whoever runs the network, or mend HTTPS_PROXY and NO_PROXY where the studio is started."
        return NoConnection(f"The proxy does not lead to {name}.", hint=hint, detail=detail, unsent=True)
    never = isinstance(cause, (httpx2.ConnectError, httpx2.UnsupportedProtocol))
    words = f"{name} cannot be reached." if never else f"The connection to {name} broke."
    return NoConnection(words, detail=detail, unsent=never)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the service asks to be left alone, said in milliseconds, in seconds or as a date."""
    ms, after = headers.get("retry-after-ms"), headers.get("retry-after")
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
