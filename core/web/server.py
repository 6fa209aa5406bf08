"""The routes around the pages: media with ranges, health, and the studio that lives as long as the process.

Media are served from here and never by handing a path to the page's own player, which would copy every film into memory.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from core.errors import NoSuchSession, PipelineError, StudioError
from core.loading import loading
from core.web import frames, looks
from core.web.going import GoingFile, not_found
from core.web.looks import CLOSE, POSTERS
from core.web.middleware import middleware as middleware
from core.web.sockets import answer_at_once

if TYPE_CHECKING:  # a browser can fetch what it draws with while the studio is still brought
    from core.studio import SessionRow, Studio

MEDIA = "/app/static/media"
"""Where the pages' players find a session's files: `MEDIA/<session>/<folder>/<file>`."""

SHOTS = "/app/static/shots"
"""Where pages find pictures of shots that are drawn when somebody looks: `SHOTS/<session>/<number>/still.jpg` or `acting.mp4`."""

EXPORTS = "/app/static/exports"
PREVIEWS = "/app/static/previews"
ASSETS = Path(__file__).resolve().parents[2] / ".streamlit" / "static"

_lock = threading.Lock()
_studio: Studio | None = None
_closed = False


def studio() -> Studio:
    """The studio of this process; the first call opens it. Raises after the server has shut it down."""
    global _studio
    with _lock:
        if _studio is None:
            if _closed:
                raise PipelineError("The studio is shutting down.", hint="Start it again.")
            from core.settings import load_settings
            from core.studio import Studio

            _studio = Studio(load_settings(), serve=True)
        return _studio


def shutdown(final: bool = True) -> None:
    """Closes the studio; with `final=False` (tests) the next call of `studio` opens another."""
    global _studio, _closed
    with _lock:
        if _studio is not None:
            _studio.close()
        _studio, _closed = None, final


def media_url(session: str, path: str, *, download: bool = False) -> str:
    """The address of a session's file, for players and links."""
    return f"{MEDIA}/{session}/{path}" + ("?dl=1" if download else "")


def stretch_url(url: str, start_ms: int, end_ms: int | None = None) -> str:
    """The same address for a player that begins at a moment, to the millisecond, and where one is named ends at another."""
    return f"{url}#t={start_ms / 1000:.3f}" + ("" if end_ms is None else f",{end_ms / 1000:.3f}")


def still_url(session: str, number: int, look: str = "") -> str:
    """The address of a shot's still; `look` changes with what it shows."""
    return f"{SHOTS}/{session}/{number}/still.jpg" + (f"?v={look}" if look else "")


def acting_url(session: str, number: int, look: str = "") -> str:
    """The address of the film of a shot's presenter."""
    return f"{SHOTS}/{session}/{number}/acting.mp4" + (f"?v={look}" if look else "")


def export_url(session: str) -> str:
    """The address of a session as one zip, made while it is sent."""
    return f"{EXPORTS}/{session}.zip"


def layout_url(template: str, layout: str) -> str:
    """The address of a template's still in one layout, drawn when it is fetched."""
    return f"{CLOSE}/{template}/{layout}.jpg"


def talking_url(who: str) -> str:
    """The address of a presenter's introduction, made when it is fetched."""
    return f"{CLOSE}/{who}.mp4"


def with_poster(url: str, poster: str) -> str:
    """The address of a film that shows the picture at `poster` until there is something of it to see."""
    return f"{url}{'&' if '?' in url else '?'}poster={quote(poster)}"


def preview_url(path: Path) -> str:
    """The address of a gallery preview."""
    return f"{PREVIEWS}/{path.name}"


def poster_url(row: SessionRow) -> str:
    """The address of a session's picture for lists, which also says where its film is; a template's where there is no film."""
    if not row.poster:
        return f"{POSTERS}/{row.template}.png"
    return f"{POSTERS}/{row.id}/{quote(row.poster)}?film={quote(media_url(row.id, row.film))}"


async def _media(request: Request) -> Response:
    session, path = request.path_params["session"], request.path_params["path"]
    try:
        opened = await asyncio.to_thread(studio().open, session)
        file = opened.path(path)
        if not file.is_file() or any(part.startswith(".") for part in Path(path).parts):
            return not_found()
        name = file.name if request.query_params.get("dl") else None
        kind = "attachment" if name else "inline"
        return GoingFile(file, headers=_PRIVATE, filename=name, content_disposition_type=kind)
    except (StudioError, OSError):  # a name may be longer than any file's
        return not_found()


async def _shot(request: Request) -> Response:
    session, number, kind = (request.path_params[name] for name in ("session", "number", "kind"))
    viewing = studio().viewing
    draw = {"still.jpg": viewing.still, "acting.mp4": viewing.acting}.get(kind)
    try:
        file = await asyncio.to_thread(draw, session, number) if draw else None
    except (StudioError, OSError):  # the shot is gone, or its material
        file = None
    return FileResponse(file, headers=_PRIVATE) if file else PlainTextResponse("not found", 404)


async def _export(request: Request) -> Response:
    try:
        export = await asyncio.to_thread(studio().shelf.export, request.path_params["session"])
    except NoSuchSession:
        return PlainTextResponse("not found", 404)
    except StudioError as error:
        return PlainTextResponse(f"{error.message} {error.hint}", 409)
    named = f"attachment; filename*=utf-8''{quote(export.file_name, safe='')}"
    return StreamingResponse(export.pieces, headers={**_PRIVATE, "Content-Disposition": named}, media_type="application/zip")


async def _preview(request: Request) -> Response:
    folder = (studio().root / ".previews").resolve()
    try:
        file = (folder / request.path_params["name"]).resolve()
        there = file.is_relative_to(folder) and file.is_file()
    except OSError:
        there = False
    if not there:
        return PlainTextResponse("not found", 404)
    return FileResponse(file, headers={**_PRIVATE, "Cache-Control": "private, max-age=86400"})


async def _alive(request: Request) -> Response:
    return JSONResponse({"ok": True})


async def _ready(request: Request) -> Response:
    try:
        running, waiting = await asyncio.to_thread(_look)
    except StudioError as error:
        return JSONResponse({"ok": False, "error": error.message}, 503)
    return JSONResponse({"ok": True, "running": running, "waiting": waiting})


def _look() -> tuple[int, int]:
    there = studio()
    there.page(1)
    return there.jobs.counts() if there.jobs else (0, 0)


_PRIVATE = {
    "Cache-Control": "private, max-age=0, must-revalidate",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'",
}


@asynccontextmanager
async def lifespan(app: Any, opened: Callable[[], None] = lambda: None) -> AsyncIterator[dict[str, Any]]:
    """Opens the studio beside what the server answers first, tells `opened` then, and closes it when the server stops.

    A studio that cannot be opened says why, and the server ends: what waits for it is not there.
    """
    ended = threading.Event()
    opening = threading.Thread(target=_open, args=(ended, opened), name="studio opens", daemon=True)
    opening.start()
    try:
        yield {}
    finally:
        ended.set()
        await asyncio.to_thread(opening.join)
        await asyncio.to_thread(shutdown)


def _open(ended: threading.Event, opened: Callable[[], None]) -> None:
    there = None
    try:
        answer_at_once()
        with loading():  # a full collection at the end of every page run would cost more than the run itself
            there = studio()
    except StudioError as error:
        sys.stderr.write(f"Firstcut does not start: {error.message} {error.hint}\n")
    finally:
        if there is None and not ended.is_set():
            if sys.exc_info()[0] is not None:
                traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)  # nothing was opened that would have to be closed, and whoever waits for an answer gets none
    if there is not None and not ended.is_set():
        threading.Thread(target=there.previews.draw, args=(ended, lambda: _quiet(there)), name="previews", daemon=True).start()
        opened()


def _quiet(there: Studio) -> bool:
    """Whether no film is made and nobody edits one."""
    return there.idle() and there.boards.stills.ahead.rests()


routes = [
    Route("/healthz", _alive),
    Route("/readyz", _ready),
    Route(MEDIA + "/{session}/{path:path}", _media),
    Route(SHOTS + "/{session}/{number:int}/{kind}", _shot),
    Route(EXPORTS + "/{session}.zip", _export),
    *frames.routes(studio),
    Route(PREVIEWS + "/{name}", _preview),
    *looks.routes(studio),
    Mount("/app/static", app=StaticFiles(directory=ASSETS, check_dir=False)),
]
