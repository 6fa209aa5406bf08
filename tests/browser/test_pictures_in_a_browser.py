"""A shot's picture in a real browser: the cards of what it could be, the way back to the original, and a picture handed in."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from visiting import Server, comes, settled, until

from core.editing.cutting_room import CuttingRoom
from core.film import Layout, Picture, Slide
from core.film.shot_edits import SetSlide
from core.making.importing import picture_of
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.long

CARDS = "[class*=st-key-candidate-]"
SEEN = f"""() => {{
  const seen = [...document.querySelectorAll("{CARDS} img")];
  return seen.length > 0 && seen.every((one) => one.complete && one.naturalWidth > 0);
}}"""


def png(colour: tuple[int, int, int]) -> bytes:
    return bytes(cv2.imencode(".png", np.full((360, 640, 3), colour, np.uint8))[1])


@pytest.fixture(scope="module")
def film(harbor: tuple[Path, str]) -> str:
    return harbor[1]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str], film: str) -> Path:
    """A film whose second shot shows a picture in the film's style, with the original kept."""
    folder = tmp_path_factory.mktemp("studio") / "sessions"
    shutil.copytree(harbor[0], folder)
    with Studio(Settings(sessions=folder)) as studio:
        original = picture_of("harbour.png", png((180, 120, 40)), studio.store)
        styled: Picture = picture_of("styled.png", png((60, 90, 220)), studio.store)
        shown = styled.model_copy(update={"original": original, "made_by": "a painter"})
        editor = studio.cutting.editor(film)
        slide = Slide(layout=Layout.STILL_TEXT, headline="Search", picture=shown)
        editor.apply(SetSlide(shot=editor.shots[1].id, slide=slide))
    return folder


def now(server: Server, film: str, number: int) -> Slide:
    """What the shot shows, as the session's folder tells."""
    with Studio(Settings(sessions=server.sessions)) as studio:
        room: CuttingRoom = studio.cutting
        return room.editor(film).film.lines[number - 1].slide


def at_pictures(page, server: Server, film: str, number: int) -> None:
    page.goto(server.at("edit", s=film))
    page.locator("[class*=st-key-card-] button").nth(number - 1).click()
    page.get_by_text(f"Shot {number} of 3").wait_for()
    settled(page)
    page.get_by_role("tab", name="Picture").click()
    page.get_by_label("Find another picture").wait_for()
    settled(page)


def test_the_original_of_a_restyled_picture_is_one_click_away(page, server: Server, film: str) -> None:
    at_pictures(page, server, film, 2)
    styled = now(server, film, 2).picture
    assert styled is not None
    page.get_by_role("button", name="Back to the original").click()
    page.get_by_role("button", name="Back to the original").wait_for(state="detached")
    comes(page, lambda: now(server, film, 2).picture == styled.original)
    settled(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Back to the original").wait_for()
    comes(page, lambda: now(server, film, 2).picture == styled)


def test_the_cards_show_what_the_shot_could_be_and_one_click_takes_it(page, server: Server, film: str) -> None:
    at_pictures(page, server, film, 1)
    until(page, SEEN)
    settled(page)
    cards = page.locator(CARDS)
    first = cards.first.inner_text()
    assert "free" in first
    before = now(server, film, 1)
    page.get_by_role("button", name="Others").click()
    until(page, f"() => (document.querySelector('{CARDS}')?.innerText ?? {first!r}) !== {first!r}")
    until(page, SEEN)
    cards.first.get_by_role("button", name="Use").click()
    comes(page, lambda: now(server, film, 1) != before)
    settled(page)
    page.get_by_role("button", name="Undo").click()
    comes(page, lambda: now(server, film, 1) == before)


def test_a_picture_that_is_handed_in_is_seen_and_its_middle_moved(page, server: Server, film: str) -> None:
    at_pictures(page, server, film, 3)
    page.locator("input[type=file]").set_input_files({"name": "sea.png", "mimeType": "image/png", "buffer": png((200, 160, 20))})
    across = page.get_by_role("slider", name="What matters, across")
    across.wait_for()
    settled(page)
    across.focus()
    page.keyboard.press("Home")
    until(page, '() => document.querySelector(\'img[src*="/picture/"][src*="x=0.000"]\')?.naturalWidth > 0')
    comes(page, lambda: (shown := now(server, film, 3).picture) is not None and shown.focus_x == 0)
    settled(page)
    keyboard = page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert keyboard == "What matters, across", "the keyboard stays"
