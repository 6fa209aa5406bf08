"""An open session: its folder, read and written whole or not at all."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pydantic import ValidationError

from core.cuts import CutCard
from core.engine.files import OwnFolder, writing
from core.errors import BrokenSession, NoSuchSession, SessionBusy
from core.events import Event
from core.film import Order
from core.locking import held, hold
from core.session.cards import JobState, SessionCard, utc_now
from core.session.journal import append, entries
from core.session.naming import SESSION_ID, TRASH, unused_id
from core.system import replace
from core.value import tidy

FOLDERS = ("scripts", "audio", "images", "video_clips", "final_output", "metadata", "logs")
DRAWN = "metadata/previews"
"""Where a session keeps pictures of itself; each is drawn when it is first looked at."""

RUN_LOCK = "metadata/run.lock"
"""In a session's folder: held by whoever makes its film."""

STUDIO_LOCK = ".studio.lock"
"""Beside the sessions: held by the studio that queues films."""

_EVENTS = "metadata/events.jsonl"
_CARDS = "cut_[0-9][0-9][0-9].json"
_YOUNG_NS = 50_000_000
"""What changed within this time may change again under the same date."""

_ABANDONED_S = 60.0
"""A half-written file of this age belongs to a process that is gone."""


class Session:
    """An open session. Raises `NoSuchSession` or `BrokenSession` when opened without being one."""

    def __init__(self, folder: Path, card: SessionCard) -> None:
        self.folder = folder
        self.card = card

    @property
    def id(self) -> str:
        """The session's name, which is its folder's."""
        return self.card.id

    @classmethod
    def create(cls, root: Path, order: Order, title: str, owner: str = "") -> Session:
        """A new session's folder under `root`."""
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
            aside = OwnFolder(root / ".store" / "tmp")
            try:
                name = unused_id(root)
                folder = aside.unused()
                for part in FOLDERS:
                    (folder / part).mkdir(parents=True)
                card = SessionCard(id=name, title=title, owner=owner, created=utc_now(), order=order)
                half = cls(folder, card)
                half.write("scripts/source.md", order.source + "\n")
                half.write("metadata/session.json", card.model_dump_json(indent=1))
                folder.rename(root / name)  # whole or not at all, also when we are killed
            finally:
                aside.close()
            return cls(root / name, card)

    @classmethod
    def find(cls, root: Path, name: str) -> Session:
        """The session called `name`, also when it is in the trash."""
        there = SESSION_ID.fullmatch(name) and not (root / name).is_dir() and (root / TRASH / name).is_dir()
        return cls.open(root / TRASH if there else root, name)

    @property
    def in_trash(self) -> bool:
        """Whether it was deleted and can be restored."""
        return self.folder.parent.name == TRASH

    @classmethod
    def open(cls, root: Path, name: str) -> Session:
        """The session called `name`."""
        if not SESSION_ID.fullmatch(name):
            raise NoSuchSession(f"“{name[:80]}” is not a session's name; they look like session_20261120_153000_x7k2.")
        folder = root / name
        if not folder.is_dir():
            if (root / TRASH / name).is_dir():
                raise NoSuchSession(f"{name} is in the trash.", hint=f"`python -m core restore {name}` brings it back.")
            raise NoSuchSession(f"There is no session {name} in {root}.")
        try:
            card = _card_in(folder / "metadata/session.json")
        except (OSError, ValidationError, ValueError) as error:
            raise BrokenSession(f"{name} has no readable metadata/session.json.") from error
        return cls(folder, card.model_copy(update={"id": name}))  # a folder that was copied is a session of its own

    def order(self) -> Order:
        """What is asked for, with the source as it stands in scripts/source.md now."""
        order = self.card.order
        source = self.read("scripts/source.md")
        if source is None or tidy(source) == order.source:
            return order
        return order.model_copy(update={"source": tidy(source)})

    def save(self, card: SessionCard) -> None:
        """Replaces what the session says of itself."""
        self.write("metadata/session.json", card.model_dump_json(indent=1))
        self.card = card

    def path(self, relative: str) -> Path:
        """A file of this session; refuses to leave its folder."""
        path = (self.folder / relative).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise NoSuchSession(f"{relative} is not in {self.id}.")
        return path

    def write(self, relative: str, text: str) -> None:
        """A whole text file under its final name, or none at all."""
        target = self.folder / relative
        with writing(target):
            self.expect()
            target.parent.mkdir(exist_ok=True)
            part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
            try:
                with part.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                replace(part, target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def holds(self, relative: str, text: str) -> bool:
        """Whether a file is there as `write` would leave it."""
        try:
            return (self.folder / relative).read_bytes() == text.encode()
        except OSError:
            return False

    def read(self, relative: str) -> str | None:
        """A text file of the session, or None where there is none."""
        try:
            return (self.folder / relative).read_text("utf-8-sig")  # some editors put a mark in front
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise BrokenSession(f"{relative} in {self.id} is not UTF-8 text.") from error

    def record(self, event: Event) -> None:
        """Appends to events.jsonl, one line a write."""
        with writing(self.folder):
            self.expect()
            append(self.folder / _EVENTS, {"at": utc_now(), **event.model_dump(mode="json")})

    def events(self) -> Iterator[dict[str, Any]]:
        """What happened, oldest first. A last line that a crash cut off is left out."""
        return entries(self.folder / _EVENTS)

    def job(self) -> JobState | None:
        """The newest run; a run whose process is gone is `interrupted`."""
        job = self._job()
        while job is not None and job.state in ("queued", "running") and not self._alive(job):
            again = self._job()
            if again == job:
                return job.model_copy(update={"state": "interrupted"})
            job = again  # it ended, or began, while we were looking
        return job

    def busy(self) -> bool:
        """Whether somebody is making it at this moment."""
        return held(self.folder / RUN_LOCK)

    def note(self, job: JobState) -> None:
        """Writes down how the newest run is doing."""
        self.write("metadata/job.json", job.model_dump_json(indent=1))

    def expect(self) -> None:
        """Raises `NoSuchSession` when somebody removed the folder, so that nobody puts half of it back."""
        if not self.folder.is_dir():
            raise NoSuchSession(f"The folder of {self.id} was removed.", hint="Nothing to do; what it held is gone.")

    def _job(self) -> JobState | None:
        text = self.read("metadata/job.json")
        try:
            return None if text is None else JobState.model_validate_json(text)
        except ValidationError:
            return None

    def _alive(self, job: JobState) -> bool:
        if held(self.folder / RUN_LOCK):
            return True
        return job.state == "queued" and held(self.folder.parent / STUDIO_LOCK)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps everybody else from making this session. Raises `SessionBusy`."""
        with ExitStack() as stack:
            with writing(self.folder):
                self.expect()
                (self.folder / "metadata").mkdir(exist_ok=True)
                if not stack.enter_context(hold(self.folder / RUN_LOCK)):
                    raise SessionBusy(f"{self.id} is being made already.")
            self._tidy()
            yield

    def _tidy(self) -> None:
        """Removes the half-written files of processes that are gone."""
        for path in self.folder.glob("*/.*.part"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _ABANDONED_S:
                    path.unlink()

    def cuts(self) -> tuple[CutCard, ...]:
        """Every finished film of the session, oldest first."""
        found = []
        for path in sorted((self.folder / "metadata").glob(_CARDS)):
            try:
                found.append(CutCard.model_validate_json(path.read_bytes()))
            except (ValidationError, OSError):
                continue
        return tuple(found)

    def next_cut(self) -> int:
        """The number of the next cut; that of a card which cannot be read is not given again."""
        return max((int(path.stem[4:]) for path in (self.folder / "metadata").glob(_CARDS)), default=0) + 1

    def bytes(self) -> int:
        """Size on disk of everything in the folder; a file with two names counts once."""
        sizes: dict[tuple[int, int], int] = {}
        for path in self.folder.rglob("*"):
            with suppress(OSError):
                stat = path.stat()
                if S_ISREG(stat.st_mode):
                    sizes[stat.st_dev, stat.st_ino] = stat.st_size
        return sum(sizes.values())


def _card_in(file: Path) -> SessionCard:
    """What a session's file says of it. Pages ask every second: it is read again only when it was replaced."""
    seen = file.stat()
    young = time.time_ns() - seen.st_mtime_ns < _YOUNG_NS
    return _read(file) if young else _kept(file, seen.st_ino, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=256)
def _kept(file: Path, node: int, changed_ns: int, size: int) -> SessionCard:
    return _read(file)


def _read(file: Path) -> SessionCard:
    return SessionCard.model_validate_json(file.read_bytes())
