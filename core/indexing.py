"""Sessions' folders as rows of the catalogue, kept in step while the studio runs."""

from __future__ import annotations

import itertools
import logging
import threading
from pathlib import Path

from core.catalog import Database, Preferences, Sessions
from core.engine.files import writing
from core.errors import Corrupt, StudioError
from core.listing import StateOf, listed
from core.session import TRASH, session_names

log = logging.getLogger("firstcut.index")

CATALOG = "catalog.duckdb"
LOOK_AROUND_S = 2.0
"""How often a running studio looks for sessions that other processes made."""


class Index:
    """The catalogue of one folder of sessions. Opening it makes this process its owner; see `Database` for errors."""

    def __init__(self, root: Path, state_of: StateOf) -> None:
        self.root, self.state_of = root, state_of
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        database = Database(root / CATALOG)
        self.sessions, self.preferences = Sessions(database), Preferences(database)
        self._seen: dict[str, float] = {}
        self._closed = threading.Event()
        self._lock = threading.Lock()

    def enter(self, name: str) -> None:
        """Writes one session's row anew; one whose folder is gone is forgotten."""
        with self._lock:
            if self._closed.is_set():
                return
            if not (self.root / name).is_dir() and not (self.root / TRASH / name).is_dir():
                self.sessions.forget(name)
                return
            entry = listed(self.root, name, self.state_of)
            if entry is not None:
                self.sessions.put(*entry)

    def look_around(self) -> None:
        """Enters folders that are new or changed, and forgets those that are gone."""
        names = {name: self.root / name for name in session_names(self.root)}
        names = {**{name: self.root / TRASH / name for name in session_names(self.root / TRASH)}, **names}
        for name, folder in names.items():
            changed = _changed(folder)
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


def rebuilt(root: Path, state_of: StateOf) -> int:
    """Builds a catalogue that nobody has open again; gives how many sessions it holds. A damaged one is moved aside."""
    try:
        index = Index(root, state_of)
    except Corrupt:
        log.warning("the damaged catalogue was moved to %s", move_aside(root))
        index = Index(root, state_of)
    try:
        return index.rebuild()
    finally:
        index.close()


def move_aside(root: Path) -> Path:
    """Gives a damaged catalogue another name, so that a new one can be built; gives that name."""
    aside = next(path for n in itertools.count(1) if not (path := root / f"catalog.damaged-{n}.duckdb").exists())
    with writing(root):
        (root / CATALOG).rename(aside)
        (root / f"{CATALOG}.wal").unlink(missing_ok=True)
    return aside


def _changed(folder: Path) -> float:
    times = []
    for name in ("metadata", "metadata/session.json", "metadata/job.json", "scripts"):
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
