"""Pictures of a film as it is edited now, kept for the next time; what a page asked for a moment ago still finds its shot."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from core.editing.ahead import Ahead, Looked
from core.editing.cutting_room import CuttingRoom
from core.editing.retakes import earlier
from core.engine import digest
from core.errors import BadEdit
from core.film import Line
from core.film.edits import Film
from core.film.templates import template
from core.media.marked import marked
from core.media.snapshot import snapshot
from core.session import Session

LARGE = 960
"""So wide is the frame of the open shot."""

_KEPT = 900
_UNSEEN = {"source", "assets", "title", "music", "music_db", "quality", "qualities", "draft_first"}
"""Choices that no frame and no take of a shot shows."""


class Stills:
    """The pictures that pages show; any thread may ask."""

    def __init__(self, cutting: CuttingRoom, opened: Callable[[str], Session], idle: Callable[[], bool]) -> None:
        """`idle`: whether no film is being made, so that something may be drawn ahead."""
        self.cutting, self.opened = cutting, opened
        self.ahead = Ahead(self._draw_ahead, idle, self._head_start)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, float, int], bytes] = OrderedDict()

    def standing(self, name: str, shot: str) -> str:
        """The shot that an address means: a browser may ask for one that was edited or undone before it came to that.

        Then it is the one that stands in its place. Raises `BadEdit` for one that the film never had.
        """
        there = self.cutting.rushes(name).scenes
        if shot in there:
            return shot
        place = self.cutting.editor(name).last_place(shot)
        if place is None or not there:
            raise BadEdit("This film has no such shot.")
        return [*there][min(place, len(there) - 1)]

    def shows(self, name: str, shot: str, look: str) -> bool:
        """Whether the shot looks now as an address says; `look` is its `BoardShot.look`."""
        film = self.cutting.editor(name).film
        return shot in film.names and look == look_of(film.line(shot), film)

    def frame(self, name: str, shot: str, ms: float | None, width: int) -> bytes:
        """A JPEG of a shot as it is edited now. Raises `BadEdit` where there is no such shot."""
        scene = self.cutting.rushes(name).scene(shot)
        key = (digest(scene), -1.0 if ms is None else ms, width)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        picture = self.cutting.still(name, shot, ms, width=width)
        with self._lock:
            self._kept[key] = picture
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return picture

    def play(self, name: str, shot: str) -> Path:
        """A shot as a draft with its voice. Raises `BadEdit` where there is no such shot."""
        with self.ahead.asked(name, shot):
            return self.cutting.play(name, shot)

    def _draw_ahead(self, wanted: Looked, before_frame: Callable[[], None]) -> None:
        """The draft of the shot, then the large frames of those beside it."""
        name, shot = wanted.session, wanted.shot
        self.cutting.play(name, shot, before_frame)
        there = [*self.cutting.rushes(name).scenes]
        at = there.index(shot) if shot in there else len(there)
        for beside in (*there[at + 1 : at + 2], *there[max(0, at - 1) : at]):
            before_frame()
            self.frame(name, beside, None, LARGE)

    def _head_start(self, wanted: Looked, heed: Callable[[], None]) -> None:
        """What the next cut needs, when all that is looked at is drawn."""
        self.cutting.head_start(wanted.session, heed)

    def picture(self, name: str, digest_of: str, x: float, y: float) -> bytes:
        """A JPEG of a picture that the film has or had, with a ring at the place that matters. Raises `BadEdit` for any other."""
        session, film = self.opened(name), self.cutting.editor(name).film
        there = [picture for line in film.lines for picture in earlier(session, film, line).pictures]
        there += [line.slide.picture for line in film.lines if line.slide.picture is not None]
        found = next((picture for picture in there if picture.blob.digest == digest_of), None)
        if found is None:
            raise BadEdit("This film has no such picture.")
        return marked(self.cutting.store.path(found.blob), x, y)

    def moment(self, name: str, number: int, ms: int, width: int) -> bytes:
        """A JPEG out of a finished cut. Raises `NoSuchSession` where there is none of that number."""
        return snapshot(self.opened(name).path(self.cutting.cut(name, number).output), ms, width)


def look_of(line: Line, film: Film) -> str:
    """The shape of a shot, and a mark that changes with what is seen of it: `16x9-1f0c22ab`."""
    chosen = film.order.model_dump_json(exclude=_UNSEEN)
    aspect = film.order.editions(template(film.order.template).aspect)[0].aspect
    return f"{aspect.value.replace(':', 'x')}-{zlib.crc32((line.model_dump_json() + chosen).encode()):08x}"
