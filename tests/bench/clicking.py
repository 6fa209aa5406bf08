"""The editing loop as a person has it, in a real Chromium: a line changed, the draft of its shot, the new cut in the player.

The film is the one of `editing`: six shots of about five seconds, 1080p. Each time counts from the click to the first frame that
the browser can show, polling, page and player included.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from statistics import median
from typing import Any

from core.film import Quality
from core.settings import load_settings
from core.studio import Studio
from tests.bench.editing import film_of
from tests.bench.measure import Result, surroundings
from tests.bench.watching import desk
from tests.browser.visiting import CHROMIUM, Server, until

_WAIT_MS = 180_000
_WINDS = ("north", "south", "east", "west", "round")
_WATCH = """(wanted) => {
  window.took = null;
  addEventListener("pointerdown", () => {
    const began = performance.now();
    const look = setInterval(() => {
      if ([...document.querySelectorAll("video")].some((one) => one.src.includes(wanted) && one.readyState >= 2)) {
        clearInterval(look);
        window.took = performance.now() - began;
      }
    }, 10);
  }, {once: true, capture: true});
}"""
"""Counts from the next click until a video of that address can show its first frame."""


def figures(folder: Path, seconds: int) -> list[Result]:
    """Seconds from a click to what it makes; `seconds` are the rounds. Nothing where there is no Chromium."""
    if CHROMIUM is None:
        return []
    os.environ.update(surroundings())  # what the server's workers inherit
    server = Server(folder / "clicked" / "sessions")
    with Studio(load_settings(sessions=server.sessions, workers=2)) as studio:
        session = film_of(studio, folder, 40, Quality.STANDARD)
        studio.make(session)
    with desk(server) as page:
        page.set_default_timeout(_WAIT_MS)
        page.goto(server.at("edit", s=session.id))
        rounds = [_round(page, wind) for wind in _WINDS[:seconds]]
    played, cut = (list(times) for times in zip(*rounds, strict=True))
    return [
        Result("click to the draft of a shot that plays", median(played), 1.5, "s", note=_spread(played)),
        Result("click to the new cut that plays", median(cut), 3.0, "s", note=_spread(cut)),
    ]


def _spread(times: list[float]) -> str:
    return f"{min(times):.2f} to {max(times):.2f}"


def _round(page: Any, wind: str) -> tuple[float, float]:
    """A line edited, its shot played, the cut made: seconds of both."""
    page.get_by_role("button").filter(has_text="4 · ").first.click()
    page.get_by_text("Shot 4 of").wait_for()
    _rests(page)
    box = page.get_by_label("Narration")
    box.fill(f"When the wind turns {wind}, the screen in the hall tells which boats are late.")
    box.press("Control+Enter")
    page.get_by_text("the narration changed in shot 4").wait_for()
    _rests(page)
    make = page.locator(".st-key-edit-make button")
    number = re.search(r"Make cut (\d+)", make.inner_text())
    assert number is not None
    played = _seconds(page, "/draft.mp4", page.get_by_text("Play this shot"))
    _rests(page)
    cut = _seconds(page, f"_cut_{int(number[1]):03d}.mp4", make)
    page.get_by_text(f"Cut {number[1]} is up to date").wait_for()
    _rests(page)
    return played, cut


def _seconds(page: Any, wanted: str, button: Any) -> float:
    """From a click until the video is there."""
    page.evaluate(_WATCH, wanted)
    button.click()
    until(page, "() => window.took !== null", _WAIT_MS / 1000)
    return float(page.evaluate("window.took")) / 1000


def _rests(page: Any) -> None:
    """Waits until the page is drawn, and a moment more, as a person would."""
    page.wait_for_timeout(400)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)
