"""What galleries show of a template when somebody looks closely."""

from __future__ import annotations

from pathlib import Path

from core.engine import Store
from core.film import Layout
from core.film.templates import TEMPLATES
from core.showing.previews import Previews
from core.showing.specimens import Specimens


def test_close_looks_are_drawn_once_and_say_what_was_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    specimens = Specimens(Previews(tmp_path), store)
    still = specimens.layout(TEMPLATES[0], Layout.STILL)
    written = still.stat().st_mtime_ns
    assert specimens.layout(TEMPLATES[0], Layout.STILL) == still
    assert still.stat().st_mtime_ns == written
    assert still.read_bytes() != specimens.layout(TEMPLATES[1], Layout.STILL).read_bytes()
    store.close()
