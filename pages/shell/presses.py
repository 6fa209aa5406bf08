"""A press that a browser tells twice is heard once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PRESSES = ("trigger_value", "string_trigger_value", "json_trigger_value")


class Presses:
    """Takes presses out of what a page asks by itself.

    Streamlit's client tells of a press a moment after it. A part of the page that asks again by its own clock in that moment
    tells of it, too, and every button would now and then do twice what it does. What is told of the press itself follows.
    """

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Passes everything else on."""

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes"):
                message = {**message, "bytes": _without_presses(message["bytes"])}
            return message

        await self.app(scope, heard if scope["type"] == "websocket" else receive, send)


def _without_presses(written: bytes) -> bytes:
    told = BackMsg.FromString(written)
    states = told.rerun_script.widget_states.widgets
    kept = [state for state in states if not _pressed(state)]
    if not told.rerun_script.is_auto_rerun or len(kept) == len(states):
        return written
    del states[:]
    states.extend(kept)
    return bytes(told.SerializeToString())


def _pressed(state: WidgetState) -> bool:
    return state.WhichOneof("value") in _PRESSES
