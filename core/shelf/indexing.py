"""Sessions' folders as rows of the catalogue, kept in step while the studio runs.

What this process does itself is entered at once. For what others do, the folder of sessions is looked at every two seconds:
whether it has new names, and, as far as a fiftieth of the time reaches, whether the `metadata` of each was written to. What was
seen is kept with the rows, so that a start looks at names and dates and opens only what changed.
"""

from __future__ import annotations

import itertools
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from core.catalog import Bills, Database, Preferences, Sessions
from core.engine.files import writing
from core.errors import Corrupt, StorageError, StudioError
from core.locking import held
from core.session import RUN_LOCK, TRASH, Session, session_names
from core.shelf.listing import Listed, StateOf, listed

log = logging.getLogger("firstcut.index")

CATALOG = "catalog.duckdb"
LOOK_AROUND_S = 2.0
"""How often a running studio looks for sessions that other processes made or changed."""

LOOKING_S, ENTERING_S = 0.04, 0.5
"""So long one look may take: for asking folders whether they changed, and for entering those that did. Thousands are asked in one
look, a hundred thousand within a minute."""

UNFINISHED = ("queued", "running", "interrupted")
"""States that another process ends without writing a word, by its death, and of films that a studio may have to go on with."""

_TOGETHER = 50
_YOUNG_NS = 50_000_000
"""What changed within this time may change again under the same date, so it is looked at once more."""


class Index:
    """The catalogue of one folder of sessions. Opening it makes this process its owner; see `Database` for errors."""

    def __init__(self, root: Path, state_of: StateOf) -> None:
        self.root, self.state_of = root, state_of
        _made(root)
        database = Database(root / CATALOG)
        self.sessions, self.preferences, self.bills = Sessions(database), Preferences(database), Bills(database)
        self._seen = self.sessions.seen()
        trashed = self.sessions.trashed()
        self._places = {name: (root / TRASH if name in trashed else root) / name for name in self._seen}
        self._dates: tuple[int, ...] = ()
        self._ahead: deque[str] = deque()
        self._closed = threading.Event()
        self._turns, self._entering, self._entered = itertools.count(1), 0, dict[str, int]()
        self._lock = threading.Lock()
        self._looking = threading.Lock()

    def enter(self, name: str) -> None:
        """Writes one session's row anew; one whose folder is gone is forgotten."""
        self._enter([name])

    def look_around(self, within: float = ENTERING_S) -> bool:
        """Enters folders that are new or changed and forgets those that are gone, for about so many seconds.

        The next look goes on where this one stopped. Says whether a round is complete: every folder was looked at.
        """
        with self._looking:
            if self._closed.is_set():
                return True
            ends = time.monotonic() + within
            self._list()
            changed = [*self._ended(), *self._changed(min(LOOKING_S, within))]
            for start in range(0, len(changed), _TOGETHER):
                if time.monotonic() > ends or self._closed.is_set():
                    self._ahead.extendleft(reversed(changed[start:]))
                    break
                self._enter(changed[start : start + _TOGETHER])
            if self._ahead:
                return False
            self._ahead.extend(self._places)
            return True

    def unfinished(self) -> tuple[str, ...]:
        """The sessions whose film somebody makes or stopped making."""
        return tuple(row.id for row in self.sessions.in_states(UNFINISHED))

    def stopped_here(self) -> Iterator[tuple[str, str]]:
        """The films that the end of a studio stopped or kept waiting, the oldest first, with the stage that each was to go to."""
        for name in reversed(self.unfinished()):
            try:
                job = Session.open(self.root, name).job()
            except StudioError as error:
                log.warning("%s: %s", name, error.message)
                continue
            if job is not None and job.state in ("interrupted", "queued") and job.origin == "studio":
                yield name, job.until

    def rebuild(self) -> int:
        """Enters every folder; gives how many sessions there are."""
        self.bills.forget()
        with self._looking:
            self._seen.clear()
            self._dates = ()
            self._ahead.clear()
        while not self.look_around(within=60.0):
            if self._closed.is_set():
                break
        self.sessions.settle(at_once=True)
        return len(self.sessions.seen())

    def watch(self, found: Callable[[], None]) -> None:
        """Looks around every two seconds until the index is closed; `found` is called when the first round is complete."""
        threading.Thread(target=self._watch, args=(found,), name="sessions watch", daemon=True).start()

    def close(self) -> None:
        """Lets go of the catalogue."""
        self._closed.set()
        with self._looking, self._lock:
            self.sessions.database.close()

    def _watch(self, found: Callable[[], None]) -> None:
        first = False
        while not self._closed.wait(LOOK_AROUND_S):
            try:
                if self.look_around() and not first:
                    first = True
                    found()
                with self._looking:
                    if not self._closed.is_set():
                        self.sessions.settle()
            except (StudioError, OSError) as error:
                if not self._closed.is_set():
                    log.warning("looking for sessions failed: %s", error)

    def _list(self) -> None:
        """Which folders there are: asked again only when one came or went."""
        dates = tuple(_date(folder) for folder in (self.root, self.root / TRASH))
        if dates == self._dates:
            return
        now = time.time_ns()
        self._dates = () if any(now - date < _YOUNG_NS for date in dates) else dates
        trash, shelf = self.root / TRASH, self.root
        places = {name: trash / name for name in session_names(trash)} | {name: shelf / name for name in session_names(shelf)}
        self._forget([name for name in self._seen.keys() - places.keys() if not self._there(name)])
        fresh = [name for name, place in places.items() if name not in self._seen or self._places.get(name, place) != place]
        self._seen.update(dict.fromkeys(fresh, -1))  # also of one that was moved, which no date tells
        known = set(fresh)
        rest = [name for name in (self._ahead or places) if name in places and name not in known]
        self._places, self._ahead = places, deque([*fresh, *rest])

    def _changed(self, seconds: float) -> Iterator[str]:
        """Folders that were written to since they were entered, as far as the time reaches."""
        ends = time.monotonic() + seconds
        while self._ahead and time.monotonic() < ends:
            name = self._ahead.popleft()
            if self._seen.get(name) != _date(self._places[name] / "metadata"):
                yield name

    def _ended(self) -> Iterator[str]:
        """Films that somebody was making who died: nothing was written."""
        for row in self.sessions.in_states(("running",)):
            if not held(self.root / row.id / RUN_LOCK):
                yield row.id

    def _enter(self, names: list[str]) -> None:
        with self._lock:
            self._entering += 1
        try:
            self._put(*self._read(names))
        finally:
            with self._lock:
                self._entering -= 1
                if not self._entering:
                    self._entered.clear()

    def _read(self, names: list[str]) -> tuple[list[tuple[int, Listed]], list[str]]:
        """What the folders are now, each with the turn in which it was read, and the names of those that are gone."""
        entries, gone = [], []
        for name in names:
            turn = next(self._turns)
            date = max(_date(folder / name / "metadata") for folder in (self.root, self.root / TRASH))
            if not date and not self._there(name):
                gone.append(name)
                continue
            settled = time.time_ns() - date > _YOUNG_NS
            entry = listed(self.root, name, self.state_of)
            self._seen[name] = date if settled else 0
            if entry is not None:
                entries.append((turn, entry))
        return entries, gone

    def _put(self, entries: list[tuple[int, Listed]], gone: list[str]) -> None:
        self._forget(gone)
        with self._lock:
            if not self._closed.is_set():
                newest = [entry for turn, entry in entries if self._is_newest(entry[0].id, turn)]
                self.sessions.put_all(newest, [self._seen.get(row.id, 0) for row, _ in newest])

    def _is_newest(self, name: str, turn: int) -> bool:
        """Whether nobody entered it who began to read it later; else it is looked at once more. Called with the lock held."""
        if turn < self._entered.get(name, 0):
            self._seen[name] = 0
            return False
        self._entered[name] = turn
        return True

    def _there(self, name: str) -> bool:
        return (self.root / name).is_dir() or (self.root / TRASH / name).is_dir()

    def _forget(self, names: list[str]) -> None:
        for name in names:
            self._seen.pop(name, None)
        with self._lock:
            if names and not self._closed.is_set():
                self.sessions.forget(*names)


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


def _date(path: Path) -> int:
    """When it was last written to; 0 where it is not."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _made(root: Path) -> None:
    """Makes the folder of sessions where there is none. Raises `DiskFull`, `ReadOnly` and `StorageError`."""
    try:
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{root} cannot be a folder of sessions ({error.strerror}).",
            hint="Name another with --sessions or FIRSTCUT_SESSIONS.",
        ) from error
