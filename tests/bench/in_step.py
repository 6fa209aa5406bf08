"""How far drawn lips and lit words are from the sounds and words that were spoken: what is drawn is asked, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.engine import History, Store
from core.film import Scene, Take, Timeline
from core.film.timing import frame_start_ms
from core.film.visemes import CLOSED, viseme_of
from core.media.avatar.acting import score_of
from tests.bench.measure import Result

_AROUND_MS = 150
"""How far from a sound its closed lips are looked for."""
_SLACK = 0.5
"""Openings that differ by less are seen as one; that of an open vowel is 3 and more."""


def figures(store: Store, history: History, offset_ms: float) -> list[Result]:
    """The 95th percentile of each distance, with the film's measured offset of sound against picture added."""
    timeline = store.load(Timeline, str(history.output("sync")))
    scenes = {scene.shot: scene for span in timeline.spans for scene in span.scenes}
    takes = {shot: store.load(Take, str(history.output("voice", shot))) for shot in scenes}
    lips = [ms for shot, scene in scenes.items() for ms in _lips(scene, takes[shot])]
    words = [ms for shot, scene in scenes.items() for ms in _words(scene, takes[shot])]
    off, sounds = abs(offset_ms), f"{len(lips)} sounds of p, b, m; offset {offset_ms:.0f} ms"
    return [
        Result("lips against sound", _p95(lips) + off, 45, "ms", note=sounds),
        Result("caption against word", _p95(words) + off, 40, "ms", note=f"{len(words)} words"),
    ]


def _p95(found: list[float]) -> float:
    return float(np.percentile(found, 95)) if found else float("inf")


def _lips(scene: Scene, take: Take) -> Iterator[float]:
    """For each p, b and m of a shot with a presenter: from the sound to the frame near it on which lips are most shut."""
    if scene.performance is None or scene.performance.avatar is None:
        return
    score = score_of(scene.performance)
    times = np.array([frame_start_ms(i, scene.format.fps) - scene.take_ms for i in range(scene.frames)])
    opening = np.array([score.at(ms, ms, 0.3).mouth.opening for ms in times])
    for sound in take.phonemes:
        if viseme_of(sound.ipa) in CLOSED:
            far = np.maximum(0, np.maximum(sound.start_ms - times, times - sound.end_ms))
            near = far <= _AROUND_MS
            yield float(far[near & (opening <= opening[near].min() + _SLACK)].min())


def _words(scene: Scene, take: Take) -> Iterator[float]:
    """For each word that a burned-in caption begins with the same letters: from its sound to the frame that lights it first."""
    spoken: dict[int, int] = {}
    letters = 0
    for word in take.words:
        spoken[letters] = word.start_ms + scene.take_ms
        letters += len("".join(word.text.split()))
    at = 0
    for cue in scene.captions:
        for line in cue.lines:
            for shown in line:
                if at in spoken:
                    frame = -(-shown.start_ms * scene.format.fps // 1000)
                    yield abs(frame_start_ms(frame, scene.format.fps) - spoken[at])
                at += len("".join(shown.text.split()))
