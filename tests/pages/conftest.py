"""What tests of pages share: one real film, made once, since making films is what takes time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from one_film import TEXT
from streamlit.components.v2 import manifest_scanner

from core.film import Order, Quality
from core.film.shot_edits import SetNarration
from core.settings import Settings
from core.studio import Studio


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself for each new visitor of its harness, a quarter of a second."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(scope="session")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with one session and two cuts: made, and made again with another first line. Tests work in copies of it."""
    root = tmp_path_factory.mktemp("films") / "sessions"
    with Studio(Settings(sessions=root, workers=2)) as studio:
        session = studio.create(Order(source=TEXT, quality=Quality.DRAFT), owner="Ada")
        studio.make(session)
        editor = studio.cutting.editor(session.id)
        editor.apply(SetNarration(shot=editor.shots[0].id, text="Harbor is here."))
        studio.make(session)
        assert len(session.cuts()) == 2
    return root, session.id
