"""What a person asks for is done at once, judged by a clock, so that nothing else may run beside it."""

from __future__ import annotations

import re
import time

import pytest
from visiting import Server, fill

from core.film.sample import SAMPLE

pytestmark = [pytest.mark.alone, pytest.mark.timeout(300)]


def test_the_keyboard_starts_a_film_and_stop_ends_it_within_a_second_or_two_and_it_goes_on(page, server: Server) -> None:
    page.goto(server.url)
    fill(page, SAMPLE.replace("2.4", "2.5"))  # long enough to be stopped twice, also on a fast machine
    page.get_by_label("What is the film about?").press("Control+Enter")
    page.get_by_text(re.compile("You can leave this page")).wait_for()
    page.wait_for_timeout(1500)
    began = time.monotonic()
    page.locator(".st-key-stop button").click()
    page.get_by_role("button", name="Go on").wait_for()
    assert time.monotonic() - began < 4
    page.get_by_text("Stopped", exact=True).first.wait_for()  # in the head and beside the button
    page.get_by_role("button", name="Go on").click()
    page.locator(".st-key-stop button").click()
    page.get_by_role("button", name="Go on").wait_for()


def test_a_film_is_stopped_within_a_second_or_two_and_goes_on(page, server: Server) -> None:
    session = server.session(SAMPLE)
    page.goto(server.at("session", s=session.id))
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
