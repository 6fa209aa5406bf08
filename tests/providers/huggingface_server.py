"""A service on loopback that speaks the protocols behind Hugging Face: an endpoint, the hub, and the router with a queue of jobs.

Requests are checked against the task specifications that `huggingface_hub` carries; fal's queue is as its documentation has it.
"""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import io
import json
import time
import wave
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import Any

from huggingface_hub import (
    AutomaticSpeechRecognitionInput,
    AutomaticSpeechRecognitionOutput,
    ChatCompletionInput,
    ChatCompletionOutput,
    ImageToImageInput,
    ImageToImageParameters,
    ImageToVideoParameters,
    TextToImageInput,
    TextToSpeechInput,
    TextToVideoParameters,
)
from loopback import COMMON, KEY, Service, film, misbehave, picture, serving, tone
from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = bytes(range(256)) * (6 << 12)
"""A file of some megabytes."""
FILES = {"weights.bin": LARGE, "config.json": b'{"rate": 22050}', "voice.onnx": b"weights" * 40_000}


def error(status: int, told: Any, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(told, status, headers)


ERRORS: dict[str, Callable[[], Response]] = {
    **COMMON,
    "401": lambda: error(401, {"error": f"Invalid credentials in Authorization header: {KEY}"}),
    "402": lambda: error(402, {"error": "You have exceeded your monthly included credits."}),
    "403": lambda: error(403, {"error": "This method needs a token with more rights."}),
    "gated": lambda: error(403, {"error": "Access is restricted."}, {"x-error-code": "GatedRepo"}),
    "404": lambda: error(404, {"error": {"message": "The model does not exist.", "code": "model_not_found"}}),
    "400": lambda: error(400, {"error": ["Error in `parameters.width`: must be a multiple of 8"]}),
    "422": lambda: error(422, {"detail": [{"loc": ["body", "prompt"], "msg": "field required", "type": "value_error"}]}),
    "safety": lambda: error(422, {"detail": [{"msg": "It could not be processed.", "type": "content_policy_violation"}]}),
    "429": lambda: error(429, {"error": "Too many requests"}),
    "429 later": lambda: error(429, {"error": "Too many requests"}, {"retry-after": "0.3"}),
    "429 much later": lambda: error(429, {"error": "Too many requests"}, {"retry-after": "600"}),
    "500": lambda: error(500, {"error": "Internal error"}),
    "loading": lambda: error(503, {"error": "Model is currently loading", "estimated_time": 0.2}),
    "empty": lambda: JSONResponse({"id": "x", "created": 1, "model": "m", "choices": []}),
}


def check(service: Service, kind: Any, body: dict[str, Any], at: str = "") -> None:
    """Notes what the published shape does not have."""
    known = {field.name: field.type for field in dataclasses.fields(kind)}
    service.problems += [f"unknown field {at}{name}" for name in body if name not in known]
    inner = body.get("parameters")
    if isinstance(inner, dict):
        shape = next(part for part in getattr(known["parameters"], "__args__", ()) if dataclasses.is_dataclass(part))
        check(service, shape, inner, "parameters.")


def chat(service: Service, body: dict[str, Any], how: str) -> Response:
    check(service, ChatCompletionInput, body)
    message = {"role": "assistant", "content": None if how == "refusal" else service.reply(body)}
    if how == "refusal":
        message["refusal"] = "I cannot help with that."
    reason = {"cut": "length", "filtered": "content_filter"}.get(how, "stop")
    given = {
        "id": "c1", "created": int(time.time()), "model": f"{body['model']}-served", "system_fingerprint": "3.0-native",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
    }  # fmt: skip
    ChatCompletionOutput.parse_obj_as_instance(given)
    return JSONResponse(given)


def endpoint(service: Service, task: str, body: dict[str, Any], how: str) -> Response:
    """A dedicated endpoint of one task: media come as they are."""
    if task == "speech":
        check(service, TextToSpeechInput, {"inputs": body["inputs"]})
        sound = {"no sound": b"RIFF nothing", "silence": tone(0.0)}.get(how, tone(max(0.3, len(body["inputs"]) / 15)))
        return Response(sound, media_type="audio/wav")
    if task == "hearing":
        check(service, AutomaticSpeechRecognitionInput, body)
        with wave.open(io.BytesIO(base64.b64decode(body["inputs"]))):
            given = {"text": " ".join(word["text"] for word in service.heard), "chunks": service.heard}
        AutomaticSpeechRecognitionOutput.parse_obj_as_instance(given)
        return JSONResponse(given)
    if task == "image":
        check(service, TextToImageInput, body)
        return Response(b"GIF89a no picture" if how == "no picture" else picture(), media_type="image/png")
    if task == "style":
        check(service, ImageToImageInput, body)
        Image.open(io.BytesIO(base64.b64decode(body["inputs"]))).load()
        return Response(b"GIF89a no picture" if how == "no picture" else picture(), media_type="image/png")
    return ERRORS["404"]()


MAPPING = {
    "tests/chat": ("fal-ai", "conversational"),
    "tests/image": ("fal-ai", "text-to-image"),
    "tests/voice": ("fal-ai", "text-to-speech"),
    "tests/style": ("fal-ai", "image-to-image"),
    "tests/clip": ("fal-ai", "text-to-video"),
    "tests/move": ("fal-ai", "image-to-video"),
}


def hub(service: Service, path: str, request: Request) -> Response:
    """The hub: who serves a model, which models there are, and their files."""
    if path == "api/models":
        asked = dict(request.query_params)
        rows = [
            {"id": name, "modelId": name, "downloads": 900 - 100 * i, "likes": 5 * i, "gated": False, "usedStorage": 1000,
             "cardData": {"license": "mit"},
             "inferenceProviderMapping": [{"provider": served, "providerId": name, "status": "live", "task": task}]}
            for i, (name, (served, task)) in enumerate(MAPPING.items())
            if asked.get("search", "") in name and task == asked["pipeline_tag"]
        ]  # fmt: skip
        return JSONResponse(rows)
    name = path.removeprefix("api/models/")
    if name in MAPPING:
        served, task = MAPPING[name]
        mapping = {served: {"providerId": f"fal-ai/{name}", "status": "live", "task": task}}
        return JSONResponse({"id": name, "modelId": name, "inferenceProviderMapping": mapping})
    if name.startswith("tests/files"):
        rows = [{"type": "file", "path": file, "size": len(kept), "oid": "a" * 40} for file, kept in FILES.items()]
        if "/tree/" in name:
            return JSONResponse(rows)
        siblings = [{"rfilename": file} for file in FILES]
        return JSONResponse({"id": "tests/files", "modelId": "tests/files", "sha": COMMIT, "siblings": siblings})
    return error(404, {"error": "Repository not found"}, {"x-error-code": "RepoNotFound"})


def download(service: Service, path: str, request: Request) -> Response:
    """A file of the model `tests/files`. The large one stops in the middle until it is let go, if so asked."""
    kept = FILES.get(path.split("/")[-1])
    if kept is None:
        return error(404, {"error": "Entry not found"}, {"x-error-code": "EntryNotFound"})
    headers = {"x-repo-commit": COMMIT, "etag": f'"{len(kept)}"', "content-length": str(len(kept)), "accept-ranges": "bytes"}
    slow = service.jobs.get("slow")
    if request.method == "HEAD" or slow is None or slow["pieces"].is_set() or kept is not LARGE:
        return Response(b"" if request.method == "HEAD" else kept, headers=headers)

    async def pieces() -> AsyncIterator[bytes]:
        yield kept[: len(kept) // 2]
        while not slow["pieces"].is_set():
            await asyncio.sleep(0.01)
        yield kept[len(kept) // 2 :]

    return StreamingResponse(pieces(), 200, headers)


_OF_A_QUEUE = (TextToVideoParameters, ImageToVideoParameters, ImageToImageParameters)
"""What clips and changed pictures are told, as the task specifications have it; the library writes the picture beside it."""


def queue(service: Service, path: str, body: dict[str, Any], how: str, request: Request) -> Response:
    """fal behind the router: pictures and sounds at once, clips as jobs of a queue."""
    root = f"http://{request.url.netloc}"
    if request.method == "POST" and path.endswith("tests/image"):
        return JSONResponse({"images": [{"url": f"{root}/media/{'none' if how == 'no picture' else 'a.png'}"}]})
    if request.method == "POST" and path.endswith("tests/voice"):
        return JSONResponse({"audio": {"url": f"{root}/media/a.wav"}})
    if request.method == "POST":
        known = {field.name for kind in _OF_A_QUEUE for field in dataclasses.fields(kind)} | {"image_url", "image_urls"}
        service.problems += [f"unknown field {name}" for name in body.keys() - known]
        if "image_url" in body:
            Image.open(io.BytesIO(base64.b64decode(body["image_url"].split(",", 1)[1]))).load()
        number = f"job-{len(service.jobs) + 1}"
        service.jobs[number] = {"body": body, "looks": 0, "how": how}
        address = f"https://queue.fal.run/{path.removeprefix('fal-ai/')}/requests/{number}"
        return JSONResponse({"status": "IN_QUEUE", "request_id": number, "response_url": address})
    number = path.split("/requests/")[1].split("/")[0]
    job = service.jobs.get(number)
    if job is None:
        return ERRORS["404"]()
    if path.endswith("/status"):
        job["looks"] += 1
        going_on = job["how"] == "endless" or job["looks"] < 2
        return JSONResponse({"status": "IN_PROGRESS" if going_on else "COMPLETED", "request_id": number})
    if job["how"] == "fails late":
        return ERRORS["safety"]()
    if "/style/" in path:
        return JSONResponse({"images": [{"url": f"{root}/media/{'none' if job['how'] == 'no picture' else 'a.png'}"}]})
    return JSONResponse({"video": {"url": f"{root}/media/{'none' if job['how'] == 'no film' else 'a.mp4'}"}})


async def _serve(service: Service, request: Request) -> Response:
    path = request.url.path.removeprefix("/")
    raw = await request.body()
    body = json.loads(raw) if raw else {}
    if path.startswith("media/"):
        media = {"a.png": picture(), "a.wav": tone(1.5), "a.mp4": film()}
        return Response(media.get(path[6:], b"nothing"), media_type="application/octet-stream")
    service.requests.append((f"{request.method} {path}", body))
    if path == "api/models":
        service.requests[-1] = (service.requests[-1][0], dict(request.query_params))
    if path.startswith("api/models/tests/gone"):
        return error(401, {"error": "Invalid username or password."}, {"x-error-code": "RepoNotFound"})
    if path.startswith("api/models/tests/files") or "/resolve/" in path:
        return download(service, path, request) if "/resolve/" in path else hub(service, path, request)
    if request.headers.get("authorization") not in (f"Bearer {KEY}", f"Bearer hf_{KEY}"):
        return ERRORS["401"]()
    if path.startswith("api/"):
        return hub(service, path, request)
    how = service.next()
    bad = await misbehave(how, ERRORS, request)
    if bad is not None:
        return bad
    if path.endswith("chat/completions"):
        return chat(service, body, how)
    if path.startswith("endpoint/"):
        return endpoint(service, path.removeprefix("endpoint/"), body, how)
    if path.startswith("fal-ai/"):
        return queue(service, path, body, how, request)
    return ERRORS["404"]()


def running() -> AbstractContextManager[Service]:
    """The service, running in a thread on a port of its own."""
    return serving(_serve)
