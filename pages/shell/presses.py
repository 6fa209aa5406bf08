"""Presses as a person made them: one that a browser tells twice is heard once, and of those that come together none is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PRESSES = ("trigger_value", "string_trigger_value", "json_trigger_value")
_SOCKET = "sec-websocket-key"
"""The header that no two pages share."""

_ANSWERED_S = 60.0
"""A press that nothing answered for so long was of a button that was gone by then."""


class Count:
    """The presses on each page that is open, by its socket, until what they do was done."""

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[str, float]]] = {}
        self._lock = threading.Lock()

    def opened(self, page: str) -> None:
        """Counts for a page from now on."""
        with self._lock:
            self._told[page] = []

    def closed(self, page: str) -> None:
        """Forgets a page."""
        with self._lock:
            self._told.pop(page, None)

    def add(self, page: str, *buttons: str) -> None:
        """Buttons that were pressed."""
        now = time.monotonic()
        with self._lock:
            young = [press for press in self._told[page] if now - press[1] < _ANSWERED_S]
            self._told[page] = [*young, *((button, now) for button in buttons)]

    def take(self, page: str, key: str) -> int:
        """How often the button of that key was pressed since it was last asked; 1 on a page that nobody counts for."""
        with self._lock:
            told = self._told.get(page)
            if told is None:
                return 1
            mine = [press for press in told if press[0].endswith(f"-{key}")]
            self._told[page] = [press for press in told if press not in mine]
        return sum(time.monotonic() - when < _ANSWERED_S for _, when in mine)

    def owes(self, page: str, key: str) -> bool:
        """Whether a press of the button of that key waits for what it does."""
        with self._lock:
            return any(button.endswith(f"-{key}") for button, _ in self._told.get(page, ()))


COUNT = Count()
"""All pages of this studio."""


class Presses:
    """Takes presses out of what a page asks by itself, and counts all others for `pressed`.

    Streamlit's client tells of a press a moment after it. A part of the page that asks again by its own clock in that moment
    tells of it, too, and every button would now and then do twice what it does. What is told of the press itself follows.
    """

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Passes everything else on."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        page = _page(scope)

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes"):
                message = {**message, "bytes": _heard(message["bytes"], page)}
            return message

        COUNT.opened(page)
        try:
            await self.app(scope, heard, send)
        finally:
            COUNT.closed(page)


def pressed(key: str) -> int:
    """How often the button of that key was pressed since this was last asked: for what its press does.

    Streamlit makes one press of all that come before it has begun to answer the first. Nothing is left to do for those that
    were answered together with an earlier one.
    """
    return COUNT.take(st.context.headers.get(_SOCKET) or "", key)


def owed(key: str) -> bool:
    """Whether the button of that key was pressed and what it does was not done.

    Streamlit hears no press of a button that it has drawn as one without use meanwhile, which who pressed it could not see.
    """
    return COUNT.owes(st.context.headers.get(_SOCKET) or "", key)


def _page(scope: Message) -> str:
    return next((value.decode("latin-1") for name, value in scope.get("headers", ()) if name.decode().lower() == _SOCKET), "")


def _heard(written: bytes, page: str) -> bytes:
    """What was written without presses that it tells by itself; those that it tells of a person are counted."""
    asked = BackMsg.FromString(written)
    states = asked.rerun_script.widget_states.widgets
    kept = [state for state in states if not _is_press(state)]
    if not asked.rerun_script.is_auto_rerun or len(kept) == len(states):
        COUNT.add(page, *(state.id for state in states if state.trigger_value))
        return written
    del states[:]
    states.extend(kept)
    return bytes(asked.SerializeToString())


def _is_press(state: WidgetState) -> bool:
    return state.WhichOneof("value") in _PRESSES
