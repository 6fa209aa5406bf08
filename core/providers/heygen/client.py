"""Calls to HeyGen's interface, version 3 (the earlier ones ended in October 2026), with what its errors stand for."""

from __future__ import annotations

from typing import Any

from core.errors import BadAnswer, Busy, KeyRefused, NoBalance, NotAccepted, ProviderError, Refused, UnknownModel
from core.providers.connection import Connection
from core.providers.rest import Rest

HOME = "https://api.heygen.com"

_BY_CODE: dict[str, type[ProviderError]] = {
    "unauthorized": KeyRefused,
    "forbidden": KeyRefused,
    "insufficient_credit": NoBalance,
    "quota_exceeded": NoBalance,
    "trial_limit_exceeded": NoBalance,
    "rate_limited": Busy,
    "concurrency_limit_exceeded": Busy,
    "avatar_not_found": UnknownModel,
    "voice_not_found": UnknownModel,
    "resource_not_found": UnknownModel,
    "not_found": UnknownModel,
    "invalid_parameter": NotAccepted,
}
_SAFETY = ("moderation", "policy", "nsfw", "unsafe", "consent")
"""Words in the codes by which it declines for the sake of safety."""


def rest_of(connection: Connection) -> Rest:
    """The service as the entry calls it. Raises `KeyRefused`."""
    entry = connection.entry
    headers = {"x-api-key": connection.key()}
    return Rest(connection.name, entry.base_url or HOME, headers, entry.policy.timeouts, meaning)


def meaning(status: int, answer: Any) -> type[ProviderError] | None:
    """The error that an answer's code stands for; None where it has none that is known."""
    told = answer.get("error") if isinstance(answer, dict) else None
    return kind_of(told.get("code")) if isinstance(told, dict) else None


def kind_of(code: Any) -> type[ProviderError] | None:
    """The error that a code stands for; None for one that is not known."""
    word = str(code or "").lower()
    return Refused if any(part in word for part in _SAFETY) else _BY_CODE.get(word)


def inside(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer holds. Raises `BadAnswer` when it holds nothing."""
    held = answer.get("data")
    if not isinstance(held, dict):
        raise BadAnswer(f"{name} answered in a form that cannot be read.")
    return held
