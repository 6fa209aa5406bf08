"""The commands for sessions in lists: list, rename, tag, delete, restore, export, import and their like.

They change folders alone; a studio that runs on the same folder shows the change within seconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from core.catalog import Query, SessionRow, Shelved
from core.cli.terminal import opened, say, settings_of
from core.engine.files import writing
from core.errors import BadInput
from core.shelf.shelf import Shelf
from core.studio import Studio
from core.system import replace

_SHOWN = 200


def listing(chosen: argparse.Namespace) -> int:
    """The sessions that fit, newest first."""
    shelved = Shelved.TRASH if chosen.trash else Shelved.ARCHIVED if chosen.archived else Shelved.OPEN
    query = Query(search=chosen.search, project=chosen.project, tag=chosen.tag, shelved=shelved)
    with Studio(settings_of(chosen)) as studio:
        page = studio.page(_SHOWN, query)
        for row in page.rows:
            say(_told(row))
        if page.total > len(page.rows):
            say(f"... and {page.total - len(page.rows)} older ones")
        if not page.rows:
            say(_nothing(query, studio))
    return 0


def _told(row: SessionRow) -> str:
    seconds = row.duration_ms // 1000
    length = f"{seconds // 60}:{seconds % 60:02d}" if seconds else "-"
    where = "".join([f"  [{row.project}]" if row.project else "", *(f"  #{tag}" for tag in row.tags)])
    return f"{row.id}  {row.state:<11} {length:>5}  {row.title}{where}"


def _nothing(query: Query, studio: Studio) -> str:
    if query.shelved is Shelved.TRASH and query == Query(shelved=Shelved.TRASH):
        return "The trash is empty."
    if query != Query():
        return "No session fits."
    return f"No sessions in {studio.root} yet. `python -m core make notes.md` makes the first."


def rename(chosen: argparse.Namespace) -> int:
    """Another title."""
    return _each(chosen, lambda shelf, name: shelf.rename(name, chosen.title))


def tag(chosen: argparse.Namespace) -> int:
    """Tags in place of those a session had."""
    return _each(chosen, lambda shelf, name: shelf.tag(name, chosen.tags))


def move(chosen: argparse.Namespace) -> int:
    """Another project."""
    return _each(chosen, lambda shelf, name: shelf.move(name, chosen.project))


def archive(chosen: argparse.Namespace) -> int:
    """Out of the everyday list, or back into it."""
    return _each(chosen, lambda shelf, name: shelf.unarchive(name) if chosen.undo else shelf.archive(name))


def delete(chosen: argparse.Namespace) -> int:
    """Into the trash."""
    _each(chosen, lambda shelf, name: shelf.delete(name))
    say(f"It lies in the trash; `python -m core restore {Path(chosen.session).name}` brings it back.")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Out of the trash."""
    with Studio(settings_of(chosen)) as studio:
        studio.shelf.restore(chosen.session)
    return 0


def empty_trash(chosen: argparse.Namespace) -> int:
    """Removes what lies in the trash for good."""
    with Studio(settings_of(chosen)) as studio:
        count = studio.shelf.empty_trash()
    say(f"{count} session{'' if count == 1 else 's'} removed for good.")
    return 0


def export(chosen: argparse.Namespace) -> int:
    """One zip."""
    with Studio(settings_of(chosen)) as studio:
        zipped = studio.shelf.export(opened(studio, chosen.session).id)
        out: Path = chosen.out or Path(zipped.file_name)
        target = out / zipped.file_name if out.is_dir() else out
        part = target.with_name(f".{target.name}.part")
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("wb") as file:
                    file.writelines(zipped.pieces)
                replace(part, target)
            finally:
                part.unlink(missing_ok=True)
    say(str(target))
    return 0


def take_in(chosen: argparse.Namespace) -> int:
    """A zip becomes a session."""
    if not chosen.file.is_file():
        raise BadInput(f"There is no file {chosen.file}.", hint="Name a zip that `export` made.")
    with Studio(settings_of(chosen)) as studio:
        say(studio.shelf.take_in(chosen.file))
    return 0


def _each(chosen: argparse.Namespace, change: Callable[[Shelf, str], None]) -> int:
    with Studio(settings_of(chosen)) as studio:
        change(studio.shelf, opened(studio, chosen.session).id)
    return 0


SHELF_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "list": listing,
    "rename": rename,
    "tag": tag,
    "move": move,
    "archive": archive,
    "delete": delete,
    "restore": restore,
    "empty-trash": empty_trash,
    "export": export,
    "import": take_in,
}
