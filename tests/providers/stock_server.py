"""Pexels and Pixabay on loopback: their published searches, the files they name, and ways to misbehave."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from typing import Any

from loopback import COMMON, KEY, Service, misbehave, serving
from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

ERRORS: dict[str, Any] = {
    **COMMON,
    "403": lambda: JSONResponse({"status": 403, "code": "Forbidden"}, 403),
    "404": lambda: JSONResponse({"status": 404, "code": "Not Found"}, 404),
    "429 later": lambda: JSONResponse({"status": 429}, 429, {"retry-after": "0.3"}),
    "429 much later": lambda: JSONResponse({"status": 429}, 429, {"retry-after": "600"}),
    "500": lambda: JSONResponse({"status": 500, "code": "Internal Server Error"}, 500),
    "429": lambda: JSONResponse({"status": 429, "code": "Too many requests"}, 429),
    "wrong key": lambda: Response("[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).", 400),
    "401": lambda: JSONResponse({"status": 401, "code": "Unauthorized"}, 401),
}


def photo(kind: str, size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (30, 120, 90)).save(out, kind)
    return out.getvalue()


async def serve(service: Service, request: Request) -> Response:
    """Pexels' and Pixabay's published searches, and the files they name."""
    path, asked = request.url.path, dict(request.query_params)
    if path.startswith("/files/"):
        service.requests.append((path, {"key": "authorization" in request.headers}))
        return Response(b"no picture" if service.always == "no picture" else photo("PNG" if "png" in path else "JPEG"))
    service.requests.append((path, asked))
    if bad := await misbehave(service.next(), ERRORS, request):
        return bad
    files = f"{service.url}/files"
    if path == "/v1/search":
        if request.headers.get("authorization") != KEY:
            return ERRORS["401"]()
        if asked.keys() != {"query", "orientation", "per_page", "page"} or asked["orientation"] not in (
            "landscape",
            "portrait",
            "square",
        ):
            service.problems.append(f"not the published shape: {asked}")
        photos = [_pexels(files, number, alt, size) for number, (alt, size) in enumerate(PEXELS)]
        return JSONResponse({"page": 1, "per_page": 24, "total_results": 4, "photos": [*photos, {"id": 9}]})
    if path == "/api/":
        if asked.pop("key", "") != KEY:
            return ERRORS["wrong key"]()
        if asked.keys() != {"q", "image_type", "orientation", "safesearch", "per_page", "page"}:
            service.problems.append(f"not the published shape: {asked}")
        hit = {"id": 77, "pageURL": "https://pixabay.com/photos/77/", "tags": "lighthouse, storm, sea", "user": "Mia",
               "webformatURL": f"{files}/77-small.jpg", "largeImageURL": f"{files}/77.jpg",
               "imageWidth": 4000, "imageHeight": 2250}  # fmt: skip
        return JSONResponse({"total": 1, "totalHits": 1, "hits": [hit]})
    return Response("", 404)


PEXELS = (
    ("A quiet street", (4000, 2250)),
    ("Lighthouse in a storm", (4000, 2250)),
    ("Lighthouse", (300, 900)),
    ("Storm over the sea", (4000, 3000)),
)


def _pexels(files: str, number: int, alt: str, size: tuple[int, int]) -> dict[str, Any]:
    src = {"original": f"{files}/{number}.png", "medium": f"{files}/{number}-small.jpg"}
    return {"id": number, "width": size[0], "height": size[1], "url": f"https://www.pexels.com/photo/{number}/",
            "photographer": "Ada", "photographer_url": "https://www.pexels.com/@ada", "src": src, "alt": alt}  # fmt: skip


def running() -> AbstractContextManager[Service]:
    """The service, running in a thread on a port of its own."""
    return serving(serve)
