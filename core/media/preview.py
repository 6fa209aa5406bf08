"""One frame of a scene at any time, as a file for a page: the very pixels of the film, at the width that is asked for."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Literal

from core.errors import ToolFailed
from core.film.brief import SHORT_SIDE, Quality
from core.film.timeline import Scene

if TYPE_CHECKING:  # a studio has several of these from its start, and what draws takes half a second to import
    from core.media.assemble import Compositors, Files

QUALITY = 88
"""Of JPEG, 0 to 100."""


class Preview:
    """Frames of scenes, for one process with any number of threads. Scenes used last are kept laid out."""

    def __init__(self, known: Compositors | None = None) -> None:
        self._known = known
        self._lock = Lock()

    def frame(
        self, scene: Scene, ms: float, files: Files, *, width: int | None = None, kind: Literal["jpg", "png"] = "jpg"
    ) -> bytes:
        """The scene at `ms` as a JPEG or PNG, `width` pixels wide (None: as wide as the film)."""
        import cv2

        from core.media.assemble import Compositors

        scene = _small_enough(scene, width)
        with self._lock:
            self._known = self._known or Compositors(keep=4)
            pixels = self._known.compositor(scene, files).rgb(ms)
        bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
        h, w = bgr.shape[:2]
        if width is not None and width != w:
            size = (width, max(1, round(h * width / w)))
            bgr = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA if width < w else cv2.INTER_CUBIC)
        options = [cv2.IMWRITE_JPEG_QUALITY, QUALITY] if kind == "jpg" else [cv2.IMWRITE_PNG_COMPRESSION, 3]
        done, file = cv2.imencode(f".{kind}", bgr, options)
        if not done:
            raise ToolFailed("The preview could not be written as a picture.")
        return file.tobytes()


def _small_enough(scene: Scene, width: int | None) -> Scene:
    """The scene as a draft lays it out, where a draft already has the pixels that are asked for."""
    if width is None or scene.format.quality is Quality.DRAFT:
        return scene
    draft = scene.format.model_copy(update={"quality": Quality.DRAFT})
    if width > draft.size[0] or SHORT_SIDE[scene.format.quality] <= SHORT_SIDE[Quality.DRAFT]:
        return scene
    return scene.model_copy(update={"format": draft})
