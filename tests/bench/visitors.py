"""People with a page open, as a server sees them: clients of the pages' own protocol that poll what asks to be polled."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol


async def polled(url: str, page: str, query: str, count: int, seconds: float) -> list[float]:
    """Seconds of every rerun of what `count` open pages poll, each from when it was due: as a browser's, their clocks do not wait
    for answers, so that one that is late does not make the next one later."""
    each = await asyncio.gather(*(_visitor(url, page, query, seconds, i / count) for i in range(count)))
    return [took for person in each for took in person]


LONGEST_S = 120
"""After which a run that is not over never will be."""


@dataclass
class _Page:
    """A page as a browser knows it: which one it is, and how often its parts want to be drawn anew."""

    name: str
    query: str
    script: str = ""
    beats: dict[str, float] = field(default_factory=dict)

    def asked(self, fragment: str = "") -> BackMsg:
        """What a browser says to have all of it drawn, or one part because it is due."""
        message = BackMsg()
        run = message.rerun_script
        run.page_name, run.query_string, run.page_script_hash = self.name, self.query, self.script
        run.fragment_id, run.is_auto_rerun = fragment, bool(fragment)
        return message

    def hear(self, said: ForwardMsg) -> bool:
        """Keeps what the server said; gives whether the run is over, and with it those that it asked for."""
        kind = said.WhichOneof("type")
        if kind == "navigation":  # all of the page is drawn, perhaps without what wanted to be drawn before
            self.script = said.navigation.page_script_hash
            self.beats.clear()
        elif kind == "auto_rerun":
            self.beats[said.auto_rerun.fragment_id] = said.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in said.stop_auto_rerun.fragment_ids:
                self.beats.pop(fragment, None)
        return kind == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


async def _visitor(url: str, name: str, query: str, seconds: float, late: float) -> list[float]:
    await asyncio.sleep(late)
    took: list[float] = []
    page = _Page(name, query)
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        await _run(socket, page)
        # Pages that were opened at any time ask at any time: a server that draws fifty at once is no reason to ask in step later.
        due = {fragment: time.perf_counter() + beat * (1 + late) for fragment, beat in page.beats.items()}
        ends = time.perf_counter() + seconds
        while due and min(due.values()) < ends:
            fragment = min(due, key=due.__getitem__)
            await asyncio.sleep(max(0.0, due[fragment] - time.perf_counter()))
            await _run(socket, page, fragment)
            took.append(time.perf_counter() - due[fragment])
            due = {name: due.get(name, time.perf_counter()) + (beat if name == fragment or name not in due else 0)
                   for name, beat in page.beats.items()}  # fmt: skip
    return took


async def _run(socket: websockets.ClientConnection, page: _Page, fragment: str = "") -> None:
    """Asks for it and reads until it is over."""
    await socket.send(page.asked(fragment).SerializeToString())
    async with asyncio.timeout(LONGEST_S):
        while True:
            raw = await socket.recv()
            if page.hear(ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())):
                return
