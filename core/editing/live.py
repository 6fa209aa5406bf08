"""The film as it is edited now, before any of it is encoded: its storyboard, takes and timeline, kept while nothing changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.engine import Results, Store, digest
from core.engine.files import writing
from core.errors import BadEdit
from core.events import PartFailed
from core.film import Scene, Storyboard, Take, Timeline
from core.film.timing import frame_start_ms, to_frames
from core.making.run import Making
from core.session import DRAWN, Session
from core.system import replace

_DRAFTS_KEPT = 40
_REST_MS = 150
"""After the last word a mouth needs so long to close."""


@dataclass(frozen=True)
class Rushes:
    """What can be looked at and listened to without a render."""

    storyboard: Storyboard
    takes: Mapping[str, Take]
    timeline: Timeline
    scenes: Mapping[str, Scene]
    """By the id of their shot, in the order of the film."""
    failed: Mapping[str, PartFailed] = field(default_factory=dict)
    """What could not be made of shots, by their id: something stands there that is only looked at."""

    def scene(self, shot: str) -> Scene:
        """The scene of a shot. Raises `BadEdit` where it is not in the film."""
        if shot not in self.scenes:
            raise BadEdit("That shot is not in the film any more, or it is hidden.")
        return self.scenes[shot]

    def at(self, ms: float) -> tuple[Scene, float]:
        """The scene at a time of the film, and the time inside it; before the beginning the first, after the end the last."""
        scenes = list(self.scenes.values())
        for scene in scenes[:-1]:
            length = frame_start_ms(scene.frames, scene.format.fps)
            if ms < length:
                return scene, ms
            ms -= length
        return scenes[-1], ms

    def draft(self, session: Session, shot: str, store: Store, before_frame: Callable[[], None] = lambda: None) -> Path:
        """A 540p film of a shot with its voice, made when it is first asked for; `before_frame` may raise to give it up."""
        scene, take = self.scene(shot), self.takes[shot]
        folder = session.folder / DRAWN
        path = folder / f"draft-{digest([scene, take.audio])}.mp4"
        if path.exists():
            return path
        from core.media.draft import draft

        with store.scratch() as scratch, writing(folder):
            session.expect()
            folder.mkdir(parents=True, exist_ok=True)
            made = scratch.folder / "draft.mp4"
            draft(scene, store.path(take.audio), store.path, scratch.folder, made, before_frame)
            part = folder / f".{path.name}.part"
            part.write_bytes(made.read_bytes())
            replace(part, path)
            for old in sorted(folder.glob("draft-*.mp4"), key=_age)[:-_DRAFTS_KEPT]:
                old.unlink(missing_ok=True)
        return path


def settled_ms(scene: Scene) -> float:
    """The moment that a still of a scene shows: all is said, all has come in, and the presenter's mouth has closed."""
    frame = min(to_frames(scene.take_end_ms + _REST_MS, scene.format.fps), scene.frames - 1)
    return frame_start_ms(frame, scene.format.fps)


class Live:
    """The rushes of one session, made again when an edit changed them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._kept: tuple[Any, Rushes] | None = None
        self._tried = ""
        """When the run ended that was the newest as these were made."""

    def rushes(self, session: Session, making: Callable[[Session], Making]) -> Rushes:
        """What there is now; words and acting that are stale are made, which takes a moment for each."""
        with self._lock:
            mark = _mark(session)
            if self._kept is None or self._kept[0] != mark or (self._kept[1].failed and self._tried != _ended(session)):
                self._tried = _ended(session)
                self._kept = mark, _rushes(*making(session).rushes())
            return self._kept[1]

    def again(self) -> None:
        """What could not be made is tried again when somebody looks next."""
        with self._lock:
            if self._kept is not None and self._kept[1].failed:
                self._kept = None


def _rushes(made: Results, failed: Sequence[PartFailed]) -> Rushes:
    board, timeline = made[Storyboard], made[Timeline]
    scenes = {span.scenes[0].shot: span.scenes[0] for span in timeline.spans}
    wrong = {part.item: part for part in reversed(failed) if part.item is not None}
    return Rushes(board, made[Take], timeline, {shot.id: scenes[shot.id] for shot in board.shots}, wrong)


def _ended(session: Session) -> str:
    """When the newest run ended, which may have made what could not be made before."""
    job = session.job()
    return job.ended if job is not None else ""


def _mark(session: Session) -> tuple[tuple[int, int, int], ...]:
    """Equal for as long as nobody edits."""
    found = []
    for name in ("scripts/script.md", "scripts/source.md", "metadata/session.json"):
        try:
            seen = (session.folder / name).stat()
            found.append((seen.st_mtime_ns, seen.st_size, seen.st_ino))  # a clock may stand still between two edits
        except FileNotFoundError:
            found.append((0, 0, 0))
    return tuple(found)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another window tidies, too
        return 0.0
