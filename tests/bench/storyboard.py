"""A film of sixty shots in the editor: what a click in it costs the server, and when a browser shows what it asked for."""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from core.film import Order, Quality
from core.settings import load_settings
from core.studio import Studio
from core.web import server
from tests.bench.measure import ROOT, Result, surroundings
from tests.bench.watching import desk, seen, takes
from tests.browser.visiting import CHROMIUM, Server

SHOTS = 60
_THINGS = ("boats", "crates", "buyers", "nets", "lorries", "scales", "lists", "ramps", "pilots", "lamps")
_TELL = ("are counted", "are weighed", "are named", "are cleaned", "are called", "are mended")


def figures(folder: Path, seconds: int) -> list[Result]:
    """Milliseconds of a click that opens the next shot; `seconds` are the clicks."""
    os.environ.update(surroundings())  # what workers inherit
    there = Server(folder / "long" / "sessions")
    with Studio(load_settings(sessions=there.sessions, workers=2)) as studio:
        session = studio.create(Order(source=_text(), quality=Quality.DRAFT, length_s=4 * SHOTS))
        studio.make(session)
        shots = len(studio.cutting.editor(session.id).shots)
    assert shots >= SHOTS, f"{shots} shots"
    return [_served(there.sessions, session.id, seconds), *_browsed(there, session.id, shots, seconds)]


def _text() -> str:
    parts = [f"## Part {k + 1}\n\nThe {_THINGS[k % 10]} {_TELL[k // 10]} in hall {k + 1}.\n" for k in range(SHOTS)]
    return "# Harbour\n\n" + "\n".join(parts)


def _served(sessions: Path, name: str, clicks: int) -> Result:
    """In the page's own process."""
    os.environ["FIRSTCUT_SESSIONS"] = str(sessions)
    try:
        app = AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=120).run()
        app.query_params["s"] = name
        app.switch_page(str(ROOT / "pages" / "editor.py")).run()
        took = []
        for _ in range(clicks + 1):
            button = app.button(key="edit-chevron_right").click()
            began = time.perf_counter()
            button.run()
            took.append((time.perf_counter() - began) * 1000)
        assert not app.exception
    finally:
        server.shutdown(final=False)
    return Result(f"a click among {SHOTS} shots, server", median(took[1:]), 60, "ms")


def _browsed(there: Server, name: str, shots: int, clicks: int) -> list[Result]:
    """In Chromium; nothing where there is none."""
    if CHROMIUM is None:
        return []
    with desk(there) as page:
        page.goto(there.at("edit", s=name))
        seen(page, "p", f"Shot 1 of {shots}")
        took = []
        for number in range(2, clicks + 3):
            page.wait_for_timeout(1500)
            button = page.locator(".st-key-edit-chevron_right button")
            took.append(takes(page, "p", f"Shot {number} of {shots}", button.click))
    return [Result(f"a click among {SHOTS} shots, in a browser", median(took[1:]), 400, "ms")]
