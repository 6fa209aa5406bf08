"""Pictures of templates and presenters for galleries: drawn by the same code as films, once, and kept beside the sessions."""

from __future__ import annotations

import os
import tempfile
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from core.engine.files import writing
from core.errors import NoSuchSession
from core.film import (
    Aspect,
    Avatar,
    Beat,
    Figure,
    Format,
    Item,
    Layout,
    Performance,
    Placement,
    Quality,
    Scene,
    Slide,
    Spoken,
    Template,
)
from core.film.avatars import AVATARS, avatar
from core.film.timing import frame_start_ms, to_frames
from core.media.assemble import Compositors
from core.media.avatar import portrait
from core.media.encode import encode
from core.media.preview import Preview
from core.media.yuv import Planes
from core.value import Blob

EDITION = 1
"""Counted up when previews should look different although no template changed."""

_SHOT_MS = 3000
_SLIDES = (
    Slide(layout=Layout.TITLE, kicker="Harbor 2.4", headline="Notes that work anywhere"),
    Slide(
        layout=Layout.BULLETS,
        headline="Three things that change your day",
        items=(
            Item(title="Offline sync", text="Merged when the device is back"),
            Item(title="Search in 120 ms", text="3.4 times faster"),
            Item(title="Finer permissions", text="Per folder, tag or record"),
        ),
    ),
    Slide(
        layout=Layout.NUMBER,
        headline="",
        figure=Figure(value=120, text="120", unit="ms", label="Median search time", before="410 ms", change="3.4× faster"),
    ),
)


class Previews:
    """The pictures of one studio's galleries; each is drawn when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._frames = Preview()

    def still(self, template: Template) -> Path:
        """A JPEG of the template's bullets, 640 pixels wide."""

        def draw(to: Path) -> None:
            scene = _scenes(template)[1]
            to.write_bytes(self._frames.frame(scene, _SHOT_MS * 0.72, _no_files, width=640))

        return self._kept(f"template-{template.id}-{_mark(template)}.jpg", draw)

    def moving(self, template: Template) -> Path:
        """Nine silent seconds of the template as an MP4 that can be looped, 540p."""

        def draw(to: Path) -> None:
            scenes, compositors = _scenes(template), Compositors(keep=3)
            form = scenes[0].format
            each = to_frames(_SHOT_MS, form.fps)

            def frame(i: int, planes: Planes) -> None:
                scene = scenes[i // each]
                compositors.compositor(scene, _no_files).frame(frame_start_ms(i % each, form.fps), planes)

            encode(to, form, each * len(scenes), frame)

        return self._kept(f"template-{template.id}-{_mark(template)}.mp4", draw)

    def face(self, who: Avatar) -> Path:
        """A PNG of the presenter on a quiet ground, 480 pixels square."""

        def draw(to: Path) -> None:
            rgba = portrait(who, 480)
            done, raw = cv2.imencode(".png", cv2.cvtColor(np.ascontiguousarray(rgba), cv2.COLOR_RGBA2BGRA))
            assert done
            to.write_bytes(raw.tobytes())

        return self._kept(f"avatar-{who.id}-{_mark(who)}.png", draw)

    def _kept(self, name: str, draw: Callable[[Path], None]) -> Path:
        path = self.folder / name
        if path.exists():
            return path
        with self._lock, writing(self.folder):
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                handle, part = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=self.folder)
                os.close(handle)
                try:
                    draw(Path(part))
                    os.replace(part, path)
                finally:
                    Path(part).unlink(missing_ok=True)
        return path


def _scenes(template: Template) -> tuple[Scene, ...]:
    form = Format(aspect=template.aspect if template.aspect is Aspect.TALL else Aspect.WIDE, quality=Quality.DRAFT)
    who = avatar(template.avatar) if template.avatar else AVATARS[0]
    look = template.look
    scenes = []
    for i, slide in enumerate(_SLIDES):
        parts = slide.parts()
        step = (_SHOT_MS - 900) // max(1, len(parts))
        spoken = tuple(
            Spoken(part=name, start_ms=150 + k * step, end_ms=150 + (k + 1) * step) for k, (name, _) in enumerate(parts)
        )
        performance = _standing(who, _placement(template, slide.layout))
        scenes.append(
            Scene(
                shot=f"preview-{i}",
                seed=i + 1,
                slide=slide,
                look=look,
                language="en",
                format=form,
                spoken=spoken,
                frames=to_frames(_SHOT_MS, form.fps),
                performance=performance,
                take_ms=150,
                take_end_ms=_SHOT_MS - 300,
                safe_top=template.safe_top,
                safe_bottom=template.safe_bottom,
            )
        )
    return tuple(scenes)


def _standing(who: Avatar, placement: Placement) -> Performance | None:
    if placement is Placement.NONE:
        return None
    return Performance(avatar=who, placement=placement, duration_ms=_SHOT_MS, blinks=(900, 2400), smile=((0, 60), (_SHOT_MS, 60)))


def _placement(template: Template, layout: Layout) -> Placement:
    by_layout: dict[Layout, Placement] = {beat.layout: beat.placement for beat in template.placements if isinstance(beat, Beat)}
    return by_layout.get(layout, template.placement)


def _mark(value: Template | Avatar) -> str:
    return f"{zlib.crc32(value.model_dump_json().encode()) ^ EDITION:08x}"


def _no_files(blob: Blob) -> Path:
    raise NoSuchSession("A preview has no files.")
