"""A session's page in a real headless Chromium: from running to film, stopped, taken up, failed and mended, killed and back."""

from __future__ import annotations

import json
import re
import signal

import pytest
from visiting import TEXT, Server, in_place, settled, until, visited

from core.film import Aspect, Order, Quality
from core.film.sample import SAMPLE
from core.film.screenplay import to_markdown
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.long

MAKING_MS = 240_000
"""How long a film is waited for."""
SOUGHT = """() => {
  window.sought = [];
  document.addEventListener("seeking", ({ target }) => window.sought.push(target.currentTime), true);
}"""
"""Notes where players go, since a player that has gone there plays on while nobody looks."""
SHOWN = {
    "script": "with its place in your text",
    "avatar": "acting this take",
    "sync": "of film,",
    "composition": "are drawn and encoded",
    "final": "Quality report",
    "files": "files, ",
    "log": "Run 1 finished",
    "order": "The text",
}


@pytest.fixture(scope="module")
def film(server: Server, browser) -> str:
    """A film, made from its page: reloaded in the middle, watched from a second tab."""
    session = server.session(TEXT)
    context, wrong = visited(browser, server)
    page = context.new_page()
    page.goto(server.at("session", s=session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text("You can leave this page").wait_for()
    second = context.new_page()
    second.goto(server.at("session", s=session.id))
    page.reload()
    for tab in (page, second):
        tab.get_by_role("link", name="Download film").wait_for(timeout=MAKING_MS)
    page.locator(".st-key-stop button").wait_for(state="detached")
    context.close()
    assert wrong == []
    return session.id


def test_the_poster_stands_until_the_film_is_played_and_chapters_play_from_their_moment(page, server: Server, film: str) -> None:
    page.goto(server.at("session", s=film))
    video = page.locator("video").first
    video.wait_for()
    until(page, "() => document.querySelector('video').readyState >= 1")
    assert video.get_attribute("poster").endswith("_cut_001.jpg")
    assert page.evaluate("() => document.querySelector('video').currentTime") == 0
    second = page.locator("[class*=st-key-chapters] a").nth(1)
    start = float(second.get_attribute("href").removeprefix("#t="))
    settled(page)
    page.evaluate(SOUGHT)
    for _ in range(2):  # also when one was there before
        second.click()
        until(page, f"() => window.sought.some((at) => Math.abs(at - {start}) < 0.1)")
        page.evaluate("() => { const v = document.querySelector('video'); v.pause(); v.currentTime = 0 }")
        until(page, "() => window.sought.at(-1) === 0")
        page.evaluate("() => { window.sought = [] }")
    assert "#" not in page.url


def test_the_timeline_is_clicked_to_play_the_film_from_a_shot(page, server: Server, film: str) -> None:
    page.goto(server.at("session", s=film, tab="sync"))
    chart = page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first
    chart.wait_for()
    chart.scroll_into_view_if_needed()
    settled(page)
    box = in_place(page, chart)
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 24)
    until(page, "() => document.querySelector('video').currentTime > 1")
    assert len(page.context.pages) == 1


@pytest.mark.parametrize(("width", "scheme"), [pytest.param(1440, "light", marks=pytest.mark.slow), (390, "dark")])
def test_every_tab_opens_on_its_address_on_every_screen(visit, server: Server, film: str, width: int, scheme: str) -> None:
    page = visit(width=width, height=844, color_scheme=scheme)
    for tab, shown in SHOWN.items():
        page.goto(server.at("session", s=film, tab=tab))
        page.get_by_text(shown).first.wait_for()
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), tab
        assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.slow
def test_a_draft_gives_way_to_the_film_in_its_place_and_every_shape_can_be_chosen(page, server: Server) -> None:
    shapes = (Aspect.WIDE, Aspect.TALL)
    session = server.ordered(Order(source=TEXT, avatar="none", quality=Quality.STANDARD, formats=shapes, draft_first=True))
    page.goto(server.at("session", s=session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text("A draft to watch meanwhile").wait_for()
    until(page, "() => document.querySelector('video')?.currentSrc.endsWith('_draft.mp4')")
    slowly = "v.muted = v.loop = true; v.playbackRate = 0.0625; v.currentTime = 1.5"  # so that it does not begin anew meanwhile
    page.evaluate(f"() => {{ const v = document.querySelector('video'); {slowly}; v.play() }}")
    place = page.locator("video").first.bounding_box()
    mine = "document.querySelector('video')?.currentSrc.endsWith('_cut_001.mp4')"
    until(page, f"() => {mine} && !document.querySelector('video').paused", MAKING_MS / 1000)
    assert page.evaluate("() => document.querySelector('video').currentTime") > 1
    assert page.locator("video").first.bounding_box() == place
    page.get_by_role("radio", name="9:16 1080p").or_(page.get_by_role("button", name="9:16 1080p")).first.click(timeout=MAKING_MS)
    until(page, "() => document.querySelector('video')?.currentSrc.endsWith('_9x16_1080p.mp4')")
    until(page, "() => document.querySelector('video').videoHeight > document.querySelector('video').videoWidth")
    assert "_9x16_1080p.mp4" in page.get_by_role("link", name="Download film").get_attribute("href")
    assert page.locator("video").first.get_attribute("poster").endswith("_9x16_1080p.jpg")
    page.get_by_text("A draft to watch meanwhile").wait_for(state="detached")


def test_a_shot_that_fails_is_named_and_tried_again_once_it_is_mended(page, server: Server) -> None:
    session = server.session(TEXT)
    with Studio(Settings(sessions=server.sessions)) as studio:
        script = to_markdown(studio.outline(session.card.order).script)
    words = "That’s it. Thanks for watching."
    assert words in script
    session.write("scripts/script.md", script.replace(words, "((( )))"))
    page.goto(server.at("session", s=session.id))
    page.get_by_role("button", name="Make the film").click()
    page.get_by_text(re.compile(r"The voice of shot \d")).first.wait_for()
    session.write("scripts/script.md", script)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("link", name="Download film").wait_for(timeout=MAKING_MS)


@pytest.mark.slow
def test_a_server_that_was_killed_comes_back_with_the_film_going_on(browser, server: Server) -> None:
    session = server.session(SAMPLE.replace("2.4", "2.6"))
    context, _ = visited(browser, server)
    page = context.new_page()
    try:
        page.goto(server.at("session", s=session.id))
        page.get_by_role("button", name="Make the film").click()
        page.get_by_text("You can leave this page").wait_for()
        server.stop(signal.SIGKILL)
        server.start()
        server.wait()
        page.goto(server.at("session", s=session.id))
        page.locator(".st-key-stop button").or_(page.get_by_role("link", name="Download film")).first.wait_for()
    finally:
        context.close()
    job = json.loads((server.sessions / session.id / "metadata/job.json").read_text("utf-8"))
    assert job["state"] in ("queued", "running", "done")
