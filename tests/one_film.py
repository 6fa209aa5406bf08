"""One real film that tests share, since making films is what takes time."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from core.film import Order, Quality
from core.film.shot_edits import SetNarration
from core.settings import Settings
from core.studio import Studio

TEXT = (
    "# Harbor 2.4\n\nHarbor is for teams that are not always online.\n\n"
    "## Search\n\nSearch with SQL takes 120 ms instead of 410 ms.\n"
)  # fmt: skip
EDITED = "Harbor is here."
"""What is said first in the second cut."""


def film_in(shared: Path) -> tuple[Path, str]:
    """A folder with one session and two cuts: made, and made again with another first line. Several processes may ask at once."""
    root, named = shared / "films" / "sessions", shared / "film.txt"
    with FileLock(shared / "film.lock"):
        if not named.exists():
            named.write_text(_made(root))
        return root, named.read_text()


def _made(root: Path) -> str:
    with Studio(Settings(sessions=root), inline=True) as studio:
        session = studio.create(Order(source=TEXT, quality=Quality.DRAFT), owner="Ada")
        studio.make(session)
        editor = studio.cutting.editor(session.id)
        editor.apply(SetNarration(shot=editor.shots[0].id, text=EDITED))
        studio.make(session)
        assert len(session.cuts()) == 2
        return session.id
