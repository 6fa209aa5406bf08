"""Texts of different kinds to begin with: short release notes, an article, a topic, and the whole sample."""

from __future__ import annotations

from typing import NamedTuple

from core.film.sample import SAMPLE


class Example(NamedTuple):
    """A text that shows what a kind of source becomes."""

    id: str
    name: str
    text: str


NOTES = """\
# Tidewater 5.1

Released on 12 November 2026. This release is about waiting less.

## New

- **Scheduled exports**: send a report every Monday at 8:00, as PDF or CSV.
- **Keyboard search**: press / on any page and type.
- **Shared filters**: save a filter once and the whole team sees it.

## Faster

The dashboard now opens in 0.9 s instead of 3.2 s. Reports with 50,000 rows no longer time out.

## Fixed

- Charts keep their colours when a series is hidden.
- Invitations sent to addresses with a plus sign arrive.

Update today: Tidewater 5.1 is on for everybody, and nothing needs to be installed.
"""

ARTICLE = """\
# Why our deploys got faster

A year ago, a change took 47 minutes from merge to production. Today it takes 9 minutes. Nobody typed faster: \
we removed the waiting.

## Where the time went

We measured 400 deploys before we changed anything. Tests took 31 minutes of the 47, and two thirds of that was setting up \
databases. The build took 11 minutes, because every service was built again, even when nothing in it had changed.

## What we changed

First, tests share one database that is rolled back after each test. That alone saved 19 minutes. Then the build learned to \
leave alone what had not changed: on a usual day, 3 of our 28 services are built. Finally, the slowest tests run at night.

## What it did to us

Small changes go out on the day they are written. In March we deployed 61 times; in October, 212 times. Rollbacks fell from \
7 % to 2 %, because a small change is easy to understand and easy to take back.

> I used to batch my changes for Thursday. Now I forget what day it is.
>
> — Priya Raman, backend engineer

## What we would do again

Measure first. The three ideas that we argued about most would have saved 40 seconds together.
"""

TOPIC = "How a passkey replaces the password"

EXAMPLES = (
    Example("notes", "Release notes", NOTES),
    Example("article", "An article", ARTICLE),
    Example("topic", "A topic", TOPIC),
    Example("sample", "The full sample", SAMPLE),
)
