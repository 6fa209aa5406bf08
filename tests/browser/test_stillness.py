"""Pages stand still while they load: what somebody begins to read, or is about to press, does not move away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from visiting import Server, settled, until

pytestmark = pytest.mark.alone
MOST = 0.05
"""Of layout shift, as browsers count it, that a page may have on its first load; 0.1 is commonly called good."""

COUNT = """(() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved.push({ value: shift.value, what: shift.sources
      .map(({ node }) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest("[class*=st-key-], [data-testid]"))
      .map((part) => part?.className.match(/st-key-[^ ]+/)?.[0] ?? part?.dataset.testid) });
  }).observe({ type: "layout-shift", buffered: true });
})()"""
PLACES = (
    "", "sessions", "sessions?search=zzzzzz", "session?s={session}", "edit?s={session}", "templates", "templates?t=daylight",
    "templates?t=poster", "avatars", "avatars?a=maya", "help", "news", "doctor", "providers",
)  # fmt: skip


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str]) -> Path:
    folder = tmp_path_factory.mktemp("still") / "sessions"
    shutil.copytree(harbor[0], folder)
    return folder


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desktop", "phone"])
def test_nothing_moves_while_a_page_loads(visit, server: Server, sessions: Path, size: tuple[int, int]) -> None:
    film = next(sessions.glob("session_*")).name
    page = visit(width=size[0], height=size[1])
    page.add_init_script(COUNT)
    wrong: dict[str, object] = {}
    for place in PLACES:
        for _ in range(3):  # what a page does it does again; what a busy machine did it may not
            moved = _moved(page, f"{server.url}/{place.format(session=film)}")
            if sum(shift["value"] for shift in moved) <= MOST:
                break
        else:
            wrong[place] = moved
    assert wrong == {}


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desktop", "phone"])
def test_the_box_that_somebody_types_into_stays_where_it_is_when_the_text_is_understood(
    visit, server: Server, size: tuple[int, int]
) -> None:
    page = visit(width=size[0], height=size[1])
    page.goto(server.url)
    box = page.get_by_label("What is the film about?")
    box.click()
    settled(page)
    there = box.bounding_box()
    page.keyboard.insert_text("# Harbor 2.4\n\nSearch takes 120 ms instead of 410 ms.")
    page.get_by_text("Script: Harbor").wait_for()
    page.get_by_role("button", name="Clear").wait_for()
    settled(page)
    assert box.bounding_box() == there


def _moved(page: Any, address: str) -> list[dict[str, Any]]:
    """What moved on a page from its first moment until it had stood for a while."""
    page.goto("about:blank")
    page.goto(address)
    page.locator("h1, [data-testid=stAlert]").first.wait_for()
    until(page, "() => !document.documentElement.classList.contains('arriving')")
    settled(page)
    page.wait_for_timeout(600)
    return page.evaluate("() => window.moved")


def test_a_page_appears_also_where_nothing_tells_that_it_is_whole(visit, server: Server) -> None:
    page = visit()
    page.route("**/arriving.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(server.url)
    page.locator("h1").first.wait_for(state="attached")
    page.locator("h1").first.wait_for(state="visible")
