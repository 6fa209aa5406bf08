"""The cutting room: what an editor of a session's film asks for. Pages, command line and API share it.

room.editor(name)                    edits, undo, redo
room.plan(name)                      what the next run would make, exactly, with reasons
room.still(name, shot, ms)           the frame of the film as it is edited now, drawn live
room.play(name, shot)                a shot as a 540p draft with its sound
room.reading(name, shot, take)       one reading of a shot's line, to listen to
room.compare(name, 1, 2)             what differs between two cuts
room.restore(name, 1)                the storyboard of an earlier cut, as one edit that can be undone
room.annotate(name, 1, note=..., final=True)
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from core.cuts import CutCard, Origin
from core.editing.comparing import Comparison, compared
from core.editing.editor import Editor
from core.editing.live import Live, Rushes, settled_ms
from core.editing.planning import FilmPlan
from core.engine import Executor, History, Inline, PartName, Store, withdraw
from core.errors import BadEdit, NoSuchSession
from core.film import Script, Take
from core.film.arrangement import Restore
from core.film.edits import Film
from core.film.timing import frame_start_ms
from core.making.head_start import run_while
from core.making.run import Making
from core.making.worker import stages
from core.media.preview import Preview
from core.session import Session

_KEPT = 8
"""So many films are kept ready to be looked at."""


class CuttingRoom:
    """The edits of the sessions that `opened` opens; any thread may ask. `changed` hears of every session that was edited."""

    def __init__(
        self,
        store: Store,
        opened: Callable[[str], Session],
        changed: Callable[[str], None],
        workers: int,
        crew: Callable[[], Executor | None] = lambda: None,
    ) -> None:
        """`crew`: the worker processes, where they are up."""
        self.store, self.opened, self.changed, self.workers, self.crew = store, opened, changed, workers, crew
        self._frames = Preview()
        self._executor = Inline(stages(), store)
        self._lock = threading.Lock()
        self._editors: OrderedDict[str, Editor] = OrderedDict()
        self._live: OrderedDict[str, Live] = OrderedDict()

    def editor(self, name: str) -> Editor:
        """The session's editor."""
        session = self.opened(name)
        with self._lock:
            editor = self._editors.pop(name, None)
            if editor is None or editor.session.folder != session.folder:
                editor = Editor(session, lambda: self._written(name), lambda: self.changed(name))
            self._editors[name] = editor
            while len(self._editors) > _KEPT:
                self._editors.popitem(last=False)
        return editor

    def plan(self, name: str) -> FilmPlan:
        """What the next run of the session would make, exactly that."""
        return self._making(self.opened(name)).plan(self.workers)

    def rushes(self, name: str) -> Rushes:
        """Storyboard, takes and timeline of the film as it is edited now; what is stale of words and acting is made first.

        A shot that cannot be spoken, acted or pictured is in `Rushes.failed`, and all others are there.
        """
        session = self.opened(name)
        with self._lock:
            live = self._live.pop(name, None)
            if live is None or live.folder != session.folder:
                live = Live(session.folder)
            self._live[name] = live
            while len(self._live) > _KEPT:
                self._live.popitem(last=False)
        return live.rushes(session, self._making)

    def again(self, name: str) -> None:
        """What could not be made of single shots is tried again when somebody looks next."""
        with self._lock:
            live = self._live.get(name)
        if live is not None:
            live.again()

    def withdraw(self, name: str, parts: Iterable[PartName]) -> None:
        """Takes back that the film is content with what stood in for these parts: they are made anew, as they are. Raises
        `ReadOnly`."""
        session = self.opened(name)
        history = History(session.folder / "metadata/parts.json", session.id)
        for stage, item in parts:
            withdraw(self.store, history, stage, item)
        with self._lock:
            self._live.pop(name, None)

    def still(
        self, name: str, shot: str = "", ms: float | None = None, *, width: int | None = None, kind: Literal["jpg", "png"] = "jpg"
    ) -> bytes:
        """A frame as a JPEG or PNG, `width` pixels wide: `ms` into a shot, or, without a shot, `ms` into the film.

        Without `ms` it is the moment when all is said and has come in. Raises `BadEdit` where there is no such shot.
        """
        rushes = self.rushes(name)
        if shot:
            scene = rushes.scene(shot)
            at = settled_ms(scene) if ms is None else ms
        else:
            scene, at = rushes.at(ms or 0.0)
        last = frame_start_ms(scene.frames - 1, scene.format.fps)
        return self._frames.frame(scene, min(max(0.0, at), last), self.store.path, width=width, kind=kind)

    def play(self, name: str, shot: str, before_frame: Callable[[], None] = lambda: None) -> Path:
        """A 540p MP4 of one shot with its voice, as it is edited now; drawn when it is first asked for."""
        rushes = self.rushes(name)
        return rushes.draft(self.opened(name), shot, self.store, before_frame)

    def head_start(self, name: str, heed: Callable[[], None]) -> None:
        """Has idle workers draw what the next cut of an edited film needs, until `heed` raises. Not before a first cut."""
        crew, session = self.crew(), self.opened(name)
        if crew is None or not session.cuts():
            return
        run = Making(session, self.store, crew, lambda _: None, "editing").head_start()
        if run is not None:
            run_while(run, heed)

    def reading(self, name: str, shot: str, take: int) -> Take:
        """One reading of a shot's line: spoken when it is first asked for, kept beside the others."""
        return self._making(self.opened(name)).reading(self.rushes(name).storyboard, shot, take)

    def cut(self, name: str, number: int) -> CutCard:
        """A cut of the session. Raises `NoSuchSession` where there is none of that number."""
        found = next((card for card in self.opened(name).cuts() if card.number == number), None)
        if found is None:
            raise NoSuchSession(f"{name} has no cut {number}.")
        return found

    def compare(self, name: str, one: int, other: int) -> Comparison:
        """What differs between two cuts: shots, words, lengths, sound. Raises `BadEdit` for a cut that keeps no storyboard."""
        session = self.opened(name)
        first, second = self.cut(name, one), self.cut(name, other)
        return compared(first, self._origin(session, first), second, self._origin(session, second))

    def restore(self, name: str, number: int, who: str = "") -> Film:
        """Brings the words, shots and choices of an earlier cut back, as one edit; the source stays what it is."""
        session = self.opened(name)
        origin = self._origin(session, self.cut(name, number))
        chosen = origin.order.model_dump(mode="json", exclude={"source", "assets"})
        return self.editor(name).apply(Restore(cut=number, script=origin.script, order=chosen), who=who)

    def annotate(self, name: str, number: int, *, note: str | None = None, final: bool | None = None) -> CutCard:
        """Writes a note on a cut, or marks it as the one that people shall use, which takes the mark from every other."""
        session = self.opened(name)
        with self._lock:
            card = self.cut(name, number)
            changes = {"note": note, "final": final}
            checked = CutCard.model_validate(card.model_dump() | {k: v for k, v in changes.items() if v is not None})
            if final:
                for other in session.cuts():
                    if other.final and other.number != number:
                        _write(session, other.model_copy(update={"final": False}))
            _write(session, checked)
        self.changed(name)
        return checked

    def _origin(self, session: Session, card: CutCard) -> Origin:
        text = session.read(f"metadata/cut_{card.number:03d}_from.json")
        try:
            if text is not None:
                return Origin.model_validate_json(text)
        except ValueError as error:
            raise BadEdit(f"What cut {card.number} was made from cannot be read.") from error
        raise BadEdit(f"Cut {card.number} keeps no storyboard: it is a draft, or was made by an earlier version.")

    def _written(self, name: str) -> Script:
        """What the writer makes of the text now, chosen as it was when the edits began: another voice rewrites no words."""
        editor = self._editors.get(name)
        return self._making(self.opened(name)).script(editor.asked if editor is not None else None)

    def close(self) -> None:
        """Ends the thread that speaks and acts for previews."""
        self._executor.close()

    def _making(self, session: Session) -> Making:
        return Making(session, self.store, self._executor, lambda _: None, "editing")


def _write(session: Session, card: CutCard) -> None:
    session.write(f"metadata/cut_{card.number:03d}.json", card.model_dump_json(indent=1))
