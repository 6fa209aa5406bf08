"""What stands around every request: safe headers, our own first page, and files that are kept in memory."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.web.crowd import Counted
from core.web.kept import Kept


class SafeHeaders:
    """Adds the headers that a page of people's own text needs; leaves those that are set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name.lower() for name, _ in message["headers"]}
                message = {**message, "headers": [*message["headers"], *[(n, v) for n, v in _SAFE if n not in have]]}
            await send(message)

        await self.app(scope, receive, with_headers)


class FirstPage:
    """Serves `html` wherever the pages' own first page would be served, with a policy of what it may load and run."""

    def __init__(self, app: ASGIApp, html: str) -> None:
        self.app, self.html = app, html

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything else on."""
        if scope["type"] != "http" or scope["path"].startswith("/app/static/"):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def first_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                replaced = message["status"] == 200 and kind.startswith(b"text/html")
                if replaced:
                    await self._send(send, scope["method"] == "HEAD")
            if not replaced:
                await send(message)

        await self.app(scope, receive, first_page)

    async def _send(self, send: Send, bare: bool) -> None:
        nonce = secrets.token_urlsafe(16)
        body = self.html.replace("<script>", f'<script nonce="{nonce}">').encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-cache"),
            (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if bare else body})


_SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"), (b"x-frame-options", b"SAMEORIGIN"))
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def middleware(html: str, files: Mapping[str, Path], lasting: str) -> list[Middleware]:
    """What stands around every request; `html` is the pages' first page, `files` what it begins with, by address."""
    kept = Middleware(Kept, files=files, lasting=lasting)
    return [Middleware(Counted), Middleware(SafeHeaders), kept, Middleware(FirstPage, html=html)]
