"""What stands for a part that is not made yet, so that a plan can look past it: right in shape, wrong in its bytes.

Stages that only compute are really called; the writer is asked, where that costs nothing. For the rest a stand-in names files
that do not exist, so whatever depends on it is found to be stale, and whatever does not is found in the store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.engine import Guess, Part, Stage
from core.film import (
    Cut,
    Loudness,
    Mix,
    Music,
    Pace,
    Performance,
    Played,
    Report,
    Score,
    Script,
    Segment,
    Staging,
    Take,
    Utterance,
    Visual,
    Word,
)
from core.film.timeline import Span, Track
from core.providers import free
from core.value import Blob, Value


def guesses(stages: Sequence[Stage], pace: Pace) -> Mapping[str, Guess]:
    """A guess for every stage, by name; `pace` is that of the voice."""
    known: dict[type, Guess] = {
        Script: _script,
        Take: lambda part: _take(part, pace),
        Visual: lambda part: Visual(slide=part.args["slide"]),
        Performance: _performance,
        Segment: _segment,
        Score: _score,
        Played: _played,
        Music: _music,
        Mix: _mix,
        Cut: _cut,
        Report: lambda part: Report(passed=True, findings=()),
    }
    found: dict[str, Guess] = {}
    for stage in stages:
        pure = not stage.scratches and not any(getattr(need.type, "_is_protocol", False) for need in stage.needs)
        found[stage.name] = known.get(stage.gives) or (_called(stage) if pure else lambda part: None)
    return found


def _called(stage: Stage) -> Guess:
    def call(part: Part) -> Value:
        return stage.fn(**part.args)

    return call


def _script(part: Part) -> Script | None:
    writer = part.args["writer"]
    if not free(writer):
        return None
    script: Script = writer.write(part.args["brief"], part.args["pace"])
    return script


def _take(part: Part, pace: Pace) -> Take:
    words: Utterance = part.args["utterance"]
    return guessed_take(words, max(1, (pace.ms(words.text) - pace.gap_ms) * 100 // words.pace), _blob(part, ".wav"))


def guessed_take(words: Utterance, ms: int, audio: Blob) -> Take:
    """A take of that length whose words are spread evenly over it."""
    length = len(words.text)
    said = tuple(
        Word(
            text=found[0],
            offset=found.start(),
            start_ms=ms * found.start() // length,
            end_ms=ms * found.end() // length,
        )
        for found in re.finditer(r"\S+", words.text)
    )
    return Take(audio=audio, duration_ms=ms, words=said, phonemes=(), voice=words.voice.id)


def _performance(part: Part) -> Performance:
    take: Take = part.args["take"]
    staging: Staging = part.args["staging"]
    return Performance(avatar=staging.avatar, placement=staging.placement, duration_ms=take.duration_ms)


def _segment(part: Part) -> Segment:
    span: Span = part.args["span"]
    return Segment(video=_blob(part, ".mp4"), frames=span.frames)


def _score(part: Part) -> Score:
    bed, composer = part.args["bed"], part.args["composer"]
    score: Score = composer.score(bed) if bed is not None else Score()
    return score


def _played(part: Part) -> Played:
    return Played(audio=_blob(part, ".wav"))


def _music(part: Part) -> Music:
    return Music(audio=_blob(part, ".wav"), lufs=-20.0) if part.args["score"].passages else Music()


def _mix(part: Part) -> Mix:
    loudness = Loudness(integrated_lufs=-14.0, true_peak_dbtp=-1.0)
    return Mix(audio=_blob(part, ".m4a"), samples=part.args["sound"].samples, loudness=loudness)


def _cut(part: Part) -> Cut:
    track: Track = part.args["track"]
    width, height = part.args["form"].size
    film, text = _blob(part, ".mp4"), _blob(part, ".txt")
    return Cut(
        film=film, srt=text, vtt=text, transcript=text, poster=film, frames=track.frames, fps=track.fps,
        width=width, height=height, loudness=part.args["mix"].loudness,
    )  # fmt: skip


def _blob(part: Part, suffix: str) -> Blob:
    return Blob(digest=part.key, suffix=suffix, size=0)
