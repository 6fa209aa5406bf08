"""Which stage of a film is worth looking at."""

from __future__ import annotations

import pytest

from core.showing.artifacts import STAGES_SHOWN
from core.showing.status import StageProgress, Status


def of(state: str, *counts: str, until: str = "") -> str:
    """The stage to look at where each stage has so many of its parts, `*` marking the one that is being made."""
    stages = []
    for name, count in zip(STAGES_SHOWN, counts, strict=True):
        done, parts = map(int, count.strip("*").split("/"))
        stages.append(
            StageProgress(name, "running" if "*" in count else "done" if parts and done == parts else "waiting", done, parts)
        )
    return Status("session", state, stages=tuple(stages), until=until).at


@pytest.mark.parametrize(
    ("state", "counts", "seen"),
    [
        ("running", ("0/2*", "0/0", "0/0", "0/0", "0/0"), "script"),
        ("running", ("2/2", "3/9*", "0/0", "0/0", "1/4*"), "avatar"),
        ("cancelled", ("2/2", "9/9", "3/3", "5/12", "2/6"), "composition"),
        ("cancelled", ("2/2", "9/9", "3/3", "0/12", "2/6"), "sync"),
        ("interrupted", ("0/2", "0/0", "0/0", "0/0", "0/0"), "script"),
        ("cancelled", ("2/2", "9/9", "3/3", "12/12", "2/6"), "final"),
        ("done", ("2/2", "9/9", "3/3", "12/12", "6/6"), "script"),
    ],
)
def test_a_film_is_seen_where_it_is_made_or_stopped_though_its_music_was_begun_before_its_pictures(
    state: str, counts: tuple[str, ...], seen: str
) -> None:
    assert of(state, *counts) == seen


def test_a_film_that_waits_to_be_looked_at_is_seen_at_the_stage_after_which_it_stopped() -> None:
    assert of("paused", "2/2", "9/9", "0/3", "0/0", "1/4", until="avatar") == "avatar"
