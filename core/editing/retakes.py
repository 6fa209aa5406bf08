"""What a shot had before: the takes that were spoken of its line and the pictures that it showed, to go back to any of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from core.edits import LOG
from core.film import Line, Picture
from core.film.edits import Film
from core.session import Session


@dataclass(frozen=True)
class Earlier:
    """Takes and pictures of one shot."""

    takes: tuple[int, ...]
    """Every take up to the newest that was asked for; the one in use is among them."""
    pictures: tuple[Picture, ...]
    """What it showed before, and what the film has; the one in use is not among them."""


def earlier(session: Session, film: Film, line: Line) -> Earlier:
    """What `line` had before, as the session's history of edits tells."""
    then = [one for one in _lines(session) if one.narration == line.narration]
    newest = max([line.handling.take, *(one.handling.take for one in then)])
    used = [one.slide.picture for one in (*then, *film.lines) if one.slide.picture is not None]
    used += [Picture(blob=asset.blob, width=asset.width, height=asset.height, alt=asset.name) for asset in film.order.assets]
    now = line.slide.picture
    pictures = {picture.blob.digest: picture for picture in used if now is None or picture.blob != now.blob}
    return Earlier(tuple(range(1, newest + 1)), tuple(pictures.values()))


def _lines(session: Session) -> Iterator[Line]:
    """Every line that the history holds; what cannot be read is passed over, as the history itself does."""
    for written in (session.read(LOG) or "").splitlines():
        try:
            entry: dict[str, Any] = json.loads(written)
            held = [*entry.get("new", {}).values(), *entry.get("base", {}).get("lines", ())]
            found = [Line.model_validate(one) for one in held]
        except (ValueError, AttributeError, TypeError, ValidationError):
            continue
        yield from found
