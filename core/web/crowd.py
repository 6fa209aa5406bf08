"""How many pages are open, and how often each may ask then: a server that is asked more than it can answer answers all late."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

AT_EASE = 12
"""So many pages ask as often as they like. Each costs about 7 ms of Python every half second while it watches a film being
made, and a server has one core for that, of which its other work needs a part, too."""

_open: set[int] = set()


class Counted:
    """Counts the sockets that pages hold open."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        _open.add(id(scope))
        try:
            await self.app(scope, receive, send)
        finally:
            _open.discard(id(scope))


def beat(seconds: float) -> float:
    """How often a page shall ask that would like to every `seconds`: as often among few, the less often the more are open."""
    return seconds * max(1.0, len(_open) / AT_EASE)
