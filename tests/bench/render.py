"""Renders the material with the product's own parts: `python -m tests.bench.render FOLDER SECONDS`, whole, in parts, or raw."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from core.film.brief import Format
from core.film.storyboard import Transition
from core.film.timeline import Clip, Track
from core.media import yuv
from core.media.camera import ROOM
from core.media.compositor import Compositor
from core.media.encode import calm, encode
from core.media.join import Reel, join
from core.media.transitions import mix, seen
from core.media.yuv import Planes, Sheet
from tests.bench import material
from tests.bench.material import FADE, FPS, SCENE

FORM = Format()
SPENT = "spent.txt"
"""Where a render leaves its seconds, of cpu and on the wall, without those of starting, which a warm worker has behind it."""
KINDS = (Transition.FADE, Transition.SLIDE, Transition.FADE, Transition.PUSH)


@dataclass(frozen=True)
class Stretch:
    """Frames [first, first + frames) of the film: of one scene, or of the transition into the next."""

    scene: int
    first: int
    frames: int
    crossing: bool

    @property
    def name(self) -> str:
        """The segment's file."""
        return f"part{self.first:05d}.mp4"


def stretches(seconds: int) -> list[Stretch]:
    """Bodies and transitions in order; a transition lies half in each of its scenes."""
    scenes, found = max(1, seconds * FPS // SCENE), []
    for k in range(scenes):
        start = k * SCENE + (FADE // 2 if k else 0)
        end = (k + 1) * SCENE - (FADE // 2 if k < scenes - 1 else 0)
        found.append(Stretch(k, start, end - start, False))
        if k < scenes - 1:
            found.append(Stretch(k, end, FADE, True))
    return found


class Film:
    """Draws any frame of the material."""

    def __init__(self, folder: Path, seconds: int) -> None:
        calm()
        self._photos = material.photos(folder, min(12, max(1, seconds * FPS // SCENE)), FORM)
        self._kept: dict[int, Compositor] = {}
        self._from, self._to = Sheet(*FORM.size, ROOM), Sheet(*FORM.size, ROOM)

    def draw(self, part: Stretch, i: int, planes: Planes) -> None:
        """Fills `planes` with frame `i` of a stretch."""
        if not part.crossing:
            self._frame(part.scene, part.first + i, planes)
            return
        kind = KINDS[part.scene % len(KINDS)]
        old, new = seen(kind, i, part.frames)
        if old:
            self._frame(part.scene, part.first + i, self._from if new else planes)
        if new:
            self._frame(part.scene + 1, part.first + i, self._to if old else planes)
        if old and new:
            mix(kind, i, part.frames, self._from, self._to, planes)

    def _frame(self, scene: int, number: int, planes: Planes) -> None:
        if scene not in self._kept:
            self._kept = {k: v for k, v in self._kept.items() if abs(k - scene) < 2}
            photo = self._photos[scene % len(self._photos)]
            self._kept[scene] = Compositor(material.scene(photo, scene, FORM), *FORM.size)
        self._kept[scene].frame((number - scene * SCENE) * 1000 / FPS, planes)


class Finished:
    """Frames that lie uncompressed in a file: what a bare encoder is fed with."""

    def __init__(self, raw: Path) -> None:
        w, h = FORM.size
        self._frames = np.memmap(raw, np.uint8, "r").reshape(-1, h * 3 // 2, w)

    def draw(self, part: Stretch, i: int, planes: Planes) -> None:
        """Copies frame `i` of a stretch into `planes`."""
        frame, h = self._frames[part.first + i], FORM.size[1]
        np.copyto(planes[0], frame[:h])
        np.copyto(planes[1], frame[h : h + h // 4].reshape(planes[1].shape))
        np.copyto(planes[2], frame[h + h // 4 :].reshape(planes[2].shape))


def segments(folder: Path, seconds: int, part: int = 0, of: int = 1, raw: Path | None = None) -> tuple[float, float]:
    """Encodes this process's share: every `of`-th pair of a body and the transition after it. Gives seconds of cpu, and of wall.

    With `raw` nothing is drawn: finished frames are encoded.
    """
    begun, there = time.process_time(), time.perf_counter()
    film = Finished(raw) if raw else Film(folder, seconds)
    for stretch in stretches(seconds):
        if stretch.scene % of == part:
            draw = partial(film.draw, stretch)
            encode(folder / stretch.name, FORM, stretch.frames, draw, crossing=stretch.crossing)
    return time.process_time() - begun, time.perf_counter() - there


def joined(folder: Path, seconds: int, to: Path) -> int:
    """The film out of its segments; gives its frames."""
    scenes = max(1, seconds * FPS // SCENE)
    clips = tuple(Clip(shot=f"s{k}", headline=f"Scene {k + 1}", narration="-", frames=SCENE) for k in range(scenes))
    parts = [folder / stretch.name for stretch in stretches(seconds)]
    return join(Reel(parts, Track(title="Bench", language="en", fps=FPS, clips=clips)), to)


def frames(folder: Path, seconds: int) -> Iterator[list[yuv.Pixels]]:
    """Every frame as planes, which are used again for the next one."""
    film, planes = Film(folder, seconds), yuv.blank(*FORM.size)
    for stretch in stretches(seconds):
        for i in range(stretch.frames):
            film.draw(stretch, i, planes)
            yield planes


def main() -> None:
    """One process of a render, or all frames as raw 4:2:0."""
    asked = argparse.ArgumentParser(prog="tests.bench.render")
    asked.add_argument("folder", type=Path)
    asked.add_argument("seconds", type=int)
    asked.add_argument("--part", type=int, default=0)
    asked.add_argument("--of", type=int, default=1)
    asked.add_argument("--raw", type=Path, help="write every frame there, uncompressed")
    asked.add_argument("--bare", type=Path, help="draw nothing, encode the frames of this file")
    options = asked.parse_args()
    if options.raw is None:
        spent = segments(options.folder, options.seconds, options.part, options.of, options.bare)
        (options.folder / SPENT).write_text("{:.3f} {:.3f}".format(*spent))
        return
    with options.raw.open("wb") as raw:
        for planes in frames(options.folder, options.seconds):
            for plane in planes:
                raw.write(plane.tobytes())


if __name__ == "__main__":
    main()
