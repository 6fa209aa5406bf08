"""The circuit breaker of one entry: closed, opened, half-opened. The transitions are purgatory's; the state is the ledger's.

purgatory was chosen over pybreaker and circuitbreaker because its state machine stands apart from where the state is kept and
from the call itself: no lock is held while a call is under way, and every process sees the same circuit.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from core.errors import BadAnswer, NoConnection, ProviderError, TooSlow, Unavailable
from core.policy.ledger import State
from core.policy.policy import Circuit

if TYPE_CHECKING:
    from purgatory.domain.model import Context  # imported when first needed

OUTAGES = (Unavailable, NoConnection, TooSlow, BadAnswer)
"""What says that a service is in trouble. A wrong key or a refusal says that it works."""


class Breaker:
    """The circuit of the entry `name`, over a state that is read and written elsewhere."""

    def __init__(self, name: str, rules: Circuit) -> None:
        self.name, self.rules = name, rules

    def admits(self, state: State) -> bool:
        """Whether a call may be made now; turns an opened circuit half-open when its reset time is over."""
        from purgatory.domain.model import OpenedState

        context = self._context(state)
        try:
            context.handle_new_request()
        except OpenedState:
            return False
        self._keep(state, context)
        return True

    def succeeded(self, state: State, trial: bool) -> None:
        """A call came back with an answer, if only a no. In a half-open circuit only the trial's word counts."""
        if trial or state.circuit == "closed":
            context = self._context(state)
            context.handle_end_request()
            self._keep(state, context)

    def failed(self, state: State, trial: bool) -> None:
        """A call met an outage."""
        if trial or state.circuit == "closed":
            before, context = state.circuit, self._context(state)
            context.handle_exception(TimeoutError())
            self._keep(state, context)
            state.times_opened += state.circuit == "opened" and before != "opened"

    def left_s(self, state: State) -> float:
        """Seconds until one call tries again; 0 while the circuit is not open."""
        return max(0.0, (state.opened_at or 0.0) + self.rules.reset_s - time.time()) if state.circuit == "opened" else 0.0

    def _context(self, state: State) -> Context:
        from purgatory.domain.model import Context

        opened = state.opened_at if state.circuit == "opened" else None
        if state.circuit == "opened" and opened is not None and opened > time.time():
            opened = time.time()  # the clock was set back: wait one reset period, not longer
        return Context(self.name, self.rules.failures, self.rules.reset_s, state.circuit, state.failures, opened)

    @staticmethod
    def _keep(state: State, context: Context) -> None:
        state.circuit, state.opened_at = context.state, context.opened_at
        state.failures = context.failure_count or 0


def is_outage(error: ProviderError) -> bool:
    """Whether an error counts against the circuit."""
    return isinstance(error, OUTAGES)
