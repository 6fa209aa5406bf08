"""What people do with sessions in lists: name them, tag them, put them away, bring them back, and make more of them.

Every change is written to the session's folder first and to the catalogue after that, so that nothing is only in the catalogue.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from core.engine import Store
from core.engine.files import writing
from core.errors import BadInput, NoSuchSession, SessionBusy
from core.film import Order
from core.film.templates import template as template_called
from core.session import LONGEST_TITLE, SESSION_ID, TRASH, Session, SessionCard, session_names
from core.shelf.copying import copied
from core.shelf.packing import Export, packed, weight
from core.shelf.unpacking import take_in
from core.value import tidy

LONGEST_PROJECT, LONGEST_TAG, MOST_TAGS = 80, 40, 20


class Shelf:
    """The sessions under one root. `entered` hears of every session that changed; `resume` queues one's film;
    `making` says whether one's film is being made; `sweep` frees what nobody needs any more."""

    def __init__(
        self,
        root: Path,
        store: Store,
        entered: Callable[[str], None],
        resume: Callable[[str], None],
        making: Callable[[str], bool],
        sweep: Callable[[], None],
    ) -> None:
        self.root, self.store = root, store
        self._entered, self._resume, self._making, self._sweep = entered, resume, making, sweep
        self._lock = threading.RLock()

    def rename(self, name: str, title: str) -> None:
        """Gives a session another title; films that are made already keep theirs."""
        self._change(name, title=_line(title, "The title", LONGEST_TITLE, needed=True))

    def tag(self, name: str, tags: Iterable[str]) -> None:
        """Gives a session these tags in place of those it had."""
        self._change(name, tags=clean_tags(tags))

    def move(self, name: str, project: str) -> None:
        """Puts a session into a project; an empty name takes it out of its project."""
        self._change(name, project=_line(project, "The project's name", LONGEST_PROJECT))

    def archive(self, name: str) -> None:
        """Takes a session out of the everyday list."""
        self._change(name, archived=True)

    def unarchive(self, name: str) -> None:
        """Brings an archived session back to the everyday list."""
        self._change(name, archived=False)

    def delete(self, name: str) -> None:
        """Puts a session into the trash. Raises `SessionBusy` while its film is being made or waits for its turn."""
        with self._lock:
            session = Session.open(self.root, name)
            job = session.job()
            if session.busy() or self._making(name) or (job is not None and job.state in ("running", "queued")):
                raise SessionBusy(f"The film of “{session.card.title}” is being made.", hint="Stop it first, then delete it.")
            trash = self.root / TRASH
            with writing(trash):
                trash.mkdir(exist_ok=True)
                session.folder.rename(trash / name)
        self._entered(name)

    def restore(self, name: str) -> None:
        """Brings a session back out of the trash, with everything it had."""
        with self._lock:
            session = self._deleted(name)
            if (self.root / name).exists():
                raise BadInput(f"There is a session {name} already.", hint="Rename that one's folder or delete it first.")
            with writing(self.root):
                session.folder.rename(self.root / name)
        self._entered(name)

    def erase(self, name: str) -> None:
        """Removes a session of the trash for good."""
        with self._lock:
            self._remove(self._deleted(name).folder)
        self._entered(name)
        self._sweep()

    def empty_trash(self) -> int:
        """Removes everything in the trash for good; gives how many sessions that were."""
        with self._lock:
            names = session_names(self.root / TRASH)
            for name in names:
                self._remove(self.root / TRASH / name)
        for name in names:
            self._entered(name)
        if names:
            self._sweep()
        return len(names)

    def duplicate(self, name: str, title: str = "") -> str:
        """A new session with the same order, edits and files, and no film until it is made, which is quick; gives its name."""
        session = Session.open(self.root, name)
        wanted = _line(title or _again(session.card.title, "copy"), "The title", LONGEST_TITLE)
        return self._copy(session, session.order(), wanted)

    def again(self, name: str, template: str) -> str:
        """A new session of the same words with another template, whose film is queued at once; gives its name."""
        session, chosen = Session.open(self.root, name), template_called(template)
        order = session.order().model_copy(update={"template": chosen.id})
        new = self._copy(session, order, _again(session.card.title, chosen.name))
        self._resume(new)
        return new

    def export(self, name: str) -> Export:
        """A session as one zip that is read piece by piece. Raises `SessionBusy` while its film is being made."""
        return packed(Session.find(self.root, name), self.store)

    def weight(self, name: str) -> int:
        """About how many bytes that zip has."""
        return weight(Session.find(self.root, name), self.store)

    def take_in(self, source: Path | IO[bytes]) -> str:
        """Enters the session of an exported zip; gives its name, a new one where its own is taken. Raises `BadArchive`."""
        with self._lock:
            session = take_in(self.root, self.store, source)
        self._entered(session.id)
        return session.id

    def _copy(self, session: Session, order: Order, title: str) -> str:
        new = copied(self.root, session, order, title)
        self._entered(new.id)
        return new.id

    def _remove(self, folder: Path) -> None:
        with writing(folder):
            shutil.rmtree(folder)

    def _deleted(self, name: str) -> Session:
        if not SESSION_ID.fullmatch(name) or not (self.root / TRASH / name).is_dir():
            raise NoSuchSession(
                f"There is no session {name[:80]} in the trash.", hint="`python -m core list --trash` shows what is."
            )
        return Session.open(self.root / TRASH, name)

    def _change(self, name: str, **changed: object) -> None:
        with self._lock:
            session = Session.open(self.root, name)
            card = SessionCard.model_validate({**dict(session.card), **changed})
            if card != session.card:
                session.save(card)
        self._entered(name)


def _again(title: str, what: str) -> str:
    """The title with what is different, never longer than a title may be."""
    return f"{title[: LONGEST_TITLE - len(what) - 3]} ({what})"


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: one line each, each once whatever its case, in the order given. Raises `BadInput`."""
    kept: dict[str, str] = {}
    for given in tags:
        tag = _line(given, "A tag", LONGEST_TAG)
        if tag:
            kept.setdefault(tag.casefold(), tag)
    if len(kept) > MOST_TAGS:
        raise BadInput(f"{len(kept)} tags are more than {MOST_TAGS}.", hint="Keep the ones that you search by.")
    return tuple(kept.values())


def _line(given: str, what: str, longest: int, *, needed: bool = False) -> str:
    """One tidy line of text."""
    text = " ".join(tidy(given).split())
    if needed and not text:
        raise BadInput(f"{what} is empty.", hint="Write at least one word.")
    if len(text) > longest:
        raise BadInput(f"{what} has {len(text)} characters; at most {longest} are kept.", hint="Make it shorter.")
    return text
