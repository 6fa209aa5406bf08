"""A form for any value: what it asks can be answered with what stands there, and answers come back as the same value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadSetting
from core.policy import Backoff, Budget, Budgets, Circuit, Policy, Rate, Timeouts, Tries
from core.showing.fields import groups, value_of

POLICIES = st.builds(
    Policy,
    timeouts=st.builds(Timeouts, connect_s=st.floats(0.1, 120), read_s=st.floats(0.1, 1800)),
    tries=st.builds(Tries, attempts=st.integers(1, 20), backoff=st.sampled_from(Backoff), jitter=st.booleans()),
    circuit=st.builds(Circuit, failures=st.integers(1, 1000)),
    rate=st.none() | st.builds(Rate, calls=st.integers(1, 1000)),
    budget=st.none() | st.builds(Budget, month_usd=st.decimals(0, 1000, places=2)),
)


@given(policy=POLICIES)
def test_a_form_that_is_sent_as_it_stands_changes_nothing(policy: Policy) -> None:
    asked = groups(Policy, policy)
    answers = {question.path: question.now for group in asked if group.on for question in group.questions}
    assert value_of(Policy, answers) == policy


def test_what_may_be_left_out_can_be_switched_on_with_what_is_usual() -> None:
    [studio, person, film] = groups(Budgets, Budgets())
    assert (studio.optional, studio.on) == (True, False)
    answers = {question.path: question.now for question in studio.questions}
    assert value_of(Budgets, answers) == Budgets(studio=Budget(month_usd=Decimal(20)))
    assert person.label == "Each person"
    assert film.questions[0].label == "US dollars a film"


def test_bounds_and_choices_are_those_of_the_value() -> None:
    found = {question.path: question for group in groups(Policy) for question in group.questions}
    assert (found["tries.attempts"].least, found["tries.attempts"].most) == (1, 20)
    assert found["tries.backoff"].choices == ("exponential", "linear", "fibonacci", "fixed")
    assert found["tries.jitter"].kind == "yes"
    assert (found["rate.calls"].kind, found["rate.calls"].least) == ("whole", 1)


def test_an_answer_out_of_bounds_is_refused_by_the_name_of_its_field() -> None:
    with pytest.raises(BadSetting, match="Calls at most"):
        value_of(Policy, {"tries.attempts": 99})
