"""Editing a session's film: edits, undo and redo over everything, written down before they count.

    editor = studio.editor(session_id)
    editor.apply(SetNarration(shot=editor.shots[3].id, text="..."), seen=editor.revision)
    editor.undo()

An edit is appended to the session's history first and shown in `scripts/script.md` and `metadata/session.json` after that, so a
crash loses none; what somebody writes into those files by hand is taken over as an edit, too. The next run makes what changed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from core.editing.edit_log import EditLog, Revision, text_of
from core.edits import SCRIPT
from core.engine.files import writing
from core.errors import BadEdit, BadScript, SessionBusy, StaleEdit
from core.film import Line, Order, Script
from core.film.arrangement import Found, TakeRewritten
from core.film.edits import Edit, Film, applied
from core.film.naming import shot_lines
from core.film.rewriting import Rewritten, rewritten
from core.film.screenplay import from_markdown, to_markdown
from core.locking import hold
from core.session import Session
from core.value import Value

_REMEMBERED = 40
"""So many revisions back a shot is looked for that a page may still ask for."""

_PATIENCE_S = 3.0
"""So long an edit waits for another one to be written down."""


class EditorShot(Value):
    """A shot as it is edited."""

    id: str
    number: int
    """From 1, hidden ones counted."""
    line: Line
    edited: bool
    """Changed by hand since the writer wrote it: it wins over what the writer would make now."""


class Editor:
    """The edits of one session. Cheap to open; any thread and any process may hold one, and each sees what the others did."""

    def __init__(self, session: Session, written: Callable[[], Script], changed: Callable[[], None] = lambda: None) -> None:
        """`written` gives the script that the writer makes of the text as it is now; `changed` hears of every edit."""
        self.session, self.written, self.changed = session, written, changed
        self._log = EditLog(session)
        self._thread = threading.RLock()

    @property
    def revision(self) -> int:
        """The number of the newest revision, which whoever edits must have seen; 0 before the first edit."""
        self.film  # noqa: B018  takes over what was written by hand
        return self._head

    @property
    def film(self) -> Film:
        """The film as it is now, with what was written into the session's files by hand."""
        with self._thread:
            self._log.refresh()
            return self._now()

    @property
    def asked(self) -> Order | None:
        """What was chosen for the film when the script that the edits began from was written; None before the first edit."""
        self._log.refresh()
        then = self._log.film(self._log.based, self.session.order()) if self._log.base is not None else None
        return then.order if then is not None else None

    @property
    def shots(self) -> tuple[EditorShot, ...]:
        """Every shot in order, hidden ones included."""
        film = self.film
        made = set(shot_lines(self._log.base.lines)) if self._log.base is not None else set(film.lines)
        return tuple(
            EditorShot(id=name, number=number, line=line, edited=line not in made)
            for number, (name, line) in enumerate(zip(film.names, film.lines, strict=True), 1)
        )

    def last_film(self, shot: str) -> Film | None:
        """The newest film that has a shot which may not be there any more; None where it never was."""
        self._log.refresh()
        order = self.session.order()
        films = (self._log.film(revision.number, order) for revision in reversed(self._log.revisions[-_REMEMBERED:]))
        return next((film for film in films if film is not None and shot in film.names), None)

    def last_place(self, shot: str) -> int | None:
        """The place (from 0) where a shot stood last that is not in the film any more; None where it never was."""
        film = self.last_film(shot)
        return None if film is None else film.names.index(shot)

    @property
    def history(self) -> tuple[Revision, ...]:
        """Every revision, oldest first."""
        self._log.refresh()
        return tuple(self._log.revisions)

    @property
    def undoable(self) -> str:
        """What `undo` would take back, in a few words; empty when there is nothing."""
        return self._told(self._log.done)

    @property
    def redoable(self) -> str:
        """What `redo` would do again, in a few words; empty when there is nothing."""
        return self._told(self._log.undone)

    def apply(self, edit: Edit, *, seen: int | None = None, who: str = "") -> Film:
        """Makes an edit; gives the film after it. `seen`: the revision that its maker looked at.

        Raises `StaleEdit` when what it replaces is no longer what it was then, `ShotLocked`, `BadEdit`; nothing is changed then.
        """
        with self._alone():
            now = self._taken_over(who)
            if seen is not None and seen != self._head:
                if self._log.made(edit.model_dump(mode="json"), seen):
                    return now  # a click that came twice, or two people who want the same
                self._not_stale(edit, seen, now)
            after = applied(edit, now)
            base = edit.now if isinstance(edit, TakeRewritten) else None
            if after != now or (base is not None and base != self._log.base):
                text = _text(after)
                if not self._log.revisions:
                    self._log.write("begin", "the film as it was made", who, now, base=self.written())
                self._log.write("edit", edit.told(now), who, after, edit.model_dump(mode="json"), base)
                self._show(after, text)
            return after

    def rewritten(self) -> tuple[Rewritten, ...]:
        """Where the writer would write something else now than when the edits began, because the text changed: both are there
        to choose from. Nothing without edits: then the next run follows the text by itself."""
        film = self.film
        if self._log.base is None or self._log.text == text_of(self.session.order()):
            return ()
        return rewritten(self._log.base, self.written(), film.lines)

    def follow(self, also: Iterable[str] = (), *, seen: int | None = None, who: str = "") -> Film:
        """Takes over what the writer writes now wherever nobody edited by hand, and at the shots in `also`, as one edit.

        What stays by hand is not told of again until the brief changes once more. Raises as `apply` does.
        """
        now = self.written()
        self._log.refresh()
        edit = TakeRewritten(base=self._log.base or now, now=now, also=tuple(also))
        return self.apply(edit, seen=seen, who=who)

    def undo(self, who: str = "", *, seen: int | None = None) -> Film:
        """Takes the newest edit back, whoever made it; nothing happens when there is none.

        `seen`: the revision that was looked at. Raises `StaleEdit` when another edit is the newest since.
        """
        return self._step("undo", who, seen)

    def redo(self, who: str = "", *, seen: int | None = None) -> Film:
        """Makes the edit again that was taken back last; nothing happens when there is none. `seen` as in `undo`."""
        return self._step("redo", who, seen)

    def _step(self, step: str, who: str, seen: int | None) -> Film:
        with self._alone():
            self._taken_over(who)
            stack = self._log.done if step == "undo" else self._log.undone
            if seen is not None and self._log.newest(step, seen) not in stack[-1:]:
                if all(revision.step == step for revision in self._since(seen)):
                    return self._now()  # somebody was as quick as this one, and wanted the same
                raise StaleEdit(self._stale(seen).message, hint="Look at what it is now; nothing was taken back.")
            if not stack:
                return self._now()
            edit = stack[-1]
            told = self._told(stack)
            goal = self._before(edit) if step == "undo" else edit
            film = self._log.film(goal, self.session.order())
            if film is None:
                raise BadEdit("What the film was before that edit cannot be read any more.", hint="Restore an earlier cut.")
            state = next(r.state for r in self._log.revisions if r.number == goal)
            self._log.write(step, told, who, state)
            self._show(film, _text(film))
            return film

    def _before(self, edit: int) -> int:
        numbers = [revision.number for revision in self._log.revisions]
        return numbers[numbers.index(edit) - 1]

    @property
    def _head(self) -> int:
        return self._log.revisions[-1].number if self._log.revisions else 0

    def _told(self, stack: list[int]) -> str:
        self._log.refresh()
        return next((r.told for r in self._log.revisions if stack and r.number == stack[-1]), "")

    def _not_stale(self, edit: Edit, seen: int, now: Film) -> None:
        then = self._log.film(seen, now.order)
        try:
            same = then is not None and edit.sees(then) == edit.sees(now)
        except BadEdit:
            same = False
        if not same:
            raise self._stale(seen)

    def _since(self, seen: int) -> list[Revision]:
        return [revision for revision in self._log.revisions if revision.number > seen and revision.step != "begin"]

    def _stale(self, seen: int) -> StaleEdit:
        last = next(reversed(self._since(seen)), None)
        what = f": {last.told}" + (f", by {last.who}" if last.who else "") if last is not None else ""
        return StaleEdit(f"This was changed meanwhile{what}.")

    def _now(self) -> Film:
        """The newest state; when the files say something else, what they say (which the next edit writes down first)."""
        order = self.session.order()
        logged = self._log.film(self._head, order) if self._log.revisions else None
        return self._in_files(logged) if logged is None or not self._unfinished(logged) else logged

    def _in_files(self, logged: Film | None) -> Film:
        self.session = Session.open(self.session.folder.parent, self.session.id)
        order, text = self.session.order(), self.session.read(SCRIPT)
        if text is None:
            return Film(script=self.written(), order=order)
        base = logged.script if logged is not None else None
        if base is not None and text == to_markdown(base):
            return Film(script=base, order=order)
        known = base or self._copy()
        if known is not None and text == to_markdown(known):
            return Film(script=known, order=order)
        return Film(script=from_markdown(text, base=known), order=order)

    def _copy(self) -> Script | None:
        copy = self.session.read("scripts/script.json")
        try:
            return None if copy is None else Script.model_validate_json(copy)
        except ValueError:
            return None

    def _unfinished(self, logged: Film) -> bool:
        """Whether a crash came between the history and the files: they still show the state before."""
        if len(self._log.revisions) < 2 or self._log.shown >= self._head:
            return False
        before = self._log.film(self._log.revisions[-2].number, logged.order)
        shown = (to_markdown(before.script), to_markdown(logged.script), None) if before is not None else ()
        return self.session.read(SCRIPT) in shown

    def _taken_over(self, who: str) -> Film:
        """The film, with what was written by hand in the history; what a crash left undone is done first."""
        self._log.refresh()
        order = self.session.order()
        logged = self._log.film(self._head, order) if self._log.revisions else None
        if logged is not None and self._unfinished(logged):
            self._show(logged, _text(logged))
            return logged
        now = self._in_files(logged)
        if logged is not None and now != logged:
            edit = Found(film=now)
            self._log.write("edit", edit.told(logged), who, now)
        return now

    def _show(self, film: Film, text: str) -> None:
        """Writes the film where people and runs read it."""
        card = Session.open(self.session.folder.parent, self.session.id).card
        order = film.order.model_copy(update={"source": card.order.source, "assets": card.order.assets})
        if card.order != order:
            self.session.save(card.model_copy(update={"order": order}))
        self.session.write(SCRIPT, text)
        self._log.show(self._head)
        self.changed()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps other windows and other processes from editing meanwhile. Raises `SessionBusy` when one of them hangs."""
        ends = time.monotonic() + _PATIENCE_S
        with self._thread:
            while True:
                with writing(self.session.folder):
                    self.session.expect()
                    with hold(self.session.folder / "metadata/edit.lock") as mine:
                        if mine:
                            yield
                            return
                if time.monotonic() > ends:
                    raise SessionBusy("Somebody else is editing this film at this moment.", hint="Try again in a moment.")


def _text(film: Film) -> str:
    """The script as it is written down. Raises `BadScript` for one that would not come back the same."""
    text = to_markdown(film.script)
    if from_markdown(text, base=film.script) != film.script:
        raise BadScript("The script cannot be written down without loss.")
    return text
