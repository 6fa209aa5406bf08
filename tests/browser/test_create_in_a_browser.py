"""Create in a real headless Chromium: typing, examples, files, the keyboard alone, people's words, a phone, the dark."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from visiting import ROOT, Server, settled, until

HOSTILE = "<b>x</b> :red[y] $a^2$ =SUM(A1) مرحبا 👩🏽‍🚀 ![p](http://example.com/x.png)"


@pytest.fixture
def page(page, server: Server):
    page.goto(server.url)
    page.get_by_role("button", name=re.compile("Generate film")).wait_for()
    return page


def box(page):
    return page.get_by_label("What is the film about?")


@pytest.mark.long
def test_what_is_typed_is_understood_when_typing_pauses_and_outlives_a_reload(page) -> None:
    box(page).press_sequentially("# Harbor 2.7\n\nSearch takes 90 ms", delay=5)
    page.get_by_text("Script: Harbor 2.7").wait_for()
    page.get_by_text("90 ms", exact=True).wait_for()
    page.keyboard.type(", not 410 ms.", delay=5)
    page.get_by_text("410 ms", exact=True).wait_for()
    assert page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"
    page.reload()
    page.get_by_text("Script: Harbor 2.7").wait_for()
    assert box(page).input_value() == "# Harbor 2.7\n\nSearch takes 90 ms, not 410 ms."
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Release notes", exact=True).wait_for()
    page.reload()
    page.get_by_role("button", name="Release notes", exact=True).wait_for()
    settled(page)
    page.wait_for_timeout(1000)  # nor is it filled later
    assert box(page).input_value() == ""


def test_the_sample_the_voice_the_music_and_a_moving_template_are_a_click_away(page) -> None:
    page.get_by_role("button", name="The full sample").click()
    page.get_by_text("Script: Harbor").wait_for()
    for button, sound in (("Listen to", "voice-"), ("Hear bright music", "music-bright-")):
        page.get_by_role("button", name=button).click()
        until(page, f"() => document.querySelector('audio[src*=\"/previews/{sound}\"]')?.duration > 1")
        settled(page)
    page.get_by_role("button", name="Use Signal").click()
    until(page, "() => document.querySelector('img[alt=\"Signal, in motion\"], img[alt=Signal]')?.naturalWidth > 100")


@pytest.mark.long
def test_files_with_a_picture_are_taken_and_a_missing_one_is_named(page, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Harbor 2.6\n\nThe map is new.\n\n![The map](map.png)\n\n![The list](list.png)\n", "utf-8")
    picture = tmp_path / "map.png"
    shutil.copy(ROOT / ".streamlit" / "static" / "mark.png", picture)
    page.get_by_text("Files", exact=True).click()
    page.locator("input[type=file]").set_input_files([str(notes), str(picture)])
    page.get_by_text("Script: Harbor").wait_for()
    page.get_by_text(re.compile("not among the files: list.png")).wait_for()
    page.locator("input[type=file]").set_input_files(str(ROOT / ".streamlit" / "static" / "mark.png"))
    page.get_by_text(re.compile("Not shown by the text: mark.png")).wait_for()
    page.get_by_role("link", name="Templates").first.click()
    page.get_by_role("heading", name="Templates").wait_for()
    page.get_by_role("link", name="Create").first.click()
    page.get_by_text("Your files are still here").wait_for()


def test_the_keyboard_alone_gets_from_an_empty_page_to_a_film(page) -> None:
    box(page).focus()
    page.keyboard.type("# Harbor 2.8\n\nSearch takes 90 ms.")
    page.get_by_text("Script: Harbor 2.8").wait_for()
    reached: list[str] = []
    name = "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.placeholder || '' }"
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(name).strip())
        if reached[-1] == "Use Blueprint":
            page.keyboard.press("Enter")
            settled(page)
            until(page, "() => !!document.activeElement.closest('.st-key-template-blueprint')")  # nobody is sent to the beginning
        if reached[-1] == "Leo":
            page.keyboard.press("Space")
            settled(page)
        if "Listen to" in reached[-1]:
            break
    for wanted in ("Use Blueprint", "More: title", "Leo", "Generate film", "Listen to"):
        assert any(wanted in said for said in reached), reached
    assert any("Quality" in said for said in reached), reached
    assert "" not in reached, "something without a name can be reached"
    assert page.get_by_role("button", name="Chosen").count() == 1
    box(page).focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/session\?.*s=session_"))
    page.get_by_role("button", name="Stop").first.click()


def test_typed_lengths_are_taken_or_answered(page) -> None:
    box(page).fill("# Harbor 2.9\n\nSearch takes 90 ms.")
    page.get_by_text("Script: Harbor 2.9").wait_for()
    for written, told in (("soon", "is no length"), ("1:15", "of 1:15")):
        page.get_by_role("combobox", name=re.compile("Length")).fill(written)
        page.keyboard.press("Enter")
        page.get_by_text(re.compile(told)).first.wait_for()


@pytest.mark.long
def test_people_s_words_are_words_in_every_field(page) -> None:
    box(page).fill(f"# {HOSTILE}\n\nSearch takes 90 ms. {HOSTILE}")
    page.get_by_text(re.compile("^Script:")).wait_for()
    page.get_by_text("More: title").click()
    for label in ("Title", "Audience", "Tone", "Goal", "Category"):
        page.get_by_role("textbox", name=label, exact=True).fill((HOSTILE * 3)[: 200 if label == "Title" else 90])
        page.keyboard.press("Tab")
        settled(page)
    assert page.locator("[data-testid=stMain] b").count() == 0
    assert page.locator(".katex").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.long
@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"width": 390, "height": 844, "color_scheme": "light"}, marks=pytest.mark.slow),
        {"width": 390, "height": 844, "color_scheme": "dark"},
        pytest.param({"color_scheme": "dark"}, marks=pytest.mark.slow),
    ],
    indirect=True,
    ids=["phone", "phone-dark", "dark"],
)
def test_nothing_is_cut_off_and_everything_has_a_name(page) -> None:
    page.get_by_role("button", name="An article").click()
    page.get_by_text("Script: Why our deploys").wait_for()
    settled(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    nameless = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, input, textarea)')].filter(e =>
        e.type !== 'file' && e.offsetParent && !(e.innerText || e.getAttribute('aria-label') || e.labels?.length || e.title))
        .map(e => e.outerHTML.slice(0, 200))"""
    assert page.evaluate(nameless) == []
    unseen = "() => [...document.querySelectorAll('[data-testid=stMain] img')].filter(i => !i.alt).length"
    assert page.evaluate(unseen) == 0
