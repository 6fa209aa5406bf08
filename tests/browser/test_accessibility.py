"""Every page and state in a real Chromium, looked at by axe-core: nothing serious, and every control has a name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from visiting import Server, settled, until

from core.services.entries import Entry, Fill
from core.services.roster import Services

pytestmark = pytest.mark.long

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, video, audio")]
  .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !e.closest("[aria-hidden=true]"))
  .filter((e) => !(e.ariaLabel || e.ariaLabelledByElements?.length || e.labels?.length || e.textContent.trim() || e.title
                   || e.querySelector("img[alt]:not([alt=''])")))
  .map((e) => e.outerHTML.slice(0, 200))"""

PLACES = {
    "create": "/",
    "sessions": "/sessions",
    "sessions as a table": "/sessions?view=table",
    "no session found": "/sessions?search=zzzzzz",
    "a session": "/session?s={session}",
    "no such session": "/session?s=session_20260101_000000_aaaa",
    "templates": "/templates",
    "a template": "/templates?t=daylight",
    "avatars": "/avatars",
    "an avatar": "/avatars?a=maya",
    "help": "/help",
    "keys": "/help?chapter=Keyboard",
    "what is new": "/news",
    "doctor": "/doctor",
    "services": "/providers",
    "who does what": "/providers?view=tasks",
    "costs": "/providers?view=costs",
    "a service": "/providers?e=ollama",
    "a service without a task": "/providers?e=nothing",
}


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory, harbor: tuple[Path, str]) -> Path:
    folder = tmp_path_factory.mktemp("accessible") / "sessions"
    shutil.copytree(harbor[0], folder)
    services = Services(folder, folder.parent / "secrets")
    services.put(
        Entry(id="ollama", house="openai", base_url="http://localhost:11434/v1", fills=(Fill(port="Writer", model="m"),))
    )
    services.put(Entry(id="nothing", house="openai"))
    return folder


@pytest.fixture(scope="module")
def film(sessions: Path) -> str:
    """A session whose film is made."""
    return next(sessions.glob("session_*")).name


def settle(page) -> None:
    """Waits until the page is drawn and stands still."""
    page.locator("h1, [data-testid=stAlert]").first.wait_for()
    settled(page)
    until(page, "() => !document.documentElement.classList.contains('arriving')")


def found(page) -> list[str]:
    """What is serious or worse, a line for each element."""
    seen = axe.Axe().run(page, options=RULES).response["violations"]
    grave = [rule for rule in seen if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {node['target']} {node['html'][:300]}" for rule in grave for node in rule["nodes"]]


@pytest.mark.slow  # every page, four looks
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_is_found_on_any_page_by_day_and_by_night(visit, server: Server, film: str, width: int) -> None:
    page = visit(width=width, reduced_motion="reduce")
    wrong: dict[str, list[str]] = {}
    for name, path in PLACES.items():
        page.emulate_media(color_scheme="light")
        page.goto(server.url + path.format(session=film))
        settle(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until(page, f"() => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === '{scheme}'")
            settle(page)
            said = [*found(page), *(f"no name: {html}" for html in page.evaluate(NAMELESS))]
            if said:
                wrong[f"{name}, {scheme}"] = said
    assert wrong == {}


def test_what_opens_over_a_page_is_accessible_too(page, server: Server, film: str) -> None:
    page.goto(server.at("session", s=film))
    settle(page)
    wrong: list[str] = []
    for opener in (page.locator(".st-key-films button").first, page.get_by_role("button", name="Share")):
        opener.click()
        over = page.locator("[data-testid=stPopoverBody], [role=dialog]").first
        over.wait_for()
        settled(page)
        page.wait_for_timeout(500)  # what opens fades in, and has less contrast meanwhile
        wrong += found(page)
        page.keyboard.press("Escape")
        over.wait_for(state="detached")
    assert wrong == []


def test_the_keys_of_help_go_where_they_say(page, server: Server) -> None:
    page.goto(server.at("help"))
    settle(page)
    for keys, title in ((("g", "s"), "Sessions"), (("g", "t"), "Templates"), (("g", "a"), "Avatars"), (("?",), "Help")):
        for key in keys:
            page.keyboard.press(key)
        page.locator("h1", has_text=title).wait_for()
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.locator("h1", has_text="Sessions").wait_for()
    settle(page)
    page.keyboard.press("/")
    until(page, "() => document.activeElement.tagName === 'INPUT'")
    page.keyboard.type("nothing")  # letters are letters while somebody types
    page.wait_for_url("**/sessions?search=nothing")
    settle(page)
    page.keyboard.press("Escape")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("n")
    page.locator("textarea").first.wait_for()


def test_a_letter_that_was_meant_for_a_box_which_is_gone_leads_nowhere(page, server: Server) -> None:
    page.goto(server.at("help"))
    settle(page)
    page.evaluate("() => { const box = document.createElement('textarea'); document.body.append(box); box.focus(); }")
    page.keyboard.type("Now")
    page.evaluate("() => document.activeElement.remove()")
    page.keyboard.type("n?n")
    page.wait_for_timeout(800)
    assert page.url.endswith("/help")
    page.wait_for_timeout(2100)
    page.keyboard.press("n")
    page.locator("textarea").first.wait_for()


@pytest.mark.parametrize("key", ["Escape", ""], ids=["taken back", "kept"])
@pytest.mark.parametrize("pause_ms", [0, *(pytest.param(ms, marks=pytest.mark.slow) for ms in (60, 150, 400))])
def test_a_page_is_left_also_right_after_something_was_typed_on_it(visit, server: Server, pause_ms: int, key: str) -> None:
    page = visit()
    page.goto(server.at("sessions"))
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type("nothing")
    page.wait_for_timeout(pause_ms)
    if key:
        page.keyboard.press(key)
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("n")
    page.locator("h1", has_text="Make a film").wait_for()
    settled(page)
    page.wait_for_timeout(700)  # what was on its way has come by now
    assert page.locator("h1").inner_text().startswith("Make a film")
    assert page.url.removeprefix(server.url) in ("", "/")
