"""The editor in a real headless Chromium: a line changed, seen at once, made into a new cut that plays; two windows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from visiting import Server, at_cells, comes, in_place, settled, until

from core.editing.editor import Editor
from core.film.shot_edits import SetNarration
from core.session import Session

pytestmark = pytest.mark.long

DRAWN = """() => {
  const seen = [...document.querySelectorAll("img[src*='/app/static/frames/']")];
  return seen.length > 0 && seen.every((one) => one.complete && one.naturalWidth > 0);
}"""


@dataclass
class Place:
    """A server with one film, made before it started."""

    server: Server
    film: str

    def url(self, **asked: str) -> str:
        return self.server.at("edit", s=self.film, **asked)

    def session(self) -> Session:
        return Session.open(self.server.sessions, self.film)


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str]) -> Path:
    folder = tmp_path_factory.mktemp("studio") / "sessions"
    shutil.copytree(harbor[0], folder)
    return folder


@pytest.fixture(scope="module")
def place(server: Server) -> Place:
    return Place(server, next(server.sessions.glob("session_*")).name)


def opened(page, place: Place, **asked: str) -> None:
    page.goto(place.url(**asked))
    page.get_by_role("button", name="Undo").wait_for()
    settled(page)
    page.get_by_text("Looking what your edit changes").wait_for(state="hidden")


def narration(page):
    """The box of the open shot's line, once that of the shot before is gone."""
    until(page, "() => document.querySelectorAll('textarea[aria-label=Narration]').length === 1")
    return page.get_by_label("Narration")


def say(page, words: str) -> None:
    box = narration(page)
    box.fill(words)
    box.press("Control+Enter")


def test_a_changed_line_is_seen_played_and_made_into_a_new_cut_that_the_player_turns_to(page, place: Place) -> None:
    opened(page, place)
    until(page, DRAWN)
    page.get_by_role("button", name="2 · Big number").click()
    page.get_by_text("Shot 2 of 3").wait_for()
    settled(page)  # until then the shot that was open before may stand beside it
    before = narration(page).input_value()
    say(page, "Search takes 120 ms now.")
    page.get_by_text("the narration changed in shot 2").wait_for()
    until(page, DRAWN)
    page.get_by_text("Play this shot").click()
    until(page, "() => document.querySelector('video[src*=\"/draft.mp4\"]')?.readyState >= 2")
    page.get_by_role("button", name="Make cut 3").click()
    narration(page).click()
    until(page, "() => document.querySelector('video[src*=\"_cut_003.mp4\"]')?.readyState >= 1", 240)
    page.get_by_text("Cut 3 is up to date").wait_for()
    keyboard = page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert keyboard == "Narration", "whoever writes on while a cut is made stays where they are"
    settled(page)  # while a page is drawn its keys are not there, and the browser would take letters back by itself
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    until(page, f"() => document.querySelector('textarea')?.value === {before!r}")
    page.locator(".st-key-edit-make button:enabled").wait_for()  # cut 2 again, of which all is still there
    settled(page)
    page.keyboard.press("Control+Shift+z")
    page.get_by_text("Cut 3 is up to date").wait_for()


def test_undo_while_typing_takes_back_letters_and_not_the_film(page, place: Place) -> None:
    opened(page, place, shot="nothing")
    log = place.session().folder / "metadata/edits.jsonl"
    before = log.read_text() if log.exists() else ""
    box = narration(page)
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
    until(other, "() => document.querySelector('textarea')?.value === 'Harbor is for teams everywhere.'")
    other.get_by_role("button", name="Make my edit anyway").click()
    until(other, "() => document.querySelector('textarea')?.value === 'Harbor is for you.'")
    other.close()


def test_a_cell_of_the_table_is_typed_over(page, place: Place) -> None:
    opened(page, place, view="table")
    box = at_cells(page)
    cell = page.locator("#portal textarea")
    for _ in range(9):  # a table that is just being drawn anew takes no key: whoever types tries again
        page.mouse.click(box["x"] + 640, box["y"] + 36 + 32)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1000)
        if cell.count():
            break
    cell.fill("Anywhere at all")
    page.keyboard.press("Enter")
    comes(page, lambda: "Anywhere at all" in (place.session().read("scripts/script.md") or ""), "the cell was not taken")


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_every_view_fits_a_phone_in_both_themes(visit, place: Place, theme: str) -> None:
    page = visit(width=390, height=844, color_scheme=theme)
    for view in ("cards", "film", "script", "rehearse", "cuts"):
        opened(page, place, view=view)
        settled(page)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, view


def test_a_choice_for_the_whole_film_is_seen_planned_and_taken_back_by_its_key(page, place: Place) -> None:
    opened(page, place)
    page.get_by_role("button", name="Redo only").first.click()
    page.get_by_role("menuitem", name="Captions").click()
    page.get_by_text("Captions in the picture").wait_for()
    settled(page)  # what is drawn meanwhile would take the place of what is pressed
    page.get_by_text("Word by word").click()
    page.get_by_text("the captions changed").first.wait_for()
    settled(page)
    page.get_by_text("Music", exact=True).last.click()
    page.get_by_text("Calm", exact=True).click()
    page.get_by_text("the captions and the music changed").first.wait_for()
    settled(page)
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    page.get_by_text("the captions changed").first.wait_for()
    settled(page)
    page.keyboard.press("Control+z")
    page.get_by_text("the captions changed").first.wait_for(state="hidden")


def test_two_cuts_lie_on_top_of_each_other_and_the_line_between_them_is_pulled(page, place: Place) -> None:
    opened(page, place, view="cuts")
    line = page.locator("input.wipe")
    line.wait_for()
    at = "() => getComputedStyle(document.querySelector('.st-key-compare-wipe')).getPropertyValue('--at').trim()"
    assert page.evaluate(at) == "50%"
    until(page, "() => [...document.querySelectorAll('.st-key-compare-wipe img')].every((one) => one.naturalWidth > 0)")
    box = in_place(page, line)
    page.mouse.click(box["x"] + box["width"] / 5, box["y"] + box["height"] / 2)
    until(page, f"() => ['19%', '20%', '21%'].includes(({at})())")
    before = page.evaluate(at)
    page.keyboard.press("ArrowRight")
    until(page, f"() => ({at})() !== '{before}'")
    assert int(page.evaluate(at).removesuffix("%")) == int(before.removesuffix("%")) + 1
    both = "() => [...document.querySelectorAll('.st-key-compare-wipe img')].map((one) => one.getBoundingClientRect().top)"
    one, other = page.evaluate(both)
    assert one == other


def test_looking_around_quickly_edits_nothing(page, place: Place) -> None:
    opened(page, place)
    log = place.session().folder / "metadata/edits.jsonl"
    before = log.read_text() if log.exists() else ""
    for number in (2, 3, 2, 1, 2):
        page.get_by_role("button", name=f"{number} · ").click()
        page.get_by_text(f"Shot {number} of 3").wait_for()
        page.get_by_role("tab", name="Voice" if number == 2 else "Screen").click()
    page.get_by_role("tab", name="Screen").click()
    page.get_by_label("Headline").wait_for()
    page.wait_for_timeout(1000)
    assert (log.read_text() if log.exists() else "") == before


def test_whoever_changes_a_line_goes_on_typing_in_it(page, place: Place) -> None:
    opened(page, place)
    page.get_by_role("button", name="2 · ").click()
    page.get_by_text("Shot 2 of 3").wait_for()
    settled(page)
    say(page, "Search is quick.")
    comes(page, lambda: "Search is quick." in (place.session().read("scripts/script.md") or ""))
    settled(page)
    page.keyboard.type(" Very.")
    page.keyboard.press("Control+Enter")
    comes(page, lambda: "Search is quick. Very." in (place.session().read("scripts/script.md") or ""))
    settled(page)
    assert page.evaluate("() => document.activeElement.value") == "Search is quick. Very."


def test_a_shot_is_seen_at_every_moment_that_the_slider_passes(page, place: Place) -> None:
    opened(page, place)
    thumb = page.get_by_test_id("stSliderThumbValue").first
    thumb.wait_for()
    until(page, DRAWN)
    told, line = in_place(page, thumb), in_place(page, page.get_by_test_id("stSlider").first)
    height = told["y"] + told["height"] + 9
    page.mouse.move(told["x"] + told["width"] / 2, height)
    page.mouse.down()
    for part in (0.5, 0.25):
        page.mouse.move(line["x"] + line["width"] * part, height, steps=4)
        moment = round(float(thumb.inner_text().split()[0]) * 1000)
        until(page, f"() => document.querySelector(\"img[src$='&ms={moment}']\")?.naturalWidth > 0")
    page.mouse.up()
    settled(page)
    assert page.locator(f"img[src$='&ms={moment}']").count() == 1


def test_a_shot_of_a_cut_is_heard_from_its_own_moment(page, place: Place) -> None:
    opened(page, place, view="cuts")
    page.get_by_role("button", name="Shot 3").click()
    settled(page)
    until(page, "() => [...document.querySelectorAll('audio')].some((one) => / *#t=0*[1-9]/.test(one.src))")
    begun = """() => [...document.querySelectorAll('audio')].every((one) => {
      const [start, end] = one.src.split("#t=")[1].split(",").map(Number);
      return one.readyState >= 1 && Math.abs(one.currentTime - start) < 0.01 && end > start;
    })"""
    until(page, begun)


def test_every_press_of_undo_and_redo_counts_however_quickly_they_come(page, place: Place) -> None:
    log = place.session().folder / "metadata/edits.jsonl"

    def steps(kind: str) -> int:
        return log.read_text().count(f'"step": "{kind}"') if log.exists() else 0

    editor = Editor(place.session(), written=lambda: pytest.fail("the script is there"))
    for i in range(12):
        editor.apply(SetNarration(shot=editor.film.names[1], text=f"Search is fast, and that is sentence {i}."))
    opened(page, place)
    for kind in ("undo", "redo", "undo"):
        button = f".st-key-edit-{kind} button"
        page.locator(f"{button}:enabled").first.wait_for()
        settled(page)
        before = steps(kind)
        page.evaluate(
            """async (button) => {
              for (let i = 0; i < 12; i++) {
                document.querySelector(button).click();
                await new Promise((done) => setTimeout(done, 40));
              }
            }""",
            button,
        )
        comes(page, lambda kind=kind, before=before: steps(kind) - before >= 12, f"a press of {kind} was lost")
        settled(page)
        assert steps(kind) - before == 12


def test_next_goes_on_by_as_many_shots_as_it_was_pressed_for_and_back_as_well(page, place: Place) -> None:
    twice = "async (button) => { button.click(); await new Promise((done) => setTimeout(done, 40)); button.click(); }"
    opened(page, place)
    page.locator(".st-key-edit-chevron_right button").evaluate(twice)
    page.get_by_text("Shot 3 of").wait_for()
    page.locator(".st-key-edit-chevron_left button").evaluate(twice)
    page.get_by_text("Shot 1 of").wait_for()
    opened(page, place, view="rehearse")
    page.locator(".st-key-rehearse-next button").evaluate(twice)
    page.get_by_text("Shot 3 ·").wait_for()


def test_whoever_types_from_cell_to_cell_and_from_box_to_box_loses_no_letter(page, place: Place) -> None:
    opened(page, place, view="table")
    box = at_cells(page)
    cell = page.locator("#portal textarea")
    page.mouse.dblclick(box["x"] + 300, box["y"] + 36 + 32)
    cell.wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("Said in a cell.", delay=20)
    page.keyboard.press("Tab")
    page.wait_for_timeout(120)
    page.keyboard.type("Now in the next one", delay=80)  # the edit before is drawn meanwhile
    page.keyboard.press("Enter")
    comes(page, lambda: "Now in the next one" in (place.session().read("scripts/script.md") or ""), "the second was not taken")
    assert "Said in a cell." in (place.session().read("scripts/script.md") or "")
    opened(page, place)
    page.locator(".st-key-edit-chevron_right button").click()  # of this shot nothing is edited yet, so that much is told anew
    settled(page)
    headline, above = page.get_by_label("Headline"), page.get_by_label("Above it")
    headline.fill("Typed into one box")
    headline.press("Tab")
    page.keyboard.type("and into the one beside it", delay=80)
    page.keyboard.press("Tab")
    settled(page)
    assert (headline.input_value(), above.input_value()) == ("Typed into one box", "and into the one beside it")
