"""The studio in a real headless Chromium: from an empty page to a film that plays, through a reload and a stop."""

from __future__ import annotations

import json
import re
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from visiting import TEXT, Server, fill, settled, until, visited


def status_of(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {}, b""


def test_a_text_becomes_a_film_that_plays_and_a_reload_finds_it_again(page, server: Server) -> None:
    page.goto(server.url)
    fill(page, TEXT)
    page.get_by_role("button", name=re.compile("Generate film")).click()
    page.get_by_text(re.compile("You can leave this page")).wait_for()
    page.wait_for_url("**/session?s=session_*")
    page.reload()
    page.get_by_role("link", name="Download film").wait_for(timeout=240_000)
    look = "() => { const v = document.querySelector('video'); return v && v.readyState >= 2 && v.videoWidth > 0 }"
    until(page, look)
    length = page.evaluate("() => document.querySelector('video').duration")
    assert 5 < length < 90
    page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; return v.play() }")
    until(page, "() => document.querySelector('video').currentTime > 0.5")
    assert page.get_by_role("link", name="Download film").count() == 1
    page.locator("track").first.wait_for(state="attached")
    page.locator("[class*=st-key-chapters] a").nth(1).click()
    until(page, "() => document.querySelector('video').currentTime > 3")
    for tab, shown in (("Avatar and voice", "audio"), ("Composition", "[role=tabpanel] img"), ("Final render", "audio")):
        page.get_by_role("tab", name=tab).click()
        page.locator(shown).first.wait_for()
    media = page.evaluate("() => document.querySelector('video').src")
    code, headers, body = status_of(media, Range="bytes=100-199")
    assert (code, len(body), headers["x-content-type-options"]) == (206, 100, "nosniff")
    assert headers["etag"]
    page.goto(f"{server.url}/sessions")
    page.get_by_role("link", name="Harbor 2.4").first.click()
    page.locator("video").first.wait_for()


@pytest.mark.parametrize("path", [pytest.param("sessions", marks=pytest.mark.slow), "templates", "avatars"])
def test_every_page_opens_without_an_error(page, server: Server, path: str) -> None:
    page.goto(f"{server.url}/{path}")
    page.get_by_role("heading", name=path.capitalize()).wait_for()
    settled(page)
    assert page.get_by_text("Traceback").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.title() == f"{path.capitalize()} · Firstcut"


def test_our_own_typeface_is_really_used(page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_role("heading", name="Make a film from your text").wait_for()
    until(page, "() => document.fonts.check('16px Manrope') && [...document.fonts].some(f => f.status === 'loaded')")
    assert "Manrope" in page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontFamily")


def test_a_presenter_acts_while_the_pointer_rests_on_the_face(page, server: Server) -> None:
    page.goto(server.at("avatars"))
    page.locator(".st-key-met-maya img").wait_for()
    settled(page)  # nothing may take the pointer off the face
    page.locator(".st-key-met-maya img").hover()
    acting = "(video) => video.src.endsWith('/close/maya.mp4') && video.currentTime > 0"
    until(page, f"() => [...document.querySelectorAll('body > video')].some({acting})")
    page.locator("h1").hover()
    page.locator("body > video").wait_for(state="detached")


@pytest.mark.long
def test_a_phone_sees_nothing_cut_off(visit, server: Server) -> None:
    opened = visit(width=390, height=844)
    for path in ("", "sessions", "templates", "avatars"):
        opened.goto(server.at(path))
        opened.locator("h1").wait_for()
        settled(opened)
        assert opened.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_media_of_no_session_is_not_found_and_paths_do_not_leave_the_folder(server: Server) -> None:
    for path in (
        "session_20260101_000000_aaaa/final_output/x.mp4",
        "../../etc/passwd",
        "session_20260101_000000_aaaa/..%2f..%2fcatalog.duckdb",
    ):
        assert status_of(f"{server.url}/app/static/media/{path}")[0] in (400, 404)
    for name in ("..%2fcatalog.duckdb", ".hidden", "nothing.png", "x" * 300):
        assert status_of(f"{server.url}/app/static/previews/{name}")[0] in (400, 404)


def test_the_first_page_says_what_it_may_load(server: Server) -> None:
    first, second = status_of(server.url)[1], status_of(f"{server.url}/sessions")[1]
    for headers in (first, second):
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert first["content-security-policy"] != second["content-security-policy"], "a nonce is used once"
    assert status_of(f"{server.url}/healthz")[0] == 200


def test_a_second_studio_on_the_same_folder_says_so_and_ends(server: Server) -> None:
    second = Server(server.sessions)
    second.start()
    assert second.process is not None
    assert second.process.wait(180) != 0
    log = second.log.read_text()
    assert "Another studio is running" in log
    assert "Traceback" not in log


@pytest.mark.long
def test_a_killed_studio_takes_up_its_film_and_a_stopped_one_leaves_in_order(browser, tmp_path: Path) -> None:
    there = Server(tmp_path / "sessions")
    there.start()
    there.wait()
    context, _ = visited(browser, there)
    try:
        opened = context.new_page()
        opened.goto(there.url)
        fill(opened, TEXT)
        opened.get_by_label("What is the film about?").press("Control+Enter")
        opened.get_by_text(re.compile("You can leave this page")).wait_for()
        there.stop(signal.SIGKILL)
        away = opened.get_by_text("The studio is away")
        away.wait_for()
        there.start()
        there.wait()
        away.wait_for(state="detached")
        name = opened.url.partition("?s=")[2]
        opened.goto(f"{there.url}/session?s={name}")
        going_on = opened.locator(".st-key-stop button").or_(opened.get_by_role("link", name="Download film"))
        going_on.first.wait_for()
    finally:
        context.close()
        assert there.stop() in (0, -signal.SIGTERM)
    assert "Traceback" not in there.log.read_text()
    job = json.loads((there.sessions / name / "metadata" / "job.json").read_text("utf-8"))
    assert job["state"] in ("interrupted", "done"), "what an orderly stop breaks off is taken up by the next start"
