"""Calls to action: which sentences that ask for something make no sense at the end of a film."""

from __future__ import annotations

import re

_HERE = re.compile(
    r"\b(?:click|tap|press|get|find|see|read|learn|download|sign up|register|try|check|visit|go)\b[^.!?]*"
    r"\b(?:here|below|above|this link|the link|this page)\b|\bhere\W*$"
    r"|\b(?:hier klicken|klicken sie hier|haga clic aquí|aquí|cliquez ici|clique aqui|clicca qui)\W*$",
    re.I,
)
_FOR_OTHERS = re.compile(
    r"\b(?:api keys?|change ?log|pull requests?|contribut\w+|licen[cs]e|issue tracker|open an issue|github issues?|virtualenv)\b",
    re.I,
)
_ASKS_NOTHING = re.compile(
    r"thanks for watching|danke fürs zuschauen|gracias por ver|merci d.avoir|obrigado por|grazie per la", re.I
)


def points_nowhere(call: str) -> bool:
    """Whether it points at a place on a page, which a film does not have: `Get an API key here`."""
    return bool(_HERE.search(call))


def for_readers(call: str, goal: str = "") -> bool:
    """Whether it is meant for who reads the text rather than for who watches, unless the goal says so itself."""
    found = _FOR_OTHERS.search(call)
    return found is not None and found[0].lower() not in goal.lower()


def asks_nothing(ending: str) -> bool:
    """Whether it only thanks."""
    return bool(_ASKS_NOTHING.search(ending))
