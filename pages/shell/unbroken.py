"""Nothing is lost between a page and its studio: neither what somebody did while something else was done, nor what they are told.

Streamlit loses both where the machine or the line is slow. It is mended in the classes that its server is made of, by the names
that they have in the version that is pinned; this module's tests fail where another version has others.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session, websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.exec_code import modified_sys_path
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.runtime.state import SafeSessionState
from streamlit.web.server.starlette import starlette_websocket

WAITING = 20_000
"""How many messages wait for a page on a slow line: a page of a hundred shots, drawn a dozen times. Streamlit's own 500 are two
pages."""


class Unbroken(ScriptRunner):
    """Runs pages as Streamlit does, but hears what is new only when all that it has heard was done.

    Streamlit's own breaks off wherever a page's memory is asked, also within the callback of a change: what had been typed and
    not yet been made an edit was known to the page by then, was news to nobody any more, and was lost. The drawing of a page is
    still broken off at once; it changes nothing.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        self._at_work = False
        self.told_to_stop = False
        super().__init__(*given, **named)
        self._session_state = _Memory(self._session_state, self)

    def _maybe_handle_execution_control_request(self) -> None:
        if not self._at_work or not self._is_in_script_thread():
            super()._maybe_handle_execution_control_request()

    def request_stop(self) -> None:
        """Has it stop what it draws."""
        self.told_to_stop = True
        super().request_stop()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hears nothing new meanwhile."""
        self._at_work = True
        try:
            yield
        finally:
            self._at_work = False


class _Memory(SafeSessionState):
    """A page's memory, which takes what changed and calls what is to be called as one."""

    def __init__(self, like: SafeSessionState, runner: Unbroken) -> None:
        super().__init__(like._state, like._yield_callback)
        object.__setattr__(self, "_runner", runner)

    def on_script_will_rerun(self, *given: Any, **named: Any) -> None:
        """Takes what changed, and calls what hears of it."""
        with object.__getattribute__(self, "_runner").at_work():
            super().on_script_will_rerun(*given, **named)


class Standing(modified_sys_path):
    """The folder of the pages stays where modules are looked for once a page was run.

    Streamlit's own takes it away again after every run. Whoever went through that list at this moment, in any thread, stepped
    over one of its folders: what was imported there and then, or asked for its version, was "not installed".
    """

    def __exit__(self, *ends: Any) -> Literal[False]:
        return False


class Address:
    """Where a page is: as the studio told it, also while what the page says does not know of that yet."""

    def __init__(self) -> None:
        self._heard, self._told = ("", ""), ""
        self._before: list[str] = []
        self._lock = threading.Lock()

    def tell(self, query: str) -> None:
        """Where the page is sent now."""
        with self._lock:
            self._before.append(self._told if self._before else self._heard[1])
            self._told = query

    def meant(self, state: ClientState) -> str:
        """Where a page is that says this: where it was sent, unless somebody went elsewhere."""
        page, said = state.page_script_hash, state.query_string
        with self._lock:
            lags = said in self._before and said != self._told
            if lags and page == self._heard[0] and not state.is_history_navigation:
                return self._told
            self._before.clear()
            self._heard = page, said
        return said


class Heard(AppSession):
    """A page's side of the studio, which hears a run to its end, and knows where it has sent the page.

    Streamlit's own no longer hears a run that is over once it has begun another one, though what that run drew may be on its
    way here: a page lost what was drawn last whenever a part of it asked to be drawn again in that moment. And whoever went on
    stayed where they were if a part asked, in its moment, with the address from before.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        self._address = Address()
        super().__init__(*given, **named)

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Draws the page, or a part of it, where it is meant to be."""
        if client_state:
            client_state.query_string = self._address.meant(client_state)
        super().request_rerun(client_state)

    def _on_scriptrunner_event(self, sender: Any, event: Any, forward_msg: ForwardMsg | None = None, **named: Any) -> None:
        if forward_msg is not None and forward_msg.WhichOneof("type") == "page_info_changed":
            self._address.tell(forward_msg.page_info_changed.query_string)
        super()._on_scriptrunner_event(sender, event, forward_msg, **named)

    def _handle_scriptrunner_event_on_event_loop(self, sender: Any, event: Any, *given: Any, **named: Any) -> None:
        now = self._scriptrunner
        late = isinstance(sender, Unbroken) and sender is not now and not sender.told_to_stop
        if late and event != ScriptRunnerEvent.SHUTDOWN:
            self._scriptrunner = sender
        try:
            super()._handle_scriptrunner_event_on_event_loop(sender, event, *given, **named)
        finally:
            if self._scriptrunner is sender and late:
                self._scriptrunner = now


class Whole(ForwardMsgQueue):
    """What is still to be told to a page, as a whole.

    Streamlit's own takes out what was drawn of a part of the page that is now drawn again. Where this is broken off in turn, the
    page is told that all of it was drawn, though it never got that part, and takes away the boxes that somebody is typing into.
    """

    def clear(self, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None) -> None:
        """Takes out what will be told anew: everything where all of the page is drawn again, else nothing."""
        if fragment_ids_this_run is None:
            super().clear(retain_lifecycle_msgs)
        self._delta_index_map = {}  # what comes now stands after what is there, and never in its place


class Patient(starlette_websocket.StarletteSessionClient):
    """Tells a page everything, however slowly it listens, and hears what it says to the end.

    Streamlit's own forgets a page for which too much waits, but leaves its line open, and the page waits for ever. This one hangs
    up, so that the page calls again and is told all of it from the beginning.
    """

    _hung_up: Any = None

    async def _sender(self) -> None:
        # Streamlit's own tells its line that the page is gone, and what the page said just before it went is read no more.
        try:
            while True:
                await self._websocket._send({"type": "websocket.send", "bytes": await self._send_queue.get()})
        except (RuntimeError, OSError):  # who reads is told by the line itself, when everything is read
            pass
        finally:
            self._closed.set()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Sends it after all that waits."""
        try:
            super().write_forward_msg(msg)
        except SessionClientDisconnectedError:
            self._hung_up = self._hung_up or self._sender_task.get_loop().create_task(self._hang_up())
            raise

    async def _hang_up(self) -> None:
        self._sender_task.cancel()
        with suppress(RuntimeError, OSError):  # the page did it before
            await self._websocket._send({"type": "websocket.close", "code": 1013})  # its `close` lets nothing be read to the end


def unbroken(waiting: int = WAITING) -> None:
    """Has all pages of this process run so. To be called once, before the first; `runner.fastReruns` must be off, or what is new
    would be heard beside what is at work."""
    app_session.ScriptRunner = Unbroken  # type: ignore[misc]
    script_runner.modified_sys_path = Standing  # type: ignore[misc]
    websocket_session_manager.AppSession = Heard  # type: ignore[misc]
    app_session.ForwardMsgQueue = Whole  # type: ignore[misc]
    starlette_websocket.StarletteSessionClient = Patient  # type: ignore[misc]
    starlette_websocket.WEBSOCKET_MAX_SEND_QUEUE_SIZE = waiting
