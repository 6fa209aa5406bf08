"""The gate before every call: circuit, budget, rates and slots are asked in one step, and told how the call went."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from core.errors import Busy, OverBudget, ProviderError, Resting
from core.policy.circuit import Breaker, is_outage
from core.policy.ledger import KEPT, Failed, Ledger, State
from core.policy.policy import Policy
from core.policy.rates import hit, rates_of
from core.policy.slots import Slot, take, take_one
from core.value import Value

_TOLD = 5
_LOOK_S = 0.02
_REST_S = 0.5


class Failure(Value):
    """What a service said when it failed, as often as it said so lately."""

    message: str
    at: datetime
    """When it said so last, in UTC."""
    times: int = 1


class Health(Value):
    """How an entry is doing."""

    circuit: str
    left_s: float
    calls: int
    failed: int
    refused: int
    reused: int
    times_opened: int
    success: float | None
    """Share of the newest calls that came back with an answer; None before the first."""
    p50_ms: int | None
    p95_ms: int | None
    errors: tuple[Failure, ...]
    """What it said when it failed, the newest first."""
    month_usd: Decimal


@dataclass
class Pass:
    """The right to make one call, with what was set aside for it."""

    slot: Slot
    trial: Slot | None
    began: float
    reserved: Decimal


class Gate:
    """The gate of the entry `name`; its state lies in `folder` and is shared by all processes."""

    def __init__(self, name: str, policy: Policy, folder: Path, person: str = "", called: str = "") -> None:
        self.name, self.policy, self.person, self.called = name, policy, person, called or name
        self.ledger = Ledger(folder)
        self.breaker = Breaker(name, policy.circuit)
        self._rates = rates_of(policy.rate, policy.rate_per_person, person)

    def enter(self, cost: Decimal = Decimal(0)) -> Pass:
        """Waits for its turn. Raises `Resting`, `OverBudget`, or `Busy` when the turn does not come in time."""
        began = time.monotonic()
        ends, patient = began + self.policy.queue_s, began + self.policy.patience_s
        while True:
            with self.ledger.changing() as state:
                found = self._ask(state, cost)
            if isinstance(found, Pass):
                return found
            if isinstance(found, Resting) and time.monotonic() + (found.wait_s or 0.0) < patient:
                time.sleep(min(_REST_S, _LOOK_S + (found.wait_s or 0.0)))
                continue
            if isinstance(found, ProviderError):
                self._turn_away()
                raise found
            if time.monotonic() + found > ends:
                raise Busy(f"{self.called} allows no more calls for now.", wait_s=found, unsent=True)
            time.sleep(found)

    def leave(self, ticket: Pass, error: BaseException | None, cost: Decimal | None = None) -> None:
        """Tells how the call went and what it cost; None: what was set aside, or nothing where it failed."""
        ms = round(1000 * (time.monotonic() - ticket.began))
        with self.ledger.changing() as state:
            paid = (ticket.reserved if error is None else Decimal(0)) if cost is None else cost
            _spend(state, paid - ticket.reserved)
            if error is None:
                self.breaker.succeeded(state, ticket.trial is not None)
                _note(state, ok=True, ms=ms)
            elif isinstance(error, ProviderError):
                self._failed(state, ticket, error, ms)
            ticket.slot.free()
            if ticket.trial:
                ticket.trial.free()

    def book(self, cost: Decimal) -> None:
        """Counts what turned out to be paid for after its call had ended."""
        with self.ledger.changing() as state:
            _spend(state, cost)

    def reused(self) -> None:
        """An answer that was there already was used."""
        with self.ledger.changing() as state:
            state.reused += 1

    def health(self) -> Health:
        """Circuit, counts, times, newest errors, and this month's cost."""
        state = self.ledger.read()
        ordered = sorted(state.recent_ms)
        return Health(
            circuit=state.circuit,
            left_s=self.breaker.left_s(state),
            calls=state.calls,
            failed=state.failed,
            refused=state.refused,
            reused=state.reused,
            times_opened=state.times_opened,
            success=sum(state.recent_ok) / len(state.recent_ok) if state.recent_ok else None,
            p50_ms=ordered[len(ordered) // 2] if ordered else None,
            p95_ms=ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)] if ordered else None,
            errors=_failures(state),
            month_usd=state.spent.get(_month(), Decimal(0)),
        )

    def _ask(self, state: State, cost: Decimal) -> Pass | ProviderError | float:
        if not self.breaker.admits(state):
            return self._rest(state)
        trial = take(self.ledger.folder / "trial.lock") if state.circuit == "half-opened" else None
        if state.circuit == "half-opened" and trial is None:
            return self._rest(state)
        found = self._slot(state, cost)
        if isinstance(found, Slot):
            _spend(state, cost)
            state.calls += 1
            return Pass(found, trial, time.monotonic(), cost)
        if trial:
            trial.free()
        return found

    def _slot(self, state: State, cost: Decimal) -> Slot | ProviderError | float:
        """A slot, if budget and rates allow it. After failures fewer run at once, so that an outage never costs more calls
        than open the circuit."""
        budget = self.policy.budget
        if budget and cost and state.spent.get(_month(), Decimal(0)) + cost > budget.month_usd:
            return OverBudget(
                f"{self.called} has a budget of ${budget.month_usd} a month; this call would go beyond.", unsent=True
            )
        if (wait := state.not_before - time.time()) > 0:
            return min(wait, self.policy.tries.longest_s)
        most = min(self.policy.at_once, self.policy.circuit.failures - state.failures)
        slot = take_one(self.ledger.folder, max(1, most), self.policy.at_once)
        if slot is None:
            return _LOOK_S
        if wait := hit(state, self._rates):
            slot.free()
            return wait
        return slot

    def _turn_away(self) -> None:
        with self.ledger.changing() as state:
            state.refused += 1

    def _rest(self, state: State) -> Resting:
        left = self.breaker.left_s(state)
        return Resting(f"{self.called} failed too often and is left alone for a while.", wait_s=left, unsent=True)

    def _failed(self, state: State, ticket: Pass, error: ProviderError, ms: int) -> None:
        # being sent away says neither that it works nor that it is ill, except to a trial
        told = self.breaker.failed if is_outage(error) else self.breaker.succeeded
        if not (isinstance(error, Busy) and ticket.trial is None):
            told(state, ticket.trial is not None)
        if isinstance(error, Busy) and error.wait_s:
            state.not_before = max(state.not_before, time.time() + min(error.wait_s, self.policy.tries.longest_s))
        state.failed += 1
        _note(state, ok=not is_outage(error), ms=ms)
        state.errors = [*state.errors, Failed(at=time.time(), code=error.code, message=error.message)][-KEPT // 10 :]


def _failures(state: State) -> tuple[Failure, ...]:
    """The newest errors, each sentence once."""
    times = Counter(error.message for error in state.errors)
    newest = {error.message: error.at for error in sorted(state.errors, key=lambda error: error.at)}
    told = sorted(newest.items(), key=lambda one: -one[1])[:_TOLD]
    return tuple(
        Failure(message=message, at=datetime.fromtimestamp(at, UTC).replace(tzinfo=None), times=times[message])
        for message, at in told
    )


def _note(state: State, *, ok: bool, ms: int) -> None:
    state.recent_ms = [*state.recent_ms, ms][-KEPT:]
    state.recent_ok = [*state.recent_ok, ok][-KEPT:]


def _spend(state: State, usd: Decimal) -> None:
    if usd:
        month = _month()
        state.spent[month] = max(Decimal(0), state.spent.get(month, Decimal(0)) + usd)


def _month() -> str:
    return time.strftime("%Y-%m", time.gmtime())
