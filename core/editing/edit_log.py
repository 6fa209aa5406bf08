"""The history of a session's edits: `metadata/edits.jsonl`, one line for each, with the film as it was after it.

A line holds what it changed (`edit`), who and when, the order, and the script as digests of its lines; a line of the script is
written out when it is new; `{"shown": 4}` follows when the session's files show revision 4. So no edit is applied twice to find
out what a film was, a crash costs at most the line it cut off, no clock is asked what came first, and a later version of the
program that edits differently still gives back every earlier state.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.edits import LOG
from core.engine import digest
from core.engine.files import append_line, writing
from core.film import Line, Order, Script
from core.film.edits import Film
from core.session import Session, utc_now
from core.value import Value

_OF_THE_SOURCE = {"source", "assets"}
"""Fields of an order that are no edits: they stand in scripts/source.md."""


class Revision(Value):
    """One entry of the history."""

    number: int
    at: str
    who: str
    step: str
    """`begin`, `edit`, `undo`, `redo`."""
    told: str
    """What was done, in a few words."""
    state: int
    """The revision whose film this is: an undo goes back to an earlier one."""


class EditLog:
    """The revisions of one session, as far as they are written. Reading again takes what was added."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.path: Path = session.folder / LOG
        self.revisions: list[Revision] = []
        self.done: list[int] = []
        """Revisions that can be undone, the newest last."""
        self.undone: list[int] = []
        self.base: Script | None = None
        """What the writer had written when the edits began, or when a person last took over what it wrote anew."""
        self.based = 0
        """The revision that `base` came with."""
        self.text = ""
        """What stands for the text that `base` was written of; empty where an earlier version did not note it."""
        self.shown = -1
        """The newest revision that the session's files were made to show: a crash may have come before the next one was."""
        self._bases: dict[int, tuple[Script | None, int, str]] = {}
        self._states: dict[int, Mapping[str, Any]] = {}
        self._lines: dict[str, Line] = {}
        self._edits: dict[int, Any] = {}
        self._newest: dict[int, tuple[int | None, int | None]] = {}
        self._read = 0

    def refresh(self) -> None:
        """Reads what was added since. A line that cannot be read is passed over: the states beside it are whole."""
        try:
            with self.path.open("rb") as file:
                file.seek(self._read)
                fresh, end, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            return
        self._read += len(fresh) + len(end)
        for written in fresh.splitlines():
            try:
                entry = json.loads(written)
                if "shown" in entry:
                    self.shown = int(entry["shown"])
                    continue
                revision = Revision.model_validate(entry["revision"])
                base = Script.model_validate(entry["base"]) if entry.get("base") else None
                new = {name: Line.model_validate(line) for name, line in entry.get("new", {}).items()}
            except (ValueError, KeyError, TypeError, ValidationError):
                continue
            self._lines |= new
            self._edits[revision.number] = entry.get("edit")
            self._take(revision, entry.get("film"), base, str(entry.get("text", "")))

    def film(self, revision: int, source: Order) -> Film | None:
        """The film as it was at a revision, with the source and pictures of `source`; None where its line is lost."""
        known = next((r for r in reversed(self.revisions) if r.number == revision), None)
        state = self._states.get(known.state) if known else None
        if state is None:
            return None
        try:
            lines = tuple(self._lines[name] for name in state["lines"])
            script = Script(lines=lines, **state["script"])
            return Film(script=script, order=Order(source=source.source, assets=source.assets, **state["order"]))
        except (KeyError, TypeError, ValidationError):
            return None

    def made(self, edit: Any, seen: int) -> bool:
        """Whether this very edit was made after the revision `seen`, and stands."""
        return any(number > seen and self._edits.get(number) == edit for number in reversed(self.done))

    def newest(self, step: str, revision: int) -> int | None:
        """The edit that an `undo` or a `redo` meant at a revision; None where there was none."""
        return self._newest.get(revision, (None, None))[step == "redo"]

    def write(self, step: str, told: str, who: str, film: Film | int, edit: Any = None, base: Script | None = None) -> None:
        """Appends a revision with its film; a number in place of it names the earlier revision that has the same."""
        number = self.revisions[-1].number + 1 if self.revisions else 0
        state = film if isinstance(film, int) else number
        revision = Revision(number=number, at=utc_now(), who=who, step=step, told=told, state=state)
        entry: dict[str, Any] = {"revision": revision.model_dump(mode="json"), "edit": edit}
        if base is not None:
            entry["base"] = base.model_dump(mode="json", exclude_defaults=True)
            entry["text"] = text_of(self.session.order())
        if isinstance(film, Film):
            names = [digest(line) for line in film.script.lines]
            new = {name: line for name, line in zip(names, film.script.lines, strict=True) if name not in self._lines}
            entry["new"] = {name: line.model_dump(mode="json", exclude_defaults=True) for name, line in new.items()}
            script = film.script.model_dump(mode="json", exclude={"lines"})
            entry["film"] = {
                "lines": names,
                "script": script,
                "order": film.order.model_dump(mode="json", exclude=_OF_THE_SOURCE),
            }
        self._append(entry)

    def show(self, revision: int) -> None:
        """Notes that the session's files show a revision now."""
        self._append({"shown": revision})

    def _append(self, entry: dict[str, Any]) -> None:
        with writing(self.path):
            self.session.expect()
            append_line(self.path, json.dumps(entry, ensure_ascii=False))
        self.refresh()

    def _take(self, revision: Revision, film: Any, base: Script | None, text: str) -> None:
        self.revisions.append(revision)
        known = self._bases.get(revision.state, (self.base, self.based, self.text))
        self.base, self.based, self.text = (base, revision.number, text) if base is not None else known
        self._bases[revision.number] = self.base, self.based, self.text
        if isinstance(film, dict):
            self._states[revision.number] = film
        if revision.step == "edit":
            self.done.append(revision.number)
            self.undone.clear()
        elif revision.step == "undo" and self.done:
            self.undone.append(self.done.pop())
        elif revision.step == "redo" and self.undone:
            self.done.append(self.undone.pop())
        self._newest[revision.number] = self.done[-1] if self.done else None, self.undone[-1] if self.undone else None


def text_of(order: Order) -> str:
    """What stands for the text and the pictures that a film is written of."""
    return digest((order.source, *order.assets))
