"""Pictures of templates and presenters for galleries: drawn by the same code as films, once, and kept beside the sessions."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.engine.files import writing
from core.errors import NoSuchSession, StudioError
from core.film import (
    Aspect,
    Avatar,
    Beat,
    Figure,
    Format,
    Item,
    Layout,
    Mood,
    MusicBed,
    Performance,
    Placement,
    Quality,
    Scene,
    Slide,
    Spoken,
    Template,
    Utterance,
    Voice,
)
from core.film.avatars import AVATARS, avatar
from core.film.templates import TEMPLATES
from core.film.timing import frame_start_ms, to_frames
from core.media.assemble import Compositors
from core.media.audio import read_wav, resample, write_wav
from core.media.avatar import portrait
from core.media.encode import encode
from core.media.loop import animated
from core.media.preview import Preview
from core.media.voice_shape import shape
from core.media.yuv import Planes
from core.ports import Composer, Speaker
from core.showing.greetings import GREETINGS
from core.showing.views import Gallery
from core.system import replace
from core.value import Blob

log = logging.getLogger("firstcut.previews")

EDITION = 4
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


_GROUNDS = ((255, 217, 199), (207, 227, 255), (214, 239, 219), (251, 230, 180), (228, 219, 250), (230, 233, 240))
_QUIET = 5
"""Light grounds of portraits, RGB: every drawing style is seen on them, on light pages and on dark ones."""


class Previews:
    """The pictures of one studio's galleries; each is drawn when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock, self._sounding = threading.Lock(), threading.Lock()
        self._frames = Preview()

    def still(self, template: Template) -> Path:
        """A JPEG of 640 x 360: the template's bullets, or three phone pictures side by side."""

        def draw(to: Path) -> None:
            scenes = _scenes(template)
            if template.aspect is Aspect.TALL:
                to.write_bytes(self._side_by_side(scenes))
            else:
                to.write_bytes(self._frames.frame(scenes[1], _SHOT_MS * 0.72, _no_files, width=640))

        return self.kept(self.name_of_still(template), draw)

    def moving(self, template: Template) -> Path:
        """Nine silent seconds of the template as an MP4 that can be looped, 540p."""

        def draw(to: Path) -> None:
            scenes, compositors = _scenes(template), Compositors(keep=3)
            form = scenes[0].format
            each = to_frames(_SHOT_MS, form.fps)
            first, whole = each * 3 // 5, each * len(scenes)

            def frame(i: int, planes: Planes) -> None:
                number, inside = divmod((i + first) % whole, each)  # a player that waits shows a picture with its title in
                compositors.compositor(scenes[number], _no_files).frame(frame_start_ms(inside, form.fps), planes)

            encode(to, form, whole, frame)

        return self.kept(self.name_of_moving(template), draw)

    def looping(self, template: Template) -> Path:
        """The movie of `moving` as an animated WebP of 400 x 225, light enough to stand among stills."""
        movie = self.moving(template)
        return self.kept(self.name_of_looping(template), lambda to: animated(movie, to, (400, 225)))

    def face(self, who: Avatar) -> Path:
        """A PNG of the presenter on a light rounded ground, 384 pixels square."""

        def draw(to: Path) -> None:
            place = AVATARS.index(who) % _QUIET if who in AVATARS else 0
            done, raw = cv2.imencode(".png", cv2.cvtColor(_on_ground(portrait(who, 384), place), cv2.COLOR_RGBA2BGRA))
            assert done
            to.write_bytes(raw.tobytes())

        return self.kept(self.name_of_face(who), draw)

    def nobody(self) -> Path:
        """What stands for a voice that nobody is seen with, in the size of `face`."""

        def draw(to: Path) -> None:
            rgba = np.zeros((384, 384, 4), np.uint8)
            for i, height in enumerate((70, 130, 200, 110, 170, 90, 50)):
                x = 192 + (i - 3) * 36
                cv2.line(rgba, (x, 192 - height // 2), (x, 192 + height // 2), (110, 122, 148, 255), 16, cv2.LINE_AA)
            done, raw = cv2.imencode(".png", cv2.cvtColor(_on_ground(rgba, _QUIET), cv2.COLOR_RGBA2BGRA))
            assert done
            to.write_bytes(raw.tobytes())

        return self.kept(self.name_of_nobody(), draw)

    def spoken(self, voice: Voice, speaker: Speaker) -> Path:
        """A WAV in which the voice introduces itself, shaped as in films. Raises `Unspeakable`."""
        language = voice.language.split("-")[0]
        text = GREETINGS.get(language, "{}. 1, 2, 3, 4, 5.").format(voice.name)
        mark = zlib.crc32(f"{speaker.identity} {voice.model_dump_json()} {text}".encode()) ^ EDITION

        def draw(to: Path) -> None:
            speaker.speak(Utterance(text=text, language=voice.language, voice=voice), to)
            rate, samples = read_wav(to)
            write_wav(to, shape(resample(samples.mean(0, keepdims=True), rate)).samples)

        return self.kept(f"voice-{mark:08x}.wav", draw, self._sounding)

    def played(self, mood: Mood, composer: Composer) -> Path:
        """A WAV of twelve seconds in that mood. Raises `UnknownChoice` for none."""
        mark = zlib.crc32(f"{composer.identity} {mood}".encode()) ^ EDITION
        bed = MusicBed(mood=mood, duration_ms=12_000, seed=1)
        return self.kept(f"music-{mood}-{mark:08x}.wav", lambda to: composer.compose(bed, to), self._sounding)

    def draw(self, ended: threading.Event) -> None:
        """Draws all that galleries show, what is seen first of all first; what is there already costs nothing."""
        jobs: list[Callable[[], Path]] = [partial(self.still, t) for t in TEMPLATES]
        jobs += [self.nobody, *(partial(self.face, a) for a in AVATARS)]
        jobs += [partial(drawn, t) for t in TEMPLATES for drawn in (self.moving, self.looping)]
        for job in jobs:
            if ended.is_set():
                return
            try:
                job()
            except StudioError as error:
                log.warning("a preview could not be drawn: %s", error.message)

    def gallery(self) -> Gallery:
        """What is drawn by now."""
        faces = {**{a.id: self.name_of_face(a) for a in AVATARS}, "none": self.name_of_nobody()}
        return Gallery(
            stills={t.id: path for t in TEMPLATES if (path := self.known(self.name_of_still(t)))},
            movies={t.id: path for t in TEMPLATES if (path := self.known(self.name_of_moving(t)))},
            loops={t.id: path for t in TEMPLATES if (path := self.known(self.name_of_looping(t)))},
            faces={id: path for id, name in faces.items() if (path := self.known(name))},
        )

    def known(self, name: str) -> Path | None:
        """The preview of that name when it is drawn already."""
        path = self.folder / name
        return path if path.exists() else None

    def name_of_still(self, template: Template) -> str:
        """What `still` is called, drawn or not."""
        return f"template-{template.id}-{_mark(template)}.jpg"

    def name_of_moving(self, template: Template) -> str:
        """What `moving` is called, drawn or not."""
        return f"template-{template.id}-{_mark(template)}.mp4"

    def name_of_looping(self, template: Template) -> str:
        """What `looping` is called, drawn or not."""
        return f"template-{template.id}-{_mark(template)}.webp"

    def name_of_face(self, who: Avatar) -> str:
        """What `face` is called, drawn or not."""
        return f"avatar-{who.id}-{_mark(who)}.png"

    def name_of_nobody(self) -> str:
        """What `nobody` is called, drawn or not."""
        return f"avatar-none-{EDITION}.png"

    def _side_by_side(self, scenes: tuple[Scene, ...]) -> bytes:
        """Tall scenes next to each other on a wide picture."""
        picture = np.full((360, 640, 3), 232, np.uint8)
        for i, scene in enumerate(scenes):
            raw = self._frames.frame(scene, _SHOT_MS * 0.72, _no_files, width=184, kind="png")
            tall = cv2.imdecode(np.frombuffer(raw, np.uint8), cv2.IMREAD_COLOR)
            assert tall is not None
            x, y, h = 24 + i * 204, 16, min(328, tall.shape[0])
            picture[y : y + h, x : x + 184] = tall[:h]
        done, file = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
        assert done
        return file.tobytes()

    def kept(self, name: str, draw: Callable[[Path], None], lock: threading.Lock | None = None) -> Path:
        """The preview of that name, drawn by `draw` unless it is there."""
        path = self.folder / name
        if path.exists():
            return path
        with lock or self._lock, writing(self.folder):
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                handle, part = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=self.folder)
                os.close(handle)
                try:
                    draw(Path(part))
                    replace(part, path)
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
        performance = standing(who, placement_in(template, slide.layout))
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


def _on_ground(rgba: npt.NDArray[np.uint8], place: int) -> npt.NDArray[np.uint8]:
    """A portrait with straight alpha over a ground of its own, with round corners."""
    size = rgba.shape[0]
    ground = np.array(_GROUNDS[place], np.float32)
    alpha = rgba[..., 3:].astype(np.float32) / 255
    mixed = rgba[..., :3] * alpha + ground * (1 - alpha)
    mask = np.zeros((size * 4, size * 4), np.uint8)
    radius, end = size * 4 // 8, size * 4 - 1
    for x, y in ((radius, radius), (end - radius, radius), (radius, end - radius), (end - radius, end - radius)):
        cv2.circle(mask, (x, y), radius, 255, -1)
    mask[radius : end - radius, :] = 255
    mask[:, radius : end - radius] = 255
    corners = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA)
    return np.dstack((np.rint(mixed).astype(np.uint8), corners))


def standing(who: Avatar, placement: Placement) -> Performance | None:
    """A presenter who stands and smiles; nothing where nobody is seen."""
    if placement is Placement.NONE:
        return None
    return Performance(avatar=who, placement=placement, duration_ms=_SHOT_MS, blinks=(900, 2400), smile=((0, 60), (_SHOT_MS, 60)))


def placement_in(template: Template, layout: Layout) -> Placement:
    """Where the template's presenter stands in that layout."""
    by_layout: dict[Layout, Placement] = {beat.layout: beat.placement for beat in template.placements if isinstance(beat, Beat)}
    return by_layout.get(layout, template.placement)


def _mark(value: Template | Avatar) -> str:
    return f"{zlib.crc32(value.model_dump_json().encode()) ^ EDITION:08x}"


def _no_files(blob: Blob) -> Path:
    raise NoSuchSession("A preview has no files.")
