"""What happened in a session, told in sentences: run by run, what was made, what was kept, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.showing.artifacts import SHOWN_AS
from core.showing.views import ShotCard

_WORK = {
    "script": "Script",
    "storyboard": "Storyboard",
    "voice": "Take",
    "avatar": "Acting",
    "visuals": "Picture",
    "sync": "Timeline",
    "compose": "Segment",
    "score": "Score",
    "play": "Passage",
    "music": "Music",
    "mix": "Sound",
    "render": "Film",
    "inspect": "Quality check",
}
"""What the work of a stage function is called."""

_PLURAL = {"voice": "Takes", "avatar": "Acting", "visuals": "Pictures", "compose": "Segments", "play": "Passages"}

_NAMES = {
    "utterance.text": "the narration",
    "utterance.voice": "the voice",
    "utterance.pace": "the pace",
    "utterance.pronounce": "the pronunciation",
    "utterance.language": "the language",
    "utterance.take": "the wish for another take",
    "utterance": "what is spoken",
    "staging": "the presenter's place",
    "staging.avatar": "the presenter",
    "staging.placement": "the presenter's place",
    "slide": "what is on the screen",
    "brief": "the text or what was asked of it",
    "brief.source": "the text",
    "brief.title": "the title",
    "pace": "the pace of the voice",
    "template": "the template",
    "casting": "the presenter or the voice",
    "casting.voice": "the voice",
    "casting.avatar": "the presenter",
    "form": "the format",
    "form.quality": "the quality",
    "form.aspect": "the shape of the picture",
    "finish": "the captions or the music",
    "finish.captions": "the captions",
    "finish.mood": "the music",
    "direction": "the direction",
    "script": "the script",
    "storyboard": "the storyboard",
    "take": "the take",
    "takes": "a take",
    "visuals": "a picture",
    "performances": "the acting",
    "span": "what is seen in it",
    "segments": "a segment",
    "sound": "the plan of the sound",
    "bed": "the mood or the length of the music",
    "score": "which music is played",
    "passage": "the music",
    "played": "a passage of the music",
    "music": "the music",
    "mix": "the sound",
    "track": "the timeline",
    "cut": "the film",
}
"""Arguments of stages as a person knows them."""

FIRST = "it is new"

_STATES = {
    "done": "finished",
    "failed": "failed",
    "cancelled": "was stopped",
    "paused": "waits for you",
    "interrupted": "was interrupted",
    "running": "is going on",
}


@dataclass
class Part:
    """One thing that was made, kept, or failed."""

    at: str
    stage: str
    """The stage that a person sees."""
    what: str
    how: str
    """`made`, `kept` or `failed`."""
    seconds: float
    why: str


@dataclass
class Told:
    """One run."""

    number: int
    began: str
    state: str = "running"
    ended: str = ""
    cut: int | None = None
    seconds: float = 0.0
    message: str = ""
    parts: list[Part] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """What each kind of work came to, one sentence each."""

    @property
    def made(self) -> int:
        """Parts that were made."""
        return sum(part.how == "made" for part in self.parts)

    @property
    def kept(self) -> int:
        """Parts that were there already."""
        return sum(part.how == "kept" for part in self.parts)

    @property
    def headline(self) -> str:
        """The run in a sentence."""
        result = f" and gave cut {self.cut}" if self.cut else ""
        took = f" after {_length(self.seconds)}" if self.seconds else ""
        kept = f", {self.kept} kept" if self.kept else ""
        parts = "1 part" if self.made == 1 else f"{self.made} parts"
        return f"Run {self.number} {_STATES.get(self.state, self.state)}{took}{result}: {parts} made{kept}"


def _length(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{round(seconds) // 60} min {round(seconds) % 60} s"


def told(events: Sequence[Mapping[str, Any]], shots: Sequence[ShotCard]) -> tuple[Told, ...]:
    """The runs that events tell of, the newest first. `shots` are those of the storyboard as it is now."""
    runs: list[Told] = []
    lines: list[list[tuple[str, Part]]] = []
    for event in events:
        if event["kind"] == "job-started":
            runs.append(Told(len(runs) + 1, str(event.get("at", ""))))
            lines.append([])
        elif runs and event["kind"] in ("part-done", "part-failed"):
            lines[-1].append((str(event.get("stage")), _part(event, shots)))
        elif runs and event["kind"] == "job-done":
            _end(runs[-1], event)
    for i, (run, parts) in enumerate(zip(runs, lines, strict=True), 1):
        if run.state == "running" and i < len(runs):
            run.state = "interrupted"
        run.parts = [part for _, part in parts]
        run.lines = _summed(parts)
    return tuple(reversed(runs))


def reason(why: str) -> str:
    """Why a part was made again, in words for a person: `utterance.text changed` gives `the narration changed`."""
    if why == "new":
        return FIRST
    return ", ".join(_clause(clause) for clause in why.split(", ")) if why else ""


def _end(run: Told, event: Mapping[str, Any]) -> None:
    run.state, run.ended = str(event.get("state")), str(event.get("at", ""))
    cut, seconds = event.get("cut"), event.get("seconds")
    run.cut = cut if isinstance(cut, int) else None
    run.seconds = float(seconds) if isinstance(seconds, (int, float)) else 0.0
    run.message = str(event.get("message") or "")


def _part(event: Mapping[str, Any], shots: Sequence[ShotCard]) -> Part:
    stage, item = str(event.get("stage")), event.get("item")
    failed = event["kind"] == "part-failed"
    edition = str(event.get("edition") or "").replace("_", " ").replace("x", ":")
    seconds = event.get("seconds")
    return Part(
        at=str(event.get("at", "")),
        stage=SHOWN_AS.get(stage, "final"),
        what=_WORK.get(stage, stage) + (f" of {_place(str(item), shots)}" if item else "") + (f" ({edition})" if edition else ""),
        how="failed" if failed else "kept" if event.get("reused") else "made",
        seconds=float(seconds) if isinstance(seconds, (int, float)) and not event.get("reused") else 0.0,
        why=str(event.get("message") or "") if failed else "" if event.get("reused") else reason(str(event.get("why") or "")),
    )


def _place(item: str, shots: Sequence[ShotCard]) -> str:
    """Where a part lies: `7f3a>91bc` is the turn between two shots, `7f3a:75` a piece of one from its frame 75."""
    numbers = {shot.id: shot.number for shot in shots}
    first, _, second = item.partition(">")
    one = numbers.get(first.partition(":")[0])
    if second:
        other = numbers.get(second)
        return f"the turn from shot {one} to {other}" if one and other else "a turn that is gone"
    return f"shot {one}" if one else "a shot that is gone"


def _summed(parts: Iterable[tuple[str, Part]]) -> list[str]:
    by_stage: dict[str, list[Part]] = {}
    for stage, part in parts:
        by_stage.setdefault(stage, []).append(part)
    return [_sentence(stage, by_stage[stage]) for stage in _WORK if stage in by_stage]


def _sentence(stage: str, parts: Sequence[Part]) -> str:
    made = [part for part in parts if part.how == "made"]
    kept, failed = sum(part.how == "kept" for part in parts), [part for part in parts if part.how == "failed"]
    name = _WORK[stage] if len(parts) == 1 else _PLURAL.get(stage, _WORK[stage])
    if len(parts) == 1 and not failed:
        again = f"made, because {made[0].why}" if made and made[0].why not in ("", FIRST) else "made"
        return f"{name}: {again if made else 'kept, nothing in it changed'}."
    pieces = []
    if made:
        reasons = Counter(part.why for part in made if part.why)
        because = "; ".join(f"{why} ({count})" if len(reasons) > 1 else why for why, count in reasons.most_common(3))
        pieces.append(f"{len(made)} made" + (f", because {because}" if because not in ("", FIRST) else ""))
    if kept:
        pieces.append(f"{kept} kept")
    if failed:
        pieces.append(f"{len(failed)} failed: {failed[0].why}".rstrip("."))
    return f"{name}: " + "; ".join(pieces) + "."


def _clause(clause: str) -> str:
    if many := re.fullmatch(r"(\d+) of \d+ parts of (\w+) changed", clause):
        return f"{_named(many[2])} changed in {many[1]} places"
    changed = re.fullmatch(r"(.+) changed", clause)
    if changed and not clause.startswith("the version"):
        names = dict.fromkeys(_named(name) for name in changed[1].split(" and "))
        return " and ".join(names) + " changed"
    version = re.fullmatch(r"the version of (\w+) changed", clause)
    if version:
        return f"the studio makes the {_WORK.get(version[1], version[1]).lower()} in a newer way"
    return clause


def _named(name: str) -> str:
    if many := re.fullmatch(r"\d+ of \d+ parts of (\S+)", name):
        return _named(many[1])
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if (known := _NAMES.get(".".join(parts[:length]))) is not None:
            return known
    return parts[0]
