"""Pictures of a session that are drawn when they are first looked at, and kept in its folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.engine.files import writing
from core.session import DRAWN, Session
from core.system import replace


def drawn(session: Session, stem: str, mark: str, shots: Callable[[], int], draw: Callable[[Path], None]) -> Path:
    """The picture of that name, drawn unless it is there; what shows an earlier state, or no shot, is removed.

    `shots` tells how many the film has by now.
    """
    folder = session.folder / DRAWN
    path = folder / f"{stem}-{mark}"
    if path.exists():
        return path
    with writing(folder):
        session.expect()
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=folder)
        os.close(handle)
        try:
            draw(Path(part))
            earlier = [*folder.glob(f"{stem}-*"), *_beyond(folder, shots())]
            replace(Path(part), path)
            for old in earlier:
                if old != path:
                    with suppress(OSError):  # somebody else may be drawing, or reading, it
                        old.unlink()
        finally:
            Path(part).unlink(missing_ok=True)
    return path


def _beyond(folder: Path, shots: int) -> list[Path]:
    """Pictures of shots that the film no longer has."""
    numbered = [(path, path.name.split("-")[1]) for path in folder.glob("*-[0-9]*-*")]
    return [path for path, number in numbered if number.isdigit() and int(number) > shots]
