"""The command that has pictures made for a whole film: what it costs, the order, and putting them in as one edit."""

from __future__ import annotations

import argparse
import sys

from core.cli.terminal import opened, say, settings_of
from core.editing.illustrating import Illustrations, Progress
from core.errors import Cancelled
from core.studio import Studio

_LOOK_S = 0.5


def illustrate(chosen: argparse.Namespace) -> int:
    """Pictures for every shot that one fits, ordered after the price is agreed to, waited for, and put in."""
    with Studio(settings_of(chosen)) as studio:
        name, person = opened(studio, chosen.session).id, studio.person
        offer = studio.illustrations.offer(name, "clip" if chosen.clips else "still", chosen.look, person=person)
        if not offer.pieces:
            say("No shot asks for a picture: each has its own, or shows what a picture would hide.")
            return 0
        say(f"{offer.told} By {offer.by}.")
        if not (chosen.yes or offer.beyond):
            _agreed()
        studio.illustrations.order(name, offer, person)
        ended = _awaited(studio, name)
        for one in ended.of("failed", "stopped"):
            say(f"  Shot {one.number}, “{one.title}”: {one.why}")
        there = ended.of("there")
        if not there:
            say("No picture came; the film stays as it is.")
        else:
            studio.cutting.editor(name).apply(studio.illustrations.edit(name), who=person)
            are = "is" if len(there) == 1 else "are"
            say(f"{len(there)} of {len(ended.pieces)} {are} in the film now; `python -m core resume {name}` makes it with them.")
        return 0 if len(there) == len(ended.pieces) else 1


def _agreed() -> None:
    """Asks whether to go on. Raises `Cancelled`."""
    print("Order them? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Cancelled("Nothing was ordered.")


def _awaited(studio: Studio, name: str) -> Progress:
    """How all stands once nothing is under way; says so whenever another one has come."""
    illustrations: Illustrations = studio.illustrations
    told = ""
    while (now := illustrations.standing(name)).working:
        if now.told != told:
            print(now.told, file=sys.stderr, flush=True)
            told = now.told
        studio.commissions.wait(_LOOK_S)
    return now
