"""Laws of the policy: waits, tries, rates, circuits and budgets hold over threads and processes, and nothing is asked twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Busy, KeyRefused, NoConnection, OverBudget, ProviderError, Resting, TooSlow, Unavailable
from core.policy import Answer, Backoff, Budget, Circuit, Guard, Policy, Rate, Request, Tries
from core.policy.circuit import Breaker
from core.policy.ledger import Ledger, State

QUICK = Tries(attempts=4, first_s=0.001, longest_s=0.01)
ROOT = Path(__file__).resolve().parent.parent.parent


class Dead:
    """A service that is down, and counts."""

    def __init__(self, error: type[ProviderError] = Unavailable) -> None:
        self.error, self.asked, self.lock = error, 0, threading.Lock()

    def __call__(self) -> str:
        with self.lock:
            self.asked += 1
        raise self.error("It does not work.")


def flaky(failures: int, error: ProviderError) -> tuple[Callable[[], str], list[float]]:
    times: list[float] = []

    def ask() -> str:
        times.append(time.monotonic())
        if len(times) <= failures:
            raise error
        return "yes"

    return ask, times


def request(body: str = "{}", take: int = 1) -> Request:
    return Request(service="test", operation="say", model="m", body=body, take=take)


@given(st.sampled_from(Backoff), st.floats(0.001, 10), st.floats(0.01, 100), st.integers(1, 200))
def test_waits_never_shrink_and_never_pass_the_longest(backoff: Backoff, first: float, longest: float, failures: int) -> None:
    tries = Tries(backoff=backoff, first_s=first, longest_s=longest)
    assert 0 <= tries.wait_s(failures) <= tries.wait_s(failures + 1) <= longest


def test_each_backoff_grows_in_its_own_way() -> None:
    waits = {kind: [Tries(backoff=kind, first_s=1, longest_s=600).wait_s(n) for n in range(1, 7)] for kind in Backoff}
    assert waits == {
        Backoff.EXPONENTIAL: [1, 2, 4, 8, 16, 32],
        Backoff.LINEAR: [1, 2, 3, 4, 5, 6],
        Backoff.FIBONACCI: [1, 1, 2, 3, 5, 8],
        Backoff.FIXED: [1, 1, 1, 1, 1, 1],
    }


@given(st.lists(st.sampled_from(["good", "bad", "later"]), max_size=40), st.integers(1, 5))
def test_the_circuit_opens_after_so_many_failures_in_a_row_and_one_good_trial_closes_it(steps: list[str], failures: int) -> None:
    breaker, state, row = Breaker("x", Circuit(failures=failures, reset_s=1000)), State(), 0
    for step in steps:
        if step == "later" and state.circuit == "opened":
            state.opened_at = time.time() - 1001
        admitted = breaker.admits(state)
        assert admitted is (state.circuit != "opened")
        if not admitted or step == "later":
            continue
        trial = state.circuit == "half-opened"
        (breaker.succeeded if step == "good" else breaker.failed)(state, trial)
        row = 0 if step == "good" else row + 1
        assert state.circuit == ("opened" if (trial and step == "bad") or row >= failures else "closed")
        row = row if state.circuit == "closed" else 0


def test_a_late_success_does_not_close_a_circuit_that_is_being_tried() -> None:
    breaker, state = Breaker("x", Circuit(failures=1, reset_s=1000)), State()
    breaker.failed(state, trial=False)
    state.opened_at = time.time() - 1001
    assert breaker.admits(state)
    breaker.succeeded(state, trial=False)
    assert state.circuit == "half-opened"
    breaker.succeeded(state, trial=True)
    assert state.circuit == "closed"


def test_what_may_pass_is_tried_again_and_what_may_not_is_not(tmp_path: Path) -> None:
    guard = Guard("a", Policy(tries=QUICK), tmp_path)
    ask, times = flaky(3, Unavailable("Down."))
    assert guard.call(ask) == "yes"
    assert len(times) == 4
    ask, times = flaky(1, KeyRefused("No."))
    with pytest.raises(KeyRefused):
        guard.call(ask)
    assert len(times) == 1


def test_what_is_not_safe_is_tried_again_only_when_it_was_never_sent(tmp_path: Path) -> None:
    guard = Guard("a", Policy(tries=QUICK), tmp_path)
    ask, times = flaky(1, TooSlow("Perhaps it arrived."))
    with pytest.raises(TooSlow):
        guard.call(ask, safe=False)
    assert len(times) == 1
    ask, times = flaky(1, NoConnection("It did not.", unsent=True))
    assert guard.call(ask, safe=False) == "yes"


def test_retry_after_is_honoured_and_one_that_is_too_long_is_given_up(tmp_path: Path) -> None:
    tries = Tries(attempts=3, first_s=0, longest_s=0.5)
    guard = Guard("a", Policy(tries=tries), tmp_path)
    ask, times = flaky(1, Busy("Later.", wait_s=0.2))
    guard.call(ask)
    assert times[1] - times[0] >= 0.2
    ask, times = flaky(1, Busy("Much later.", wait_s=60))
    with pytest.raises(Busy):
        guard.call(ask)
    assert len(times) == 1


def test_a_dead_service_gets_no_more_calls_than_open_the_circuit_and_then_one_per_reset_over_many_threads(tmp_path: Path) -> None:
    reset = 0.4
    dead = Dead()
    policy = Policy(tries=QUICK, circuit=Circuit(failures=5, reset_s=reset), at_once=8, patience_s=0)
    guards = [Guard("a", policy, tmp_path) for _ in range(4)]
    began = time.monotonic()

    def work(number: int) -> None:
        while time.monotonic() < began + 1.5 or (guards[0].health().times_opened < 2 and time.monotonic() < began + 60):
            with pytest.raises((Unavailable, Resting)):
                guards[number % 4].call(dead)
            time.sleep(0.002)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert 5 < dead.asked <= 5 + (time.monotonic() - began) / reset + 1
    assert guards[0].health().circuit in ("opened", "half-opened")
    assert guards[0].health().times_opened >= 2


def test_a_trial_that_dies_with_its_process_is_followed_by_another(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from core.policy import *\n"
        "from core.errors import Unavailable\n"
        "p = Policy(tries=Tries(attempts=1), circuit=Circuit(failures=1, reset_s=0.05), patience_s=5)\n"
        f"g = Guard('a', p, Path({str(tmp_path)!r}))\n"
        "def down(): raise Unavailable('Down.')\n"
        "try: g.call(down)\n"
        "except Unavailable: pass\n"
        "g.call(lambda: os._exit(9))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 9
    policy = Policy(circuit=Circuit(failures=1, reset_s=0.05), patience_s=0)
    guard = Guard("a", policy, tmp_path)
    assert guard.health().circuit == "half-opened"
    assert guard.call(lambda: "well") == "well"
    assert guard.health().circuit == "closed"


def test_a_call_waits_out_an_opened_circuit_as_long_as_its_patience_lasts(tmp_path: Path) -> None:
    policy = Policy(tries=Tries(attempts=3, first_s=0), circuit=Circuit(failures=2, reset_s=0.2), patience_s=5)
    ask, _ = flaky(2, Unavailable("Down."))
    assert Guard("a", policy, tmp_path).call(ask) == "yes"
    with pytest.raises((Resting, Unavailable)):
        Guard("b", policy.model_copy(update={"patience_s": 0.0}), tmp_path).call(flaky(2, Unavailable("Down."))[0])


def test_no_window_ever_holds_more_calls_than_the_rate_allows(tmp_path: Path) -> None:
    policy = Policy(rate=Rate(calls=6, seconds=1), at_once=8)
    admitted: set[float] = set()

    def work(_: int) -> None:
        guard = Guard("a", policy, tmp_path)
        guard.call(lambda: admitted.update(*guard.gate.ledger.read().windows.values()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(15)))
    assert len(admitted) == 15
    for at in admitted:
        assert sum(at <= other < at + 1 for other in admitted) <= 6
    assert max(admitted) - min(admitted) < 20


def test_a_person_who_used_up_their_rate_does_not_keep_others_waiting(tmp_path: Path) -> None:
    policy = Policy(rate_per_person=Rate(calls=1, seconds=60), queue_s=0.1)
    guard = Guard("a", policy, tmp_path, person="ada")
    guard.call(lambda: 1)
    with pytest.raises(Busy):
        guard.call(lambda: 1)
    assert Guard("a", policy, tmp_path, person="bob").call(lambda: 2) == 2


def test_no_more_calls_are_under_way_than_allowed(tmp_path: Path) -> None:
    policy = Policy(at_once=3)
    now, most, changed = 0, 0, threading.Condition()

    def ask() -> None:
        nonlocal now, most
        with changed:
            now += 1
            most = max(most, now)
            changed.notify_all()
            assert changed.wait_for(lambda: most == 3, 60), "so many may be under way"
        time.sleep(0.03)  # in which a fourth would come
        with changed:
            now -= 1

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: Guard("a", policy, tmp_path).call(ask), range(20)))
    assert most == 3


def test_a_budget_stops_what_would_go_beyond_and_failures_cost_nothing(tmp_path: Path) -> None:
    guard = Guard("a", Policy(tries=Tries(attempts=1), budget=Budget(month_usd=Decimal("1.00"))), tmp_path)
    with pytest.raises(Unavailable):
        guard.call(Dead(), cost=Decimal("0.90"))
    guard.call(lambda: 1, cost=Decimal("0.60"))
    with pytest.raises(OverBudget):
        guard.call(lambda: 1, cost=Decimal("0.60"))
    guard.call(lambda: 1, cost=Decimal("0.40"))
    assert guard.health().month_usd == Decimal("1.00")


def test_the_same_request_is_asked_once_by_however_many_at_the_same_time(tmp_path: Path) -> None:
    asked: list[int] = []

    def ask(to: Path) -> Answer:
        asked.append(1)
        time.sleep(0.05)
        to.write_bytes(b"sound")
        return Answer(text="said")

    def work(_: int) -> bytes:
        guard = Guard("a", Policy(), tmp_path)
        answer = guard.answer(request(), ask, ".wav")
        assert answer.file
        return guard.answers.store.path(answer.file).read_bytes()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(work, range(12))) == {b"sound"}
    assert len(asked) == 1
    Guard("a", Policy(), tmp_path).answer(request(take=2), ask, ".wav")
    assert len(asked) == 2


def test_a_damaged_answer_is_asked_for_again(tmp_path: Path) -> None:
    def ask(to: Path) -> Answer:
        to.write_bytes(b"whole")
        return Answer()

    guard = Guard("a", Policy(), tmp_path)
    answer = guard.answer(request(), ask, ".bin")
    assert answer.file
    path = guard.answers.store.path(answer.file)
    path.chmod(0o644)
    path.write_bytes(b"hole!")
    again = Guard("a", Policy(), tmp_path).answer(request(), ask, ".bin")
    assert again.file
    assert path.read_bytes() == b"whole"


def test_a_damaged_ledger_begins_anew_and_stops_nobody(tmp_path: Path) -> None:
    guard = Guard("a", Policy(), tmp_path)
    guard.call(lambda: 1)
    (tmp_path / "entries" / "a" / "state.json").write_text("{ not")
    assert guard.call(lambda: 2) == 2
    assert Ledger(tmp_path / "entries" / "a").read().calls == 1


def test_the_policy_costs_at_most_two_milliseconds_a_call(tmp_path: Path) -> None:
    guard = Guard("a", Policy(rate=Rate(calls=100_000)), tmp_path)
    guard.call(lambda: 1)
    costs = []
    for _ in range(10):  # the calmest stretch counts: what else the machine does makes all work dearer
        began = time.thread_time()  # nobody else's work counts, and nothing here waits
        for _ in range(20):
            guard.call(lambda: 1)
        costs.append((time.thread_time() - began) / 20)
    assert min(costs) < 0.002
