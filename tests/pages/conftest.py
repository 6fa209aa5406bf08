"""What tests of pages share: one real film, made once, since making films is what takes time."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.film import Order, Quality
from core.film.screenplay import to_markdown
from core.settings import Settings
from core.studio import Studio

TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture(scope="session")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with one session and two cuts: made, and made again with another title said. Tests work in copies of it."""
    root = tmp_path_factory.mktemp("films") / "sessions"
    with Studio(Settings(sessions=root, workers=2)) as studio:
        session = studio.create(Order(source=TEXT, quality=Quality.DRAFT), owner="Ada")
        studio.make(session)
        script = to_markdown(studio.script(session.id) or studio.outline(session.card.order).script)
        session.write("scripts/script.md", script.replace("120 ms instead of 410 ms", "120 ms, down from 410 ms"))
        studio.make(session)
        assert len(session.cuts()) == 2
    return root, session.id
