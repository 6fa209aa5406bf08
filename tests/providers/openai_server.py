"""A service on loopback that speaks OpenAI's protocol, checks every request against the published shapes, and can misbehave.

The shapes are those of the `openai` package, which is generated from the published OpenAPI document.
"""

from __future__ import annotations

import asyncio
import base64
import email
import io
import json
import math
import struct
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from openai.types.audio import SpeechCreateParams
from openai.types.chat import ChatCompletion
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from openai.types.image_generate_params import ImageGenerateParamsNonStreaming
from PIL import Image
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "test-key-0a1b2c3d4e5f60718293"
RATE = 24_000


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

    def next(self) -> str:
        """How the next request is treated."""
        return self.plan.pop(0) if self.plan else self.always


def error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"error": {"message": message, "type": code, "code": code, "param": None}}
    return JSONResponse(body, status, headers)


ERRORS = {
    "401": lambda: error(401, "invalid_api_key", f"Incorrect API key provided: {KEY}."),
    "402": lambda: error(429, "insufficient_quota", "You exceeded your current quota."),
    "403": lambda: error(403, "forbidden", "This key may not use the model."),
    "404": lambda: error(404, "model_not_found", "The model does not exist."),
    "400": lambda: error(400, "invalid_request_error", "Unknown parameter."),
    "safety": lambda: error(400, "content_policy_violation", "Rejected by the safety system."),
    "429": lambda: error(429, "rate_limit_exceeded", "Slow down."),
    "429 later": lambda: error(429, "rate_limit_exceeded", "Slow down.", {"retry-after": "0.3"}),
    "429 much later": lambda: error(429, "rate_limit_exceeded", "Slow down.", {"retry-after": "600"}),
    "500": lambda: error(500, "server_error", "It broke."),
    "503": lambda: Response("<html>overloaded</html>", 503, media_type="text/html"),
    "truncated": lambda: Response('{"id": "x", "choices": [{"ind', 200, media_type="application/json"),
    "wrong types": lambda: JSONResponse({"id": 7, "choices": "none", "data": {"a": 1}, "words": 3, "text": []}),
    "not json": lambda: Response("hello", 200, media_type="text/plain"),
    "empty": lambda: JSONResponse({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}),
}


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


def picture(size: tuple[int, int] = (96, 64)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 90, 200)).save(out, "PNG")
    return out.getvalue()


def _fields(kind: str, raw: bytes) -> dict[str, Any]:
    """The fields of a request, sent as JSON or as a form with files."""
    if not kind.startswith("multipart/"):
        return dict(json.loads(raw))
    found: dict[str, Any] = {}
    message = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + raw)
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        if name:
            content = part.get_payload(decode=True)
            found[str(name)] = content if part.get_filename() else content.decode()
    return found


def _check(service: Service, kind: Any, body: dict[str, Any]) -> None:
    """Notes what the published shape does not allow."""
    try:
        TypeAdapter(kind).validate_python(body)
    except ValueError as problem:
        service.problems.append(str(problem)[:400])
    service.problems += [f"unknown field {name}" for name in body.keys() - kind.__annotations__.keys()]


def _strict(schema: dict[str, Any]) -> bool:
    """Whether a schema keeps to the rules of structured outputs: all fields required, no others."""
    forms = [schema, *schema.get("$defs", {}).values()]
    return all(set(f["required"]) == set(f["properties"]) and f["additionalProperties"] is False for f in forms)


async def _misbehave(how: str, request: Request) -> Response | None:
    if how in ERRORS:
        return ERRORS[how]()
    if how == "slow headers":
        await asyncio.sleep(1.5)
    elif how == "reset":
        request.scope["transport"].abort()
        return Response(b"")
    elif how in ("stalled", "dripping"):

        async def body() -> Any:
            for _ in range(30):
                yield b" "
                await asyncio.sleep(3 if how == "stalled" else 0.1)

        return StreamingResponse(body(), media_type="application/json")
    return None


def _completion(service: Service, body: dict[str, Any], how: str) -> Response:
    _check(service, CompletionCreateParamsNonStreaming, body)
    form = body.get("response_format", {})
    if form.get("type") == "json_schema" and not _strict(form["json_schema"]["schema"]):
        service.problems.append("the schema is not strict")
    message = {"role": "assistant", "content": None if how == "refusal" else service.reply(body), "refusal": None}
    if how == "refusal":
        message["refusal"] = "I cannot help with that."
    reason = {"cut": "length", "filtered": "content_filter"}.get(how, "stop")
    given = {
        "id": "c1", "object": "chat.completion", "created": int(time.time()), "model": body["model"] + "-2026-10-01",
        "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
    }  # fmt: skip
    ChatCompletion.model_validate(given)
    return JSONResponse(given)


def _image(how: str) -> Response:
    coded = base64.b64encode(b"GIF89a no picture" if how == "no picture" else picture()).decode()
    return JSONResponse({"created": int(time.time()), "data": [{"b64_json": coded}]})


def application(service: Service) -> Starlette:
    """The service as an ASGI application."""

    async def serve(request: Request) -> Response:
        operation = request.url.path.removeprefix("/v1/")
        body = _fields(request.headers.get("content-type", ""), await request.body())
        service.requests.append((operation, body))
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return ERRORS["401"]()
        how = service.next()
        bad = await _misbehave(how, request)
        if bad is not None:
            return bad
        if operation == "chat/completions":
            return _completion(service, body, how)
        if operation == "audio/speech":
            _check(service, SpeechCreateParams, body)
            sound = {"no sound": b"RIFF nothing", "silence": tone(0.0)}.get(how, tone(max(0.3, len(body["input"]) / 15)))
            return Response(sound, media_type="audio/wav")
        if operation == "images/generations":
            _check(service, ImageGenerateParamsNonStreaming, body)
            return _image(how)
        if operation == "images/edits":
            Image.open(io.BytesIO(body.get("image") or body["image[]"])).load()
            return _image(how)
        if operation == "audio/transcriptions":
            with wave.open(io.BytesIO(body["file"])) as sound:
                seconds = sound.getnframes() / sound.getframerate()
            return JSONResponse({"duration": seconds, "language": "english", "text": "", "words": service.heard})
        return ERRORS["404"]()

    return Starlette(routes=[Route("/v1/{rest:path}", serve, methods=["POST"])])


class _WithTransport:
    """Gives the application the connection itself, so that it can break it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope["transport"] = receive.__self__.transport
        await self.app(scope, receive, send)


@contextmanager
def running() -> Iterator[Service]:
    """The service, running in a thread on a port of its own."""
    service = Service()
    config = uvicorn.Config(_WithTransport(application(service)), "127.0.0.1", 0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    service.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    try:
        yield service
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
