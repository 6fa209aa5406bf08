"""The editor in a real headless Chromium: a line changed, seen at once, made into a new cut that plays; two windows."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.film import Order, Quality
from core.session import Session
from core.settings import Settings
from core.studio import Studio

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
    pytest.mark.timeout(180),
]
ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
         "--autoplay-policy=no-user-gesture-required")  # fmt: skip
TEXT = (
    "# Harbor 2.4\n\nHarbor is for teams that are not always online.\n\n## Search\n\nSearch now takes 120 ms instead of 410 ms.\n"
)
DRAWN = """() => {
  const seen = [...document.querySelectorAll("img[src*='/app/static/frames/']")];
  return seen.length > 0 && seen.every((one) => one.complete && one.naturalWidth > 0);
}"""


@dataclass
class Place:
    """A server with one film, made before it started."""

    sessions: Path
    port: int
    film: str
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        return self.sessions.parent / "server.log"

    def url(self, **asked: str) -> str:
        return f"http://localhost:{self.port}/edit?s={self.film}" + "".join(f"&{key}={value}" for key, value in asked.items())

    def session(self) -> Session:
        return Session.open(self.sessions, self.film)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    sessions = tmp_path_factory.mktemp("studio") / "sessions"
    with Studio(Settings(sessions=sessions, workers=2)) as studio:
        session = studio.create(Order(source=TEXT, quality=Quality.DRAFT))
        studio.make(session)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (sessions.parent / "server.log").open("ab") as log:
        held = {**os.environ, "FIRSTCUT_SESSIONS": str(sessions)}
        there = Place(sessions, port, session.id, subprocess.Popen(command, cwd=ROOT, env=held, stdout=log, stderr=log))
    ends = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):
            assert there.process.poll() is None, there.log.read_text()
            assert time.monotonic() < ends, there.log.read_text()
            time.sleep(0.2)
    yield there
    there.process.send_signal(signal.SIGTERM)
    there.process.wait(30)
    assert "Traceback" not in there.log.read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, place: Place):
    """A page whose console stays clean and that asks nobody but the studio."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    wrong = watch(opened, place)
    opened.set_default_timeout(30_000)
    yield opened
    context.close()
    assert wrong == []


def watch(page, place: Place) -> list[str]:
    wrong: list[str] = []
    own = (f"http://localhost:{place.port}", f"ws://localhost:{place.port}", "data:", "blob:")
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked {asked.url}"))
    return wrong


def until(page, script: str, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < ends, script
        page.wait_for_timeout(50)


def opened(page, place: Place, **asked: str) -> None:
    page.goto(place.url(**asked))
    page.get_by_role("button", name="Undo").wait_for()
    page.get_by_text("Looking what your edit changes").wait_for(state="hidden")


def say(page, words: str) -> None:
    box = page.get_by_label("Narration")
    box.fill(words)
    box.press("Control+Enter")


def test_a_changed_line_is_seen_played_and_made_into_a_new_cut_that_the_player_turns_to(page, place: Place) -> None:
    opened(page, place)
    until(page, DRAWN)
    page.get_by_role("button", name="2 · Big number").click()
    page.get_by_text("Shot 2 of 3").wait_for()
    before = page.get_by_label("Narration").input_value()
    say(page, "Search takes 120 ms now.")
    page.get_by_text("the narration changed in shot 2").wait_for()
    until(page, DRAWN)
    page.get_by_text("Play this shot").click()
    until(page, "() => document.querySelector('video[src*=\"/draft.mp4\"]')?.readyState >= 2")
    page.get_by_role("button", name="Make cut 2").click()
    until(page, "() => document.querySelector('video[src*=\"_cut_002.mp4\"]')?.readyState >= 1", 60)
    page.get_by_text("Cut 2 is up to date").wait_for()
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    until(page, f"() => document.querySelector('textarea')?.value === {before!r}")
    page.locator(".st-key-edit-make button:enabled").wait_for()  # cut 1 again, of which all is still there
    page.keyboard.press("Control+Shift+z")
    page.get_by_text("Cut 2 is up to date").wait_for()


def test_undo_while_typing_takes_back_letters_and_not_the_film(page, place: Place) -> None:
    opened(page, place, shot="nothing")
    log = place.session().folder / "metadata/edits.jsonl"
    before = log.read_text() if log.exists() else ""
    box = page.get_by_label("Narration")
    box.click()
    page.keyboard.type(" And more.")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(800)
    assert (log.read_text() if log.exists() else "") == before


def test_the_second_window_is_told_and_nothing_is_lost(page, place: Place) -> None:
    opened(page, place)
    other = page.context.new_page()
    opened(other, place)
    say(page, "Harbor is for teams everywhere.")
    page.get_by_text("1 of 3 shots is stale").wait_for()
    other.bring_to_front()
    other.get_by_text("This film was changed in another window").wait_for()
    say(other, "Harbor is for you.")
    other.get_by_text("Your edit is kept below").wait_for()
    assert other.get_by_label("Narration").input_value() == "Harbor is for teams everywhere."
    other.get_by_role("button", name="Make my edit anyway").click()
    until(other, "() => document.querySelector('textarea')?.value === 'Harbor is for you.'")
    other.close()


def test_a_cell_of_the_table_is_typed_over(page, place: Place) -> None:
    opened(page, place, view="table")
    table = page.get_by_test_id("stDataFrame").first
    table.wait_for()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 640, box["y"] + 36 + 32)
    page.keyboard.press("Enter")
    page.locator("#portal textarea").fill("Anywhere at all")
    page.keyboard.press("Enter")
    ends = time.monotonic() + 20
    while "Anywhere at all" not in (place.session().read("scripts/script.md") or ""):
        assert time.monotonic() < ends, "the cell was not taken"
        page.wait_for_timeout(100)


def test_every_view_fits_a_phone_in_both_themes(browser, place: Place) -> None:
    for theme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=theme)
        page = context.new_page()
        wrong = watch(page, place)
        for view in ("cards", "script", "rehearse", "cuts"):
            opened(page, place, view=view)
            page.wait_for_timeout(500)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, view
        context.close()
        assert wrong == []
