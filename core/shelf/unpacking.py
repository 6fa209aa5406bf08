"""A session out of a zip that somebody sent. Nothing in it is believed: names, sizes, kinds and contents are looked at first.

Only what a session consists of is taken: files in its own folders, a card that can be read, and what its history needs of the
store. What else a zip holds (hidden files, other programs' notes) is left out. Everything is unpacked aside and renamed at the
end, so that a session arrives whole or not at all.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import ValidationError

from core.cuts import CutCard
from core.engine import Store
from core.engine.files import OwnFolder, writing
from core.engine.parcel import admit, is_member, share
from core.errors import BadArchive, Corrupt, DiskFull
from core.session import CARD_VERSION, FOLDERS, LONGEST_TITLE, SESSION_ID, TRASH, JobState, Session, SessionCard, unused_id
from core.shelf.packing import LEFT_OUT, MANIFEST, MANIFEST_VERSION, needed

MOST_FILES = 50_000
LARGEST_PACKED = 64 << 20
"""Bytes of one packed file: only text is packed."""

MOST_PACKED = 1 << 30
"""Bytes of all packed files together; files that are not packed cannot be larger than the zip itself."""

_SPARE = 64 << 20
"""Bytes that stay free on the disk."""

_NAME = re.compile(r"[^\x00-\x1f\x7f<>:\"\\|?*]{1,200}")
_OUTPUT = re.compile(r"final_output/[^/\\\x00-\x1f]+")
_PIECE = 1 << 20
_NEWER = "Start the newer version of Firstcut, or ask for an export from this one."


@dataclass(frozen=True)
class _Contents:
    """What of a zip is taken: path inside the session's folder -> the zip's entry."""

    name: str
    files: dict[str, zipfile.ZipInfo]
    stored: dict[str, zipfile.ZipInfo]


def take_in(root: Path, store: Store, source: Path | IO[bytes]) -> Session:
    """The session that a zip holds, under its own name or, where that is taken, a new one. Raises `BadArchive`."""
    with _opened(source) as archive, writing(root):
        contents = _looked_at(archive)
        wanted = sum(entry.file_size for entry in (*contents.files.values(), *contents.stored.values()))
        root.mkdir(parents=True, exist_ok=True)
        if wanted + _SPARE > shutil.disk_usage(root).free:
            raise DiskFull(f"There is no space left for {root}.", hint="Free some space and take the zip in again.")
        aside = OwnFolder(root / ".store" / "tmp")
        try:
            return _unpacked(archive, contents, root, store, aside)
        finally:
            aside.close()


@contextmanager
def _opened(source: Path | IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, RuntimeError) as error:
        raise BadArchive("This is no zip, or one that did not arrive whole.") from error


def _looked_at(archive: zipfile.ZipFile) -> _Contents:
    """What is to be taken, from the zip's own list alone."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
    if len(entries) > MOST_FILES:
        raise BadArchive(f"The zip holds {len(entries):,} files; no session has so many.")
    files: dict[str, zipfile.ZipInfo] = {}
    stored: dict[str, zipfile.ZipInfo] = {}
    tops = set()
    for entry in entries:
        top, inside = _place(entry)
        tops.add(top)
        if is_member(inside.removeprefix(".store/")) or inside == MANIFEST:
            stored[inside] = entry
        elif _belongs(inside):
            files[inside] = entry
    if len(tops) != 1 or "metadata/session.json" not in files:
        raise BadArchive("This zip does not hold a session.")
    taken = [*files.values(), *stored.values()]
    _sizes(archive, taken)
    if len({name.casefold() for name in files}) < len(files) or len(archive.namelist()) != len(set(archive.namelist())):
        raise BadArchive("The zip holds two files of one name.")
    return _Contents(tops.pop(), files, stored)


def _place(entry: zipfile.ZipInfo) -> tuple[str, str]:
    """The outermost folder and the path inside it. Raises `BadArchive` for what leads anywhere else."""
    name = entry.orig_filename
    steps = PurePosixPath(name).parts
    wrong = name.startswith("/") or ".." in steps or len(name) > 400 or not all(_NAME.fullmatch(step) for step in steps)
    if wrong or len(steps) < 2 or not SESSION_ID.fullmatch(steps[0]):
        if wrong:
            raise BadArchive("The zip holds a file whose name leads out of its folder.")
        raise BadArchive("This zip does not hold a session.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadArchive("The zip holds a link to another place.")
    if entry.flag_bits & 0x1:
        raise BadArchive("The zip is locked with a password.", hint="Export it again without one.")
    return steps[0], "/".join(steps[1:])


def _belongs(inside: str) -> bool:
    steps = inside.split("/")
    return (
        len(steps) > 1 and steps[0] in FOLDERS and not any(s.startswith(".") for s in steps) and not steps[-1].endswith(LEFT_OUT)
    )


def _sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuses what would become much larger than it is."""
    plain = [entry for entry in entries if entry.compress_type == zipfile.ZIP_STORED]
    packed = [entry for entry in entries if entry.compress_type == zipfile.ZIP_DEFLATED]
    if len(plain) + len(packed) < len(entries):
        raise BadArchive("The zip is packed in a way that Firstcut does not use.", hint="Export it again from Firstcut.")
    assert archive.fp is not None
    whole = archive.fp.seek(0, 2)
    large = any(entry.file_size > LARGEST_PACKED for entry in packed) or sum(entry.file_size for entry in packed) > MOST_PACKED
    if large or sum(entry.compress_size for entry in entries) > whole or any(e.file_size > e.compress_size for e in plain):
        raise BadArchive("The zip says that it holds much more than a session does.")


def _unpacked(archive: zipfile.ZipFile, contents: _Contents, root: Path, store: Store, aside: OwnFolder) -> Session:
    folder = aside.unused()
    for part in FOLDERS:
        (folder / part).mkdir(parents=True)
    for name, entry in contents.files.items():
        _extract(archive, entry, folder / name)
    card = _card(folder)
    shared = _shared(archive, contents, aside)
    taken = (root / contents.name).exists() or (root / TRASH / contents.name).exists()
    name = unused_id(root) if taken else contents.name
    half = Session(folder, card.model_copy(update={"id": name}))
    half.save(half.card)
    _films(folder)
    _at_rest(half)
    _stock(archive, contents, half, store, shared, aside)
    folder.rename(root / name)
    return Session.open(root, name)


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, to: Path) -> None:
    """Unpacks one file, and never more of it than its entry says."""
    to.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(entry) as source, to.open("xb") as target:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > entry.file_size:
                raise BadArchive("The zip holds more than it says.")
            target.write(piece)
    if written != entry.file_size:
        raise BadArchive("The zip did not arrive whole.")


def _card(folder: Path) -> SessionCard:
    raw = _json((folder / "metadata/session.json").read_bytes())
    if isinstance(raw.get("version"), int) and raw["version"] > CARD_VERSION:
        raise BadArchive("The session was made by a newer Firstcut.", hint=_NEWER)
    try:
        card = SessionCard.model_validate(raw)
        datetime.fromisoformat(card.created)
    except (ValidationError, ValueError) as error:
        raise BadArchive("The session in the zip cannot be read: its metadata/session.json is not one of ours.") from error
    title = " ".join(card.title.split())[:LONGEST_TITLE] or "Untitled"
    return card.model_copy(update={"title": title, "owner": card.owner[:LONGEST_TITLE]})


def _json(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadArchive("The zip holds a damaged file.") from error
    if not isinstance(found, dict):
        raise BadArchive("The zip holds a damaged file.")
    return found


def _shared(archive: zipfile.ZipFile, contents: _Contents, aside: OwnFolder) -> dict[str, str]:
    """Which files of the store are files of the folder; nothing for a folder that somebody zipped by hand."""
    entry = contents.stored.get(MANIFEST)
    if entry is None:
        return {}
    file = aside.unused(".json")
    _extract(archive, entry, file)
    manifest = _json(file.read_bytes())
    if isinstance(manifest.get("version"), int) and manifest["version"] > MANIFEST_VERSION:
        raise BadArchive("The zip was made by a newer Firstcut.", hint=_NEWER)
    shared = manifest.get("shared")
    if not isinstance(shared, dict) or not all(isinstance(v, str) and v in contents.files for v in shared.values()):
        raise BadArchive("The zip's list of files does not fit its files.")
    return {name: place for name, place in shared.items() if is_member(name)}


def _films(folder: Path) -> None:
    """Leaves out what tells of films and cannot be read, or tells of files elsewhere."""
    for path in (folder / "metadata").glob("cut_*.json"):
        if not re.fullmatch(r"cut_\d{1,6}\.json", path.name):
            continue
        try:
            card = CutCard.model_validate(_json(path.read_bytes()))
            datetime.fromisoformat(card.made)
            sound = all(_OUTPUT.fullmatch(edition.output) for edition in card.editions)
        except (ValueError, TypeError, KeyError):
            sound = False
        if not sound:
            path.unlink()


def _at_rest(session: Session) -> None:
    """No run goes on in a session that just arrived, whatever its metadata say."""
    text = session.read("metadata/job.json")
    if text is None:
        return
    try:
        job = JobState.model_validate_json(text)
        datetime.fromisoformat(job.ended or job.started)
    except ValueError:
        (session.folder / "metadata/job.json").unlink()
        return
    if job.state not in ("done", "failed", "cancelled"):
        session.note(job.model_copy(update={"state": "cancelled", "ended": job.ended or job.started}))


def _stock(
    archive: zipfile.ZipFile, contents: _Contents, session: Session, store: Store, shared: dict[str, str], aside: OwnFolder
) -> None:
    """Puts what the session needs into the store; its own files become the store's again."""
    there = {name.removeprefix(".store/"): entry for name, entry in contents.stored.items() if name != MANIFEST}
    try:
        for kind in ("values", "blobs", "records"):  # values name files, records name values
            for name in (name for name in needed(session.folder, store) if name.startswith(kind)):
                file = aside.unused(".part")
                if name in there:
                    _extract(archive, there[name], file)
                    admit(store, name, file)
                elif kind == "blobs" and name in shared:
                    share(store, name, session.folder / shared[name], file)
    except Corrupt as error:
        raise BadArchive(f"The zip is damaged. {error.message}") from error
