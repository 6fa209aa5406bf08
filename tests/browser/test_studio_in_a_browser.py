"""The studio in a real headless Chromium: from an empty page to a film that plays, through a reload."""

from __future__ import annotations

import os
import re
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
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
    pytest.mark.timeout(240),
]
ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    sessions = tmp_path_factory.mktemp("studio") / "sessions"
    port = free_port()
    log = (sessions.parent / "server.log").open("wb")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--browser.serverPort", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "FIRSTCUT_SESSIONS": str(sessions)}, stdout=log, stderr=log)
    url = f"http://localhost:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(url + "/readyz", timeout=1).read()
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, (sessions.parent / "server.log").read_text()
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(60_000)
    yield opened
    context.close()
    assert errors == []


def test_a_text_becomes_a_film_that_plays_and_a_reload_finds_it_again(page, server: str) -> None:
    page.goto(server)
    page.get_by_role("textbox", name="What is the film about?").fill(
        "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms. Notes are merged as soon as the device is back online."
    )
    page.keyboard.press("Control+Enter")
    page.get_by_text("Scenes", exact=True).wait_for()
    page.get_by_role("button", name=re.compile("Generate film")).click()
    page.get_by_text(re.compile("You can leave this page")).wait_for()
    assert "?s=session_" in page.url
    page.reload()
    page.locator("video").first.wait_for(timeout=180_000)
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return v && v.readyState >= 2 && v.videoWidth > 0 }"
    )
    length = page.evaluate("() => document.querySelector('video').duration")
    assert 5 < length < 90
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; return v.play() }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert page.get_by_role("link", name="Download film").count() == 1
    assert page.locator("track").count() >= 1


def test_the_sample_is_one_click_away(page, server: str) -> None:
    page.goto(server)
    page.get_by_role("button", name="Try the sample").click()
    page.get_by_text("Scenes", exact=True).wait_for()
    assert "Harbor" in page.get_by_role("textbox", name="What is the film about?").input_value()


@pytest.mark.parametrize("path", ["sessions", "templates", "avatars"])
def test_every_page_opens_without_an_error(page, server: str, path: str) -> None:
    page.goto(f"{server}/{path}")
    page.get_by_role("heading", name=path.capitalize()).wait_for()
    page.wait_for_timeout(1500)
    assert page.get_by_text("Traceback").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0


def test_media_of_no_session_is_not_found_and_paths_do_not_leave_the_folder(server: str) -> None:
    for path in (
        "session_20260101_000000_aaaa/final_output/x.mp4",
        "../../etc/passwd",
        "session_20260101_000000_aaaa/..%2f..%2fcatalog.duckdb",
    ):
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{server}/app/static/media/{path}", timeout=10)
        assert error.value.code in (400, 404)
        error.value.close()
