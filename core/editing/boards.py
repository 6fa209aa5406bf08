"""A session's storyboard as the editor shows it: what each shot is, how it stands, and the plan, worked out beside the page.

A page never waits for a plan or a voice: it draws what is known, and asks again until `Board.whole` says that nothing is open.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from core.editing.cutting_room import CuttingRoom
from core.editing.differences import NEW
from core.editing.fittings import Fittings
from core.editing.live import settled_ms
from core.editing.planning import FilmPlan
from core.editing.stills import Stills, look_of
from core.errors import StudioError
from core.events import PartFailed
from core.film import Line, Placement, Scene, Shot, Take
from core.film.edits import Film
from core.film.rewriting import Rewritten
from core.film.timing import to_ms
from core.session import Session
from core.showing.status import Status

State = Literal["current", "stale", "new", "making", "failed", "hidden", "open"]
"""How a shot stands; `new` before it was ever made, `open` while that is being found out."""

_SEEN = ("scripts/script.md", "scripts/source.md", "metadata/session.json", "metadata/edits.jsonl")
_KEPT = 12
_AFTER_WORDS = ("compose", "mix", "render", "inspect")


@dataclass(frozen=True)
class BoardShot:
    """One shot of the storyboard."""

    id: str
    number: int
    line: Line
    edited: bool
    """Changed by hand: it wins over what the writer would make now."""
    look: str
    """Its shape, and a mark that changes with what is seen of it: `16x9-1f0c22ab`. Addresses of its pictures carry it."""
    state: State = "open"
    why: tuple[str, ...] = ()
    """What is stale of it, or what went wrong."""
    hint: str = ""
    """What to do about what went wrong."""
    silent: bool = False
    """Its line cannot be spoken, and there is nothing to listen to."""
    ms: int | None = None
    """Its length, once its words are spoken."""
    still_ms: float = 0.0
    """The moment that its still shows."""
    speaker: str = ""
    presenter: str = ""
    fallback: str = ""
    """What stands in for something better, as a sentence."""
    captioned: bool = True
    """Whether its words are captioned in the picture, where captions are; a shot that shows its words itself is not."""


@dataclass(frozen=True)
class Board:
    """The storyboard at one moment."""

    mark: str
    """Equal for as long as nobody edits, in any window."""
    revision: int
    film: Film
    shots: tuple[BoardShot, ...]
    undo: str
    redo: str
    plan: FilmPlan | None
    rewritten: tuple[Rewritten, ...]
    """Where the writer would write something else by now, since the text changed after the edits began."""
    whole: bool
    """Nothing more will come without an edit or a run."""
    wrong: StudioError | None = None
    """Why plan or pictures cannot be had."""

    def shot(self, name: str, number: int = 1) -> BoardShot:
        """The shot called `name`; where it is gone, the one that stands at its place."""
        found = next((shot for shot in self.shots if shot.id == name), None)
        return found or self.shots[min(max(number, 1), len(self.shots)) - 1]

    def start_ms(self, number: int) -> int:
        """When the shot of that number begins, as far as the lengths before it are known."""
        return sum(shot.ms or 0 for shot in self.shots[: number - 1] if shot.state != "hidden")

    @property
    def ms(self) -> int | None:
        """The length of all that is seen; None before all is spoken."""
        seen = [shot.ms for shot in self.shots if shot.state != "hidden"]
        return None if None in seen else sum(ms for ms in seen if ms is not None)


@dataclass(frozen=True)
class _Spoken:
    """What is known of a shot once its words are spoken."""

    ms: int
    still_ms: float
    speaker: str
    presenter: str
    fallback: str
    captioned: bool


@dataclass
class _Known:
    """What is known of one session."""

    mark: str = ""
    film: Film | None = None
    revision: int = 0
    undo: str = ""
    redo: str = ""
    named: tuple[tuple[str, Line, bool], ...] = ()
    asked: str = ""
    """For which state of the session the plan was asked for last."""
    plan: FilmPlan | None = None
    planned: str = ""
    """For which state the plan, and then the rest, was found out."""
    whole: str = ""
    wrong: StudioError | None = None
    rewritten: tuple[Rewritten, ...] = ()
    spoken: Mapping[str, _Spoken] = field(default_factory=dict)
    failed: Mapping[str, PartFailed] = field(default_factory=dict)


class Boards:
    """The storyboards that pages look at; any thread may ask."""

    def __init__(
        self, cutting: CuttingRoom, opened: Callable[[str], Session], status: Callable[[str], Status], idle: Callable[[], bool]
    ) -> None:
        """`idle`: whether no film is being made."""
        self.cutting, self.opened, self.status = cutting, opened, status
        self.fittings = Fittings(cutting)
        self.stills = Stills(cutting, opened, idle)
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._beside = ThreadPoolExecutor(2, thread_name_prefix="boards")

    def board(self, name: str) -> Board:
        """The storyboard as it is now. Raises `NoSuchSession`, and `BadScript` for a script that cannot be read."""
        session, known = self.opened(name), self._of(name)
        mark = _mark(session, _SEEN)
        if known.mark != mark or known.film is None:
            editor = self.cutting.editor(name)
            shots = editor.shots
            known.film, known.revision, known.undo, known.redo = editor.film, editor.revision, editor.undoable, editor.redoable
            known.named = tuple((shot.id, shot.line, shot.edited) for shot in shots)
            known.mark = mark
        status = self.status(name)
        self._ask(name, known, f"{mark} {_mark(session, ('metadata/job.json',))}", status)
        plan = known.plan if known.planned == known.asked else None
        shots_now = tuple(
            self._shot(known, number, named, plan or known.plan, status, fresh=plan is not None)
            for number, named in enumerate(known.named, 1)
        )
        return Board(
            mark=mark, revision=known.revision, film=known.film, shots=shots_now, undo=known.undo, redo=known.redo,
            plan=plan, rewritten=known.rewritten, whole=known.whole == known.asked,
            wrong=known.wrong if known.whole == known.asked else None,
        )  # fmt: skip

    def again(self, name: str) -> None:
        """What could not be made of single shots is tried again."""
        self.cutting.again(name)
        known = self._of(name)
        with self._lock:
            known.asked = ""

    def close(self) -> None:
        """Lets go of what is being worked out."""
        self.stills.ahead.close()
        self._beside.shutdown(wait=False, cancel_futures=True)

    def _of(self, name: str) -> _Known:
        with self._lock:
            known = self._known.pop(name, None) or _Known()
            self._known[name] = known
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return known

    def _ask(self, name: str, known: _Known, state: str, status: Status) -> None:
        """Has plan and rushes worked out unless they are, or are under way; while a film is made its plan stays as it was."""
        with self._lock:
            if known.asked == state or (status.active and known.plan is not None):
                return
            known.asked = state
        self._beside.submit(self._work_out, name, known, state)

    def _work_out(self, name: str, known: _Known, state: str) -> None:
        """Finds out plan, then words and pictures; what somebody edited away meanwhile is dropped."""
        wrong: StudioError | None = None
        try:
            if not self._planned(name, known, state):
                return
            rushes = self.cutting.rushes(name)
            track = rushes.timeline.track
            lengths = {clip.shot: to_ms(clip.frames, track.fps) for clip in track.clips}
            spoken = {
                shot.id: _spoken(shot, lengths[shot.id], rushes.takes[shot.id], rushes.scene(shot.id))
                for shot in rushes.storyboard.shots
            }
            with self._lock:
                known.spoken, known.failed = spoken, rushes.failed
            plan = known.plan
            if plan is not None and any(part.stage not in _AFTER_WORDS for part in plan.plan.stale):
                self._planned(name, known, state)  # words and acting are there now
        except StudioError as error:
            wrong = error
        finally:
            with self._lock:
                if known.asked == state:
                    known.planned = known.whole = state
                    known.wrong = wrong

    def _planned(self, name: str, known: _Known, state: str) -> bool:
        """Works the plan out; False when it is no longer asked for."""
        if known.asked != state:
            return False
        plan = self.cutting.plan(name)
        rewritten = self.cutting.editor(name).rewritten() if known.revision else ()
        with self._lock:
            if known.asked != state:
                return False
            known.plan, known.rewritten, known.planned = plan, rewritten, state
            return True

    def _shot(
        self, known: _Known, number: int, named: tuple[str, Line, bool], plan: FilmPlan | None, status: Status, *, fresh: bool
    ) -> BoardShot:
        name, line, edited = named
        spoken = known.spoken.get(name)
        stale = next((shot for shot in plan.stale if shot.id == name), None) if plan else None
        failed = known.failed.get(name) or _failed_in(status, name, made=name in known.spoken)
        state: State = "current" if plan else "open"
        if line.handling.hidden:
            state = "hidden"
        elif failed and not status.active:
            state = "failed"
        elif stale or not fresh or (plan and plan.new):
            new = (plan is not None and plan.new) or (stale is not None and stale.reasons == (NEW,))
            state = "making" if status.active else "new" if new else "stale" if stale else state if spoken else "open"
        assert known.film is not None
        return BoardShot(
            id=name, number=number, line=line, edited=edited, look=look_of(line, known.film), state=state,
            why=(failed.message,) if failed else stale.reasons if stale else (), hint=failed.hint if failed else "",
            silent=failed is not None and failed.stage == "voice",
            ms=spoken.ms if spoken else None,
            still_ms=spoken.still_ms if spoken else 0.0,
            speaker=spoken.speaker if spoken else "", presenter=spoken.presenter if spoken else "",
            fallback=_stood_in(spoken, line), captioned=spoken.captioned if spoken else True,
        )  # fmt: skip


def _spoken(shot: Shot, ms: int, take: Take, scene: Scene) -> _Spoken:
    staging = shot.staging
    seen = staging.avatar.name if staging.avatar and staging.placement is not Placement.NONE else ""
    guessed = "" if take.timed else f"The times of its words are estimates. {take.untimed}"
    told = " ".join(filter(None, (take.note, take.heard, guessed.strip(), scene.performance.note if scene.performance else "")))
    return _Spoken(ms, settled_ms(scene), shot.utterance.voice.name, seen, told, shot.captions)


def _stood_in(spoken: _Spoken | None, line: Line) -> str:
    """What stands in for something better in a shot, as sentences."""
    shown = line.slide.shown
    return " ".join(filter(None, (spoken.fallback if spoken else "", shown.stood_in if shown else "")))


def _failed_in(status: Status, shot: str, *, made: bool) -> PartFailed | None:
    """What the newest run could not make of the shot, unless that has been `made` since."""
    there = (part for part in status.failed_parts if _shot_of(part.item) == shot)
    return next((part for part in there if not made or part.stage in _AFTER_WORDS), None)


def _shot_of(item: str | None) -> str:
    return (item or "").partition(">")[0].partition(":")[0]


def _mark(session: Session, paths: tuple[str, ...]) -> str:
    """Equal for as long as none of these files changes."""
    found = []
    for path in paths:
        try:
            seen = (session.folder / path).stat()
            found.append(f"{seen.st_mtime_ns:x}.{seen.st_size:x}.{seen.st_ino:x}")
        except FileNotFoundError:
            found.append("-")
    return " ".join(found)
