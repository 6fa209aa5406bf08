"""What tests in a browser share: a server for each module, Chromium, and pages whose console, requests and layout stay clean.

Servers and folders are each module's own, so that modules may run beside each other; the galleries' pictures are one for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout
from visiting import BROKEN, CHROMIUM, FLAGS, PATIENCE_S, Server, visited

from core.film.templates import TEMPLATES
from core.showing.previews import Previews

HERE = Path(__file__).parent
LONGEST_S = 900
"""Of one test, with the galleries that the first of all has drawn; a test that hangs hangs at one of its waits, which end."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that stands here drives a browser, and waits as long as a busy machine needs."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(LONGEST_S))
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"))


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the module's server shows; a module that wants something in it gives its own."""
    return tmp_path_factory.mktemp("studio") / "sessions"


@pytest.fixture(scope="session", autouse=True)
def galleries(together: Path) -> Path:
    """The galleries' pictures, drawn once before any server starts, since each would draw them beside its first pages."""
    drawn = Previews(together / "galleries")
    for wait in (0, -1):  # what another process is drawing is left to it, and waited for at the end
        for one in TEMPLATES:
            with suppress(Timeout), FileLock(together / f"{one.id}.lock", wait):
                drawn.still(one)
                drawn.looping(one)
    Server.galleries = drawn.folder
    return drawn.folder


@pytest.fixture(scope="module")
def server(sessions: Path) -> Iterator[Server]:
    """The module's studio. Whatever it is asked, it has no traceback to tell."""
    there = Server(sessions)
    there.start()
    try:
        there.wait()
        yield there
    finally:
        there.stop()
    assert "Traceback" not in there.log.read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    sync_api = pytest.importorskip("playwright.sync_api")
    sync_api.expect.set_options(timeout=PATIENCE_S * 1000)
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Callable[..., Any]]:
    """Opens pages: `visit(width=390, height=844, color_scheme="dark")`.

    When the test is over, none of them may have had an error, asked anybody but the studio, or stand there broken.
    """
    contexts: list[tuple[Any, list[str]]] = []

    def opened(**asked: Any) -> Any:
        contexts.append(visited(browser, server, **asked))
        return contexts[-1][0].new_page()

    yield opened
    broken = [said for context, _ in contexts for page in context.pages for said in page.evaluate(BROKEN)]
    for context, _ in contexts:
        context.close()
    assert [said for _, wrong in contexts for said in wrong] + broken == []


@pytest.fixture
def page(visit: Callable[..., Any], request: pytest.FixtureRequest) -> Any:
    """A page of a desktop's size, or of what the test's parameter says."""
    return visit(**getattr(request, "param", {}))
