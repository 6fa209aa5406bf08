"""A scene as one picture: its layout, the presenter, the burned-in caption; and the compositors that a process keeps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from core.film.brief import Quality
from core.film.timeline import Scene
from core.media.avatar import presenter_layers
from core.media.captions import caption_layer
from core.media.compositor import Compositor
from core.media.frame import frame_of
from core.media.layer import Picture
from core.media.layouts import lay_out
from core.media.yuv import settle
from core.value import Blob

Files = Callable[[Blob], Path]
"""Where the bytes of a blob lie."""


def assemble(scene: Scene, files: Files, *, twos: bool = False) -> Picture:
    """Everything that is seen in `scene`, from the ground up; `twos`: its presenter moves with every other frame."""
    picture = lay_out(scene, files)
    frame = frame_of(scene)
    caption = caption_layer(scene, frame)
    presenter = presenter_layers(scene, frame, files, twos=twos)
    return Picture(picture.ground, (*picture.layers, *presenter, *((caption,) if caption else ())))


def moving(scene: Scene, files: Files) -> Picture:
    """As `assemble`, for a film: in a draft the presenter acts on twos, as drawn films do, which saves an eighth of its work."""
    return assemble(scene, files, twos=scene.format.quality is Quality.DRAFT)


class Compositors:
    """The compositors of the scenes used last, so that a body and its transitions are laid out once."""

    def __init__(self, keep: int = 3, make: Callable[[Scene, Files], Picture] = assemble) -> None:
        self._keep, self._make = keep, make
        self._known: OrderedDict[Scene, Compositor] = OrderedDict()

    def compositor(self, scene: Scene, files: Files) -> Compositor:
        """The compositor of `scene`, kept from before where it is still known."""
        settle()
        known = self._known.pop(scene, None)
        if known is None:
            known = Compositor(self._make(scene, files), *scene.format.size)
        self._known[scene] = known
        while len(self._known) > self._keep:
            self._known.popitem(last=False)
        return known

    def forget(self) -> None:
        """Lets go of all of them."""
        self._known.clear()
