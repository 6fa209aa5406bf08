"""Takes the pictures of pages that README shows, of a studio that is filled for it.

python -m tests.sheet.pages [--out FOLDER]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from core.film import Order, Quality
from core.film.sample import SAMPLE
from core.film.sample_texts import ARTICLE, NOTES
from core.settings import Settings
from core.studio import Studio
from tests.browser.visiting import CHROMIUM, FLAGS, ROOT, Server, listen, settled, until

README = ROOT / ".streamlit" / "static" / "readme"
SIZE = {"width": 1440, "height": 900}
NORTHWIND = "# Northwind 1.8\n\nExports are 5 times faster: 12 s instead of 60 s.\n\n- Send a report every Monday"
FJORD = "# Fjord 3.0\n\nTeams now share 12 dashboards in one place.\n\n```bash\nfjord upgrade --to 3.0\n```"
MADE = (
    (NORTHWIND, "midnight", ("launch", "exports")),
    (ARTICLE, "signal", ()),
    (NOTES, "editorial", ("release",)),
    (FJORD, "blueprint", ()),
    (SAMPLE, "daylight", ("launch",)),
)
"""Text, template and tags of each film; the last is the first in the list."""

WHOLE = """() => !document.documentElement.classList.contains("arriving") && !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stMain] img")].every((one) => one.complete)"""


def main() -> None:
    """Writes `create.png`, `sessions.png` and `film.png`."""
    asked = argparse.ArgumentParser(prog="tests.sheet.pages", description="README's pictures of pages.")
    asked.add_argument("--out", type=Path, default=README)
    out = asked.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "sessions")
        name = filled(server)
        server.start()
        try:
            server.wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
                page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
                listen(page)
                taken(page, server, name, out)
                browser.close()
        finally:
            server.stop()


def filled(server: Server) -> str:
    """Makes the films; gives the session of the last."""
    name = ""
    with Studio(Settings(sessions=server.sessions)) as studio:
        for source, template, tags in MADE:
            session = studio.create(Order(source=source, template=template, quality=Quality.DRAFT))
            studio.make(session)
            studio.shelf.tag(session.id, tags)
            name = session.id
    return name


def taken(page: Any, server: Server, name: str, out: Path) -> None:
    """Takes all of them."""
    page.goto(server.at(""))
    page.get_by_role("button", name="The full sample").click()
    page.get_by_text("Script: Harbor").first.wait_for()
    until(page, "() => document.querySelectorAll('.st-key-faces img').length >= 8", 90)
    kept(page, out / "create.png")
    page.goto(server.at("sessions"))
    page.locator("[class*=st-key-card-]").nth(len(MADE) - 1).wait_for()
    kept(page, out / "sessions.png")
    page.goto(server.at("session", s=name))
    page.locator("video").first.wait_for()
    until(page, "() => document.querySelector('video').readyState >= 2")
    kept(page, out / "film.png")


def kept(page: Any, to: Path) -> None:
    """A picture of the page once it stands still."""
    settled(page)
    until(page, WHOLE, 90)
    page.wait_for_timeout(600)
    page.screenshot(path=str(to))


if __name__ == "__main__":
    main()
