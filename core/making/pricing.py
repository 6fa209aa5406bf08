"""What a planned run will cost: what it has services write and speak, by their prices; the rest is made on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.editing.planning import FilmPlan
from core.engine import STOOD_IN, History, Store
from core.errors import Corrupt
from core.film import Placement, Script, Staging, Storyboard, Take
from core.making.casting import Sources
from core.services.estimating import Estimates
from core.services.roster import Services
from core.value import Value

V = TypeVar("V", bound=Value)

_TASKS = {
    "Writer": "Script",
    "Moderator": "Content check",
    "Speaker": "Voice",
    "Aligner": "Times of words",
    "Presenter": "Presenter",
}

_LONGEST_GUESS = 1500
"""Characters that a script has at most that nobody has written yet, where its length was not chosen."""


@dataclass(frozen=True)
class PaidBefore:
    """What of a plan is only looked at anew, since others stood in for whoever does that: what it is made of is there."""

    timed: frozenset[str] = frozenset()
    """Shots whose words are timed anew, and not spoken again."""
    checked: bool = False
    """Whether the script is looked over, and not written again."""


def paid_before(plan: FilmPlan, history: History, store: Store) -> PaidBefore:
    """What of `plan` was paid for before, as the film's last run tells."""
    stood_in = {(part.stage, part.item) for part in plan.plan.stale if part.why == STOOD_IN}
    takes = {item: _was(Take, history.output(stage, item), store) for stage, item in stood_in if stage == "voice"}
    timed = {item for item, take in takes.items() if item and take is not None and take.heard and not take.note}
    script = _was(Script, history.output("script"), store) if ("script", None) in stood_in else None
    return PaidBefore(frozenset(timed), script is not None and bool(script.unchecked) and not script.stood_in)


def _was(kind: type[V], output: str | None, store: Store) -> V | None:
    try:
        return store.load(kind, output) if output else None
    except Corrupt:
        return None


def priced(plan: FilmPlan, board: Storyboard | None, sources: Sources, root: Path, before: PaidBefore = PaidBefore()) -> FilmPlan:
    """`plan` with its cost, in the studio at `root`; lines of a script that is yet to be written are guessed from the text, and
    what was paid for `before` is not paid for again."""
    if plan.nothing:
        return plan
    stale, said, heard, acted = {(part.stage, part.item) for part in plan.plan.stale}, 0, 0, 0
    writes = any(stage == "script" for stage, _ in stale)
    if (board is None or writes) and not before.checked:
        length = sources.brief.length_ms
        wished = length * 1000 // sources.pace.us_per_character if length else _LONGEST_GUESS
        said = min(len(sources.brief.source), wished)
        acted = said if sources.casting.avatar is not None else 0
    elif board is not None:
        voiced = [shot for shot in board.shots if ("voice", shot.id) in stale]
        said = sum(len(shot.utterance.text) for shot in voiced if shot.id not in before.timed)
        heard = sum(len(shot.utterance.text) for shot in voiced if shot.id in before.timed)
        acted = sum(len(shot.utterance.text) for shot in board.shots if ("avatar", shot.id) in stale and _seen(shot.staging))
    source = sources.brief.source if writes and not before.checked else ""
    acting_ms, voice = acted * sources.pace.us_per_character // 1000, sources.casting.voice.id
    found = Estimates(Services(root)).run(source, said, voice, sources.brief.rounds, acting_ms, heard)
    costs = tuple(f"{_TASKS[cost.port]} by {cost.service}: {cost.range}" for cost in found.costs)
    return plan.model_copy(update={"cost": float(found.high), "unpriced": found.unknown, "costs": costs})


def _seen(staging: Staging) -> bool:
    return staging.avatar is not None and staging.placement is not Placement.NONE
