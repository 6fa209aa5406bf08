"""What a shot's own content looks like in another layout, before anybody chooses it."""

from __future__ import annotations

import threading
from collections import OrderedDict

from core.editing.cutting_room import CuttingRoom
from core.engine import digest
from core.film import Layout, Performance, Picture, Placement, Scene, Slide
from core.film.alignment import said
from core.film.templates import template
from core.film.timing import frame_start_ms
from core.media.preview import Preview
from core.showing.preview_scenes import placement_in

_KEPT = 400


class Fittings:
    """Pictures of shots in other layouts and with other pictures; any thread may ask."""

    def __init__(self, cutting: CuttingRoom) -> None:
        self.cutting = cutting
        self._frames, self._lock = Preview(), threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._ready: OrderedDict[Picture, Picture] = OrderedDict()

    def picture(self, name: str, shot: str, layout: Layout, width: int) -> bytes:
        """A JPEG of the shot in `layout`, with everything said. Raises `BadEdit` where there is no such shot."""
        slide = self.cutting.rushes(name).scene(shot).slide.model_copy(update={"layout": layout})
        return self._drawn(name, shot, slide, width)

    def slide(self, name: str, shot: str, slide: Slide, width: int) -> bytes:
        """A JPEG of the shot with another slide; a clip is seen by its first picture. Raises `BadEdit`, `BadInput`."""
        picture = slide.shown
        if picture is not None:
            slide = slide.model_copy(update={"picture": self._conformed(picture)})
        return self._drawn(name, shot, slide, width)

    def _conformed(self, picture: Picture) -> Picture:
        """The picture as films show it, made once."""
        bare = picture.model_copy(update={"footage": None})
        with self._lock:
            if bare in self._ready:
                return self._ready[bare]
        from core.media.conform import conform

        store = self.cutting.store
        with store.scratch() as scratch:
            ready, file = conform(bare, store.path(bare.blob), scratch.new)
            ready = ready.model_copy(update={"blob": store.put_file(file)})
        with self._lock:
            self._ready[bare] = ready
            while len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return ready

    def _drawn(self, name: str, shot: str, slide: Slide, width: int) -> bytes:
        rushes = self.cutting.rushes(name)
        order = self.cutting.editor(name).film.order
        line = self.cutting.editor(name).film.line(shot)
        wanted = line.handling.placement or order.placement or placement_in(template(order.template), slide.layout)
        scene = _in(rushes.scene(shot), slide, wanted)
        words = rushes.takes[shot].words
        scene = scene.model_copy(update={"spoken": said(scene.slide, words, scene.take_ms, scene.take_end_ms)})
        key = digest(scene), width
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        at = frame_start_ms(scene.frames * 2 // 3, scene.format.fps)
        picture = self._frames.frame(scene, at, self.cutting.store.path, width=width)
        with self._lock:
            self._kept[key] = picture
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return picture


def _in(scene: Scene, slide: Slide, placement: Placement) -> Scene:
    acting: Performance | None = scene.performance
    if acting is not None and acting.avatar is not None and placement is not Placement.NONE:
        acting = acting.model_copy(update={"placement": placement})
    return scene.model_copy(update={"slide": slide, "performance": acting})
