"""How one entry is called, as data: time, tries, circuit, rates, how many at once, and money."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from core.value import Value


class Backoff(StrEnum):
    """How the wait grows from one try to the next."""

    EXPONENTIAL = "exponential"
    LINEAR = "linear"
    FIBONACCI = "fibonacci"
    FIXED = "fixed"


class Timeouts(Value):
    """How long each step of a call may take."""

    connect_s: float = Field(5.0, gt=0, le=120, title="Connect, seconds", description="Seconds until a connection stands.")
    read_s: float = Field(60.0, gt=0, le=1800, title="Read, seconds", description="Seconds between two pieces of an answer.")
    total_s: float = Field(180.0, gt=0, le=7200, title="In all, seconds", description="Seconds for one whole answer.")


class Tries(Value):
    """How often and after which waits a call is made again that failed for a reason that may pass."""

    attempts: int = Field(4, ge=1, le=20, title="Calls at most", description="Calls in all, the first one included.")
    backoff: Backoff = Field(Backoff.EXPONENTIAL, title="Waits grow", description="How the wait grows.")
    first_s: float = Field(0.5, ge=0, le=60, title="First wait, seconds", description="The first wait.")
    longest_s: float = Field(
        30.0, ge=0, le=600, title="Longest wait, seconds", description="A service that asks for more is given up."
    )
    jitter: bool = Field(True, title="At random", description="A wait is drawn at random between nothing and its full length.")

    def wait_s(self, failures: int) -> float:
        """The full wait after so many failures, from 1 on."""
        if self.backoff is Backoff.FIXED:
            wait = self.first_s
        elif self.backoff is Backoff.LINEAR:
            wait = self.first_s * failures
        elif self.backoff is Backoff.FIBONACCI:
            wait = self.first_s * _fibonacci(failures)
        else:
            wait = self.first_s * 2.0 ** min(failures - 1, 60)
        return min(wait, self.longest_s)


class Circuit(Value):
    """When an entry that keeps failing is left alone."""

    failures: int = Field(5, ge=1, le=1000, title="Opens after failures", description="Failures in a row that open the circuit.")
    reset_s: float = Field(
        30.0,
        gt=0,
        le=86_400,
        title="Tries again after, seconds",
        description="Seconds until one call tries whether it works again.",
    )


class Rate(Value):
    """So many calls in so many seconds."""

    calls: int = Field(60, gt=0, le=1_000_000, title="Calls", description="So many at most.")
    seconds: int = Field(60, gt=0, le=86_400, title="In seconds", description="Within so many seconds.")


class Budget(Value):
    """What an entry may cost in a calendar month."""

    month_usd: Decimal = Field(
        Decimal(20), ge=0, le=1_000_000, title="US dollars a month", description="Calls that would go beyond are not made."
    )
    warn_share: float = Field(0.8, ge=0, le=1, title="Warn from this share on", description="From this share on, pages warn.")


class Policy(Value):
    """Everything that stands between us and a service."""

    timeouts: Timeouts = Field(Timeouts(), title="Time")
    tries: Tries = Field(Tries(), title="Tries")
    circuit: Circuit = Field(Circuit(), title="Circuit")
    rate: Rate | None = Field(None, title="Rate for everybody", description="For all people together; None: no limit of ours.")
    rate_per_person: Rate | None = Field(None, title="Rate for each person", description="For each person.")
    at_once: int = Field(
        4,
        ge=1,
        le=64,
        title="Calls at the same time",
        description="Calls that are under way at the same time, over all processes.",
    )
    queue_s: float = Field(120.0, ge=0, le=7200, title="In the queue, seconds", description="Then the call is given up.")
    patience_s: float = Field(
        45.0,
        ge=0,
        le=7200,
        title="Patience, seconds",
        description="So long it waits for a service that is left alone, where nobody else can do it.",
    )
    budget: Budget | None = Field(None, title="Budget", description="None: no limit of ours.")


def _fibonacci(number: int) -> int:
    before, now = 0, 1
    for _ in range(min(number, 90) - 1):
        before, now = now, before + now
    return now
