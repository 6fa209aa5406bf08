"""One policy of data around every call to a service: time, tries, circuit, rates, slots, budget, stored answers, jobs."""

from core.policy.answers import Answer, Answers, Request, canonical
from core.policy.bills import Bill
from core.policy.gate import Failure, Health
from core.policy.guard import Guard
from core.policy.jobs import Progress, Remote, adopting, adopts, leaves
from core.policy.policy import Backoff, Budget, Circuit, Policy, Rate, Timeouts, Tries
from core.policy.purse import Account, Budgets, Purse, Team, Teams

__all__ = [
    "Account",
    "Answer",
    "Answers",
    "Backoff",
    "Bill",
    "Budget",
    "Budgets",
    "Circuit",
    "Failure",
    "Guard",
    "Health",
    "Policy",
    "Progress",
    "Purse",
    "Rate",
    "Remote",
    "Request",
    "Team",
    "Teams",
    "Timeouts",
    "Tries",
    "adopting",
    "adopts",
    "canonical",
    "leaves",
]
