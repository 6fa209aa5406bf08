"""What Hugging Face, its providers and endpoints say when something goes wrong, in our words: one table, at the border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Busy, KeyRefused, NoBalance, ProviderError, Refused, UnknownModel
from core.providers.statuses import of_status as usual
from core.providers.statuses import retry_after, told

_BY_CODE: dict[str, type[ProviderError]] = {
    "insufficient_quota": NoBalance,
    "invalid_api_key": KeyRefused,
    "model_not_found": UnknownModel,
    "content_policy_violation": Refused,
    "content_filter": Refused,
    "nsfw_content_detected": Refused,
    "rate_limit_exceeded": Busy,
}
_LONGEST_LOADING_S = 30.0


def of_status(name: str, status: int, headers: Mapping[str, str], answer: Any) -> ProviderError:
    """The error that an answer with a status of failure stands for."""
    codes, words = _read(answer)
    kind = next((_BY_CODE[code] for code in codes if code in _BY_CODE), None) or usual(status)
    wait = retry_after(headers)
    loading = answer.get("estimated_time") if isinstance(answer, dict) else None
    if status == 503 and isinstance(loading, int | float):  # an endpoint that sleeps or loads its model did nothing yet
        return Busy(
            f"{name} is loading the model.",
            hint="Try again in a minute: it is ready when the model is loaded.",
            detail=words,
            wait_s=wait or min(float(loading), _LONGEST_LOADING_S),
            unsent=True,
        )
    code = headers.get("x-error-code")
    if code == "RepoNotFound":  # the hub also says so, with a status of its own, of what the key may not see
        return told(UnknownModel, name, words)
    if code == "GatedRepo":
        return KeyRefused(
            f"The model's owner has not let the key's account at {name} in.",
            hint="Open the model's page at Hugging Face, accept its terms, and try again.",
            detail=words,
            unsent=True,
        )
    return told(kind, name, words, wait)


def _read(answer: Any) -> tuple[list[str], str]:
    """Every code in an answer, and its words: each provider has a form of its own."""
    if not isinstance(answer, dict):
        return [], str(answer)
    parts: list[Any] = [answer]
    for field in ("error", "errors", "detail"):
        found = answer.get(field)
        parts += found if isinstance(found, list) else [found]
    codes = [str(part.get(field, "")) for part in parts if isinstance(part, dict) for field in ("code", "type", "error_type")]
    words = [str(part.get("message") or part.get("msg") or "") for part in parts if isinstance(part, dict)]
    words += [part for part in parts if isinstance(part, str)]
    return codes, " ".join(word for word in words if word)
