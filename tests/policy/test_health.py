"""What is known of a service's failures: each sentence once, how often, and when it was said last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import KeyRefused, ProviderError, Unavailable
from core.policy import Guard, Policy, Tries


def failing(guard: Guard, error: ProviderError) -> None:
    def ask() -> None:
        raise error

    with pytest.raises(ProviderError):
        guard.call(ask)


def test_failures_are_told_once_each_with_how_often_and_when_the_newest_first(tmp_path: Path) -> None:
    guard = Guard("a", Policy(tries=Tries(attempts=1)), tmp_path)
    before = datetime.now(UTC).replace(tzinfo=None)
    failing(guard, Unavailable("It is down."))
    failing(guard, KeyRefused("The key is not accepted."))
    failing(guard, Unavailable("It is down."))
    down, key = guard.health().errors
    assert (down.message, down.times) == ("It is down.", 2)
    assert (key.message, key.times) == ("The key is not accepted.", 1)
    assert before - timedelta(seconds=1) <= key.at <= down.at <= datetime.now(UTC).replace(tzinfo=None)


def test_what_went_wrong_long_ago_keeps_its_time_and_many_sentences_give_way_to_the_newest(tmp_path: Path) -> None:
    guard = Guard("a", Policy(tries=Tries(attempts=1)), tmp_path)
    for number in range(9):
        failing(guard, KeyRefused(f"No {number}."))
    with guard.gate.ledger.changing() as state:
        for age, error in enumerate(reversed(state.errors)):
            error.at -= 3600 * age
    told = guard.health().errors
    assert [one.message for one in told] == [f"No {number}." for number in (8, 7, 6, 5, 4)]
    hours = [(told[0].at - one.at).total_seconds() / 3600 for one in told]
    assert hours == pytest.approx([0, 1, 2, 3, 4], abs=0.1)
