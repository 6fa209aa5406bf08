"""What OpenAI's protocol says when something goes wrong, in our words: one table, at the border."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.errors import (
    BadAnswer,
    Busy,
    KeyRefused,
    NoBalance,
    ProviderError,
    Refused,
    Unavailable,
    UnknownModel,
)
from core.providers.statuses import lost, of_status, retry_after, told

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


@contextmanager
def border(name: str) -> Iterator[None]:
    """What the client raises inside becomes one of ours. Nothing of the request, which holds the key, is kept."""
    import httpx2
    import openai

    try:
        yield
    except openai.APITimeoutError as error:
        raise lost(name, error.__cause__ or httpx2.ReadTimeout(str(error))) from None
    except openai.APIConnectionError as error:
        if isinstance(error.__cause__, ProviderError):  # it was ours that no connection was made
            raise error.__cause__ from None
        raise lost(name, error.__cause__ or error) from None
    except openai.APIResponseValidationError as error:
        raise told(BadAnswer, name, error) from None
    except openai.APIStatusError as error:
        raise _status(name, error) from None
    except (httpx2.TimeoutException, httpx2.TransportError) as error:
        raise lost(name, error) from None
    except json.JSONDecodeError as error:
        raise told(BadAnswer, name, error) from None
    except openai.OpenAIError as error:
        raise told(Unavailable, name, error) from None


def _status(name: str, error: openai.APIStatusError) -> ProviderError:
    kind = _BY_CODE.get(str(error.code or "")) or _BY_CODE.get(str(error.type or "")) or of_status(error.status_code)
    return told(kind, name, error.message, retry_after(error.response.headers))
