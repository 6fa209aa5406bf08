"""Services on loopback: what they got, how they misbehave, and media that can really be decoded."""

from __future__ import annotations

import asyncio
import io
import math
import struct
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "test-key-0a1b2c3d4e5f60718293"
RATE = 24_000
LONG_S = 60.0
"""Longer than anybody waits who gives up on what does not answer."""


@dataclass
class Service:
    """What the service got, and what it shall do next: one misbehaviour is taken from `plan` for each request."""

    url: str = ""
    plan: list[str] = field(default_factory=list)
    always: str = ""
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    reply: Callable[[dict[str, Any]], str] = lambda body: "{}"
    heard: list[dict[str, Any]] = field(default_factory=list)
    voice: Callable[[str], bytes] = lambda text: tone(max(0.3, len(text) / 15))
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def next(self) -> str:
        """How the next request is treated."""
        return self.plan.pop(0) if self.plan else self.always

    def begin(self) -> None:
        """As if it had just been started."""
        self.plan, self.always, self.requests, self.problems, self.heard, self.jobs = [], "", [], [], [], {}

    def came(self, calls: int) -> int:
        """How many requests came, once that many did: whoever gave up on one may have been quicker than the service."""
        ends = time.monotonic() + 30
        while len(self.requests) < calls and time.monotonic() < ends:
            time.sleep(0.01)
        return len(self.requests)

    def asked(self, operation: str) -> list[dict[str, Any]]:
        """The bodies of the requests whose operation has these words in it."""
        return [body for name, body in self.requests if operation in name]


def tone(seconds: float = 1.0) -> bytes:
    """A WAV that can be heard."""
    samples = [round(9000 * math.sin(2 * math.pi * 220 * i / RATE)) for i in range(round(seconds * RATE))]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


def picture(size: tuple[int, int] = (96, 64), colour: tuple[int, int, int] = (20, 90, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@lru_cache
def film(seconds: float = 2.0, size: tuple[int, int] = (160, 96), fps: int = 24) -> bytes:
    """An MP4 that can be decoded: a bar that moves over a blue ground."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("h264", rate=fps)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            for number in range(round(seconds * fps)):
                pixels = np.full((size[1], size[0], 3), (20, 90, 200), np.uint8)
                pixels[:, (4 * number) % (size[0] - 8) :][:, :8] = 240
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
            container.mux(stream.encode())
        return path.read_bytes()


COMMON: dict[str, Callable[[], Response]] = {
    "503": lambda: Response("<html>overloaded</html>", 503, media_type="text/html"),
    "truncated": lambda: Response('{"id": "x", "choices": [{"ind', 200, media_type="application/json"),
    "wrong types": lambda: JSONResponse({"id": 7, "choices": "none", "data": {"a": 1}, "words": 3, "text": [], "name": []}),
    "not json": lambda: Response("hello", 200, media_type="text/plain"),
}
"""Misbehaviour that is the same in every protocol."""


async def misbehave(how: str, errors: dict[str, Callable[[], Response]], request: Request) -> Response | None:
    """The bad answer that was asked for, if one was."""
    if how in errors:
        return errors[how]()
    if how == "slow headers":
        await asyncio.sleep(LONG_S)
    elif how == "reset":
        request.scope["transport"].abort()
        return Response(b"")
    elif how in ("stalled", "dripping"):

        async def body() -> Any:
            for _ in range(300):
                yield b" "
                await asyncio.sleep(LONG_S if how == "stalled" else 0.1)

        return StreamingResponse(body(), media_type="application/json")
    return None


class _WithTransport:
    """Gives the application the connection itself, so that it can break it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope["transport"] = receive.__self__.transport
        await self.app(scope, receive, send)


@contextmanager
def serving(serve: Callable[[Service, Request], Any], prefix: str = "", host: str = "127.0.0.1") -> Iterator[Service]:
    """A service that answers by `serve`, running in a thread on a port of its own."""
    service = Service()

    async def answer(request: Request) -> Response:
        given: Response = await serve(service, request)
        return given

    app = Starlette(routes=[Route("/{rest:path}", answer, methods=["GET", "POST", "HEAD"])])
    server = uvicorn.Server(uvicorn.Config(_WithTransport(app), host, 0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    service.url = f"http://{f'[{host}]' if ':' in host else host}:{server.servers[0].sockets[0].getsockname()[1]}{prefix}"
    try:
        yield service
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
