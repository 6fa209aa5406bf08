"""Pictures of templates and presenters for galleries: drawn by the same code as films, once, and kept beside the sessions."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.engine.files import writing
from core.errors import Cancelled, NoSuchSession, StudioError
from core.film import Aspect, Avatar, Mood, MusicBed, Scene, Template, Utterance, Voice
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES
from core.film.timing import frame_start_ms, to_frames
from core.media.preview import Preview
from core.ports import Composer, Speaker
from core.showing.greetings import GREETINGS
from core.showing.preview_scenes import SHOT_MS, preview_scenes
from core.showing.views import Gallery
from core.system import replace
from core.value import Blob

if TYPE_CHECKING:
    from core.media.yuv import Planes

log = logging.getLogger("firstcut.previews")

EDITION = 4
"""Counted up when previews should look different although no template changed."""

GIVES_WAY_S = 0.5
"""How often it is looked whether films are being made, and how long a movie that one came before waits to be tried again."""


class Previews:
    """The pictures of one studio's galleries; each is drawn when it is first asked for."""

    begins_s = (1.0, 10.0)
    """How long `draw` waits before its pictures, and then before its movies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock, self._sounding = threading.Lock(), threading.Lock()
        self._frames = Preview()

    def still(self, template: Template) -> Path:
        """A JPEG of 640 x 360: the template's bullets, or three phone pictures side by side."""

        def draw(to: Path) -> None:
            scenes = preview_scenes(template)
            if template.aspect is Aspect.TALL:
                to.write_bytes(self._side_by_side(scenes))
            else:
                to.write_bytes(self._frames.frame(scenes[1], SHOT_MS * 0.72, _no_files, width=640))

        return self.kept(self.name_of_still(template), draw)

    def moving(self, template: Template, before_frame: Callable[[], None] = lambda: None) -> Path:
        """Nine silent seconds of the template as an MP4 that can be looped, 540p. `before_frame` may give the drawing up."""

        def draw(to: Path) -> None:
            from core.media.assemble import Compositors
            from core.media.encode import encode

            scenes, compositors = preview_scenes(template), Compositors(keep=3)
            form = scenes[0].format
            each = to_frames(SHOT_MS, form.fps)
            first, whole = each * 3 // 5, each * len(scenes)

            def frame(i: int, planes: Planes) -> None:
                before_frame()
                number, inside = divmod((i + first) % whole, each)  # a player that waits shows a picture with its title in
                compositors.compositor(scenes[number], _no_files).frame(frame_start_ms(inside, form.fps), planes)

            encode(to, form, whole, frame)

        return self.kept(self.name_of_moving(template), draw)

    def looping(self, template: Template, before_frame: Callable[[], None] = lambda: None) -> Path:
        """The movie of `moving` as an animated WebP of 400 x 225, light enough to stand among stills."""
        movie = self.moving(template, before_frame)

        def draw(to: Path) -> None:
            from core.media.loop import animated

            animated(movie, to, (400, 225))

        return self.kept(self.name_of_looping(template), draw)

    def face(self, who: Avatar) -> Path:
        """A PNG of the presenter on a light rounded ground, 384 pixels square."""

        def draw(to: Path) -> None:
            from core.showing.portraits import face_png

            to.write_bytes(face_png(who))

        return self.kept(self.name_of_face(who), draw)

    def nobody(self) -> Path:
        """What stands for a voice that nobody is seen with, in the size of `face`."""

        def draw(to: Path) -> None:
            from core.showing.portraits import nobody_png

            to.write_bytes(nobody_png())

        return self.kept(self.name_of_nobody(), draw)

    def spoken(self, voice: Voice, speaker: Speaker) -> Path:
        """A WAV in which the voice introduces itself, shaped as in films. Raises `Unspeakable`."""
        language = voice.language.split("-")[0]
        text = GREETINGS.get(language, "{}. 1, 2, 3, 4, 5.").format(voice.name)
        mark = zlib.crc32(f"{speaker.identity} {voice.model_dump_json()} {text}".encode()) ^ EDITION

        def draw(to: Path) -> None:
            from core.media.audio import read_wav, resample, write_wav
            from core.media.voice_shape import shape

            speaker.speak(Utterance(text=text, language=voice.language, voice=voice), to)
            rate, samples = read_wav(to)
            write_wav(to, shape(resample(samples.mean(0, keepdims=True), rate)).samples)

        return self.kept(f"voice-{mark:08x}.wav", draw, self._sounding)

    def played(self, mood: Mood, composer: Composer) -> Path:
        """A WAV of twelve seconds in that mood. Raises `UnknownChoice` for none."""
        mark = zlib.crc32(f"{composer.identity} {mood}".encode()) ^ EDITION
        bed = MusicBed(mood=mood, duration_ms=12_000, seed=1)

        def draw(to: Path) -> None:
            from core.media.piece import lay

            score = composer.score(bed)
            with tempfile.TemporaryDirectory(dir=to.parent) as folder:
                laid = [(p.start_sample, Path(folder) / f"{k}.wav") for k, p in enumerate(score.passages)]
                for passage, (_, path) in zip(score.passages, laid, strict=True):
                    composer.play(passage, path)
                lay(laid, score.samples, to)

        return self.kept(f"music-{mood}-{mark:08x}.wav", draw, self._sounding)

    def draw(self, ended: threading.Event, idle: Callable[[], bool] = lambda: True) -> None:
        """Draws all that galleries show, what is seen first of all first; what is there already costs nothing.

        It begins a moment later, since a page that somebody waits for comes first, and what moves comes last: only while the
        studio is `idle`, since a film that somebody makes or edits needs the processor more.
        """

        looked = 0.0

        def give_way() -> None:
            nonlocal looked
            if ended.is_set():
                raise Cancelled("The studio is closing.")
            if time.monotonic() - looked > GIVES_WAY_S:
                if not idle():
                    raise Cancelled("A film comes first.")
                looked = time.monotonic()

        pictures: list[Callable[[], Path]] = [partial(self.still, t) for t in TEMPLATES]
        pictures += [self.nobody, *(partial(self.face, a) for a in AVATARS)]
        movies: list[Callable[[], Path]] = [
            partial(drawn, t, give_way) for t in TEMPLATES for drawn in (self.moving, self.looping)
        ]
        for after, jobs in zip(self.begins_s, (pictures, movies), strict=True):
            if ended.wait(after):
                return
            for job in jobs:
                while not ended.is_set() and not _drawn(job):
                    ended.wait(GIVES_WAY_S)
                if ended.is_set():
                    return

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
        import cv2
        import numpy as np

        picture = np.full((360, 640, 3), 232, np.uint8)
        for i, scene in enumerate(scenes):
            raw = self._frames.frame(scene, SHOT_MS * 0.72, _no_files, width=184, kind="png")
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
                self.folder.resolve().mkdir(parents=True, exist_ok=True)  # a link to a folder that is gone makes it anew
                handle, part = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=self.folder)
                os.close(handle)
                try:
                    draw(Path(part))
                    replace(part, path)
                finally:
                    Path(part).unlink(missing_ok=True)
        return path


def _drawn(job: Callable[[], Path]) -> bool:
    """False where it gave way to a film and shall be tried again."""
    try:
        job()
    except Cancelled:
        return False
    except (StudioError, OSError) as error:
        log.warning("a preview could not be drawn: %s", error)
    return True


def _mark(value: Template | Avatar) -> str:
    return f"{zlib.crc32(value.model_dump_json().encode()) ^ EDITION:08x}"


def _no_files(blob: Blob) -> Path:
    raise NoSuchSession("A preview has no files.")
