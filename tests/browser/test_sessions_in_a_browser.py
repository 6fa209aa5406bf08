"""The list of sessions in a real headless Chromium: found, opened, changed, many at once, followed while others work."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from visiting import Server, at_cells, settled, until

from core.film import Order
from core.film.templates import TEMPLATES
from core.session import Session

sync_api = pytest.importorskip("playwright.sync_api")
ODD = ("<b>bold</b> :red[x] $a^2$ [link](http://nowhere)", "=SUM(A1:A9)", "🚀 عنوان من اليمين", "On and on " * 19, "word" * 40)


def add(root: Path, title: str, source: str = "# Harbor\n\nSearch takes 120 ms.") -> str:
    """A session as another process makes it."""
    template = TEMPLATES[len(title) % len(TEMPLATES)].id
    return Session.create(root, Order(source=source, title=title, template=template), title, "ana").id


def begin(root: Path) -> None:
    """Thirty plain sessions with a day between them, and the odd ones, which are the newest."""
    for i in range(30):
        title = f"Weekly notes {i:02d}"
        order = Order(source="# Notes\n\nSome words.", title=title, template=TEMPLATES[i % 2].id)
        session = Session.create(root, order, title)
        when = datetime(2026, 1, 1) + timedelta(days=i)
        name = f"session_{when:%Y%m%d_%H%M%S}_abcd"
        session.save(session.card.model_copy(update={"id": name, "created": when.isoformat(timespec="milliseconds")}))
        session.folder.rename(root / name)


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listed") / "sessions"
    begin(folder)
    for title in ODD:
        add(folder, title.strip())
    return folder


@pytest.fixture
def page(page, server: Server):
    """The list."""
    page.goto(server.at("sessions"))
    cards(page).first.wait_for()
    return page


def cards(page):
    return page.locator("[class*=st-key-card-]")


def titles(page) -> list[str]:
    return cards(page).locator(".stMarkdown a").all_inner_texts()


def card(page, title: str):
    return cards(page).filter(has_text=title)


def do(page, title: str, what: str) -> None:
    settled(page)  # a menu belongs to a card, and closes when another session comes to its place
    card(page, title).get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=what).click()


def test_typing_finds_and_the_address_can_be_sent_to_a_colleague(page, server: Server) -> None:
    page.get_by_role("searchbox", name="Search").press_sequentially("weekly 07", delay=40)
    sync_api.expect(cards(page)).to_have_count(1)
    sync_api.expect(page).to_have_url(re.compile(r"search=weekly(\+|%20)07"))
    page.reload()
    sync_api.expect(cards(page)).to_have_count(1)
    sync_api.expect(page.get_by_role("searchbox", name="Search")).to_have_value("weekly 07")
    page.get_by_role("searchbox", name="Search").fill("nothing like it")
    page.get_by_text("No session fits").wait_for()
    page.get_by_role("button", name="Clear filters").click()
    sync_api.expect(cards(page)).to_have_count(16)


def test_texts_of_people_are_shown_as_text_and_make_nothing_wider(page) -> None:
    cards(page).nth(4).wait_for()
    shown = "\n".join(cards(page).all_inner_texts()).replace("\u2060", "")  # which keeps an address from becoming a link
    for title in ODD[:3]:
        assert shown.count(title) == 1
    assert page.locator("[class*=st-key-card-] a[href*=nowhere]").count() == 0
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        until(page, f"() => window.innerWidth === {size['width']}")
        until(page, "() => document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")
    assert page.locator("[class*=st-key-card-] b").count() == 0


def test_pages_turn_forth_and_back_and_begin_at_their_top(page) -> None:
    first = titles(page)
    pager = page.locator(".st-key-pager")
    pager.get_by_role("link", name="Next").click()
    page.get_by_text("Page 2 of 3").wait_for()
    settled(page)
    assert titles(page) != first
    until(page, "() => document.querySelector('[data-testid=stMain]').scrollTop === 0")
    pager.get_by_role("link", name="Back").click()
    page.get_by_text("Page 1 of 3").wait_for()
    settled(page)
    assert titles(page) == first


def test_a_click_on_a_picture_opens_the_session_here_and_back_finds_the_list_as_it_was(page) -> None:
    page.get_by_role("searchbox", name="Search").fill("weekly 12")
    sync_api.expect(cards(page)).to_have_count(1)
    page.get_by_role("link", name="Weekly notes 12").first.click()
    page.wait_for_url("**/session?s=session_20260113_000000_abcd")
    page.get_by_role("heading", name="Weekly notes 12").wait_for()
    assert len(page.context.pages) == 1
    page.go_back()
    sync_api.expect(cards(page)).to_have_count(1)
    card(page, "Weekly notes 12").get_by_text("Weekly notes 12").click()
    page.wait_for_url("**/session?s=session_20260113_000000_abcd")


def test_a_session_is_renamed_tagged_and_deleted_and_comes_back(page) -> None:
    page.get_by_role("searchbox", name="Search").fill("weekly")
    do(page, "Weekly notes 29", "Rename")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Weekly <i>special</i>")
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    card(page, "Weekly <i>special</i>").wait_for()
    do(page, "Weekly <i>special</i>", "Tags")
    dialog.get_by_role("combobox").fill("launch")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="hidden")
    card(page, "launch").wait_for()
    do(page, "Weekly <i>special</i>", "Delete")
    page.get_by_text("is in the trash").wait_for()
    sync_api.expect(card(page, "Weekly <i>special</i>")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    card(page, "Weekly <i>special</i>").wait_for()


@pytest.mark.long
def test_folded_filters_are_counted_and_taken_back(page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Template").wait_for()
    settled(page)
    page.get_by_label("Template").press("ArrowDown")
    page.get_by_role("option", name=re.compile("Midnight")).click()
    page.wait_for_url("**template=midnight*")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters · 1").wait_for()
    page.get_by_role("button", name="Template: Midnight").click()
    page.get_by_role("button", name="Filters", exact=True).wait_for()


@pytest.mark.long
def test_marked_rows_of_the_table_are_archived_together(page) -> None:
    page.get_by_role("radio", name="Table").click()
    for row in (0, 1):
        place = at_cells(page)
        page.mouse.click(place["x"] + 16, place["y"] + 36 + 46 * row + 23)
        page.get_by_text(f"{row + 1} marked").wait_for()
    page.get_by_role("button", name="Archive", exact=False).last.click()
    page.get_by_text("2 sessions are in the archive").wait_for()
    page.get_by_role("button", name="Undo").click()
    settled(page)
    page.get_by_role("radio", name="Cards").click()
    cards(page).first.wait_for()


@pytest.mark.long
@pytest.mark.parametrize("page", [{"width": 390, "height": 844}], indirect=True)
def test_a_phone_s_table_shows_title_state_length_and_when_without_being_pushed(page) -> None:
    page.get_by_role("radio", name="Table").click()
    place = at_cells(page)
    table = page.get_by_test_id("stDataFrame").filter(visible=True)
    heads = table.locator("[role=columnheader]")
    assert [one for one in heads.all_text_contents() if one] == ["Title", "State", "Length", "Changed"]
    width = table.locator(".dvn-scroller").evaluate("(one) => [one.scrollWidth, one.clientWidth]")
    assert width[0] <= width[1], width
    page.mouse.click(place["x"] + place["width"] - 20, place["y"] + 36 + 31)
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("dialog").get_by_label("Title").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Cards").click()
    cards(page).first.wait_for()


def test_a_session_that_another_process_makes_appears_by_itself(page, server: Server) -> None:
    add(server.sessions, "Made by the command line")
    card(page, "Made by the command line").wait_for()
