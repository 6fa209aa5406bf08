"""Whoever presses before the page has drawn what they typed keeps both, and sees what is refused however far down they work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from visiting import Server, comes, settled

from core.editing.editor import Editor
from core.film import Layout, Line
from core.session import Session

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str]) -> Path:
    folder = tmp_path_factory.mktemp("studio") / "sessions"
    shutil.copytree(harbor[0], folder)
    return folder


def editor(server: Server) -> Editor:
    folder = next(server.sessions.glob("session_*"))
    return Editor(Session.open(folder.parent, folder.name), lambda: pytest.fail("the film is written already"))


def opened(page, server: Server) -> Line:
    """The editor at the second shot, whose line it gives."""
    there = editor(server)
    page.goto(server.at("edit", s=there.session.id, shot=there.film.names[1]))
    page.get_by_label("Headline", exact=True).wait_for()
    settled(page)
    return there.film.lines[1]


@pytest.mark.parametrize("hurry_ms", [0, 15, 120])
def test_a_headline_and_a_press_on_another_layout_s_preview_both_stand(page, server: Server, hurry_ms: int) -> None:
    before = opened(page, server).slide
    wanted = Layout.STATEMENT if before.layout is not Layout.STATEMENT else Layout.NUMBER
    page.get_by_text("See it in").click()
    preview = page.get_by_role("button", name=wanted.called, exact=True)
    preview.wait_for()
    settled(page)
    page.get_by_label("Headline", exact=True).fill(f"Typed within {hurry_ms} ms")
    preview.hover()
    page.mouse.down()
    page.wait_for_timeout(hurry_ms)
    page.mouse.up()
    comes(page, lambda: editor(server).film.lines[1].slide.layout is wanted, "the layout is the one that was pressed")
    settled(page)
    after = editor(server).film.lines[1].slide
    assert after == before.model_copy(update={"layout": wanted, "headline": f"Typed within {hurry_ms} ms"})


def test_what_is_refused_is_seen_without_going_up_the_page_and_takes_the_place_of_what_was_told(page, server: Server) -> None:
    there = editor(server)
    page.goto(server.at("edit", s=there.session.id, view="script"))
    box, save = page.get_by_label("The whole script"), page.get_by_role("button", name="Save", exact=True)
    box.wait_for()
    settled(page)
    text = box.input_value()
    box.fill(text.replace("Harbor is here.", "Harbor has come."))
    save.click()
    page.get_by_text("The script is saved.").wait_for()
    settled(page)
    box.fill(text.replace("layout: ", "layout: nonsense", 1))
    save.click()
    toast = page.get_by_test_id("stToast").filter(has_text="names no layout")
    toast.wait_for()
    assert page.get_by_text("The script is saved.").count() == 0
    seen = toast.bounding_box()
    assert 0 <= seen["y"] < page.viewport_size["height"]


PLACES = """() => {
  const there = document.activeElement, look = document.querySelector(".st-key-edit-look");
  const [box, frame] = [there, look].map((one) => one.getBoundingClientRect());
  return [look.contains(there), box.top, box.bottom, frame.top, frame.bottom, innerHeight];
}"""


@pytest.mark.parametrize("page", [{"width": 1440, "height": 900}], indirect=True)
def test_whoever_goes_through_the_form_by_keyboard_sees_every_box_and_the_frame(page, server: Server) -> None:
    opened(page, server)
    first, last = page.get_by_label("Narration"), page.get_by_label("Below it")
    first.focus()
    for key, end in (("Tab", last), ("Shift+Tab", first)):
        boxes = 0
        while not end.evaluate("(box) => box === document.activeElement"):
            page.keyboard.press(key)
            page.wait_for_timeout(150)
            within, top, bottom, above, under, height = page.evaluate(PLACES)
            boxes += 1
            assert boxes < 30
            assert within or under - 1 <= top < bottom <= height + 1
            assert 50 <= above < under < height
        assert boxes > 5
