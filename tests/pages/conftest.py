"""What tests of pages share: Streamlit's harness as quick as it can be, and one studio with a film for all that need one."""

from __future__ import annotations

import gc
import os
import shutil
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from core.web import server
from pages.shell.unbroken import Standing

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBERS = count(1)
LONGEST_S = 60.0
"""So long a run of a page may take, however busy the machine is."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that share the studio with the film come one after another, so that it is opened once for all of them."""
    ours = [place for place, item in enumerate(items) if item.path.is_relative_to(Path(__file__).parent)]
    modules = {item.path for item in items if "filmed" in getattr(item, "fixturenames", ())}
    for place, item in zip(
        ours, sorted((items[place] for place in ours), key=lambda item: item.path not in modules), strict=True
    ):
        items[place] = item


@pytest.fixture(scope="session", autouse=True)
def _quick_harness() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself for each new visitor of its harness, a quarter of a second,
    though none of them brings anything for pages, and looks a thousand times a second whether a page's run is over, through all
    that the run has said. A tenth of all the time went into looking through all that is loaded for what nobody holds any more."""

    def over(runner: local_script_runner.LocalScriptRunner, timeout: float = 0) -> None:
        assert runner._script_thread is not None
        runner._script_thread.join(LONGEST_S)
        if not runner.script_stopped():
            runner.request_stop()
            raise TimeoutError(f"the page was not drawn within {LONGEST_S} s")

    often = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, *often[1:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_runner, "modified_sys_path", Standing)  # as the studio has it
        patch.setattr(manifest_scanner, "scan_component_manifests", list)
        patch.setattr(local_script_runner, "require_widgets_deltas", over)
        yield
    gc.set_threshold(*often)
    gc.unfreeze()
    app_test.TMP_DIR.cleanup()  # which would warn of itself at the very end


def _as_it_is(there: str, here: str) -> None:
    """A copy of what may be written to; what nobody writes to, the store's own files, is shared as sessions share it."""
    if os.stat(there).st_mode & stat.S_IWUSR:
        shutil.copy2(there, here)
    else:
        os.link(there, here)


@pytest.fixture(scope="session")
def _film(harbor: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("filmed") / "sessions"
    shutil.copytree(harbor[0], root, copy_function=_as_it_is)
    yield root
    server.shutdown(final=False)


@pytest.fixture(scope="module", autouse=True)
def _one_studio_at_a_time(request: pytest.FixtureRequest) -> None:
    """The studio with the film is closed where a module has its own."""
    if not any("filmed" in item.fixturenames for item in request.session.items if item.path == request.path):
        server.shutdown(final=False)


@pytest.fixture(scope="module")
def filmed(_film: Path, _one_studio_at_a_time: None) -> Iterator[Path]:
    """The folder of an open studio with one film, in which every test gets a copy of that film's session.

    What one test had drawn or spoken need not be drawn again for the next, and nothing but that is shared.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SESSIONS", str(_film))
        patch.setenv("FIRSTCUT_SECRETS", str(_film.parent / "secrets"))
        patch.setenv("FIRSTCUT_WORKERS", "1")
        patch.chdir(ROOT)
        server.studio().boards.stills.ahead.close()  # nobody plays a shot here, so none is drawn before it is asked for
        yield _film


@pytest.fixture
def name(filmed: Path, harbor: tuple[Path, str]) -> str:
    """A session with two cuts, of the test's own."""
    own = f"{harbor[1][:-4]}{next(NUMBERS):04x}"
    shutil.copytree(filmed / harbor[1], filmed / own, copy_function=_as_it_is)
    return own


@pytest.fixture
def visitor(filmed: Path) -> AppTest:
    """Somebody who is about to come in."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
