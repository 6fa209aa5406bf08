"""What tests of every house ask for: one brief, one draft to answer it with, and policies that give up soon or wait."""

from __future__ import annotations

from core.film import Brief, Pace
from core.policy import Circuit, Policy, Timeouts, Tries

SOURCE = "# Acme 4.0\n\nSearch now takes 120 ms instead of 410 ms.\n\n- Offline sync\n- Dark mode"
BRIEF = Brief(source=SOURCE, language="en", length_ms=20_000)
PACE = Pace(us_per_character=60_000)
LINE = "Acme is fast today."
DRAFT = {"title": "Acme", "lines": [{"narration": "Search takes 120 milliseconds.", "layout": "statement", "source_first": 3}]}
TWICE = Policy(
    tries=Tries(attempts=2, first_s=0.01, longest_s=1), timeouts=Timeouts(connect_s=30, read_s=60, total_s=90),
    circuit=Circuit(failures=50),
)  # fmt: skip
"""Tries once more, and waits as long as a busy machine may take."""
THRICE = TWICE.model_copy(update={"tries": Tries(attempts=3, first_s=0.01, longest_s=1)})
LONG_LOOK = ("look_s", "200")
"""An option of whoever orders clips: it looks once, and its policy's time is over before it would look again."""
WAITING = frozenset({"slow headers", "stalled", "dripping"})
"""Misbehaviours that are nothing but a wait: a service that will not have answered when the policy's time is over."""


def hasty(policy: Policy) -> Policy:
    """The same policy, which soon gives up on what does not answer. Only for services of which one is sure that they do not."""
    return policy.model_copy(update={"timeouts": Timeouts(connect_s=30, read_s=0.7, total_s=1.2)})


def meeting(how: str, policy: Policy = TWICE) -> Policy:
    """The policy to meet a misbehaviour with: hasty where nothing but a wait is to be seen."""
    return hasty(policy) if how in WAITING else policy
