"""People with a page open, as a server sees them: clients of the pages' own protocol that poll what asks to be polled."""

from __future__ import annotations

import asyncio
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol


async def polled(url: str, page: str, query: str, count: int, seconds: float) -> list[float]:
    """Seconds of every rerun of what `count` open pages poll, each from when it was due: as a browser's, their clocks do not wait
    for answers, so that one that is late does not make the next one later."""
    each = await asyncio.gather(*(_visitor(url, page, query, seconds, i / count) for i in range(count)))
    return [took for person in each for took in person]


async def _visitor(url: str, page: str, query: str, seconds: float, late: float) -> list[float]:
    await asyncio.sleep(late)
    took: list[float] = []
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        first = BackMsg()
        first.rerun_script.page_name = page
        first.rerun_script.query_string = query
        beats: dict[str, float] = {}
        await _run(socket, first, beats)
        # Pages that were opened at any time ask at any time: a server that draws fifty at once is no reason to ask in step later.
        due = {fragment: time.perf_counter() + beat * (1 + late) for fragment, beat in beats.items()}
        ends = time.perf_counter() + seconds
        while due and min(due.values()) < ends:
            fragment = min(due, key=due.__getitem__)
            await asyncio.sleep(max(0.0, due[fragment] - time.perf_counter()))
            again = BackMsg()
            again.rerun_script.page_name = page
            again.rerun_script.query_string = query
            again.rerun_script.fragment_id = fragment
            again.rerun_script.is_auto_rerun = True
            await _run(socket, again, beats)
            took.append(time.perf_counter() - due[fragment])
            due = {name: due.get(name, time.perf_counter()) + (beat if name == fragment or name not in due else 0)
                   for name, beat in beats.items()}  # fmt: skip
    return took


async def _run(socket: websockets.ClientConnection, message: BackMsg, beats: dict[str, float]) -> None:
    """Sends it and reads until the run is over, and with it those that it asked for; keeps the beats of what wants polling."""
    await socket.send(message.SerializeToString())
    while True:
        said = ForwardMsg()
        raw = await socket.recv()
        said.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        kind = said.WhichOneof("type")
        if kind == "auto_rerun":
            beats[said.auto_rerun.fragment_id] = said.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in said.stop_auto_rerun.fragment_ids:
                beats.pop(fragment, None)
        elif kind == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
