"""What the pages cost: a run of each with thousands of sessions, many open at once, clicks, a large film, the start."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil
from streamlit.testing.v1 import AppTest

from core.film import Order
from core.film.sample import SAMPLE
from core.film.templates import TEMPLATES
from core.session import JobState, Session, utc_now
from core.web import server
from tests.bench import many
from tests.bench.measure import ROOT, Result, surroundings
from tests.bench.visitors import polled
from tests.bench.watching import seen, takes
from tests.ports import free_port

PAGES: dict[str, dict[str, str]] = {
    "create": {},
    "sessions": {},
    "templates": {},
    "templates, closely": {"t": "daylight"},
    "avatars": {},
    "avatars, closely": {"a": "maya"},
    "help": {},
    "news": {},
    "doctor": {},
}
MANY = ((5_000, 40.0), (100_000, 60.0))
BROWSED = 5_000
VISITORS = 50
LARGE = 200_000_000
RUNS = 9
STARTS = 3


def figures(folder: Path, seconds: int) -> list[Result]:
    """Every figure; `seconds` is how long the many visitors stay."""
    return [*_runs(folder / "rows"), *_served(folder / "served", seconds)]


def _runs(root: Path) -> list[Result]:
    """Milliseconds of one run of each page, in the page's own process."""
    os.environ["FIRSTCUT_SESSIONS"] = str(root)
    found = []
    try:
        app = AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=120).run()
        index = server.studio().index
        assert index is not None
        server.studio().previews.draw(threading.Event())  # as a server does beside its pages
        for count, bar in MANY:
            many.fill(index.sessions, count)
            for name, query in PAGES.items():
                for key in list(app.query_params):
                    del app.query_params[key]
                app.query_params.update(query)
                app.switch_page(str(ROOT / "pages" / f"{name.split(',')[0]}.py")).run()
                took = [_timed(app.run) for _ in range(RUNS)]
                found.append(Result(f"a run of {name}, {count:,} sessions", median(took) * 1000, bar, "ms"))
    finally:
        server.shutdown(final=False)
    return found


def _served(root: Path, seconds: int) -> list[Result]:
    """What a server of its own costs, with five thousand folders, a film in the making and a large one."""
    many.folders(root, BROWSED)
    film = Session.create(root, Order(source=SAMPLE, title="Large"), "Large")
    (film.folder / "final_output").mkdir(exist_ok=True)
    with (film.folder / "final_output" / "large.mp4").open("wb") as file:
        file.truncate(LARGE)
    with _running(root) as (url, _, _):  # a studio that was used before: its sessions are entered, its pictures drawn
        _answering(url)
        while len(list((root / ".previews").glob("template-*.webp"))) < len(TEMPLATES):
            time.sleep(0.2)
    found = _browsed(root)
    with _running(root) as (url, process, _):
        _answering(url)
        found += _large(f"{url}/app/static/media/{film.id}/final_output/large.mp4", process)
    waiting = Session.create(root, Order(source=SAMPLE, title="In the making"), "In the making")
    waiting.note(JobState(job="", state="queued", origin="studio", pid=os.getpid(), started=utc_now()))
    with _running(root) as (url, _, _):
        _answering(url)
        took = asyncio.run(polled(url, "session", f"s={waiting.id}", VISITORS, seconds))
        note = f"{len(took)} reruns while a film is made"
        found.append(Result(f"{VISITORS} pages poll, p95 of a rerun", quantiles(took, n=20)[-1] * 1000, 120, "ms", note=note))
    return found


@contextmanager
def _running(root: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    ours = {**surroundings(), "FIRSTCUT_SESSIONS": str(root)}
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=ours, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://localhost:{port}", process, began
        finally:
            process.terminate()


def _browsed(root: Path) -> list[Result]:
    """Seconds until the page is there, and milliseconds from a click to what it shows, in a real browser that is open before."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return []
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        started = [_started(browser, root) for _ in range(STARTS)]
        note = f"{BROWSED:,} folders; {min(started):.1f} to {max(started):.1f} s"
        with _running(root) as (url, _, _):
            found = _visited(browser, url)
        browser.close()
    return [Result("start to the first page", median(started), 4, "s", note=note), *found]


def _started(browser: Any, root: Path) -> float:
    """Seconds from the start of a server to its first page, in a browser that knows nothing and comes as soon as it answers."""
    with _running(root) as (url, _, began):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        _answering(url)
        page.goto(url)
        seen(page, "h1")
        took = time.perf_counter() - began
        context.close()
    return took


def _visited(browser: Any, url: str) -> list[Result]:
    """The figures of a browser on a server that answers."""
    _answering(url)
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(url)
    seen(page, "h1")

    def load() -> None:
        page.goto(f"{url}/sessions")
        seen(page, "h1", "Sessions")

    warm = median(_timed(load) for _ in range(5))
    cold = median(_timed(lambda: _fresh(browser, url)) for _ in range(STARTS))
    clicks = _clicks(page, url)
    return [
        Result("first load, cold", cold, 3.5, "s"),
        Result("first load, warm", warm, 1.2, "s"),
        *clicks,
    ]


def _fresh(browser: Any, url: str) -> None:
    """The first page in a browser that knows nothing yet."""
    page = browser.new_context().new_page()
    page.goto(url)
    seen(page, "h1")
    page.context.close()


def _clicks(page: Any, url: str) -> list[Result]:
    """From a click to its content, as medians."""

    def to_templates() -> float:
        page.goto(f"{url}/sessions")
        seen(page, "h1", "Sessions")
        page.wait_for_timeout(600)
        return takes(page, "h1", "Templates", page.locator("a[href$='/templates']").first.click)

    def next_page() -> float:
        _at_rest(page, url)
        return takes(page, "p", "Page 2 of", page.get_by_text("Next", exact=True).first.click)

    def opened() -> float:
        _at_rest(page, url)
        card = page.locator(".stMarkdown a[href*='session?s=']").first
        return takes(page, "h1", card.inner_text(), card.click)

    def searched() -> float:
        _at_rest(page, url)
        box = page.locator(".st-key-search input")
        return takes(page, ".stMarkdown a", "Harbor anchor", lambda: box.fill("harbor anchor"))

    named: dict[str, Callable[[], float]] = {
        "page change": to_templates, "next page": next_page, "open a session": opened, "search": searched,
    }  # fmt: skip
    return [Result(f"click to content: {name}", median(do() for _ in range(9)), 400, "ms") for name, do in named.items()]


def _at_rest(page: Any, url: str) -> None:
    page.goto(f"{url}/sessions")
    page.locator("a[href*='session?s=']").first.wait_for()
    page.wait_for_timeout(600)


def _large(url: str, process: subprocess.Popen[bytes]) -> list[Result]:
    """Megabytes that the server grows by while a large film is fetched, and seconds to a place in it."""
    server_process = psutil.Process(process.pid)
    before = 0
    while (grown := server_process.memory_info().rss) != before:  # what it brings after its start is not the film's
        before = grown
        time.sleep(4)
    with urllib.request.urlopen(url) as answer:
        while answer.read(1 << 20):
            pass
    seek = urllib.request.Request(url, headers={"Range": f"bytes={LARGE * 4 // 5}-{LARGE * 4 // 5 + 65535}"})

    def fetched() -> None:
        with urllib.request.urlopen(seek) as answer:
            assert answer.status == 206
            answer.read()

    took = median(_timed(fetched) for _ in range(5))
    grown = (server_process.memory_info().rss - before) / 1e6
    return [Result("film of 200 MB, growth of memory", grown, 5, "MB"), Result("film of 200 MB, seek", took, 0.2, "s")]


def _answering(url: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server did not come up.")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
