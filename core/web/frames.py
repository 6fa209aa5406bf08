"""The routes of the editor: frames, drafts and takes of a film as it is edited now, made when a page fetches them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.errors import BadEdit, StudioError

if TYPE_CHECKING:
    from core.studio import Studio

FRAMES = "/app/static/frames"
"""Where they are: `FRAMES/<session>/shot/<shot>/...`, `FRAMES/<session>/cut/<number>/<ms>.jpg`."""

_WIDTH = 400
_EDITED_MEANWHILE = 8
"""So often a shot may be edited while it is drawn before its address is given up."""

_PRIVATE = {
    "Cache-Control": "private, max-age=600",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; media-src 'self'; img-src 'self'",
}


def frame_url(session: str, shot: str, look: str, width: int, ms: int | None = None) -> str:
    """The address of a shot's frame `ms` into it, as it is edited now; `look` changes with what it shows."""
    return f"{FRAMES}/{session}/shot/{shot}/frame.jpg?w={width}&v={look}" + ("" if ms is None else f"&ms={ms}")


def draft_url(session: str, shot: str, look: str) -> str:
    """The address of a shot as a draft with its voice."""
    return f"{FRAMES}/{session}/shot/{shot}/draft.mp4?v={look}"


def fitting_url(session: str, shot: str, layout: str, look: str) -> str:
    """The address of a shot's own content in another layout."""
    return f"{FRAMES}/{session}/shot/{shot}/in/{layout}.jpg?v={look}"


def candidate_url(session: str, shot: str, candidate: str, look: str) -> str:
    """The address of a shot as it would be with another picture."""
    return f"{FRAMES}/{session}/shot/{shot}/with/{candidate}.jpg?v={look}"


def take_url(session: str, shot: str, take: int, look: str) -> str:
    """The address of one reading of a shot's line."""
    return f"{FRAMES}/{session}/shot/{shot}/take/{take}.wav?v={look}"


def picture_url(session: str, digest: str, x: float, y: float) -> str:
    """The address of a picture of the film as it was handed in, with a ring at the place that matters."""
    return f"{FRAMES}/{session}/picture/{digest}.jpg?x={x:.3f}&y={y:.3f}"


def moment_url(session: str, cut: int, ms: int, width: int = _WIDTH) -> str:
    """The address of a frame of a finished cut."""
    return f"{FRAMES}/{session}/cut/{cut}/{ms}.jpg?w={width}"


def routes(studio: Callable[[], Studio]) -> list[Route]:
    """The routes over the open studio."""
    return [*_shots(studio), *_film(studio)]


def _shots(studio: Callable[[], Studio]) -> list[Route]:
    """What a shot looks and sounds like as it is edited now, or would with another layout or picture."""

    async def frame(request: Request) -> Response:
        ms, width = _moment(request.query_params.get("ms", "")), _width(request.query_params.get("w", ""))
        return await _of_shot(studio, request, lambda name, shot: studio().boards.stills.frame(name, shot, ms, width))

    async def fitting(request: Request) -> Response:
        from core.film import Layout

        layout = request.path_params["layout"]
        return await _of_shot(
            studio, request, lambda name, shot: studio().boards.fittings.picture(name, shot, Layout(layout), _WIDTH)
        )

    async def candidate(request: Request) -> Response:
        named = request.path_params["candidate"]
        return await _picture(lambda: studio().decisions.preview(*_named(request), named, _WIDTH, studio().person))

    async def draft(request: Request) -> Response:
        return await _of_shot(studio, request, lambda name, shot: studio().boards.stills.play(name, shot))

    async def take(request: Request) -> Response:
        number = min(max(request.path_params["take"], 1), 99)
        return await _of_shot(
            studio, request, lambda name, shot: studio().store.path(studio().cutting.reading(name, shot, number).audio)
        )

    shot = FRAMES + "/{session}/shot/{shot}"
    return [
        Route(shot + "/frame.jpg", frame),
        Route(shot + "/draft.mp4", draft),
        Route(shot + "/in/{layout}.jpg", fitting),
        Route(shot + "/with/{candidate}.jpg", candidate),
        Route(shot + "/take/{take:int}.wav", take),
    ]


def _film(studio: Callable[[], Studio]) -> list[Route]:
    """The pictures that a film was given, and frames of its finished cuts."""

    async def handed_in(request: Request) -> Response:
        named, asked = request.path_params, request.query_params
        place = asked.get("x", "0.5"), asked.get("y", "0.5")
        return await _picture(
            lambda: studio().boards.stills.picture(named["session"], named["digest"], float(place[0]), float(place[1]))
        )

    async def moment(request: Request) -> Response:
        named, width = request.path_params, _width(request.query_params.get("w", ""))
        return await _picture(lambda: studio().boards.stills.moment(named["session"], named["cut"], named["ms"], width))

    return [
        Route(FRAMES + "/{session}/picture/{digest}.jpg", handed_in),
        Route(FRAMES + "/{session}/cut/{cut:int}/{ms:int}.jpg", moment),
    ]


def _named(request: Request) -> tuple[str, str]:
    return request.path_params["session"], request.path_params["shot"]


def _moment(asked: str) -> float | None:
    return float(asked) if asked else None


def _width(asked: str) -> int:
    return min(max(int(asked), 80), 1920) if asked.isdecimal() else 640


async def _picture(draw: Callable[[], bytes]) -> Response:
    try:
        jpeg = await asyncio.to_thread(draw)
    except (StudioError, OSError, ValueError):  # the shot is gone, or its material
        return PlainTextResponse("not found", 404)
    return Response(jpeg, media_type="image/jpeg", headers=_PRIVATE)


async def _of_shot(studio: Callable[[], Studio], request: Request, make: Callable[[str, str], bytes | Path]) -> Response:
    """What `make` gives of the shot that the address means. It is kept for as long as the address says what it shows: one that
    was edited meanwhile gives the shot as it is now, once."""
    name, shot = _named(request)
    look = request.query_params.get("v", "")

    def work(left: int = _EDITED_MEANWHILE) -> tuple[bytes | Path, bool]:
        stills = studio().boards.stills
        meant = stills.standing(name, shot)
        try:
            return make(name, meant), meant == shot and stills.shows(name, shot, look)
        except BadEdit:
            if not left:
                raise
        return work(left - 1)

    try:
        made, lasting = await asyncio.to_thread(work)
    except (StudioError, OSError, ValueError):  # the film never had it, or its material is gone
        return PlainTextResponse("not found", 404)
    headers = _PRIVATE if lasting else {**_PRIVATE, "Cache-Control": "private, no-store"}
    if isinstance(made, bytes):
        return Response(made, media_type="image/jpeg", headers=headers)
    return FileResponse(made, headers=headers)
