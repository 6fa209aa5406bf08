"""A session's page in a real headless Chromium: from running to film, stopped, taken up, failed and mended, killed and back."""

from __future__ import annotations

import json
import os
import re
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

from core.film import Aspect, Order, Quality
from core.film.sample import SAMPLE
from core.film.screenplay import to_markdown
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
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."
SHOWN = {
    "script": "from your text",
    "avatar": "acting this take",
    "sync": "of film,",
    "composition": "are drawn and encoded",
    "final": "Quality report",
    "files": "files, ",
    "log": "Run 1 finished",
    "order": "The text",
}


@dataclass
class Place:
    """A folder of sessions, and the server that shows it."""

    sessions: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.sessions.parent / "server.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        held = {**os.environ, "FIRSTCUT_SESSIONS": str(self.sessions)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=held, stdout=log, stderr=log)
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                urllib.request.urlopen(f"http://localhost:{self.port}/readyz", timeout=1).close()
                return
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.2)
        raise AssertionError("the server did not come up: " + self.log.read_text())

    def end(self, how: int = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)

    def session(self, source: str) -> Session:
        """A session that was created by another program, not yet made."""
        return self.ordered(Order(source=source, quality=Quality.DRAFT))

    def ordered(self, order: Order) -> Session:
        """The same of any order."""
        with Studio(Settings(sessions=self.sessions)) as studio:
            return studio.create(order)

    def url(self, name: str, **asked: str) -> str:
        return f"http://localhost:{self.port}/session?s={name}" + "".join(f"&{key}={value}" for key, value in asked.items())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    there = Place(tmp_path_factory.mktemp("studio") / "sessions", port)
    there.sessions.mkdir()
    there.start()
    yield there
    there.end()
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


def until(page, script: str, seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < ends, script
        page.wait_for_timeout(80)


@pytest.fixture(scope="module")
def film(place: Place, browser) -> str:
    """A film, made from its page: reloaded in the middle, watched from a second tab."""
    session = place.session(TEXT)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    wrong = watch(page, place)
    page.goto(place.url(session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text("You can leave this page").wait_for(timeout=30_000)
    second = context.new_page()
    second.goto(place.url(session.id))
    page.reload()
    for tab in (page, second):
        tab.get_by_role("link", name="Download film").wait_for(timeout=90_000)
    assert page.locator(".st-key-stop button").count() == 0
    context.close()
    assert wrong == []
    return session.id


def test_the_poster_stands_until_the_film_is_played_and_chapters_play_from_their_moment(page, place: Place, film: str) -> None:
    page.goto(place.url(film))
    video = page.locator("video").first
    video.wait_for()
    until(page, "() => document.querySelector('video').readyState >= 1")
    assert video.get_attribute("poster").endswith("_cut_001.jpg")
    assert page.evaluate("() => document.querySelector('video').currentTime") == 0
    second = page.locator("[class*=st-key-chapters] a").nth(1)
    start = float(second.get_attribute("href").removeprefix("#t="))
    for _ in range(2):  # also when one was there before
        second.click()
        until(page, f"() => Math.abs(document.querySelector('video').currentTime - {start}) < 0.6")
        page.evaluate("() => { const v = document.querySelector('video'); v.pause(); v.currentTime = 0 }")
    assert "#" not in page.url


def test_the_timeline_is_clicked_to_play_the_film_from_a_shot(page, place: Place, film: str) -> None:
    page.goto(place.url(film, tab="sync"))
    chart = page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first
    chart.wait_for()
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 24)
    until(page, "() => document.querySelector('video').currentTime > 1")
    assert len(page.context.pages) == 1


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_tab_opens_on_its_address_on_every_screen(browser, place: Place, film: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    wrong = watch(page, place)
    page.set_default_timeout(30_000)
    try:
        for tab, shown in SHOWN.items():
            page.goto(place.url(film, tab=tab))
            page.get_by_text(shown).first.wait_for()
            assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), tab
            assert page.locator("[data-testid=stException]").count() == 0
    finally:
        context.close()
    assert wrong == []


def test_a_film_is_stopped_within_a_second_or_two_and_goes_on(page, place: Place) -> None:
    session = place.session(SAMPLE)
    page.goto(place.url(session.id))
    page.get_by_role("button", name="Make the film").click()
    stop = page.locator(".st-key-stop button")
    stop.wait_for()
    page.wait_for_timeout(800)
    began = time.monotonic()
    stop.click()
    page.get_by_role("button", name="Go on").wait_for()
    assert time.monotonic() - began < 3
    page.get_by_text("Stopped", exact=True).first.wait_for()
    page.get_by_role("button", name="Go on").click()
    stop.click()
    page.get_by_role("button", name="Go on").wait_for()


def test_a_draft_gives_way_to_the_film_while_it_is_watched_and_every_shape_can_be_chosen(page, place: Place) -> None:
    shapes = (Aspect.WIDE, Aspect.TALL)
    session = place.ordered(Order(source=TEXT, avatar="none", quality=Quality.STANDARD, formats=shapes, draft_first=True))
    page.goto(place.url(session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text("A draft to watch meanwhile").wait_for()
    until(page, "() => document.querySelector('video')?.currentSrc.endsWith('_draft.mp4')")
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = v.loop = true; v.currentTime = 1.5; v.play() }")
    mine = "document.querySelector('video')?.currentSrc.endsWith('_cut_001.mp4')"
    until(page, f"() => {mine} && !document.querySelector('video').paused", 60)
    assert page.evaluate("() => document.querySelector('video').currentTime") > 1
    page.get_by_role("radio", name="9:16 1080p").or_(page.get_by_role("button", name="9:16 1080p")).first.click(timeout=60_000)
    until(page, "() => document.querySelector('video')?.currentSrc.endsWith('_9x16_1080p.mp4')")
    until(page, "() => document.querySelector('video').videoHeight > document.querySelector('video').videoWidth")
    assert "_9x16_1080p.mp4" in page.get_by_role("link", name="Download film").get_attribute("href")
    assert page.locator("video").first.get_attribute("poster").endswith("_9x16_1080p.jpg")
    assert page.get_by_text("A draft to watch meanwhile").count() == 0


def test_a_shot_that_fails_is_named_and_tried_again_once_it_is_mended(page, place: Place) -> None:
    session = place.session(TEXT)
    with Studio(Settings(sessions=place.sessions)) as studio:
        script = to_markdown(studio.outline(session.card.order).script)
    words = "That’s it. Thanks for watching."
    assert words in script
    session.write("scripts/script.md", script.replace(words, "((( )))"))
    page.goto(place.url(session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text(re.compile(r"The voice of shot \d")).first.wait_for()
    session.write("scripts/script.md", script)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("link", name="Download film").wait_for(timeout=60_000)


def test_a_server_that_was_killed_comes_back_with_the_film_going_on(browser, place: Place) -> None:
    session = place.session(SAMPLE.replace("2.4", "2.6"))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    try:
        page.goto(place.url(session.id))
        page.get_by_role("button", name="Make the film").click()
        page.get_by_text("You can leave this page").wait_for()
        place.end(signal.SIGKILL)
        place.start()
        page.goto(place.url(session.id))
        page.locator(".st-key-stop button").or_(page.get_by_role("link", name="Download film")).first.wait_for()
        if page.locator(".st-key-stop button").count():
            page.locator(".st-key-stop button").click()
    finally:
        context.close()
    job = json.loads((place.sessions / session.id / "metadata/job.json").read_text("utf-8"))
    assert job["state"] in ("running", "cancelled", "done")
