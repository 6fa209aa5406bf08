"""Presses: one that a page's own clock tells of, too, is heard with the press itself only, and of many none is lost."""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.shell.presses import COUNT, Presses


def told(*, by_itself: bool) -> bytes:
    """What a browser sends of a page on which somebody has just pressed a button, and chosen and typed before."""
    message = BackMsg()
    message.rerun_script.is_auto_rerun = by_itself
    message.rerun_script.fragment_id = "plan" if by_itself else ""
    widgets = message.rerun_script.widget_states.widgets
    widgets.add(id="$$ID-1f-undo", trigger_value=True)
    widgets.add(id="menu").string_trigger_value.data = "delete"
    widgets.add(id="events", json_trigger_value="[1]")
    widgets.add(id="words", string_value="Harbor is here.")
    return message.SerializeToString()


def heard(*sent: dict[str, Any], kind: str = "websocket") -> list[dict[str, Any]]:
    """What an application hears of that behind `Presses`."""
    there, found = iter(sent), []

    async def receive() -> dict[str, Any]:
        return next(there)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        found.extend([await receive() for _ in sent])

    async def send(message: Any) -> None:
        raise AssertionError("nobody answers")

    asyncio.run(Presses(application)({"type": kind}, receive, send))
    return found


def test_what_a_page_asks_by_itself_brings_no_press_along() -> None:
    (message,) = heard({"type": "websocket.receive", "bytes": told(by_itself=True)})
    rerun = BackMsg.FromString(message["bytes"]).rerun_script
    assert [state.id for state in rerun.widget_states.widgets] == ["words"]
    assert (rerun.fragment_id, rerun.is_auto_rerun) == ("plan", True)


def test_a_press_and_everything_else_comes_as_it_was_sent() -> None:
    sent = (
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": told(by_itself=False)},
        {"type": "websocket.receive", "text": "hello"},
        {"type": "websocket.disconnect", "code": 1000},
    )
    assert heard(*sent) == list(sent)
    asked = {"type": "http.request", "body": told(by_itself=True)}
    assert heard(asked, kind="http") == [asked]


def test_every_press_counts_once_however_many_come_before_the_first_is_answered() -> None:
    one, other = told(by_itself=False), told(by_itself=True)
    sent = [{"type": "websocket.receive", "bytes": message} for message in (one, other, one, one)]
    there, found = iter(sent), []

    async def receive() -> Any:
        return next(there)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        assert COUNT.owes("this page", "undo")
        found.append(COUNT.take("this page", "undo"))
        assert not COUNT.owes("this page", "undo")
        for _ in sent[1:]:
            await receive()
        found.extend([COUNT.take("this page", "redo"), COUNT.take("this page", "undo"), COUNT.take("this page", "undo")])

    async def send(message: Any) -> None:
        raise AssertionError("nobody answers")

    page = {"type": "websocket", "headers": [(b"host", b"studio"), (b"sec-websocket-key", b"this page")]}
    asyncio.run(Presses(application)(page, receive, send))
    assert found == [1, 0, 2, 0]
    assert COUNT.take("this page", "undo") == 1, "of a page that is closed nothing is kept"
