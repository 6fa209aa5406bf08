"""What tests in a browser are made with: a studio's own server, what a page may not do, and waiting for what is to come."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

from core.film import Order, Quality
from core.session import Session
from core.settings import Settings
from core.studio import Studio

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--autoplay-policy=no-user-gesture-required")  # fmt: skip
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."

BROKEN = """() => {
  const said = [];
  if (document.documentElement.scrollWidth > window.innerWidth) said.push("the page is wider than the window");
  const main = document.querySelector("[data-testid=stMain]");
  if (main && main.scrollWidth > main.clientWidth + 1) said.push("the page can be pushed sideways");
  for (const one of document.querySelectorAll("[data-testid=stException]"))
    said.push("an exception: " + one.innerText.slice(0, 200));
  for (const one of document.querySelectorAll("[data-testid=stMain] img"))
    if (one.complete && !one.naturalWidth && one.src && one.checkVisibility())
      said.push("a picture that is not there: " + one.src);
  return said;
}"""
"""What is wrong with a page that stands still."""


@dataclass
class Server:
    """A studio's own server on a folder of its own, which other programs may use meanwhile."""

    galleries: ClassVar[Path | None] = None
    """Where the galleries' pictures are that servers need not draw."""

    sessions: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = int(free.getsockname()[1])
        self.log = self.sessions.parent / f"server-{self.port}.log"

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Starts it, without waiting."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        held = {**os.environ, "FIRSTCUT_SESSIONS": str(self.sessions)}
        shown = self.sessions / ".previews"
        if self.galleries and not shown.exists():
            self.sessions.mkdir(parents=True, exist_ok=True)
            shown.symlink_to(self.galleries)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=held, stdout=log, stderr=log)

    def wait(self) -> None:
        """Waits until it answers."""
        ends = time.monotonic() + 90
        while True:
            try:
                urllib.request.urlopen(self.url + "/readyz", timeout=1).close()
                return
            except (urllib.error.URLError, OSError):
                assert self.process is not None
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < ends, self.log.read_text()
                time.sleep(0.2)

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Ends it and gives its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(30)

    def at(self, page: str, **asked: str) -> str:
        """A page's address."""
        return f"{self.url}/{page}" + (f"?{urlencode(asked)}" if asked else "")

    def ordered(self, order: Order) -> Session:
        """A session that another program creates, not yet made."""
        with Studio(Settings(sessions=self.sessions)) as studio:
            return studio.create(order)

    def session(self, source: str = TEXT) -> Session:
        """The same of a text, in a draft's size."""
        return self.ordered(Order(source=source, quality=Quality.DRAFT))

    def made(self, source: str = TEXT, **asked: object) -> Session:
        """A session whose film another program makes, too."""
        with Studio(Settings(sessions=self.sessions, workers=2)) as studio:
            session = studio.create(Order.model_validate({"source": source, "quality": Quality.DRAFT, **asked}))
            studio.make(session)
            return session


def watch(page, server: Server) -> list[str]:
    """A list that grows by all that a page may not do: errors on its console, and questions to anybody but the studio."""
    wrong: list[str] = []
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked {asked.url}"))
    return wrong


def until(page, script: str, seconds: float = 60) -> None:
    """Asks until `script` says yes; a policy that forbids evaluated strings does not stand in the way."""
    ends = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < ends, script
        page.wait_for_timeout(80)


def settled(page) -> None:
    """Waits until the script of the page has nothing more to say."""
    page.wait_for_timeout(250)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def fill(page, text: str) -> None:
    """Writes the text of a film into an empty Create, and asks for a draft."""
    box = page.get_by_label("What is the film about?")
    box.fill(text)
    box.blur()
    page.get_by_text("Script: Harbor").wait_for()
    settled(page)
    quality = page.get_by_label("Quality")
    ends = time.monotonic() + 60
    while "Draft" not in (quality.input_value() or ""):
        assert time.monotonic() < ends, "Draft could not be chosen"
        quality.scroll_into_view_if_needed()
        quality.fill("Draft")  # a list that is open closes when the page under it still moves
        quality.press("Enter")
        settled(page)
