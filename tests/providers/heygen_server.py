"""A service on loopback that speaks version 3 of HeyGen's interface as it is published, and can misbehave."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from loopback import COMMON, KEY, Service, film, misbehave, serving
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


def problem(status: int, code: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"error": {"code": code, "message": f"{code} for {KEY}", "doc_url": "https://developers.heygen.com/docs/error-codes"}}
    return JSONResponse(body, status, headers)


ERRORS: dict[str, Any] = {
    **COMMON,
    "401": lambda: problem(401, "unauthorized"),
    "402": lambda: problem(402, "insufficient_credit"),
    "404": lambda: problem(404, "avatar_not_found"),
    "400": lambda: problem(400, "invalid_parameter"),
    "safety": lambda: problem(400, "content_moderation_failed"),
    "403": lambda: problem(403, "forbidden"),
    "429": lambda: problem(429, "rate_limited"),
    "429 later": lambda: problem(429, "rate_limited", {"retry-after": "0.3"}),
    "429 much later": lambda: problem(429, "rate_limited", {"retry-after": "600"}),
    "500": lambda: problem(500, "internal_error"),
}
WANTED = {"type", "avatar_id", "audio_asset_id", "resolution", "aspect_ratio", "title", "callback_id"}


async def serve(service: Service, request: Request) -> Response:
    """Version 3 of the interface as it is published: assets, videos, one video, the list of videos, and their files."""
    path, raw = request.url.path, await request.body()
    if path.startswith("/files/"):
        return Response(film(1.2) if path.endswith("clip.mp4") else b"no film", media_type="video/mp4")
    service.requests.append((f"{request.method} {path}", {"raw": len(raw)}))
    if request.headers.get("x-api-key") != KEY:
        return ERRORS["401"]()
    how = service.next()
    if how == "lost":
        await _order(service, request)
        request.scope["transport"].abort()
        return Response(b"")
    if bad := await misbehave(how, ERRORS, request):
        return bad
    if (request.method, path) == ("POST", "/v3/assets"):
        if b'filename="take.wav"' not in raw or b"RIFF" not in raw:
            service.problems.append("the sound is no file")
        return JSONResponse({"data": {"asset_id": "asset-1", "url": "x", "mime_type": "audio/wav", "size_bytes": len(raw)}})
    if (request.method, path) == ("POST", "/v3/videos"):
        name = await _order(service, request)
        late: dict[str, dict[str, Any]] = {
            "fails late": {"fail": "moderation_rejected"}, "endless": {"ready": 10**9}, "no film": {"file": "nothing.mp4"},
        }  # fmt: skip
        service.jobs[name].update(late.get(how, {}))
        return JSONResponse({"data": {"video_id": name, "status": "waiting"}})
    if path == "/v3/videos":
        return JSONResponse(
            {"data": [told(job) for job in reversed(service.jobs.values())], "has_more": False, "next_token": None}
        )
    job = service.jobs.get(path.rsplit("/", 1)[-1])
    if job is None:
        return problem(404, "resource_not_found")
    job["looks"] += 1
    job["url"] = f"{service.url}/files/{job.get('file', 'clip.mp4')}"
    return JSONResponse({"data": told(job)})


async def _order(service: Service, request: Request) -> str:
    body = await request.json()
    if body.keys() != WANTED or body["type"] != "avatar" or body["aspect_ratio"] not in ("16:9", "9:16"):
        service.problems.append(f"not the published shape: {body}")
    name = f"video{len(service.jobs)}"
    service.jobs[name] = {"id": name, "looks": 0, "ready": 2, **body}
    return name


def told(job: dict[str, Any]) -> dict[str, Any]:
    given = {"id": job["id"], "title": job["title"], "created_at": 4_000_000_000, "video_url": None, "failure_code": None}
    if job.get("fail"):
        return {**given, "status": "failed", "failure_code": job["fail"], "failure_message": "It broke."}
    if job["looks"] < job["ready"]:
        return {**given, "status": "processing"}
    return {**given, "status": "completed", "video_url": job.get("url"), "duration": 1.2}


def running() -> AbstractContextManager[Service]:
    """The service, running in a thread on a port of its own."""
    return serving(serve)
