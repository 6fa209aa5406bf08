"""What tests in a browser are made with: a studio's own server, what a page may not do, and waiting for what is to come."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core.film import Order, Quality
from core.session import Session
from core.settings import Settings
from core.studio import Studio
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--autoplay-policy=no-user-gesture-required")  # fmt: skip
PATIENCE_S = 90.0
"""How long anything is waited for that is to come; what has come is waited for no longer."""

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
        self.port = self.port or free_port()
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
        ends = time.monotonic() + 2 * PATIENCE_S
        while True:
            try:
                urllib.request.urlopen(self.url + "/readyz", timeout=10).close()
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
        return self.process.wait(PATIENCE_S)

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


_WHOLE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Talk:
    """One socket between a page and its studio. What a page asks by itself, again and again, is waited for by nobody."""

    def __init__(self, socket: Any) -> None:
        self.owing, self._begun = True, False
        """Whether the page has asked for something that is not yet drawn: also before it has asked for anything."""
        socket.on("framesent", self._asked)
        socket.on("framereceived", self._answered)

    def _asked(self, frame: str | bytes) -> None:
        said = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        if said.WhichOneof("type") == "rerun_script" and not said.rerun_script.is_auto_rerun:
            self.owing, self._begun = True, False

    def _answered(self, frame: str | bytes) -> None:
        said = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self._begun = True
        elif kind == "script_finished" and self._begun and said.script_finished in _WHOLE:
            self.owing = False


_talks: WeakKeyDictionary[Any, Talk] = WeakKeyDictionary()


def listen(page: Any) -> None:
    """Listens to all that a page and its studio will say; before it is opened anywhere."""

    def opened(socket: Any) -> None:
        if "/_stcore/stream" in socket.url:
            _talks[page] = Talk(socket)

    page.on("websocket", opened)


def owing(page: Any) -> bool:
    """Whether the studio has still to answer something that the page asked it."""
    talk = _talks.get(page)
    return talk is None or talk.owing


def visited(browser: Any, server: Server, *, width: int = 1440, height: int = 900, **asked: Any) -> tuple[Any, list[str]]:
    """A browser of its own that waits patiently, and a list that grows by all that its pages do wrong."""
    context, wrong = browser.new_context(viewport={"width": width, "height": height}, **asked), list[str]()
    context.set_default_timeout(PATIENCE_S * 1000)
    context.on("page", lambda page: (listen(page), watch(page, server, wrong)))
    return context, wrong


def watch(page: Any, server: Server, wrong: list[str]) -> None:
    """Notes all that a page may not do: errors on its console, and questions to anybody but the studio."""
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked {asked.url}"))


def until(page: Any, script: str, seconds: float = PATIENCE_S) -> None:
    """Asks until `script` says yes; a policy that forbids evaluated strings does not stand in the way."""
    ends = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < ends, script
        page.wait_for_timeout(80)


def comes(page: Any, there: Callable[[], bool], what: str = "it did not come") -> None:
    """Asks until what happens outside of the browser has happened."""
    ends = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < ends, what
        page.wait_for_timeout(100)


AT_REST = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === 'notRunning'"""


def settled(page: Any) -> None:
    """Waits until the studio has answered all that the page asked it, and the page has drawn that."""
    page.wait_for_timeout(250)  # after which what was done to the page has left it
    ends = time.monotonic() + PATIENCE_S
    while owing(page) or not page.evaluate(AT_REST) or owing(page):
        assert time.monotonic() < ends, "the page does not come to rest"
        page.wait_for_timeout(50)


def in_place(page: Any, part: Any) -> dict[str, float]:
    """Where a part of the page is once it stays there, for a pointer that goes by places."""
    ends, before = time.monotonic() + PATIENCE_S, None
    while (now := part.bounding_box()) is None or now != before:
        assert time.monotonic() < ends, "it does not stand still"
        before = now
        page.wait_for_timeout(150)
    return now


def at_cells(page: Any) -> dict[str, float]:
    """Where the first table of the page is, once it has rows that can be pressed."""
    table = page.get_by_test_id("stDataFrame").filter(visible=True).first  # of a list, a phone sees another than a desk
    table.locator("canvas").first.wait_for()
    table.locator("[id^=glide-cell-]").first.wait_for(state="attached")
    settled(page)
    return in_place(page, table)


def fill(page: Any, text: str) -> None:
    """Writes the text of a film into an empty Create, and asks for a draft."""
    box = page.get_by_label("What is the film about?")
    box.fill(text)
    box.blur()
    page.get_by_text("Script: Harbor").wait_for()
    settled(page)
    quality = page.get_by_label("Quality")
    ends = time.monotonic() + PATIENCE_S
    while "Draft" not in (quality.input_value() or ""):
        assert time.monotonic() < ends, "Draft could not be chosen"
        quality.scroll_into_view_if_needed()
        quality.fill("Draft")  # a list that is open closes when the page under it still moves
        quality.press("Enter")
        settled(page)
