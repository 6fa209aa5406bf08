"""What of the store belongs to one session, so that it can travel with it and be taken in elsewhere.

Content is believed by its name alone: a file whose bytes do not give its name is refused. A record says what was made of what and
cannot be proved, so one that the store has is never replaced, and only records that the session's own history names are taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from core.engine.files import writing
from core.engine.history import Entry
from core.engine.record import Record
from core.engine.store import Store
from core.errors import Corrupt
from core.system import replace
from core.value import Blob

_MEMBER = re.compile(r"(records|values|blobs)/([0-9a-f]{2})/(\2[0-9a-f]{30})(\.[a-z0-9]{1,8})")


def members(store: Store, entries: Iterable[Entry], blobs: Iterable[Blob]) -> Iterator[str]:
    """The files of the store, as paths inside it, that the parts of a history and some more files need. Each once.

    What values name is known only of those that the store has.
    """
    yield from dict.fromkeys(_members(store, entries, blobs))


def _members(store: Store, entries: Iterable[Entry], blobs: Iterable[Blob]) -> Iterator[str]:
    for entry in entries:
        value = named("values", entry.output, ".json")
        yield named("records", entry.key, ".json")
        yield value
        for blob in blobs_in(store.root / value):
            yield named("blobs", blob.digest, blob.suffix)
    for blob in blobs:
        yield named("blobs", blob.digest, blob.suffix)


def named(kind: str, name: str, suffix: str) -> str:
    """Where the store keeps something, as a path inside it."""
    return f"{kind}/{name[:2]}/{name}{suffix}"


def is_member(name: str) -> bool:
    """Whether a path could be one of the store's."""
    return _MEMBER.fullmatch(name) is not None


def admit(store: Store, name: str, file: Path) -> None:
    """Moves a file that came from elsewhere to its place in the store, unless that is taken. Raises `Corrupt` for a wrong one."""
    stem = Path(name).stem
    if name.startswith("blobs/"):
        _put(store, name, file)
    elif name.startswith("records/"):
        if (record := _read(file)) is None or record.key != stem:
            raise Corrupt(f"A record is not what its name says ({stem}).")
        _settle(file, store.root / name)
    else:
        try:
            json.loads(file.read_bytes())
        except (ValueError, RecursionError) as error:
            raise Corrupt(f"A value cannot be read ({stem}).") from error
        _settle(file, store.root / name)  # whoever loads it compares it with its name


def share(store: Store, name: str, file: Path, aside: Path) -> None:
    """Makes a file of a folder one of the store's, too, by way of the unused path `aside`. Raises `Corrupt` for a wrong one."""
    blob = _put(store, name, file.rename(aside))
    store.link(blob, file)


def _put(store: Store, name: str, file: Path) -> Blob:
    blob = store.put_file(file.rename(file.with_suffix(Path(name).suffix)))
    if blob.digest != Path(name).stem:
        raise Corrupt(f"A file is not what its name says ({Path(name).name}).")
    return blob


def _settle(file: Path, place: Path) -> None:
    if not place.exists():
        with writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(file, place)


def _read(file: Path) -> Record | None:
    try:
        return Record.model_validate_json(file.read_bytes())
    except ValidationError:
        return None


def blobs_in(path: Path) -> Iterator[Blob]:
    """Every file that JSON names, one document or one for each line; what cannot be read names none."""
    try:
        text = path.read_bytes()
    except OSError:
        return
    for document in text.splitlines() if path.suffix == ".jsonl" else (text,):
        with suppress(ValueError):
            yield from _blobs(json.loads(document))


def _blobs(plain: object) -> Iterator[Blob]:
    if isinstance(plain, dict):
        if plain.keys() == Blob.model_fields.keys():
            with suppress(ValidationError):
                yield Blob.model_validate(plain)
        for part in plain.values():
            yield from _blobs(part)
    elif isinstance(plain, list):
        for part in plain:
            yield from _blobs(part)
