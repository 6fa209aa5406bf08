"""The ledger's moving windows, as the library `limits` wants a storage to be. Imported only where a rate is set."""

from __future__ import annotations

import time

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter

from core.policy.ledger import State
from core.policy.policy import Rate


class Windows(Storage, MovingWindowSupport):
    """The ledger's windows, as `limits` wants them."""

    STORAGE_SCHEME = ["firstcut"]  # noqa: RUF012 -- the library's own name and type

    def __init__(self, state: State) -> None:
        super().__init__("firstcut://")
        self._state = state

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library may wrap."""
        return OSError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts calls if the limit allows them."""
        times = self._within(key, expiry)
        if len(times) + amount > limit:
            return False
        self._state.windows[key] = [*times, *[time.time()] * amount]
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest call that counts was made, and how many count."""
        times = self._within(key, expiry)
        return (times[max(0, len(times) - limit)] if times else time.time()), len(times)

    def _within(self, key: str, expiry: int) -> list[float]:
        now = time.time()
        return [at for at in self._state.windows.get(key, []) if now - expiry < at <= now]

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Fixed windows are not kept."""
        raise NotImplementedError("only moving windows are kept")

    def get(self, key: str) -> int:
        """How many calls are remembered."""
        return len(self._state.windows.get(key, []))

    def get_expiry(self, key: str) -> float:
        """When the newest was made."""
        return max(self._state.windows.get(key, []), default=0.0)

    def check(self) -> bool:
        """Always well."""
        return True

    def reset(self) -> int | None:
        """Forgets everything."""
        count = len(self._state.windows)
        self._state.windows.clear()
        return count

    def clear(self, key: str) -> None:
        """Forgets one limit."""
        self._state.windows.pop(key, None)


def limiter(state: State) -> MovingWindowRateLimiter:
    """The library's limiter over the windows of `state`."""
    return MovingWindowRateLimiter(Windows(state))


def item(rate: Rate) -> RateLimitItem:
    """`rate` in the library's terms."""
    return RateLimitItemPerSecond(rate.calls, rate.seconds)
