"""What tests of pages share: Streamlit's packages read once, and one studio with a film for all tests of a module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, app_test

from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBERS = count(1)


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself for each new visitor of its harness, a quarter of a second."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield
    app_test.TMP_DIR.cleanup()  # which would warn of itself at the very end


@pytest.fixture(scope="module")
def filmed(harbor: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an open studio with one film, in which every test of the module gets a copy of that film's session.

    What one test had drawn or spoken need not be drawn again for the next, and nothing but that is shared.
    """
    root = tmp_path_factory.mktemp("filmed") / "sessions"
    shutil.copytree(harbor[0], root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SESSIONS", str(root))
        patch.chdir(ROOT)
        yield root
        server.shutdown(final=False)


@pytest.fixture
def name(filmed: Path, harbor: tuple[Path, str]) -> str:
    """A session with two cuts, of the test's own; hard links would share what tests change."""
    own = f"{harbor[1][:-4]}{next(NUMBERS):04x}"
    shutil.copytree(filmed / harbor[1], filmed / own)
    index = server.studio().index
    assert index is not None
    index.enter(own)
    return own


@pytest.fixture
def visitor(filmed: Path) -> AppTest:
    """Somebody who came in by the page that asks for least."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/news.py").run()
    assert not app.exception
    return app
