"""Every page and state in a real Chromium, looked at by axe-core: nothing serious, and every control has a name."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
    pytest.mark.timeout(300),
]
ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms.\n"
TELL = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, video, audio")]
  .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !e.closest("[aria-hidden=true]"))
  .filter((e) => !(e.ariaLabel || e.ariaLabelledByElements?.length || e.labels?.length || e.textContent.trim() || e.title
                   || e.querySelector("img[alt]:not([alt=''])")))
  .map((e) => e.outerHTML.slice(0, 200))"""

PLACES = {
    "create": "/",
    "sessions": "/sessions",
    "sessions as a table": "/sessions?view=table",
    "no session found": "/sessions?search=zzzzzz",
    "a session": "/session?s={session}",
    "no such session": "/session?s=session_20260101_000000_aaaa",
    "templates": "/templates",
    "a template": "/templates?t=daylight",
    "avatars": "/avatars",
    "an avatar": "/avatars?a=maya",
    "help": "/help",
    "keys": "/help?chapter=Keyboard",
    "what is new": "/news",
    "doctor": "/doctor",
}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A studio's address, and a session in it whose film is made."""
    folder = tmp_path_factory.mktemp("accessible")
    (folder / "notes.md").write_text(TEXT, "utf-8")
    ours = {**os.environ, "FIRSTCUT_SESSIONS": str(folder / "sessions")}
    make = [sys.executable, "-m", "core", "make", str(folder / "notes.md"), "--quality", "draft"]
    subprocess.run(make, cwd=ROOT, env=ours, check=True, capture_output=True, timeout=200)
    session = next((folder / "sessions").glob("session_*")).name
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = int(s.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=ROOT, env=ours, stdout=log, stderr=log) as running:
        try:
            wait_for(f"http://localhost:{port}/readyz", folder / "log")
            yield f"http://localhost:{port}", session
        finally:
            running.terminate()


def wait_for(url: str, log: Path) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def settle(page) -> None:
    """Waits until the page is drawn and stands still."""
    page.locator("h1, [data-testid=stAlert]").first.wait_for(timeout=60_000)
    ends = time.monotonic() + 30
    still = 0
    while still < 3 and time.monotonic() < ends:
        still = still + 1 if page.evaluate(TELL) else 0
        page.wait_for_timeout(150)


def found(page) -> list[str]:
    """What is serious or worse, a line for each element."""
    seen = axe.Axe().run(page, options=RULES).response["violations"]
    grave = [rule for rule in seen if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {node['target']} {node['html'][:300]}" for rule in grave for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_is_found_on_any_page(browser, studio: tuple[str, str], width: int, scheme: str) -> None:
    url, session = studio
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    wrong: dict[str, list[str]] = {}
    for name, path in PLACES.items():
        page.goto(url + path.format(session=session))
        settle(page)
        said = [*found(page), *(f"no name: {html}" for html in page.evaluate(NAMELESS))]
        if said:
            wrong[name] = said
    context.close()
    assert wrong == {}


def test_what_opens_over_a_page_is_accessible_too(browser, studio: tuple[str, str]) -> None:
    url, session = studio
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{url}/session?s={session}")
    settle(page)
    wrong: list[str] = []
    for opener in (page.locator(".st-key-films button").first, page.get_by_role("button", name="Share")):
        opener.click()
        page.wait_for_timeout(700)
        wrong += found(page)
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    context.close()
    assert wrong == []


def test_the_keys_of_help_go_where_they_say(browser, studio: tuple[str, str]) -> None:
    url, _ = studio
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(url + "/help")
    settle(page)
    for keys, title in ((("g", "s"), "Sessions"), (("g", "t"), "Templates"), (("g", "a"), "Avatars"), (("?",), "Help")):
        for key in keys:
            page.keyboard.press(key)
        page.locator("h1", has_text=title).wait_for(timeout=20_000)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.locator("h1", has_text="Sessions").wait_for(timeout=20_000)
    settle(page)
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.tagName") == "INPUT"
    page.keyboard.type("nothing")  # letters are letters while somebody types
    page.wait_for_url("**/sessions?search=nothing")
    settle(page)
    page.keyboard.press("Escape")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("n")
    page.locator("textarea").first.wait_for(timeout=20_000)
    context.close()
