"""Every page and state walked as a person walks them, at a desk and on a phone, by day and by night; nothing may look broken.

`FIRSTCUT_SHOTS=folder` keeps a picture of each state there, to be looked at. Two looks are walked, in which each width and each
theme is seen, unless `FIRSTCUT_LOOKS=all` asks for all four.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from visiting import ROOT, TEXT, Server, settled, visited
from walking import Walk

from core.film import Order, Quality
from core.film.sample import SAMPLE
from core.film.screenplay import to_markdown
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.slow
HOSTILE = "<script>x</script> **bold** :red[y] $a^2$ [l](http://n.example) =SUM(A1) مرحبا 👩🏽‍🚀 "
LONG = (HOSTILE * 3)[:180]  # as a browser counts, an emoji is more than one sign
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("templates", {}),
    ("templates", {"t": "daylight"}),
    ("avatars", {}),
    ("avatars", {"a": "maya"}),
    ("help", {}),
    ("news", {}),
    ("doctor", {}),
    ("providers", {}),
)
LOOKS = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of the sample, one of hostile words, a failed one, one that nobody made, one in the trash, and thirty more."""
    folder = tmp_path_factory.mktemp("walked") / "sessions"
    with Studio(Settings(sessions=folder, workers=2)) as studio:
        for source, title in ((SAMPLE, ""), (f"# {HOSTILE}\n\nSearch takes 90 ms. {HOSTILE}\n", LONG)):
            studio.make(studio.create(Order(source=source, title=title, quality=Quality.DRAFT)))
        failed = studio.create(Order(source=TEXT, title="One that fails", quality=Quality.DRAFT))
        script = to_markdown(studio.outline(failed.card.order).script)
        failed.write("scripts/script.md", script.replace("That’s it. Thanks for watching.", "((( )))"))
        with pytest.raises(Exception, match="shot"):
            studio.make(failed)
        trashed = studio.create(Order(source=TEXT, title="Thrown away", quality=Quality.DRAFT))
        studio.shelf.delete(trashed.id)
        for number in range(30):
            studio.create(Order(source=TEXT, title=f"Weekly notes {number:02d}"))
        studio.create(Order(source=TEXT, title="Nobody made it yet", quality=Quality.DRAFT))
    return folder


@pytest.fixture(scope="module")
def known(sessions: Path) -> dict[str, str]:
    """The sessions by what they are for."""
    roles = {"Harbor": "film", "<script>": "hostile", "One that fails": "failed", "Nobody made": "new", "Thrown": "trashed"}
    found = {}
    for folder in [*sessions.glob("session_*"), *(sessions / ".trash").glob("session_*")]:
        title = Session.open(folder.parent, folder.name).card.title
        found |= {role: folder.name for begins, role in roles.items() if title.startswith(begins)}
    return found


WALKED = [(look, scheme) for look in LOOKS for scheme in ("light", "dark")]
if os.environ.get("FIRSTCUT_LOOKS") != "all":
    WALKED = [("desk", "light"), ("phone", "dark")]


@pytest.fixture(params=WALKED, ids="-".join)
def walk(
    request: pytest.FixtureRequest, visit: Callable[..., Any], server: Server, known: dict[str, str], tmp_path: Path
) -> Walk:
    """A walk in one look."""
    look, scheme = request.param
    width, height = LOOKS[look]
    folder = Path(os.environ.get("FIRSTCUT_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    page = visit(width=width, height=height, color_scheme=scheme, reduced_motion="reduce")
    return Walk(page, server, f"{look}-{scheme}", folder, known)


def test_create_from_an_empty_page_to_an_order(walk: Walk, tmp_path: Path) -> None:
    page = walk.page
    walk.go("")
    walk.at("create empty")
    walk.button(re.compile("Generate")).click()
    page.get_by_text("There is no text yet").wait_for()
    walk.at("create nothing to make")
    walk.go("")
    box = page.get_by_label("What is the film about?")
    box.press_sequentially("# Harbor 2.7\n\nSearch takes 90 ms", delay=10)
    walk.at("create typing", still=False, whole=False)
    page.get_by_text("Script: Harbor 2.7").wait_for()
    walk.at("create understood")
    box.fill("#\n\n---\n")
    page.wait_for_timeout(1200)
    walk.at("create no words")
    box.fill(f"# {LONG}\n\nSearch takes 90 ms. {HOSTILE}\n\n- {HOSTILE}\n- **Two** {HOSTILE}\n")
    page.get_by_text(re.compile("^Script:")).wait_for()
    page.get_by_text("More: title").click()
    for label in ("Title", "Audience", "Tone", "Goal", "Category"):
        page.get_by_role("textbox", name=label, exact=True).fill(LONG[: 200 if label == "Title" else 90])
        page.keyboard.press("Tab")
        settled(page)
    walk.at("create hostile words")
    walk.go("")
    walk.button("Clear").click()
    walk.button("The full sample").click()
    page.get_by_text("Script: Harbor").wait_for()
    walk.at("create sample")
    page.get_by_text("Files", exact=True).click()
    settled(page)
    walk.at("create files")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    page.locator("input[type=file]").set_input_files(str(tmp_path / "broken.png"))
    walk.at("create bad file")
    assert walk.wrong == []


def test_the_making_reloaded_stopped_taken_up_failed_and_mended(walk: Walk) -> None:
    page, server = walk.page, walk.server
    # So large that it is still in the making when all of its pictures are taken, however fast the machine.
    order = Order(source=SAMPLE.replace("2.4", f"3.{len(walk.look)}"), quality=Quality.UHD)
    session = server.ordered(order)
    walk.go("session", s=session.id)
    walk.at("session not made")
    walk.button("Make the film").click()
    page.get_by_text("You can leave this page").wait_for()
    page.wait_for_timeout(1500)
    walk.at("session in the making", still=False)
    page.reload()
    page.locator(".st-key-stop button").wait_for()
    page.wait_for_timeout(1500)
    walk.at("session reloaded in the middle", still=False)
    page.locator(".st-key-films button").first.click()
    page.wait_for_timeout(700)
    walk.at("films in the making", still=False, whole=False)
    walk.closed()
    page.locator(".st-key-stop button").click()
    walk.button("Go on").wait_for()
    walk.at("session stopped")
    failed = server.session(TEXT)
    with Studio(Settings(sessions=server.sessions)) as studio:
        script = to_markdown(studio.outline(failed.card.order).script)
    failed.write("scripts/script.md", script.replace("That’s it. Thanks for watching.", "((( )))"))
    walk.go("session", s=failed.id)
    walk.button("Make the film").click()
    walk.button("Try again").wait_for(timeout=240_000)
    walk.at("session failed")
    failed.write("scripts/script.md", script)
    walk.button("Try again").click()
    page.get_by_role("link", name="Download film").wait_for(timeout=240_000)
    walk.at("session mended")
    assert walk.wrong == []


def test_a_session_with_all_that_was_made_of_it(walk: Walk) -> None:
    page, known = walk.page, walk.known
    for tab in ("script", "avatar", "sync", "composition", "final", "files", "log", "order"):
        walk.go("session", s=known["film"], tab=tab)
        walk.at(f"film {tab}")
    for tab in ("script", "avatar", "composition", "final", "log", "order"):
        walk.go("session", s=known["hostile"], tab=tab)
        walk.at(f"hostile {tab}")
    walk.go("session", s=known["film"])
    walk.button("Share").click()
    page.wait_for_timeout(700)
    walk.at("film share", whole=False)
    walk.closed()
    for role in ("failed", "trashed"):
        walk.go("session", s=known[role])
        walk.at(f"session {role} before")
    walk.go("session", s="session_20260101_000000_aaaa")
    walk.at("session that is not there")
    assert walk.wrong == []


def test_lists_cards_tables_questions_and_the_trash(walk: Walk) -> None:
    page, server = walk.page, walk.server
    walk.go("sessions")
    page.locator("[class*=st-key-card-]").first.wait_for()
    walk.at("sessions cards")
    page.locator("[class*=st-key-card-]").first.get_by_role("button", name="More").click()
    page.wait_for_timeout(500)
    walk.at("sessions menu of one", whole=False)
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("dialog").wait_for()
    walk.at("sessions rename", whole=False)
    walk.closed()
    walk.button("Filters").click()
    page.get_by_label("Template").wait_for()
    walk.at("sessions filters", whole=False)
    walk.closed()
    walk.go("sessions", search="no session is called this", state="failed")
    walk.at("sessions no result")
    walk.go("sessions", view="table")
    page.get_by_role("radio", name="Table").click()
    page.get_by_test_id("stDataFrame").filter(visible=True).wait_for()
    walk.at("sessions table")
    page.get_by_role("radio", name="Cards").click()
    settled(page)
    walk.go("sessions", shelved="archived")
    walk.at("sessions empty archive")
    walk.go("sessions", shelved="trash")
    walk.at("sessions trash")
    walk.button("Empty the trash").click()
    page.get_by_role("dialog").wait_for()
    walk.at("sessions empty the trash", whole=False)
    walk.closed()
    walk.go("sessions")
    walk.button("Import").click()
    page.get_by_role("dialog").wait_for()
    walk.at("sessions import", whole=False)
    walk.closed()
    title = f"From the command line, {walk.look}"
    ours = {**os.environ, "FIRSTCUT_SESSIONS": str(server.sessions)}
    with Studio(Settings(sessions=server.sessions)) as other:
        gone = other.create(Order(source=TEXT, title=title)).id
    page.locator("[class*=st-key-card-]").filter(has_text=title).wait_for()
    subprocess.run(
        [sys.executable, "-m", "core", "delete", gone], cwd=ROOT, env=ours, check=True, capture_output=True, timeout=240
    )
    page.locator("[class*=st-key-card-]").filter(has_text=title).wait_for(state="detached")
    walk.at("sessions after the command line")
    assert walk.wrong == []


def test_galleries_and_what_is_told_of_the_studio(walk: Walk) -> None:
    for place, opened in PLACES:
        walk.go(place, **opened)
        walk.page.wait_for_timeout(1000)
        walk.at(" ".join((place, *opened.values())))
    assert walk.wrong == []


def test_the_editor_in_all_its_views(walk: Walk) -> None:
    page = walk.page
    for role in ("film", "hostile"):
        for view in ("cards", "table", "film", "script", "rehearse", "cuts"):
            walk.go("edit", s=walk.known[role], view=view)
            page.get_by_role("button", name="Undo").wait_for()
            settled(page)
            page.get_by_text("Looking what your edit changes").wait_for(state="hidden")
            page.wait_for_timeout(1200)
            walk.at(f"edit {role} {view}")
    walk.go("edit", s="session_20260101_000000_aaaa")
    walk.at("edit what is not there")
    assert walk.wrong == []


def test_a_studio_with_nothing_in_it_and_one_that_goes_and_comes_back(walk: Walk, tmp_path: Path) -> None:
    empty = Server(tmp_path / "nothing" / "sessions")
    empty.sessions.parent.mkdir()
    empty.start()
    empty.wait()
    scheme = walk.look.split("-")[1]
    context, _ = visited(
        walk.page.context.browser, empty, **walk.page.viewport_size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    alone = Walk(page, empty, walk.look, walk.folder, {})
    try:
        for place in ("", "sessions", "doctor"):
            alone.go(place)
            alone.at(f"nothing yet {place or 'create'}")
        page.locator(".st-key-films button").first.click()
        page.get_by_text("No film is in the making").wait_for()
        alone.at("nothing yet films", whole=False)
        alone.closed()
        session = empty.session(SAMPLE)
        alone.go("session", s=session.id)
        alone.button("Make the film").click()
        page.get_by_text("You can leave this page").wait_for()
        empty.stop(signal.SIGKILL)
        page.get_by_text("The studio is away").wait_for()
        alone.at("server gone", still=False, whole=False)
        empty.start()
        empty.wait()
        page.locator(".st-key-stop button").or_(page.get_by_role("link", name="Download film")).first.wait_for()
        page.wait_for_timeout(3000)
        alone.at("server came back", still=False)
    finally:
        page.context.close()
        empty.stop()
    assert "Traceback" not in empty.log.read_text()
    assert alone.wrong == []
