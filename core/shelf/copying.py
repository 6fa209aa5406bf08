"""A session made from another one: the same order, edits and files, under a name of its own, and no film yet."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from core.engine.files import OwnFolder, writing
from core.film import Order
from core.session import FOLDERS, Session, SessionCard, unused_id, utc_now
from core.system import NO_LINKS

_OF_A_RUN = re.compile(r"(job|rejected|session|cut_\d+.*)\.json|events\.jsonl|.*\.lock")
"""What in `metadata` tells of runs and films, which the new session does not have."""

_EDITABLE = (".md", ".json", ".txt", ".srt", ".vtt")
"""Text is copied: a person may edit it in one session and not in the other. Media are linked."""


def copied(root: Path, session: Session, order: Order, title: str) -> Session:
    """A new session under `root` with the order and all that was made for `session`, but its films."""
    with writing(root):
        aside = OwnFolder(root / ".store" / "tmp")
        try:
            folder = aside.unused()
            for part in FOLDERS:
                (folder / part).mkdir(parents=True)
            for path in _carried(session.folder):
                _share(path, folder / path.relative_to(session.folder))
            name = unused_id(root)
            changed = {"id": name, "title": title, "created": utc_now(), "order": order, "archived": False}
            half = Session(folder, session.card.model_copy(update=changed))
            half.write("metadata/session.json", SessionCard.model_validate(dict(half.card)).model_dump_json(indent=1))
            folder.rename(root / name)
            return Session(root / name, half.card)
        finally:
            aside.close()


def _carried(folder: Path) -> Iterator[Path]:
    """The files that another session begins with."""
    for part in ("scripts", "audio", "images", "video_clips", "metadata"):
        for path in sorted((folder / part).rglob("*")):
            hidden = any(step.startswith(".") for step in path.relative_to(folder).parts)
            ours = path.is_file() and not path.is_symlink() and not hidden
            if ours and not (part == "metadata" and _OF_A_RUN.fullmatch(path.name)):
                yield path


def _share(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix.lower() in _EDITABLE:
        shutil.copyfile(source, to)
        return
    try:
        os.link(source, to)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        shutil.copyfile(source, to)
