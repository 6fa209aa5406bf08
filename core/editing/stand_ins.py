"""What stands for the words, the acting or the picture of a shot that could not be made, so that all other shots are seen.

Only for looking: a stand-in is never remembered as what its part gives, and a run tries the part again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from core.editing.guessing import guessed_take
from core.engine import PartName, Results, Store
from core.errors import Cancelled, DiskFull, ReadOnly, StudioError
from core.events import Event, PartFailed
from core.film import Layout, Pace, Performance, Shot, Slide, Storyboard, Take, Timeline, Visual
from core.film.splitting import sentences
from core.film.timing import RATE
from core.media.reading.phrases import clipped
from core.value import Value

_STAGES = ("voice", "visuals", "avatar")
_LEAST_MS = 2000
"""A shot that says nothing is seen so long at least."""


Listener = Callable[[Event], None]


class Partly(Protocol):
    """A run of the stages that a type is made by: from these values, with these pins, telling `heard` what happens."""

    def __call__(
        self, sources: Iterable[Value], wanted: type[Value], pins: Mapping[PartName, str], heard: Listener
    ) -> Results: ...


def as_far_as_it_goes(
    partly: Partly, sources: Iterable[Value], pins: Mapping[PartName, str], pace: Pace, store: Store
) -> tuple[Results, tuple[PartFailed, ...]]:
    """The film up to its timeline, and the parts of shots that could not be made, for which something stands there.

    Raises what concerns the film as a whole.
    """
    failed: list[PartFailed] = []

    def hear(event: Event) -> None:
        if isinstance(event, PartFailed):
            failed.append(event)

    sources = tuple(sources)
    try:
        return partly(sources, Timeline, pins, hear), ()
    except (Cancelled, DiskFull, ReadOnly):
        raise
    except StudioError:
        if not failed or any(part.stage not in _STAGES or part.item is None for part in failed):
            raise
    board: Storyboard = partly(sources, Storyboard, pins, hear)[Storyboard]
    standing = {**pins, **_silent(board, failed, pace, store), **_bare(board, failed, store)}
    takes = partly((board,), Take, standing, hear)[Take]
    return partly(sources, Timeline, {**standing, **_still(board, failed, takes, store)}, hear), tuple(failed)


def _silent(board: Storyboard, failed: Iterable[PartFailed], pace: Pace, store: Store) -> dict[PartName, str]:
    """Silence, about as long as the words would take."""
    import numpy as np

    from core.media.audio import write_wav

    found: dict[PartName, str] = {}
    for shot in _of(board, failed, "voice"):
        words = shot.utterance
        ms = max(_LEAST_MS, (pace.ms(words.text) - pace.gap_ms) * 100 // words.pace)
        with store.scratch() as scratch:
            target = scratch.new(".wav")
            write_wav(target, np.zeros((1, ms * RATE // 1000), np.float32))
            found["voice", shot.id] = store.put(guessed_take(words, ms, scratch.keep(target)))
    return found


def _bare(board: Storyboard, failed: Iterable[PartFailed], store: Store) -> dict[PartName, str]:
    """The words that the shot shows, without its picture."""
    found: dict[PartName, str] = {}
    for shot in _of(board, failed, "visuals"):
        headline = shot.slide.headline or clipped(sentences(shot.utterance.text)[0], 60)
        slide = Slide(layout=Layout.STATEMENT, kicker=shot.slide.kicker, headline=headline, body=shot.slide.body)
        found["visuals", shot.id] = store.put(Visual(slide=slide))
    return found


def _still(board: Storyboard, failed: Iterable[PartFailed], takes: Mapping[str, Take], store: Store) -> dict[PartName, str]:
    """The presenter, who keeps still: nobody is paid to act silence."""
    return {
        ("avatar", shot.id): store.put(
            Performance(avatar=shot.staging.avatar, placement=shot.staging.placement, duration_ms=takes[shot.id].duration_ms)
        )
        for shot in _of(board, failed, "voice", "avatar")
    }


def _of(board: Storyboard, failed: Iterable[PartFailed], *stages: str) -> list[Shot]:
    items = {part.item for part in failed if part.stage in stages}
    return [shot for shot in board.shots if shot.id in items]
