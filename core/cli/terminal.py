"""What commands of the command line share: their settings, the session that is meant, and how they answer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.errors import NoSuchSession
from core.film import Order, Severity
from core.session import Session
from core.settings import Settings, load_settings
from core.studio import Studio


def settings_of(chosen: argparse.Namespace) -> Settings:
    """The settings with what was given on the command line."""
    return load_settings(sessions=chosen.sessions, workers=chosen.workers)


def opened(studio: Studio, given: str) -> Session:
    """The session of that name; a path to its folder, as shells complete it, means the same. Raises `NoSuchSession`."""
    path = Path(given)
    if path.parent != Path() and path.is_dir() and path.resolve().parent != studio.root.resolve():
        raise NoSuchSession(f"{given} does not lie in {studio.root}.", hint=f"Add --sessions {path.parent}.")
    return Session.open(studio.root, path.name or given)


def rounds_of(chosen: argparse.Namespace, studio: Studio) -> int:
    """How often a script may be worked over; says so where that was asked for and no service writes."""
    if chosen.rounds is None:
        return int(Order.model_fields["rounds"].default)
    if chosen.rounds and not studio.estimates.discusses():
        print(
            "No service writes here, and the studio's own writer works in one go: --rounds counts for nothing.", file=sys.stderr
        )
    return int(chosen.rounds)


def say_found(studio: Studio, session: Session, chosen: argparse.Namespace) -> None:
    """Prints what our own checks find in the session's script that should be mended, unless JSON was asked for."""
    for found in () if chosen.json else studio.viewing.reviews.session(session.id):
        one = found.remark
        if one.severity is not Severity.NOTE:
            say(f"  script{f', line {one.line}' if one.line else ''}: {one.sentence} {one.hint}".rstrip())


def say(text: str) -> None:
    """Prints an answer at once."""
    print(text, flush=True)
