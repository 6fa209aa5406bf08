"""Nothing is lost between a page and its studio: what somebody did is done to its end, and what they are told is told so, too."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import websockets
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from websockets.typing import Subprotocol

from pages.shell.unbroken import WAITING, Patient
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent

APP = """
import os
from pathlib import Path
import streamlit as st
from pages.shell.unbroken import unbroken

unbroken(int(os.environ["WAITING"]))
app = st.App(Path(__file__).with_name("pages") / "page.py")
"""

PAGE = """
import sys
import threading
import time
from pathlib import Path
import streamlit as st

folder = Path(__file__).parent
done = folder.with_name(st.query_params["who"])
if "modules" in st.query_params:
    def look(of=threading.current_thread()):
        of.join()  # the page's run is over
        folder.with_name("modules").write_text("\\n".join(sys.path))

    threading.Thread(target=look).start()

def make(what):
    held = st.session_state
    time.sleep(0.3)  # somebody does the next thing meanwhile
    held["also"] = held[what]
    with done.open("a") as file:
        file.write(f"{what}: {held[what]}\\n")

def press():
    time.sleep(0.3)
    make("pressed")

st.session_state["pressed"] = "yes"
st.text_input("One", key="one", on_change=make, args=("one",))
st.text_input("Two", key="two", on_change=make, args=("two",))
st.button("Press", key="press", on_click=press)
time.sleep(0.2)
if "long" in st.query_params:
    for i in range(300):
        st.text(f"{i} " * 7000)
if "parts" in st.query_params:
    for i in range(60):
        st.text(f"{i} " * 4000)

    def turn():
        st.query_params["at"] = str(int(st.query_params.get("at", "0")) + 1)
        st.rerun("part")

    @st.fragment(key="part")
    def part():
        st.button("Again", on_click=st.rerun)
        st.button("Next", on_click=turn)
        st.text("at " + st.query_params.get("at", "0"))
        for i in range(100, 160):
            st.text(f"{i} " * 4000)

    part()
st.text("drawn")
"""


@contextmanager
def served(folder: Path, waiting: int = WAITING) -> Iterator[str]:
    """The address of a server with one page, whose callbacks tell in the folder what they did for whom."""
    (folder / "app.py").write_text(APP)
    (folder / "pages").mkdir()
    (folder / "pages" / "page.py").write_text(PAGE)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), "--server.port", str(port)]
    held = {**os.environ, "PYTHONPATH": str(ROOT), "WAITING": str(waiting)}
    with subprocess.Popen(command, cwd=ROOT, env=held, stdout=subprocess.DEVNULL) as server:
        try:
            ends = time.monotonic() + 60
            while time.monotonic() < ends:
                with suppress(OSError):
                    urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5)
                    break
                time.sleep(0.05)
            yield f"ws://localhost:{port}/_stcore/stream"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of such a server, and its folder."""
    folder = tmp_path_factory.mktemp("unbroken")
    with served(folder) as address:
        yield address, folder


LONGEST_STEP_S = 2.5
"""All three callbacks and the drawing take less."""


def called(address: str, line: socket.socket | None = None) -> websockets.connect:
    """The line to that page's studio, as a browser has it."""
    return websockets.connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, close_timeout=0.1, sock=line
    )


class Browser:
    """What a browser says and hears of that page."""

    def __init__(self, there: websockets.ClientConnection, who: str) -> None:
        self.there, self.who = there, who
        self.ids: dict[str, str] = {}
        self.held: dict[str, str] = {}
        self.texts: dict[int, str] = {}
        self.drawn: set[int] = set()
        self.part = self.at = ""
        self.begun = False

    async def tells(self, *, press: str = "") -> None:
        message = BackMsg()
        message.rerun_script.query_string = f"who={self.who}"
        states = message.rerun_script.widget_states.widgets
        for label, value in self.held.items():
            states.add(id=self.ids[label], string_value=value)
        if press:
            states.add(id=self.ids[press], trigger_value=True)
        await self.there.send(message.SerializeToString())

    async def types(self, label: str, value: str) -> None:
        self.held[label] = value
        await self.tells()

    async def asks(self, what: str, *, at: str = "", back: bool = False) -> None:
        """Asks for all of the page, or for its part by itself or by a press there; from an address, or as one goes back to it."""
        message = BackMsg()
        message.rerun_script.query_string = f"who={self.who}{at}"
        message.rerun_script.is_history_navigation = back
        if what != "all":
            message.rerun_script.fragment_id = self.part
            message.rerun_script.is_auto_rerun = what == "part"
        if what in self.ids:
            message.rerun_script.widget_states.widgets.add(id=self.ids[what], trigger_value=True)
        await self.there.send(message.SerializeToString())

    async def sees_all_of_it(self) -> None:
        """Reads until all of the page was drawn."""
        await self.sees({ForwardMsg.FINISHED_SUCCESSFULLY})

    async def sees(self, ends: Collection[int]) -> int:
        """Reads until a run has ended in one of these ways."""
        async with asyncio.timeout(60):
            while True:
                raw = await self.there.recv()
                said = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
                kind = said.WhichOneof("type")
                if kind == "delta":
                    self._keep(said)
                elif kind == "new_session":
                    assert not self.begun, "what was begun is ended before something else begins"
                    self.begun = True
                    self.drawn.clear()
                elif kind == "script_finished":
                    self.begun = False
                    if said.script_finished in ends:
                        return said.script_finished

    def _keep(self, said: ForwardMsg) -> None:
        new = said.delta.new_element
        kind = new.WhichOneof("type")
        if kind == "text":
            self.texts[said.metadata.delta_path[-1]] = new.text.body
            self.drawn |= {int(one) for one in new.text.body.split()[:1] if one.isdigit()}
            self.part = said.delta.fragment_id or self.part
            self.at = new.text.body if new.text.body.startswith("at ") else self.at
        elif kind in ("text_input", "button"):
            one = getattr(new, kind)
            self.ids[one.label] = one.id


ENDS = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
)


async def visited(address: str, folder: Path, *steps: tuple[str, str], apart_s: float) -> list[str]:
    """What was done after somebody did these steps, so much time apart."""
    who = f"{apart_s} s"
    async with called(address) as there:
        browser = Browser(there, who)
        await browser.tells()
        await browser.sees_all_of_it()
        for label, value in steps:
            await (browser.types(label, value) if value else browser.tells(press=label))
            await asyncio.sleep(apart_s)
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(LONGEST_STEP_S):
                    await browser.sees_all_of_it()
    return (folder / who).read_text().splitlines()


def test_what_is_typed_and_pressed_while_something_else_is_at_work_is_done_and_so_is_that(page: tuple[str, Path]) -> None:
    steps = ("One", "first"), ("Two", "second"), ("Press", ""), ("One", "third")

    async def people() -> list[list[str]]:
        return await asyncio.gather(*(visited(*page, *steps, apart_s=apart_s) for apart_s in (0.0, 0.1, 0.25, 0.4)))

    for done in asyncio.run(people()):
        assert {"two: second", "pressed: yes", "one: third"} <= set(done), "nothing is lost"
        assert len(done) == len(set(done)), "nothing is done twice"


def test_what_is_imported_beside_a_page_is_found_since_no_run_takes_away_where_modules_are_looked_for(
    page: tuple[str, Path],
) -> None:
    address, folder = page

    async def visit() -> None:
        async with called(address) as there:
            browser = Browser(there, "bob&modules=1")
            await browser.tells()
            await browser.sees_all_of_it()

    asyncio.run(visit())
    found, ends = folder / "modules", time.monotonic() + 10
    while not (found.exists() and found.read_text()) and time.monotonic() < ends:
        time.sleep(0.05)
    assert str(folder / "pages") in found.read_text().splitlines()


async def hurried(address: str, seed: int) -> list[tuple[bool, set[int]]]:
    """What a page was told by each run that it was told the end of: whether of all of it or of its part, and which texts.

    Somebody presses there, and the part asks by itself, while the page is on its way.
    """
    told, chance = [], random.Random(seed)
    async with called(address) as there:
        browser = Browser(there, f"hurried-{seed}&parts=1")
        await browser.tells()
        await browser.sees_all_of_it()

        async def hears() -> None:
            while True:
                browser.drawn.clear()
                kind = await browser.sees(ENDS)
                if kind != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    told.append((kind == ForwardMsg.FINISHED_SUCCESSFULLY, set(browser.drawn)))

        hearing = asyncio.create_task(hears())
        for _ in range(60):
            await browser.asks(chance.choice(["all", "part", "Again"]))
            await asyncio.sleep(chance.choice([0, 0.002, 0.01, 0.05, 0.2]))
        await asyncio.sleep(LONGEST_STEP_S)
        if hearing.done():
            hearing.result()
        hearing.cancel()
    return told


def test_a_page_that_is_told_that_it_was_drawn_was_told_all_that_was_drawn(page: tuple[str, Path]) -> None:
    async def people() -> list[list[tuple[bool, set[int]]]]:
        return await asyncio.gather(*(hurried(page[0], seed) for seed in range(3)))

    part = set(range(100, 160))
    for told in asyncio.run(people()):
        assert any(whole for whole, _ in told)
        for whole, texts in told:
            assert texts == ({*range(60), *part} if whole else part)


def test_whoever_goes_on_is_there_also_for_what_asks_before_the_page_has_heard_of_it(page: tuple[str, Path]) -> None:
    async def visit() -> None:
        async with called(page[0]) as there:
            browser = Browser(there, "ana&parts=1")

            async def seen(what: str, **asked: Any) -> str:
                await browser.asks(what, **asked)
                while await browser.sees(ENDS) == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    pass
                return browser.at

            assert await seen("all") == "at 0"
            await browser.asks("Next")
            for _ in range(20):
                await browser.asks("part")
                await asyncio.sleep(0.01)
            await asyncio.sleep(1)
            with suppress(TimeoutError):
                while True:
                    async with asyncio.timeout(1):
                        await browser.sees(ENDS)
            assert browser.at == "at 1"
            assert await seen("Next") == "at 2", "also for who goes on at once"
            assert await seen("part", at="&at=2") == "at 2"
            assert await seen("all", back=True) == "at 0", "whoever goes back is back"
            assert await seen("all", at="&at=7") == "at 7"
            assert await seen("all") == "at 0", "what the page has heard of binds it to nothing"

    asyncio.run(visit())


async def impatient(address: str) -> Browser:
    """Somebody on a slow line who asks for a long page several times before they hear anything of it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    line.connect(("localhost", urlsplit(address).port))
    line.setblocking(False)
    async with called(address, line) as there:
        browser = Browser(there, "slow&long=1")
        for _ in range(4):
            await browser.tells()
            await asyncio.sleep(1)
        await browser.sees_all_of_it()
        return browser


def test_a_page_on_a_slow_line_is_told_everything(page: tuple[str, Path]) -> None:
    texts = asyncio.run(impatient(page[0])).texts
    assert [texts[i + 3].split()[0] for i in range(300)] == [str(i) for i in range(300)]
    assert texts[303] == "drawn"


def test_a_page_for_which_too_much_waits_is_told_to_call_again_and_never_left_waiting(tmp_path: Path) -> None:
    with served(tmp_path, 20) as address, pytest.raises(websockets.ConnectionClosed) as closed:
        asyncio.run(impatient(address))
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013


def test_what_a_page_says_just_before_it_goes_is_heard_also_where_it_was_being_told_something() -> None:
    said = [b"typed", b"pressed"]
    messages = [{"type": "websocket.connect"}, *({"type": "websocket.receive", "bytes": one} for one in said)]
    coming = iter([*messages, {"type": "websocket.disconnect", "code": 1001}])

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            raise OSError("the page is gone")

    async def visit() -> None:
        line = WebSocket({"type": "websocket", "headers": [], "path": "/", "query_string": b""}, receive, send)
        await line.accept()
        client = Patient(line)
        client.write_forward_msg(ForwardMsg())
        while not client._closed.is_set():
            await asyncio.sleep(0)
        assert [await line.receive_bytes() for _ in said] == said
        with pytest.raises(WebSocketDisconnect):
            await line.receive_bytes()
        with pytest.raises(SessionClientDisconnectedError):
            client.write_forward_msg(ForwardMsg())
        await client.aclose()

    asyncio.run(visit())
