"""Files that may go at any moment: a draft does when its film is there, a session when it is erased."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, PlainTextResponse
from starlette.types import Message, Receive, Scope, Send


class GoingFile(FileResponse):
    """A file as it is now; one that goes before its first byte is read was not found, as if it had gone a moment before."""

    def __init__(self, file: Path, **told: Any) -> None:
        """Raises `OSError` where there is none by now."""
        super().__init__(file, stat_result=os.stat(file), **told)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Says that the file is there only once some of it was read."""
        held: list[Message] = []

        async def once_read(message: Message) -> None:
            if message["type"] == "http.response.start":
                held.append(message)
                return
            while held:
                await send(held.pop())
            await send(message)

        try:
            await super().__call__(scope, receive, once_read)
        except FileNotFoundError:
            if not held:
                raise
            await not_found()(scope, receive, send)


def not_found() -> PlainTextResponse:
    """What is answered for a file that is not there."""
    return PlainTextResponse("not found", 404)
