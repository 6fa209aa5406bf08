"""The files that every first page begins with, answered from memory and in one piece.

A browser asks for more than a hundred of them before it draws anything. Read from the disk, in threads and in parts, they would
keep it waiting for most of a second.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_FOREVER = b"public, immutable, max-age=31536000"


class Kept:
    """Answers for `files`, by their addresses; those in `lasting` never change, since their names tell what they hold."""

    def __init__(self, app: ASGIApp, files: Mapping[str, Path], lasting: str) -> None:
        self.app, self.files, self.lasting = app, files, lasting
        self._known: dict[str, tuple[int, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything else on."""
        file = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if file is None or "range" in (asked := Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        try:
            mark, body = self._read(scope["path"], file)
        except OSError:  # it is gone: whoever serves its folder says so
            await self.app(scope, receive, send)
            return
        etag = f'"{mark:x}-{len(body):x}"'
        same = etag in (part.strip() for part in asked.get("if-none-match", "").split(","))
        headers = [(b"etag", etag.encode()), (b"content-type", _kind(file))]
        if scope["path"].startswith(self.lasting):
            headers.append((b"cache-control", _FOREVER))
        if not same:
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if same else body})

    def _read(self, path: str, file: Path) -> tuple[int, bytes]:
        changed = file.stat().st_mtime_ns
        known = self._known.get(path)
        if known is None or known[0] != changed:
            known = self._known[path] = changed, file.read_bytes()
        return known


def _kind(file: Path) -> bytes:
    return (mimetypes.guess_type(file.name)[0] or "application/octet-stream").encode()
