"""What the studio understands of a text before anything is made, kept while somebody goes on writing and choosing."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.engine import History, Inline, Plan, Run, Store
from core.engine.files import writing
from core.film import Format, Mood, MusicBed, Order, Quality, Script, Utterance, Voice
from core.film.timing import to_frames
from core.making.casting import sources_of
from core.making.run import PORTS
from core.making.worker import stages
from core.ports import Composer, Speaker, Speech, Writer
from core.providers import cast
from core.showing.findings import Findings, findings_of
from core.showing.views import Outline

T = TypeVar("T")

_KEPT = 64
"""So many outlines and spoken samples are kept: a few people's, with what they tried last."""

_FRESH_S = 10.0

_TURN = 12
"""Frames for which a turn between two shots draws both, as most templates have it."""

_LOOKS = {"quality": Quality.STANDARD, "qualities": (), "formats": (), "aspect": None, "captions": None, "music": None,
          "placement": None, "draft_first": False, "music_db": None}  # fmt: skip
"""What the words of a film do not depend on."""


@dataclass(frozen=True)
class Forecast:
    """What it takes to make a film of an order."""

    seconds: float | None
    """Of this machine's time; None before the first film."""
    kept: int
    parts: int
    """Parts that are known; of these `kept` are there already."""

    @property
    def ready(self) -> bool:
        """Whether everything of the film is there already."""
        return self.parts > 0 and self.kept == self.parts


class Outlines:
    """Outlines and forecasts of orders. Safe from any thread; what is kept counts nothing when an answer changed."""

    def __init__(self, store: Store, workers: int, speaker: Callable[[], Speaker] | None = None) -> None:
        self.store, self.workers, self._voices = store, workers, speaker
        self._outlines: _Kept[Outline] = _Kept()
        self._findings: _Kept[Findings] = _Kept()
        self._speeches: _Kept[Speech] = _Kept()
        self._forecasts: _Kept[tuple[float, Forecast]] = _Kept()

    def outline(self, order: Order) -> Outline:
        """The script that the order would get, with its length at the chosen voice's pace. Raises `BadInput` leaves."""
        asked = order.model_copy(update=_LOOKS)
        return self._outlines.of(asked, lambda: self._understood(asked))

    def findings(self, order: Order) -> Findings:
        """The numbers, dates, versions, names and pictures of the order's source."""
        return self._findings.of((order.source, order.language), lambda: findings_of(order.source, order.language))

    def forecast(self, order: Order) -> Forecast:
        """What is there already of the film, and about how long the rest takes; looked up anew after some seconds, since other
        films fill the store meanwhile. Raises `BadInput` leaves."""
        known = self._forecasts.get(order)
        if known is None or time.monotonic() - known[0] > _FRESH_S:
            known = time.monotonic(), self._told(order)
            self._forecasts.put(order, known)
        return known[1]

    def _told(self, order: Order) -> Forecast:
        (_, main), *others = plans = self._plans(order)
        seconds = 0.0 if _whole(main) else main.at_most
        for form, plan in others:
            more = 0.0 if _whole(plan) else self._pictures(order, form)
            seconds = None if seconds is None or more is None else seconds + more
        parts = sum(len(plan.parts) + len(plan.unknown) for _, plan in plans)
        kept = sum(len(plan.kept) for _, plan in plans)
        return Forecast(None if seconds is None else seconds / self.workers, kept, parts)

    def _pictures(self, order: Order, form: Format) -> float | None:
        """What a further edition takes: it shares all but its pictures with the main one."""
        usual = self.store.usual()
        seconds = usual.of("compose", _work(self.outline(order), form))
        return None if seconds is None else seconds + usual.seconds.get("render", 0.0)

    def _understood(self, order: Order) -> Outline:
        with self.store.scratch() as scratch, writing(scratch.folder):
            sources = sources_of(order, self._speaker(), scratch.folder)
        writer: Writer = cast((Writer,))[Writer]
        script: Script = writer.write(sources.brief, sources.pace)
        duration = sum(sources.pace.ms(line.narration) for line in script.lines)
        words = sum(len(line.narration.split()) for line in script.lines)
        return Outline(script, words, duration, sum(line.source is not None for line in script.lines))

    def _plans(self, order: Order) -> list[tuple[Format, Plan]]:
        """A plan for every edition of the film, the main one first."""
        outline = self.outline(order)
        shots = len(outline.script.lines)
        with self.store.scratch() as scratch, writing(scratch.folder):
            sources = sources_of(order, self._speaker(), scratch.folder)
            history = History(scratch.folder / "parts.json")
            ready, ports = stages(), cast(PORTS)
            expected: dict[str, float] = dict.fromkeys(("voice", "visuals", "avatar"), shots)
            expected["play"] = _passages(ports[Composer], sources.finish.mood, outline.duration_ms)
            found = []
            for form in sources.forms:
                run = Run(ready, sources.values(form), ports, self.store, history, _nobody, Inline(ready, self.store))
                found.append((form, run.plan(expected | {"compose": _work(outline, form)})))
            return found

    def _speaker(self) -> Speaker:
        speaker: Speaker = self._voices() if self._voices else cast((Speaker,))[Speaker]
        return _Remembering(speaker, self._speeches)


class _Remembering:
    """A speaker that says nothing twice when its times alone are wanted."""

    def __init__(self, speaker: Speaker, kept: _Kept[Speech]) -> None:
        self._speaker, self._kept = speaker, kept

    @property
    def identity(self) -> str:
        return self._speaker.identity

    def voices(self) -> tuple[Voice, ...]:
        return self._speaker.voices()

    def speak(self, utterance: Utterance, to: Path) -> Speech:
        key = (self._speaker.identity, utterance)
        known = self._kept.get(key)
        if known is not None:
            return known
        speech = self._speaker.speak(utterance, to)
        if speech.words:  # without times the sound itself is looked at
            self._kept.put(key, speech)
        return speech


class _Kept(OrderedDict[Hashable, T]):
    """The newest answers."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def of(self, key: Hashable, find: Callable[[], T]) -> T:
        known = self.get(key)
        if known is None:
            known = find()
            self.put(key, known)
        return known

    def put(self, key: Hashable, answer: T) -> None:
        with self._lock:
            self[key] = answer
            self.move_to_end(key)
            while len(self) > _KEPT:
                self.popitem(last=False)


def _passages(composer: Composer, mood: Mood, duration_ms: int) -> int:
    """In how many parts the music of a film of that length is played."""
    return 0 if mood is Mood.NONE else len(composer.score(MusicBed(mood=mood, duration_ms=duration_ms, seed=1)).passages)


def _work(outline: Outline, form: Format) -> float:
    """What the film's pictures cost, as `Span.cost` measures it; a turn between two shots draws both."""
    return (to_frames(outline.duration_ms, form.fps) + _TURN * (len(outline.script.lines) - 1)) * form.weight


def _whole(plan: Plan) -> bool:
    return not plan.stale and not plan.after


def _nobody(event: object) -> None:
    """Hears the events of a run that is never made."""
