"""A service on loopback that speaks OpenAI's protocol, checks every request against the published shapes, and can misbehave.

The shapes are those of the `openai` package, which is generated from the published OpenAPI document.
"""

from __future__ import annotations

import base64
import email
import io
import json
import time
import wave
from contextlib import AbstractContextManager
from typing import Any, get_type_hints

from loopback import COMMON, KEY, Service, misbehave, picture, serving, tone
from openai.types import ImagesResponse, Moderation, ModerationCreateParams, ModerationCreateResponse
from openai.types.audio import SpeechCreateParams, TranscriptionVerbose
from openai.types.audio.transcription_create_params import TranscriptionCreateParamsNonStreaming
from openai.types.chat import ChatCompletion
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from openai.types.image_edit_params import ImageEditParamsBase
from openai.types.image_generate_params import ImageGenerateParamsNonStreaming
from PIL import Image
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


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
    **COMMON,
    "empty": lambda: JSONResponse({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}),
}


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


def _check_form(service: Service, kind: Any, body: dict[str, Any]) -> None:
    """Notes what the published shape of a form with a file does not allow: its fields, and what each of them may be."""
    known = get_type_hints(kind, include_extras=False)
    for name, given in body.items():
        plain = name.removesuffix("[]")
        if plain not in known:
            service.problems.append(f"unknown field {name}")
        elif not isinstance(given, bytes):
            try:
                TypeAdapter(known[plain]).validate_python([given] if name.endswith("[]") else given)
            except ValueError as problem:
                service.problems.append(f"{name}: {str(problem)[:200]}")
    if missing := {"file", "model"} - body.keys():
        service.problems.append(f"it needs {missing}")


def _check_edit(service: Service, kind: str, body: dict[str, Any]) -> None:
    """Notes what the published shape of an edit does not allow: it is a form with a whole picture in it."""
    if not kind.startswith("multipart/form-data"):
        service.problems.append(f"an edit is sent as a form, not as {kind}")
    fields = {name.removesuffix("[]"): given for name, given in body.items()}
    fields |= {"n": int(fields["n"])} if "n" in fields else {}
    unknown = fields.keys() - (ImageEditParamsBase.__annotations__.keys() | {"stream"})
    service.problems += [f"unknown field {name}" for name in unknown]
    if missing := {"image", "prompt"} - fields.keys():
        service.problems.append(f"an edit needs {missing}")
    elif not isinstance(fields["image"], bytes):
        service.problems.append("the picture is no file")
    else:
        with Image.open(io.BytesIO(fields["image"])) as given:
            given.load()
            if given.format not in ("PNG", "JPEG", "WEBP") or len(fields["image"]) >= 50_000_000:
                service.problems.append(f"a picture of {given.format} is not taken")
    for name in ("size", "quality", "input_fidelity"):
        try:
            TypeAdapter(ImageEditParamsBase.__annotations__[name]).validate_python(fields.get(name))
        except ValueError as problem:
            service.problems.append(str(problem)[:200])


def _image(how: str) -> Response:
    painted = {"no picture": b"GIF89a no picture", "darker": picture(colour=(10, 20, 30))}.get(how) or picture()
    coded = base64.b64encode(painted).decode()
    given = {"created": int(time.time()), "data": [{"b64_json": coded}]}
    ImagesResponse.model_validate(given)
    return JSONResponse(given)


def _moderation(service: Service, body: dict[str, Any], how: str) -> Response:
    """A verdict on words; `flagged: a, b` flags those categories, `no verdict` gives none. Of several, texts of a fight."""
    _check(service, ModerationCreateParams, body)
    several = isinstance(body["input"], list)
    texts = [text for text in body["input"] if isinstance(text, str)] if several else [body["input"]]
    results = [_verdict(how if "fight" in text or not several else "") for text in texts]
    given = {"id": "modr-1", "model": "omni-moderation-2024-09-26", "results": [] if how == "no verdict" else results}
    ModerationCreateResponse.model_validate(given)
    return JSONResponse(given)


def _verdict(how: str) -> dict[str, Any]:
    found = how.removeprefix("flagged:").replace(",", " ").split() if how.startswith("flagged:") else []
    parts = {name: field.annotation for name, field in Moderation.model_fields.items()}
    names = [field.alias or name for name, field in parts["categories"].model_fields.items()]
    return {
        "flagged": bool(found), "categories": {name: name in found for name in names},
        "category_scores": {name: 0.97 if name in found else 0.0001 for name in names},
        "category_applied_input_types": {name: ["text"] for name in names},
    }  # fmt: skip


async def _serve(service: Service, request: Request) -> Response:
    operation = request.url.path.removeprefix("/v1/")
    body = _fields(request.headers.get("content-type", ""), await request.body())
    service.requests.append((operation, body))
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return ERRORS["401"]()
    how = service.next()
    bad = await misbehave(how, ERRORS, request)
    if bad is not None:
        return bad
    if operation == "chat/completions":
        return _completion(service, body, how)
    if operation == "audio/speech":
        _check(service, SpeechCreateParams, body)
        sound = {"no sound": b"RIFF nothing", "silence": tone(0.0)}.get(how) or service.voice(body["input"])
        return Response(sound, media_type="audio/wav")
    if operation == "images/generations":
        _check(service, ImageGenerateParamsNonStreaming, body)
        return _image(how)
    if operation == "images/edits":
        _check_edit(service, request.headers.get("content-type", ""), body)
        return _image(how)
    if operation == "moderations":
        return _moderation(service, body, how)
    if operation == "audio/transcriptions":
        _check_form(service, TranscriptionCreateParamsNonStreaming, body)
        with wave.open(io.BytesIO(body["file"])) as sound:
            seconds = sound.getnframes() / sound.getframerate()
        given = {"duration": seconds, "language": "english", "text": "", "words": service.heard}
        TranscriptionVerbose.model_validate(given)
        return JSONResponse(given)
    return ERRORS["404"]()


def running() -> AbstractContextManager[Service]:
    """The service, running in a thread on a port of its own."""
    return serving(_serve, "/v1")
