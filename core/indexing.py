"""Sessions' folders as rows of the catalogue, kept in step while the studio runs."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.catalog import Database, SessionRow, Sessions
from core.engine.files import writing
from core.errors import StudioError
from core.session import Session, session_names

log = logging.getLogger("firstcut.index")

CATALOG = "catalog.duckdb"
LOOK_AROUND_S = 2.0
"""How often a running studio looks for sessions that other processes made."""


class Index:
    """The catalogue of one folder of sessions. Opening it makes this process its owner; see `Database` for errors."""

    def __init__(self, root: Path, state_of: Callable[[str], str]) -> None:
        self.root, self.state_of = root, state_of
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        self.sessions = Sessions(Database(root / CATALOG))
        self._seen: dict[str, float] = {}
        self._closed = threading.Event()
        self._lock = threading.Lock()

    def enter(self, name: str) -> None:
        """Writes one session's row anew."""
        with self._lock:
            if self._closed.is_set():
                return
            row = listed(self.root, name, self.state_of)
            if row is not None:
                self.sessions.put(row, text_of(Session.open(self.root, name)))

    def look_around(self) -> None:
        """Enters folders that are new or changed, and forgets those that are gone."""
        names = session_names(self.root)
        for name in names:
            changed = _changed(self.root / name)
            if self._seen.get(name) != changed:
                self._seen[name] = changed
                self.enter(name)
        for gone in self.sessions.names() - set(names):
            self.sessions.forget(gone)
            self._seen.pop(gone, None)

    def rebuild(self) -> int:
        """Enters every folder; gives how many sessions there are."""
        self._seen.clear()
        self.look_around()
        return len(self.sessions.names())

    def watch(self) -> None:
        """Looks around every two seconds until the index is closed."""
        threading.Thread(target=self._watch, name="sessions watch", daemon=True).start()

    def close(self) -> None:
        """Lets go of the catalogue."""
        with self._lock:
            if not self._closed.is_set():
                self._closed.set()
                self.sessions.database.close()

    def _watch(self) -> None:
        while not self._closed.wait(LOOK_AROUND_S):
            try:
                self.look_around()
            except (StudioError, OSError) as error:
                log.warning("looking for sessions failed: %s", error)


def move_aside(root: Path) -> Path:
    """Gives a damaged catalogue another name, so that a new one can be built; gives that name."""
    aside = next(path for n in itertools.count(1) if not (path := root / f"catalog.damaged-{n}.duckdb").exists())
    with writing(root):
        (root / CATALOG).rename(aside)
        (root / f"{CATALOG}.wal").unlink(missing_ok=True)
    return aside


def listed(root: Path, name: str, state_of: Callable[[str], str]) -> SessionRow | None:
    """A session's row; None, with a line in the log, when its folder cannot be read."""
    try:
        return row_of(Session.open(root, name), state_of(name))
    except StudioError as error:
        log.warning("%s is not listed: %s", name, error.message)
        return None


def row_of(session: Session, state: str) -> SessionRow:
    """What lists show of a session."""
    card, order, cuts = session.card, session.card.order, session.cuts()
    job = session.job()
    newest = cuts[-1] if cuts else None
    changed = max([card.created, *([job.ended or job.started] if job else []), *([newest.made] if newest else [])])
    return SessionRow(
        id=card.id, title=card.title, owner=card.owner, created=datetime.fromisoformat(card.created),
        changed=datetime.fromisoformat(changed), state=state, template=order.template, avatar=order.avatar, voice=order.voice,
        language=order.language, aspect=order.aspect.value if order.aspect else "", quality=order.quality.value, cuts=len(cuts),
        duration_ms=newest.cut.duration_ms if newest else 0, bytes=session.bytes(), film=newest.output if newest else "",
        poster=newest.output.rsplit(".", 1)[0] + newest.cut.poster.suffix if newest else "", message=job.message if job else "",
    )  # fmt: skip


def text_of(session: Session) -> str:
    """What a session can be found by: its order's words and its script's."""
    order = session.card.order
    return " ".join((order.source, order.audience, order.goal, order.category, session.read("scripts/script.md") or ""))


def _changed(folder: Path) -> float:
    times = []
    for name in ("metadata", "metadata/session.json", "metadata/job.json", "scripts"):
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
