"""One policy of data around every call to a service: time, tries, circuit, rates, slots, budget, stored answers, jobs."""

from core.policy.answers import Answer, Answers, Request, canonical
from core.policy.gate import Health
from core.policy.guard import Guard
from core.policy.jobs import Progress, Remote
from core.policy.policy import Backoff, Budget, Circuit, Policy, Rate, Timeouts, Tries

__all__ = [
    "Answer",
    "Answers",
    "Backoff",
    "Budget",
    "Circuit",
    "Guard",
    "Health",
    "Policy",
    "Progress",
    "Rate",
    "Remote",
    "Request",
    "Timeouts",
    "Tries",
    "canonical",
]
