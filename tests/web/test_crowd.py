"""Many open pages ask less often each, so that the server keeps up with all of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.web.crowd import AT_EASE, Counted, beat


async def _nothing() -> Message:
    return {"type": "websocket.connect"}


async def _unheard(message: Message) -> None:
    assert message


def _among(kind: str, pages: int, ends: type[Exception] | None = None) -> float:
    """The beat of a second while so many requests of this kind are open."""
    found: list[float] = []

    async def held() -> None:
        everybody, leave = asyncio.Event(), asyncio.Event()
        inside = 0

        async def page(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal inside
            inside += 1
            if inside == pages:
                everybody.set()
            await leave.wait()
            if ends is not None:
                raise ends("The page was closed.")

        app = Counted(page)
        open_pages = [asyncio.ensure_future(app({"type": kind}, _nothing, _unheard)) for _ in range(pages)]
        await everybody.wait()
        found.append(beat(1.0))
        leave.set()
        await asyncio.gather(*open_pages, return_exceptions=ends is not None)

    asyncio.run(held())
    return found[0]


def test_few_pages_ask_as_often_as_they_like() -> None:
    assert _among("websocket", 1) == 1.0
    assert _among("websocket", AT_EASE) == 1.0


def test_the_more_pages_are_open_the_less_often_each_asks_and_all_together_no_more() -> None:
    assert _among("websocket", 4 * AT_EASE) == pytest.approx(4.0)


def test_what_is_no_page_does_not_count() -> None:
    assert _among("http", 4 * AT_EASE) == 1.0


@pytest.mark.parametrize("ends", [None, ConnectionError])
def test_a_page_that_was_closed_is_not_counted_any_more(ends: Any) -> None:
    _among("websocket", 5 * AT_EASE, ends)
    assert beat(2.0) == 2.0
