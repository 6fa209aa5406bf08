"""What Google's services say when something goes wrong, in our words: one table, at the border."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoBalance,
    NotAccepted,
    ProviderError,
    ProviderMissing,
    Refused,
    TooSlow,
    Unavailable,
    UnknownModel,
)
from core.providers.statuses import lost, retry_after, told
from core.providers.statuses import of_status as usual

_BY_REASON: dict[str, type[ProviderError]] = {
    "API_KEY_INVALID": KeyRefused,
    "API_KEY_SERVICE_BLOCKED": KeyRefused,
    "SERVICE_DISABLED": KeyRefused,
    "BILLING_DISABLED": NoBalance,
}
_BY_NAME: dict[str, type[ProviderError]] = {
    "INVALID_ARGUMENT": NotAccepted,
    "FAILED_PRECONDITION": NotAccepted,
    "OUT_OF_RANGE": NotAccepted,
    "UNAUTHENTICATED": KeyRefused,
    "PERMISSION_DENIED": KeyRefused,
    "NOT_FOUND": UnknownModel,
    "RESOURCE_EXHAUSTED": Busy,
    "DEADLINE_EXCEEDED": TooSlow,
    "INTERNAL": Unavailable,
    "UNAVAILABLE": Unavailable,
}
_BY_NUMBER = {3: "INVALID_ARGUMENT", 4: "DEADLINE_EXCEEDED", 5: "NOT_FOUND", 7: "PERMISSION_DENIED", 8: "RESOURCE_EXHAUSTED",
              9: "FAILED_PRECONDITION", 13: "INTERNAL", 14: "UNAVAILABLE", 16: "UNAUTHENTICATED"}  # fmt: skip
"""The same names as numbers of gRPC, as operations give them."""
_KINDS = {
    "children": (58061214, 17301594),
    "well-known people": (29310472, 15236754),
    "something dangerous": (62263041,),
    "hatred": (57734940, 22137204),
    "what is prohibited": (89371032, 49114662, 63429089, 72817394, 60599140),
    "what belongs to others": (35561574, 35561575),
    "something sexual": (90789179, 43188360),
    "something toxic": (78610348,),
    "violence": (61493863, 56562880),
    "something vulgar": (32635315,),
}
"""Google's support codes of refusals, by what they mean."""
_UNSAFE = re.compile(r"support codes?|usage guidelines|responsible ai|safety|violat|sensitive|prohibited", re.IGNORECASE)


@contextmanager
def border(name: str) -> Iterator[None]:
    """What the client raises inside becomes one of ours. Nothing of the request, which holds the key, is kept."""
    import httpx2

    try:
        from google.auth.exceptions import GoogleAuthError
        from google.genai._gaos.lib.compat_errors import GeminiNextGenAPIClientError  # of interactions; exported nowhere
    except ImportError:
        hint = "Install it with `pip install google-genai`, or choose another provider."
        raise ProviderMissing("The client of Google's services is not installed.", hint=hint, unsent=True) from None
    try:
        yield
    except (httpx2.TimeoutException, httpx2.TransportError) as error:
        raise lost(name, error) from None
    except GeminiNextGenAPIClientError as error:
        if isinstance(error.__cause__, httpx2.TimeoutException | httpx2.TransportError):
            raise lost(name, error.__cause__) from None
        if isinstance(error.__cause__, ProviderError):
            raise error.__cause__ from None
        raise told(BadAnswer, name, error) from None
    except GoogleAuthError as error:
        raise KeyRefused(
            "This machine has no account of Google Cloud that may be used.",
            hint="Run `gcloud auth application-default login`, or give the entry a key.",
            detail=str(error)[:500],
            unsent=True,
        ) from None
    except (ValueError, TypeError, AttributeError, LookupError) as error:  # an answer has not its form
        raise told(BadAnswer, name, f"{type(error).__name__}: {error}") from None


def of_status(name: str, status: int, headers: Mapping[str, str], answer: Any) -> ProviderError:
    """The error that an answer with a status of failure stands for."""
    inner = _inner(answer)
    details = [part for part in inner.get("details") or () if isinstance(part, dict)]
    reasons = [str(part.get("reason", "")) for part in details]
    kind = next((_BY_REASON[reason] for reason in reasons if reason in _BY_REASON), None)
    kind = kind or _BY_NAME.get(str(inner.get("status") or inner.get("code") or "").upper()) or usual(status)
    message = str(inner.get("message") or answer)
    if kind in (Busy, NotAccepted) and any("PerDay" in str(part.get("violations", "")) for part in details):
        kind = NoBalance  # the quota of a day, which no short wait mends
    if kind is NotAccepted and _UNSAFE.search(message):
        return refused(name, message)
    return told(kind, name, message, _wait(headers, details))


def _inner(answer: Any) -> dict[str, Any]:
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    found = answer.get("error", answer) if isinstance(answer, dict) else {}
    return found if isinstance(found, dict) else {"message": found}


def _wait(headers: Mapping[str, str], details: list[dict[str, Any]]) -> float | None:
    delays = [str(part["retryDelay"]) for part in details if "retryDelay" in part]
    found = re.fullmatch(r"([\d.]+)s", delays[0]) if delays else None
    return float(found[1]) if found else retry_after(headers)


def refused(name: str, reason: str) -> Refused:
    """A refusal with what it is about, where Google's support code says so."""
    codes = set(map(int, re.findall(r"\d{8}", reason)))
    about = next((kind for kind, known in _KINDS.items() if codes & set(known)), "")
    words = f"{name} declined this for the sake of safety{f': it sees {about}' if about else ''}."
    return Refused(words, detail=reason[:2000], unsent=True)


def failed(name: str, code: Any, message: str) -> ProviderError:
    """The error of a job that ended without a result: nothing of it is left, and it may be ordered anew."""
    if _UNSAFE.search(message):
        return refused(name, message)
    kind = _BY_NAME.get(_BY_NUMBER.get(code, str(code)), NotAccepted)
    error = told(kind if kind not in (Unavailable, TooSlow, Busy) else NotAccepted, name, message)
    error.unsent = True
    return error
