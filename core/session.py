"""A session's folder: one video idea with everything that was made of it.

    scripts/ audio/ images/ video_clips/ final_output/ metadata/ logs/

`metadata/session.json` says what it is, `events.jsonl` what happened, `cut_001.json` what came out. Files made by stages are
hard links into the store; what a person may edit (`scripts/script.md`, `scripts/source.md`) is a copy.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.engine.files import writing
from core.errors import BrokenSession, NoSuchSession, ReadOnly, SessionBusy, StorageError
from core.events import Event
from core.film import Cut, Order, Report
from core.locking import held, hold
from core.system import replace
from core.value import Value

FOLDERS = ("scripts", "audio", "images", "video_clips", "final_output", "metadata", "logs")
SESSION_ID = re.compile(r"^session_\d{8}_\d{6}_[a-z0-9]{4}$")


class SessionCard(Value):
    """What `metadata/session.json` holds."""

    version: int = 1
    id: str
    title: str
    owner: str = ""
    created: str
    order: Order


class JobState(Value):
    """What `metadata/job.json` holds: the newest run. `running` is believed only while the session's lock is held."""

    job: str
    state: str
    origin: str
    pid: int
    started: str
    ended: str = ""
    made: int = 0
    reused: int = 0
    seconds: float = 0.0
    code: str = ""
    message: str = ""
    hint: str = ""


class CutCard(Value):
    """What `metadata/cut_001.json` holds."""

    number: int
    made: str
    output: str
    title: str
    cut: Cut
    report: Report


def utc_now() -> str:
    """Now, as it is written in metadata."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


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
            while True:
                now = datetime.now(UTC)
                name = f"session_{now:%Y%m%d_%H%M%S}_{_suffix()}"
                try:
                    (root / name).mkdir()
                    break
                except FileExistsError:
                    continue
            folder = root / name
            for part in FOLDERS:
                (folder / part).mkdir()
            card = SessionCard(id=name, title=title, owner=owner, created=utc_now(), order=order)
            session = cls(folder, card)
            session.write("scripts/source.md", order.source + "\n")
            session.write("metadata/session.json", card.model_dump_json(indent=1))
            return session

    @classmethod
    def open(cls, root: Path, name: str) -> Session:
        """The session called `name`."""
        if not SESSION_ID.match(name):
            raise NoSuchSession(f"“{name[:80]}” is not a session's name; they look like session_20261120_153000_x7k2.")
        folder = root / name
        if not folder.is_dir():
            raise NoSuchSession(f"There is no session {name} in {root}.")
        try:
            card = SessionCard.model_validate_json((folder / "metadata/session.json").read_bytes())
        except (OSError, ValidationError, ValueError) as error:
            raise BrokenSession(f"{name} has no readable metadata/session.json.") from error
        return cls(folder, card)

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
            target.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                replace(name, target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def read(self, relative: str) -> str | None:
        """A text file of the session, or None where there is none."""
        try:
            return (self.folder / relative).read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise BrokenSession(f"{relative} in {self.id} is not UTF-8 text.") from error

    def record(self, event: Event) -> None:
        """Appends to events.jsonl, one line a write, so that readers never see half of one."""
        line = json.dumps({"at": utc_now(), **event.model_dump(mode="json")}, ensure_ascii=False) + "\n"
        with writing(self.folder), (self.folder / "metadata/events.jsonl").open("ab", buffering=0) as file:
            file.write(line.encode())

    def events(self) -> Iterator[dict[str, Any]]:
        """What happened, oldest first. A last line that a crash cut off is left out."""
        path = self.folder / "metadata/events.jsonl"
        if not path.exists():
            return
        with path.open("rb") as file:
            for line in file:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def job(self) -> JobState | None:
        """The newest run; a run whose process is gone is `interrupted`."""
        text = self.read("metadata/job.json")
        if text is None:
            return None
        try:
            job = JobState.model_validate_json(text)
        except ValidationError:
            return None
        if job.state in ("queued", "running") and not held(self.folder / "metadata/run.lock"):
            return job.model_copy(update={"state": "interrupted"})
        return job

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps every other process from making this session. Raises `SessionBusy`."""
        with writing(self.folder), hold(self.folder / "metadata/run.lock") as mine:
            if not mine:
                raise SessionBusy(f"{self.id} is being made by another process.")
            yield

    def cuts(self) -> tuple[CutCard, ...]:
        """Every finished film of the session, oldest first."""
        found = []
        for path in sorted((self.folder / "metadata").glob("cut_[0-9][0-9][0-9].json")):
            try:
                found.append(CutCard.model_validate_json(path.read_bytes()))
            except (ValidationError, OSError):
                continue
        return tuple(found)

    def bytes(self) -> int:
        """Size on disk of everything in the folder."""
        total = 0
        for path in self.folder.rglob("*"):
            try:
                total += path.stat().st_size if path.is_file() else 0
            except OSError:
                continue
        return total


def session_names(root: Path) -> tuple[str, ...]:
    """Every session under `root`, newest first."""
    try:
        names = [entry.name for entry in os.scandir(root) if SESSION_ID.match(entry.name) and entry.is_dir()]
    except FileNotFoundError:
        return ()
    except PermissionError as error:
        raise ReadOnly(f"{root} cannot be read.") from error
    except OSError as error:
        raise StorageError(f"{root} cannot be read: {error.strerror}.") from error
    return tuple(sorted(names, reverse=True))


def _suffix() -> str:
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(4))
