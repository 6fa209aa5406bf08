"""What a planned run will cost: what it has services write and speak, by their prices; the rest is made on this machine."""

from __future__ import annotations

from pathlib import Path

from core.editing.planning import FilmPlan
from core.film import Placement, Staging, Storyboard
from core.making.casting import Sources
from core.services.estimating import Estimates
from core.services.roster import Services

_TASKS = {"Writer": "Script", "Speaker": "Voice", "Aligner": "Times of words", "Presenter": "Presenter"}

_LONGEST_GUESS = 1500
"""Characters that a script has at most that nobody has written yet, where its length was not chosen."""


def priced(plan: FilmPlan, board: Storyboard | None, sources: Sources, root: Path) -> FilmPlan:
    """`plan` with its cost, in the studio at `root`; lines of a script that is yet to be written are guessed from the text."""
    if plan.nothing:
        return plan
    stale = {(part.stage, part.item) for part in plan.plan.stale}
    writes = any(stage == "script" for stage, _ in stale)
    if board is None or writes:
        length = sources.brief.length_ms
        wished = length * 1000 // sources.pace.us_per_character if length else _LONGEST_GUESS
        said = min(len(sources.brief.source), wished)
        acted = said if sources.casting.avatar is not None else 0
    else:
        said = sum(len(shot.utterance.text) for shot in board.shots if ("voice", shot.id) in stale)
        acted = sum(len(shot.utterance.text) for shot in board.shots if ("avatar", shot.id) in stale and _seen(shot.staging))
    source, acting_ms = sources.brief.source if writes else "", acted * sources.pace.us_per_character // 1000
    found = Estimates(Services(root)).run(source, said, sources.casting.voice.id, sources.brief.rounds, acting_ms)
    costs = tuple(f"{_TASKS[cost.port]} by {cost.service}: {cost.range}" for cost in found.costs)
    return plan.model_copy(update={"cost": float(found.high), "unpriced": found.unknown, "costs": costs})


def _seen(staging: Staging) -> bool:
    return staging.avatar is not None and staging.placement is not Placement.NONE
