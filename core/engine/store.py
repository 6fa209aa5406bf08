"""What was made, named by its content, shared by every session and by several processes at once.

    records/ab/<key>.json       what was made of what: a `Record`
    values/ab/<digest>.json     a value
    blobs/ab/<digest><suffix>   a file
    tmp/<process>/              work in progress; swept when its process is gone

Nothing is ever updated: files are written aside and renamed. There is no fsync; what a crash of the machine cut short does not
match its name, is noticed when it is asked for, and made again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.engine.digest import digest, digest_bytes, digest_file
from core.engine.files import OwnFolder, link_atomic, sweep_folders, write_atomic, writing
from core.engine.recent import Recent
from core.engine.record import Record, blobs_of, digests_in
from core.engine.scratch import Scratch
from core.engine.usual import Usual, usual
from core.errors import BadStage, Corrupt
from core.system import SEALS, replace
from core.value import Blob, Value

V = TypeVar("V", bound=Value)
M = TypeVar("M", bound=BaseModel)

_AT_HAND = 4 << 20
"""Bytes of values, as they are written, that are kept as they were read."""

GRACE_S = 3600.0
"""Files younger than this are never swept: a run that is going on may have just made them."""


@dataclass(frozen=True)
class Swept:
    """What a sweep removed."""

    files: int
    bytes: int


class Store:
    """The store under `root`. Safe from any thread; several stores, also of other processes, may share a root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._own: OwnFolder | None = None
        self._sound: dict[str, tuple[int, int, int]] = {}
        self._usual: tuple[float, Usual] = (0.0, Usual())
        self._kept: Recent[tuple[type, str], Value] = Recent(_AT_HAND)

    def find(self, key: str, kind: type[V]) -> tuple[Record, V] | None:
        """The record of `key` with its value, verified down to the bytes of its files; None when there is none.

        Raises `Corrupt`, whose message says what is wrong, when a file was damaged or is missing. Damaged files are removed.
        """
        path = self._record(key)
        if not path.exists():
            return None
        record = self._read(path, Record)
        if record.key != key:
            raise self._damaged(path)
        value = self.load(kind, record.output)
        for blob in blobs_of(value):
            self.check(blob)
        with suppress(OSError):  # a record in use is young again, so that a sweep leaves it alone
            os.utime(path)
        return record, value

    def load(self, kind: type[V], output: str) -> V:
        """The value of that digest, the very same object while its file is untouched and it was asked for lately.

        Raises `Corrupt` when its file was damaged or is missing. Does not look at its blobs.
        """
        path = self._value(output)
        kept = self._kept.get((kind, output))
        if isinstance(kept, kind) and self._untouched(path):
            return kept
        value = self._read(path, kind)
        if not self._known(path):
            if digest(value) != output:
                raise self._damaged(path)
            self._remember(path)
        self._kept.keep((kind, output), value, path.stat().st_size)
        return value

    def put(self, value: Value) -> str:
        """Stores a value; gives its digest. Raises `BadStage` for one that cannot be read back or that holds a file not kept."""
        name = digest(value)
        path = self._value(name)
        text = value.model_dump_json()
        try:
            same = digest(type(value).model_validate_json(text)) == name
        except ValidationError as error:
            raise BadStage(f"This {type(value).__name__} cannot be read back once it is written: {error}") from error
        if not same:
            raise BadStage(f"This {type(value).__name__} is another one when it is read back.")
        for blob in blobs_of(value):
            if not self.path(blob).exists():
                raise BadStage(f"This {type(value).__name__} names the file {_file(blob)}, which was not kept.")
        write_atomic(path, text.encode(), self._temporary())
        self._remember(path)
        return name

    def save(self, record: Record, value: Value) -> Record:
        """Stores a value with how it came to be; gives the record with its output filled in."""
        done = record.model_copy(update={"output": self.put(value)})
        write_atomic(self._record(done.key), done.model_dump_json().encode(), self._temporary())
        return done

    def forget(self, key: str) -> None:
        """Removes the record of `key`, so that its part is made anew; what it gave stays."""
        path = self._record(key)
        with writing(path):
            path.unlink(missing_ok=True)

    def path(self, blob: Blob) -> Path:
        """Where the file lies, to be read."""
        return self.root / "blobs" / blob.digest[:2] / _file(blob)

    def put_bytes(self, content: bytes, suffix: str) -> Blob:
        """Stores bytes as a file."""
        blob = Blob(digest=digest_bytes(content), suffix=suffix, size=len(content))
        if not self.sound(blob):
            write_atomic(self.path(blob), content, self._temporary())
            self._seal(blob)
        return blob

    def put_file(self, path: Path) -> Blob:
        """Moves a file of a scratch folder into the store. It must not be written to any more."""
        blob = Blob(digest=digest_file(path), suffix=path.suffix, size=path.stat().st_size)
        if self.sound(blob):
            path.unlink()
            return blob
        final = self.path(blob)
        with writing(final):
            final.parent.mkdir(parents=True, exist_ok=True)
            replace(path, final)
        self._seal(blob)
        return blob

    def sound(self, blob: Blob) -> bool:
        """Whether the file is there with the bytes that its name says. A second look at an untouched file is free."""
        path = self.path(blob)
        try:
            if path.stat().st_size != blob.size:
                return False
            if not self._known(path):
                if digest_file(path) != blob.digest:
                    return False
                self._remember(path)
        except FileNotFoundError:
            return False
        return True

    def check(self, blob: Blob) -> None:
        """Raises `Corrupt` unless the file is sound; a damaged one is removed."""
        if not self.sound(blob):
            path = self.path(blob)
            raise self._damaged(path) if path.exists() else _missing(path)

    def link(self, blob: Blob, to: Path) -> None:
        """Shows the file under `to`, as a hard link where that is possible, replacing what is there in one step."""
        try:
            link_atomic(self.path(blob), to, self._temporary())
        except FileNotFoundError as error:
            raise _missing(self.path(blob)) from error

    @contextmanager
    def scratch(self) -> Iterator[Scratch]:
        """A folder for one part, removed at the end with all that was not kept."""
        folder = self._temporary()
        with writing(folder):
            folder.mkdir()
        scratch = Scratch(folder, self)
        try:
            yield scratch
        finally:
            scratch.remove()

    def sweep(self, live: Iterable[str], grace: float = GRACE_S) -> Swept:
        """Removes all that no digest of `live` (of values or files) leads to and that is older than `grace` seconds."""
        old, young = self._by_age("records", time.time() - grace)
        keep = set(live) | {record.output for path in young if (record := self._peek(path))}
        for output in tuple(keep):
            keep |= digests_in(self._value(output))
        dead = {path: size for path, size in old.items() if (record := self._peek(path)) is None or record.output not in keep}
        for kind in ("values", "blobs"):
            old, _ = self._by_age(kind, time.time() - grace)
            dead |= {path: size for path, size in old.items() if path.stem not in keep}
        for path in dead:
            path.unlink(missing_ok=True)
        self.tidy()
        return Swept(len(dead), sum(dead.values()))

    def usual(self) -> Usual:
        """What parts usually take; looked up at most once a minute."""
        with self._lock:
            at, known = self._usual
            if not known.seconds or time.monotonic() >= at:
                known = usual(self.root / "records")
                self._usual = time.monotonic() + 60.0, known
            return known

    def tidy(self) -> int:
        """Removes what processes that are gone left in `tmp`; gives how many."""
        return sweep_folders(self.root / "tmp")

    def close(self) -> None:
        """Removes this store's own temporary folder. The store can be used again."""
        with self._lock:
            own, self._own = self._own, None
        if own is not None:
            own.close()

    def _by_age(self, kind: str, before: float) -> tuple[dict[Path, int], dict[Path, int]]:
        """Older and younger files, each with its size."""
        old: dict[Path, int] = {}
        young: dict[Path, int] = {}
        for path in sorted((self.root / kind).glob("??/*")):
            with suppress(FileNotFoundError):  # another process sweeps, too
                stat = path.stat()
                (old if stat.st_mtime < before else young)[path] = stat.st_size
        return old, young

    def _peek(self, path: Path) -> Record | None:
        try:
            return self._read(path, Record)
        except Corrupt:
            return None

    def _record(self, key: str) -> Path:
        return self.root / "records" / key[:2] / f"{key}.json"

    def _value(self, name: str) -> Path:
        return self.root / "values" / name[:2] / f"{name}.json"

    def _temporary(self) -> Path:
        with self._lock:
            if self._own is None:
                self._own = OwnFolder(self.root / "tmp")
            return self._own.unused()

    def _read(self, path: Path, kind: type[M]) -> M:
        try:
            return kind.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise _missing(path) from error
        except ValidationError as error:
            raise self._damaged(path) from error

    def _damaged(self, path: Path) -> Corrupt:
        with writing(path):
            path.unlink(missing_ok=True)
        return Corrupt(f"Its file was damaged ({path.name}).")

    def _seal(self, blob: Blob) -> None:
        path = self.path(blob)
        if SEALS:
            with suppress(OSError):  # names of the file in sessions' folders are not to be written through
                path.chmod(0o444)
        self._remember(path)

    def _untouched(self, path: Path) -> bool:
        try:
            return self._known(path)
        except FileNotFoundError:
            return False

    def _known(self, path: Path) -> bool:
        return self._sound.get(path.name) == _print(path)

    def _remember(self, path: Path) -> None:
        self._sound[path.name] = _print(path)


def _print(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _file(blob: Blob) -> str:
    return f"{blob.digest}{blob.suffix}"


def _missing(path: Path) -> Corrupt:
    return Corrupt(f"Its file was missing ({path.name}).")
