"""A service on loopback that speaks the Gemini API and Vertex AI: content, interactions in the background, operations, files.

Requests are checked against the types of `google-genai`, which are generated from the published interface; for orders of clips on
Vertex AI it has none of the wire, so that their fields are checked by the names in the published reference.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from google.genai import types
from google.genai.interactions import CreateModelInteraction
from loopback import COMMON, KEY, Service, film, misbehave, serving
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

PROJECT = "projects/p1/locations/us-central1/publishers/google/models"
_INSTANCE = {"prompt", "image", "lastFrame"}
_PARAMETERS = {"sampleCount", "durationSeconds", "aspectRatio", "resolution", "generateAudio"}


def error(code: int, status: str, message: str, *details: dict[str, Any]) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "status": status, "message": message, "details": list(details)}}, code)


ERRORS: dict[str, Callable[[], Response]] = {
    **COMMON,
    "401": lambda: error(401, "UNAUTHENTICATED", f"The key {KEY} is wrong."),
    "bad key": lambda: error(400, "INVALID_ARGUMENT", "API key not valid.", {"reason": "API_KEY_INVALID"}),
    "403": lambda: error(403, "PERMISSION_DENIED", "The caller does not have permission."),
    "billing": lambda: error(403, "PERMISSION_DENIED", "Billing is off.", {"reason": "BILLING_DISABLED"}),
    "404": lambda: error(404, "NOT_FOUND", "models/x is not found for this version."),
    "400": lambda: error(400, "INVALID_ARGUMENT", "Unknown name."),
    "429": lambda: error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota."),
    "429 later": lambda: error(429, "RESOURCE_EXHAUSTED", "Quota.", {"retryDelay": "0.3s"}),
    "429 much later": lambda: error(429, "RESOURCE_EXHAUSTED", "Quota.", {"retryDelay": "600s"}),
    "daily": lambda: error(429, "RESOURCE_EXHAUSTED", "Quota.", {"violations": [{"quotaId": "GenerateRequestsPerDay"}]}),
    "safety": lambda: error(400, "INVALID_ARGUMENT", "The prompt violates usage guidelines. Support codes: 61493863"),
    "500": lambda: error(500, "INTERNAL", "An internal error has occurred."),
    "504": lambda: error(504, "DEADLINE_EXCEEDED", "The deadline expired."),
    "empty": lambda: JSONResponse({"candidates": [], "modelVersion": "m"}),
    "blocked": lambda: JSONResponse({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}),
}


def content(service: Service, body: dict[str, Any], how: str) -> Response:
    """The answer of a language model."""
    try:
        for part in (*body["contents"], body["systemInstruction"]):
            types.Content.model_validate(part)
        types.GenerationConfig.model_validate(body["generationConfig"])
    except ValueError as problem:
        service.problems.append(str(problem)[:400])
    service.problems += [f"unknown field {name}" for name in body.keys() - {"contents", "systemInstruction", "generationConfig"}]
    reason = {"cut": "MAX_TOKENS", "filtered": "SAFETY", "refusal": "PROHIBITED_CONTENT"}.get(how, "STOP")
    parts = [{"text": "Let me think.", "thought": True}, {"text": service.reply(body)}] if reason == "STOP" else []
    given = {
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": reason, "index": 0}],
        "usageMetadata": {"promptTokenCount": 1000, "candidatesTokenCount": 400, "thoughtsTokenCount": 100},
        "modelVersion": "gemini-test-001",
    }
    types.GenerateContentResponse.model_validate(given)
    return JSONResponse(given)


def _number(service: Service, body: dict[str, Any], how: str) -> str:
    number = f"job{len(service.jobs) + 1}"
    service.jobs[number] = {"body": body, "looks": 0, "how": how}
    return number


def _working(job: dict[str, Any]) -> bool:
    job["looks"] += 1
    return job["how"] == "endless" or job["looks"] < 2


def interaction(service: Service, body: dict[str, Any], how: str) -> Response:
    """Takes a clip's order by the Gemini API."""
    try:
        CreateModelInteraction.model_validate(body)
    except ValueError as problem:
        service.problems.append(str(problem)[:400])
    service.problems += [f"unknown field {name}" for name in body.keys() - CreateModelInteraction.model_fields.keys()]
    return JSONResponse({"id": _number(service, body, how), "status": "in_progress", "model": body["model"], "steps": []})


def interacted(service: Service, number: str) -> Response:
    """How far an interaction is."""
    job = service.jobs.get(number)
    if job is None:
        return ERRORS["404"]()
    given = {"id": number, "status": "in_progress", "model": job["body"]["model"], "steps": []}
    if _working(job):
        return JSONResponse(given)
    if job["how"] == "fails late":
        told = {"code": "INVALID_ARGUMENT", "message": "The output violated the usage guidelines. Support codes: 15236754"}
        return JSONResponse({**given, "status": "failed", "errors": [told]})
    if job["how"] == "no film there":
        steps = [{"type": "model_output", "content": [{"type": "text", "text": "I cannot film that."}]}]
        return JSONResponse({**given, "status": "completed", "steps": steps})
    video: dict[str, Any] = {"type": "video", "mime_type": "video/mp4"}
    if job["how"] == "inline":
        video["data"] = base64.b64encode(film()).decode()
    else:
        name = "nothing" if job["how"] == "no film" else "clip"
        video["uri"] = f"https://generativelanguage.googleapis.com/v1beta/files/{name}:download?alt=media"
    steps = [{"type": "model_output", "content": [video]}]
    return JSONResponse({**given, "status": "completed", "steps": steps})


def ordered(service: Service, model: str, body: dict[str, Any], how: str) -> Response:
    """Takes a clip's order on Vertex AI."""
    [instance], parameters = body["instances"], body["parameters"]
    service.problems += [f"unknown field {name}" for name in (instance.keys() - _INSTANCE) | (parameters.keys() - _PARAMETERS)]
    if "image" in instance:
        assert base64.b64decode(instance["image"]["bytesBase64Encoded"])[:2] == b"\xff\xd8"
    return JSONResponse({"name": f"{PROJECT}/{model}/operations/{_number(service, body, how)}"})


def operation(service: Service, body: dict[str, Any]) -> Response:
    """How far an operation is."""
    name = body["operationName"]
    job = service.jobs.get(name.split("/")[-1])
    if job is None:
        return ERRORS["404"]()
    if _working(job):
        return JSONResponse({"name": name})
    if job["how"] == "fails late":
        told = {"code": 3, "message": "Veo could not generate videos: it violates usage guidelines. Support codes: 15236754"}
        return JSONResponse({"name": name, "done": True, "error": told})
    given: dict[str, Any] = {"videos": [{"bytesBase64Encoded": base64.b64encode(film()).decode(), "mimeType": "video/mp4"}]}
    if job["how"] == "no film there":
        given = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["It is violent. Support codes: 61493863"]}
    if job["how"] == "no film":
        given["videos"][0]["bytesBase64Encoded"] = base64.b64encode(b"nothing").decode()
    return JSONResponse({"name": name, "done": True, "response": given})


async def _serve(service: Service, request: Request) -> Response:
    path = request.url.path.removeprefix("/").removeprefix("v1beta1/").removeprefix("v1beta/").removeprefix("v1/")
    raw = await request.body()
    body = json.loads(raw) if raw else {}
    service.requests.append((f"{request.method} {path}", body))
    if request.headers.get("x-goog-api-key") != KEY:
        return ERRORS["401"]()
    if path.startswith("files/"):
        return Response(film() if "clip" in path else b"nothing", media_type="video/mp4")
    how = service.next()
    bad = await misbehave(how, ERRORS, request)
    if bad is not None:
        return bad
    if path.endswith(":generateContent"):
        return content(service, body, how)
    if path == "interactions":
        return interaction(service, body, how)
    if path.startswith("interactions/"):
        return interacted(service, path.split("/")[1])
    if path.endswith(":predictLongRunning"):
        return ordered(service, path.split("/")[-1].split(":")[0], body, how)
    if path.endswith(":fetchPredictOperation"):
        return operation(service, body)
    if request.method == "GET" and path.split("/")[-2:-1] == ["models"]:
        name = path.split("/")[-1]
        return JSONResponse({"name": path, "displayName": f"{name} as it is"}) if name != "gone" else ERRORS["404"]()
    return ERRORS["404"]()


def running() -> AbstractContextManager[Service]:
    """The service, running in a thread on a port of its own."""
    return serving(_serve)
