"""A session as one zip, in pieces as they are sent: its folder as people see it, and what of the store it needs to be made again.

session_.../scripts/... final_output/...    the folder
session_.../.store/blobs/ab/...             what the folder does not show
session_.../.store/manifest.json            which files of the folder are the store's, too
"""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from core.engine import History, Store
from core.engine.parcel import blobs_in, members
from core.errors import SessionBusy
from core.session import DRAWN, FOLDERS, Session

MANIFEST = ".store/manifest.json"
MANIFEST_VERSION = 1
LEDGERS = "parts*.json"
"""In `metadata`: what runs were made of."""

LEFT_OUT = ".lock"
"""Files that tell who is at work."""

_PACKED = frozenset({".md", ".json", ".jsonl", ".txt", ".srt", ".vtt", ".log"})
"""Text is packed smaller; media are stored as they are, since they cannot be."""

_PIECE = 1 << 20


@dataclass(frozen=True)
class Export:
    """A zip that is read piece by piece, never whole in memory; `file_name` is what people should call it."""

    file_name: str
    pieces: Iterator[bytes]


def packed(session: Session, store: Store) -> Export:
    """The session as one zip. Raises `SessionBusy` while its film is being made."""
    if session.busy():
        raise SessionBusy(f"The film of “{session.card.title}” is being made.", hint="Wait until it is done, or stop it first.")
    kept = tuple(carried(session.folder))
    return Export(f"{_file_name(session.card.title) or session.id}.zip", _pieces(session, store, kept))


def carried(folder: Path) -> Iterator[Path]:
    """The files of a session's folder that belong to it: no locks, no half-written ones, no links to elsewhere.

    Pictures that are drawn when somebody looks are drawn again where they are wanted.
    """
    for part in FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            inside = path.relative_to(folder)
            drawn = inside.as_posix().startswith(f"{DRAWN}/")
            hidden = drawn or any(step.startswith(".") for step in inside.parts)
            if path.is_file() and not path.is_symlink() and not hidden and path.suffix != LEFT_OUT:
                yield path


def needed(folder: Path, store: Store) -> tuple[str, ...]:
    """What a session's runs, edits and pictures need of the store, as paths inside it, whether it is there or not."""
    metadata = folder / "metadata"
    entries = [entry for path in sorted(metadata.glob(LEDGERS)) for entry in History(path).entries]
    told = [
        path for path in sorted(metadata.glob("*.json*")) if path.suffix in (".json", ".jsonl") and path.name != "events.jsonl"
    ]
    return tuple(members(store, entries, (blob for path in told for blob in blobs_in(path))))


class _Sink:
    """What a zip is written to: hands over what was written since it was last asked."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._written.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        piece = b"".join(self._written)
        self._written.clear()
        return piece


def weight(session: Session, store: Store) -> int:
    """About how many bytes the session's zip has; what is text gets smaller in it."""
    inside, alone, _ = _contents(session, store, tuple(carried(session.folder)))
    return sum(path.stat().st_size for path in [*inside, *(path for path, _ in alone)])


def _contents(
    session: Session, store: Store, kept: tuple[Path, ...]
) -> tuple[dict[Path, str], list[tuple[Path, str]], dict[str, str]]:
    """Names in the zip: of the folder's files, of what only the store has, and which of the folder's are the store's, too."""
    inside = {path: path.relative_to(session.folder).as_posix() for path in kept}
    places = {(stat.st_dev, stat.st_ino): name for path, name in inside.items() if (stat := path.stat())}
    shared: dict[str, str] = {}
    alone: list[tuple[Path, str]] = []
    for name in needed(session.folder, store):
        try:
            stat = (store.root / name).stat()
        except FileNotFoundError:
            continue  # it was swept, or never made; where the zip is taken in it is made again
        place = places.get((stat.st_dev, stat.st_ino))
        if place is None:
            alone.append((store.root / name, f".store/{name}"))
        else:
            shared[name] = place
    return inside, alone, shared


def _pieces(session: Session, store: Store, kept: tuple[Path, ...]) -> Iterator[bytes]:
    inside, alone, shared = _contents(session, store, kept)
    manifest = json.dumps({"program": "firstcut", "version": MANIFEST_VERSION, "shared": shared}, indent=1)
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w") as archive:  # it only writes
        archive.writestr(_entry(f"{session.id}/{MANIFEST}", time.time()), manifest)
        for path, name in [*inside.items(), *alone]:
            yield from _member(archive, sink, path, f"{session.id}/{name}")
    yield sink.taken()


def _member(archive: zipfile.ZipFile, sink: _Sink, path: Path, name: str) -> Iterator[bytes]:
    stat = path.stat()
    entry = _entry(name, stat.st_mtime)
    entry.file_size = stat.st_size
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=stat.st_size >= 1 << 31) as target:
        while piece := source.read(_PIECE):
            target.write(piece)
            yield sink.taken()


def _entry(name: str, when: float) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max((1980, 1, 1, 0, 0, 0), time.gmtime(when)[:6]))
    entry.compress_type = zipfile.ZIP_DEFLATED if Path(name).suffix in _PACKED else zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    return entry


def _file_name(title: str) -> str:
    """A title as a file may be called anywhere."""
    return " ".join(re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", title).split())[:80].strip(" .")
