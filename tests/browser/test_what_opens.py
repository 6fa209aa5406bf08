"""What opens over the pages or folds out on them, in a real Chromium: accessible, whole, and asking only what is switched on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from visiting import BROKEN, Server, settled

from core.film import Order
from core.policy.bills import Till
from core.services.entries import Chain, Entry, Fill
from core.services.roster import Services
from core.session import Session
from core.settings import Settings
from core.studio import Studio

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
HOSTILE = "<b>x</b> :red[y] $a^2$ [l](http://n.example) مرحبا 👩🏽‍🚀 "


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One session, one in the trash, and two services, of which one does three tasks and cost something."""
    folder = tmp_path_factory.mktemp("opened")
    root = folder / "sessions"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTCUT_SECRETS", str(folder / "secrets"))
        for title in ((HOSTILE * 4)[:190], "Thrown away"):
            made = Session.create(root, Order(source="# Notes\n\nSearch takes 90 ms.", title=title), title, "ana")
        with Studio(Settings(sessions=root)) as studio:
            studio.shelf.delete(made.id)
        services = Services(root, folder / "secrets")
        fills = tuple(Fill(port=port, model="m") for port in ("Writer", "Speaker", "Painter"))
        services.put(Entry(id="gateway", house="openai", label="Our gateway", base_url="http://localhost:1/v1", fills=fills))
        services.put(Entry(id="other", house="openai", label=HOSTILE, base_url="http://localhost:2/v1", fills=fills[:1]))
        services.choose(Chain(port="Writer", first="gateway", fallbacks=("other", "offline")))
        Till(services.folder, "gateway", "Writer", "ana", made.id).note("write", "m", Decimal(2), "")
        yield root


def menu(page: Any, what: str) -> None:
    """Chooses from the menu of the first session."""
    page.locator("[class*=st-key-card-]").first.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=what).click()
    page.get_by_role("dialog").wait_for()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


OPENED: dict[str, tuple[str, Callable[[Any], None]]] = {
    **{
        f"the question before {what}": ("sessions", lambda page, what=what: menu(page, what))
        for what in ("Rename", "Tags", "Move to a project", "Make with another template", "Export as a zip")
    },
    "the question before erasing": ("sessions?shelved=trash", lambda page: menu(page, "Erase for good")),
    "the question before emptying": ("sessions?shelved=trash", lambda page: press(page, "Empty the trash")),
    "importing": ("sessions", lambda page: press(page, "Import")),
    "folded filters": ("sessions", lambda page: press(page, "Filters")),
    "details of a session": ("session?s={session}", lambda page: press(page, "Details")),
    "all of Create": ("", lambda page: page.get_by_text("More: title").click()),
    "services to add": ("providers", lambda page: press(page, "Add a service")),
    "who does what": ("providers?view=tasks", lambda page: None),
    "costs": ("providers?view=costs", lambda page: page.get_by_text("The whole studio").click()),
    "a service’s set-up": ("providers?e=gateway", lambda page: tab(page, "Set-up")),
    "a service’s limits": ("providers?e=gateway", lambda page: tab(page, "Limits")),
    "a service’s prices": ("providers?e=gateway", lambda page: tab(page, "Prices")),
    "a service’s removal": ("providers?e=other", lambda page: press(page, "Remove")),
    "the doctor’s findings as text": ("doctor", lambda page: page.get_by_text("As text, to send").click()),
}


@pytest.mark.slow
def test_nothing_serious_is_found_in_what_opens_and_nothing_of_it_is_broken(
    visit: Callable[..., Any], server: Server, sessions: Path
) -> None:
    page = visit(reduced_motion="reduce")
    session = next(sessions.glob("session_*")).name
    wrong: dict[str, list[str]] = {}
    for name, (path, opened) in OPENED.items():
        page.goto(f"{server.url}/{path.format(session=session)}")
        page.locator("h1").first.wait_for()
        settled(page)
        opened(page)
        settled(page)
        page.wait_for_timeout(400)  # what opens fades in, and half-faded words have little contrast
        violations = axe.Axe().run(page, options=RULES).response["violations"]
        grave = [rule for rule in violations if rule["impact"] in ("serious", "critical")]
        said = [f"{rule['id']}: {node['html'][:300]}" for rule in grave for node in rule["nodes"]]
        if said := [*said, *page.evaluate(BROKEN)]:
            wrong[name] = said
    assert wrong == {}, wrong


def test_by_night_on_a_phone_all_can_be_read_behind_the_details_of_a_session_that_was_not_made(
    visit: Callable[..., Any], server: Server, sessions: Path
) -> None:
    page = visit(width=390, height=844, color_scheme="dark", reduced_motion="reduce")
    page.goto(server.at("session", s=next(sessions.glob("session_*")).name))
    press(page, "Details")
    page.get_by_label("Project").wait_for()
    settled(page)
    page.wait_for_timeout(400)  # as above
    violations = axe.Axe().run(page, options=RULES).response["violations"]
    assert [node["html"] for rule in violations if rule["impact"] in ("serious", "critical") for node in rule["nodes"]] == []


def test_what_is_switched_off_asks_nothing_until_it_is_switched_on(page: Any, server: Server) -> None:
    page.goto(server.at("providers", view="costs"))
    asked = page.get_by_role("spinbutton", name="US dollars a month")  # of those that can be reached
    page.get_by_text("The whole studio").wait_for()
    settled(page)
    assert asked.count() == 0
    page.get_by_text("The whole studio").click()
    asked.wait_for()
    asked.fill("35")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("of $35.00", exact=False).first.wait_for()
    page.reload()
    page.get_by_text("of $35.00", exact=False).first.wait_for()
    asked.wait_for()
    assert asked.count() == 1
