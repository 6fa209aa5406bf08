"""Connections that are kept open for the next call end with the client that keeps them."""

from __future__ import annotations

import gc
import warnings

from loopback import Service, serving
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.policy import Timeouts
from core.providers.transport import client


async def answer(service: Service, request: Request) -> Response:
    return PlainTextResponse("Here.")


def test_a_client_that_is_forgotten_leaves_no_connection_open() -> None:
    with serving(answer) as service:
        asking = client(Timeouts())
        assert asking.get(service.url).text == "Here."
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", ResourceWarning)
            del asking
            gc.collect()
        assert [str(one.message) for one in heard] == []
