"""A stretch of the timeline, drawn and encoded: a piece of a shot's body, or the transition between two shots."""

from __future__ import annotations

from pathlib import Path

from core.film.cut import TextOnScreen
from core.film.timeline import Scene, Span
from core.film.timing import frame_start_ms
from core.media.assemble import Compositors, Files, moving
from core.media.camera import ROOM
from core.media.compositor import Compositor
from core.media.encode import encode
from core.media.legible import texts_of
from core.media.transitions import mix, seen
from core.media.yuv import Planes, Sheet

KEPT = Compositors(make=moving)
"""What this process keeps from one span to the next."""


def encode_span(span: Span, files: Files, video: Path) -> tuple[TextOnScreen, ...]:
    """Writes the picture of `span` to `video`; gives the texts of a body, measured on its drawn frames."""
    first = KEPT.compositor(span.scenes[0], files)
    form = span.scenes[0].format
    if len(span.scenes) == 1:
        encode(video, form, span.frames, lambda i, planes: _frame(first, span.scenes[0], span.first + i, planes))
        return texts_of(first, span.scenes[0], span.first, span.frames)
    crossing = Crossing(span, first, KEPT.compositor(span.scenes[1], files))
    encode(video, form, span.frames, crossing.draw, crossing=True)
    return ()


class Crossing:
    """The frames of a transition between two scenes."""

    def __init__(self, span: Span, old: Compositor, new: Compositor) -> None:
        self._span, self._old, self._new = span, old, new
        self._from, self._to = Sheet(old.w, old.h, ROOM), Sheet(old.w, old.h, ROOM)

    def draw(self, i: int, planes: Planes) -> None:
        """Fills `planes` with frame `i` of the transition."""
        span = self._span
        old, new = seen(span.transition, i, span.frames)
        if old:
            _frame(self._old, span.scenes[0], span.first + i, self._from if new else planes)
        if new:
            _frame(self._new, span.scenes[1], span.second + i, self._to if old else planes)
        if old and new:
            mix(span.transition, i, span.frames, self._from, self._to, planes)


def _frame(compositor: Compositor, scene: Scene, number: int, planes: Planes) -> None:
    compositor.frame(frame_start_ms(number, scene.format.fps), planes)
