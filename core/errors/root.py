"""The root of everything that can go wrong; `core.errors` has the whole tree."""

from __future__ import annotations

from typing import ClassVar


class StudioError(Exception):
    """Anything the studio says no to. The message is a sentence for the person."""

    code: ClassVar[str] = "error"
    hint: str = "Try again; if it happens twice, look at the log in the session's folder."
    retry: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (type(self), self.message, self.hint))


def _restore(kind: type[StudioError], message: str, hint: str) -> StudioError:
    return kind(message, hint=hint)
