"""What a planned run will cost: what it has services write and speak, by their prices; the rest is made on this machine."""

from __future__ import annotations

from pathlib import Path

from core.editing.planning import FilmPlan
from core.engine import STOOD_IN, History, Store
from core.errors import Corrupt
from core.film import Placement, Staging, Storyboard, Take
from core.making.casting import Sources
from core.services.estimating import Estimates
from core.services.roster import Services

_TASKS = {
    "Writer": "Script",
    "Moderator": "Content check",
    "Speaker": "Voice",
    "Aligner": "Times of words",
    "Presenter": "Presenter",
}

_LONGEST_GUESS = 1500
"""Characters that a script has at most that nobody has written yet, where its length was not chosen."""


def timed_anew(plan: FilmPlan, history: History, store: Store) -> frozenset[str]:
    """The shots of which only the words are to be timed anew: another timed them, and what was spoken is there."""
    stood_in = [part.item for part in plan.plan.stale if part.stage == "voice" and part.item and part.why == STOOD_IN]
    found = []
    for shot in stood_in:
        output = history.output("voice", shot)
        try:
            take = store.load(Take, output) if output else None
        except Corrupt:
            continue
        found += [shot] if take is not None and take.heard and not take.note else []
    return frozenset(found)


def priced(
    plan: FilmPlan, board: Storyboard | None, sources: Sources, root: Path, timed: frozenset[str] = frozenset()
) -> FilmPlan:
    """`plan` with its cost, in the studio at `root`; lines of a script that is yet to be written are guessed from the text, and
    shots that are only `timed` anew are not spoken again."""
    if plan.nothing:
        return plan
    stale, heard = {(part.stage, part.item) for part in plan.plan.stale}, 0
    writes = any(stage == "script" for stage, _ in stale)
    if board is None or writes:
        length = sources.brief.length_ms
        wished = length * 1000 // sources.pace.us_per_character if length else _LONGEST_GUESS
        said = min(len(sources.brief.source), wished)
        acted = said if sources.casting.avatar is not None else 0
    else:
        voiced = [shot for shot in board.shots if ("voice", shot.id) in stale]
        said = sum(len(shot.utterance.text) for shot in voiced if shot.id not in timed)
        heard = sum(len(shot.utterance.text) for shot in voiced if shot.id in timed)
        acted = sum(len(shot.utterance.text) for shot in board.shots if ("avatar", shot.id) in stale and _seen(shot.staging))
    source, acting_ms = sources.brief.source if writes else "", acted * sources.pace.us_per_character // 1000
    found = Estimates(Services(root)).run(source, said, sources.casting.voice.id, sources.brief.rounds, acting_ms, heard)
    costs = tuple(f"{_TASKS[cost.port]} by {cost.service}: {cost.range}" for cost in found.costs)
    return plan.model_copy(update={"cost": float(found.high), "unpriced": found.unknown, "costs": costs})


def _seen(staging: Staging) -> bool:
    return staging.avatar is not None and staging.placement is not Placement.NONE
