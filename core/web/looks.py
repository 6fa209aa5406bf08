"""Pictures that belong to no shot: close looks at templates and presenters, and those of lists. Drawn when somebody looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.errors import StudioError

if TYPE_CHECKING:
    from core.studio import Studio

CLOSE = "/app/static/close"
"""Where close looks are: `CLOSE/<template>/<layout>.jpg`, `CLOSE/<avatar>.mp4`."""

POSTERS = "/app/static/posters"
"""Where lists find their pictures, all of one size: `POSTERS/<session>/<folder>/<poster>`, `POSTERS/<template>.png`."""

_HEADERS = {
    "Cache-Control": "private, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'",
}


def routes(studio: Callable[[], Studio]) -> list[Route]:
    """The routes over the open studio; what is no name of anything is not found."""
    return [*_close(studio), *_listed(studio)]


def _close(studio: Callable[[], Studio]) -> list[Route]:
    async def layout(request: Request) -> Response:
        from core.film import Layout
        from core.film.templates import template

        chosen, shown = request.path_params["template"], request.path_params["layout"]
        return await _file(lambda: studio().specimens.layout(template(chosen), Layout(shown)))

    async def talking(request: Request) -> Response:
        from core.film.avatars import avatar

        return await _file(lambda: studio().specimens.talking(avatar(request.path_params["avatar"])))

    return [Route(CLOSE + "/{template}/{layout}.jpg", layout), Route(CLOSE + "/{avatar}.mp4", talking)]


def _listed(studio: Callable[[], Studio]) -> list[Route]:
    async def poster(request: Request) -> Response:
        def draw() -> bytes:
            from core.media.thumbnail import thumbnail  # with all that draws, for which no start waits

            return thumbnail(studio().open(request.path_params["session"]).path(request.path_params["path"]))

        return await _picture(draw, "image/jpeg")

    async def blank(request: Request) -> Response:
        def draw() -> bytes:
            from core.film.templates import template
            from core.media.thumbnail import blank

            return blank(template(request.path_params["template"]))

        return await _picture(draw, "image/png")

    return [Route(POSTERS + "/{template}.png", blank), Route(POSTERS + "/{session}/{path:path}", poster)]


async def _file(draw: Callable[[], Path]) -> Response:
    try:
        file = await asyncio.to_thread(draw)
    except (StudioError, OSError, ValueError):  # there is no such template, layout or presenter
        return PlainTextResponse("not found", 404)
    return FileResponse(file, headers=_HEADERS)


async def _picture(draw: Callable[[], bytes], kind: str) -> Response:
    try:
        drawn = await asyncio.to_thread(draw)
    except (StudioError, OSError):
        return PlainTextResponse("not found", 404)
    return Response(drawn, media_type=kind, headers=_HEADERS)
