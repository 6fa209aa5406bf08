"""What a person asks for is done at once, judged by a clock, so that nothing else may run beside it."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from visiting import Server, fill

from core.film.sample import SAMPLE

pytestmark = pytest.mark.alone


TRIES = 3
"""What the studio does it does each time; what the machine did meanwhile it does not."""


def stopped(page: Any, within_s: float) -> None:
    """Stops the film that is being made, in time; where the machine was slow once, once more."""
    stop, go_on, taken = page.locator(".st-key-stop button"), page.get_by_role("button", name="Go on"), list[float]()
    for _ in range(TRIES):
        page.locator(".st-key-stop button:enabled").wait_for()
        page.wait_for_timeout(1000)
        began = time.monotonic()
        stop.click()
        go_on.wait_for()
        taken.append(time.monotonic() - began)
        if taken[-1] < within_s:
            break
        go_on.click()
    assert min(taken) < within_s


def goes_on(page: Any) -> None:
    """Once stopped, it says so, goes on, and can be stopped again."""
    page.get_by_text("Stopped", exact=True).first.wait_for()  # in the head and beside the button
    page.get_by_role("button", name="Go on").click()
    page.locator(".st-key-stop button").click()
    page.get_by_role("button", name="Go on").wait_for()


def test_the_keyboard_starts_a_film_and_stop_ends_it_within_a_second_or_two_and_it_goes_on(page: Any, server: Server) -> None:
    page.goto(server.url)
    fill(page, SAMPLE.replace("2.4", "2.5"))  # long enough to be stopped twice, also on a fast machine
    page.get_by_label("What is the film about?").press("Control+Enter")
    page.get_by_text(re.compile("You can leave this page")).wait_for()
    stopped(page, 4)
    goes_on(page)


def test_a_film_is_stopped_within_a_second_or_two_and_goes_on(page: Any, server: Server) -> None:
    session = server.session(SAMPLE)
    page.goto(server.at("session", s=session.id))
    page.get_by_role("button", name="Make the film").click()
    stopped(page, 3)
    goes_on(page)
