"""The editing loop in a running studio: what an edit costs against the whole film, stills, the draft, what is joined by copy.

The film is shots of about five seconds over photo-like pictures, with a presenter, captions, transitions and music; for what
only its sound costs it lasts a minute.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import av
import cv2
import numpy as np
import psutil
import skia

from core.events import Event, PartDone
from core.film import Order, Quality
from core.film.brief import Format
from core.film.edits import Edit, SetMusic
from core.film.shot_edits import SetNarration
from core.film.timeline import Clip, Scene, Track
from core.film.timing import RATE
from core.making.importing import assets_of
from core.media import yuv
from core.media.aac import encode_aac
from core.media.assemble import Files
from core.media.audio import decode
from core.media.camera import View
from core.media.encode import encode
from core.media.join import Reel, join
from core.media.layer import Ground
from core.media.preview import Preview
from core.media.stills import ken_burns
from core.media.yuv import Planes
from core.session import Session
from core.settings import load_settings
from core.studio import Studio
from tests.bench import material
from tests.bench.measure import Result, surroundings

SAID = (
    "The harbour opens before the sun is up, and the first boats are already out.",
    "Every crate is weighed, labelled and photographed before it leaves the quay.",
    "The list of what arrived is on every phone in the office within a minute.",
    "When the weather turns, the board on the wall shows which boats are late.",
    "At noon the buyers see the same numbers as the crew that landed the fish.",
    "By evening the quay is empty, and tomorrow's plan is already in your pocket.",
)
MORE = (
    "A crate that stands in the sun for longer than an hour is marked in red.",
    "The cold store tells its own temperature every minute, day and night.",
    "Whoever opens its door is asked for a name, and the list is kept for a year.",
    "The lorries are called in their order, so that none of them waits at the gate.",
    "Each driver sees on the screen which ramp is free and what is to be loaded.",
    "What could not be sold is offered again at the market of the next morning.",
)
OTHER = "When the wind turns north, the screen in the hall tells which boats are late."
JOINED_MIN = 10


@dataclass(frozen=True)
class Spent:
    """What a run took, and which stages made something."""

    wall: float
    cpu: float
    film_s: float
    made: tuple[str, ...]


def figures(folder: Path, seconds: int) -> list[Result]:
    """All of them; `seconds` are the rounds of films and edits."""
    os.environ.update(surroundings())  # what workers inherit
    with Studio(load_settings(sessions=folder / "edited", workers=2)) as studio:
        _spent(studio, film_of(studio, folder, 99, Quality.DRAFT))  # workers start
        found = [*_edits(studio, folder, seconds), *_sound(studio, folder, seconds), *_stills(studio, folder)]
    return [*found, _smoothness(folder), *_joined(folder)]


def _edits(studio: Studio, folder: Path, rounds: int) -> list[Result]:
    full, line, draft = [], [], []
    for number in range(rounds):
        draft.append(_spent(studio, film_of(studio, folder, 10 + number, Quality.DRAFT)))
        session = film_of(studio, folder, 20 + number, Quality.STANDARD)
        full.append(_spent(studio, session))
        shot = studio.cutting.editor(session.id).shots[3].id
        line.append(_spent(studio, session, SetNarration(shot=shot, text=OTHER)))
        assert abs(line[-1].film_s - full[-1].film_s) < 1.5, "a shot of five seconds gives way to one of five"
    length = full[0].film_s
    note = f"{min(s.wall for s in line):.2f} of {min(s.wall for s in full):.2f} s for {length:.0f} s of film"
    return [
        Result("one line edited / whole film, wall", _ratio(line, full, "wall"), 0.25, "x", note=note),
        Result("one line edited / whole film, cpu", _ratio(line, full, "cpu"), 0.25, "x"),
        Result("draft / film, cpu", _ratio(draft, full, "cpu"), 0.30, "x"),
    ]


def _sound(studio: Studio, folder: Path, rounds: int) -> list[Result]:
    """Of a film of a minute: its music made louder, and nothing changed at all."""
    session = film_of(studio, folder, 60, Quality.STANDARD, (*SAID, *MORE), 60)
    length = _spent(studio, session).film_s
    level, again = [], []
    for number in range(rounds + 1):
        level.append(_spent(studio, session, SetMusic(music_db=-25 + number)))
        assert not {"compose", "play", "music"} & set(level[-1].made), "no frame is encoded, and nothing is composed"
        again.append(_spent(studio, session))
        assert not again[-1].made
    note = f"of {length:.0f} s of film"
    return [
        Result("music louder, for 60 s of film", _least(level) * 60 / length, 1.2, "s", note=f"{_least(level):.2f} s {note}"),
        Result("exported again, for 60 s of film", _least(again) * 60 / length, 0.5, "s", note=f"{_least(again):.2f} s {note}"),
    ]


def _ratio(some: list[Spent], whole: list[Spent], what: str) -> float:
    """Of the least of each: whatever else the machine does only adds to them."""
    return float(min(getattr(s, what) for s in some) / min(getattr(s, what) for s in whole))


def _least(some: list[Spent]) -> float:
    return min(one.wall for one in some)


def film_of(
    studio: Studio, folder: Path, variant: int, quality: Quality, said: Sequence[str] = SAID, length_s: int = 30
) -> Session:
    """A film whose words nobody has spoken before, over the bench's photographs."""
    photos = material.photos(folder, len(said), Format())
    text = f"# Harbour {variant}\n\n" + "\n\n".join(
        f"## Part {k + 1} of {variant}\n\n{words}\n\n![Quay]({photo.name})"
        for k, (words, photo) in enumerate(zip(said, photos, strict=True))
    )
    order = Order(source=text, quality=quality, length_s=length_s, assets=assets_of(text, folder, studio.store))
    return studio.create(order)


def _spent(studio: Studio, session: Session, edit: Edit | None = None) -> Spent:
    """What a run costs, the edit before it counted."""
    heard: list[Event] = []
    with _measured() as took:
        if edit is not None:
            editor = studio.cutting.editor(session.id)
            editor.apply(edit, seen=editor.revision)
        made = studio.make(session, heard.append)
    parts = [event.stage for event in heard if isinstance(event, PartDone) and not event.reused]
    return Spent(took["wall"], took["cpu"], made.cut.cut.duration_ms / 1000, tuple(dict.fromkeys(parts)))


@contextmanager
def _measured() -> Iterator[dict[str, float]]:
    """Seconds on the wall, and of processor in this process and its workers with all that they start."""
    took: dict[str, float] = {}
    before, begun = _cpu(), time.perf_counter()
    yield took
    took.update(wall=time.perf_counter() - begun, cpu=_cpu() - before)


def _cpu() -> float:
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (here, *here.children()))


def _stills(studio: Studio, folder: Path) -> list[Result]:
    """Milliseconds to a frame as a page gets it: when its shot was looked at just before, and when not."""
    session = film_of(studio, folder, 20, Quality.STANDARD)
    studio.make(session)
    scenes = list(studio.cutting.rushes(session.id).scenes.values())
    found = []
    for name, width, bars in (("1920x1080", None, (20, 120)), ("960x540", 960, (8, 60))):
        first, warm = _looked(scenes, studio.store.path, width)
        found.append(Result(f"still {name}, warm", median(warm), bars[0], "ms", note=f"the slowest {max(warm):.0f} ms"))
        found.append(
            Result(f"still {name}, first of a shot", median(first), bars[1], "ms", note=f"the slowest {max(first):.0f} ms")
        )
    return found


def _looked(scenes: list[Scene], files: Files, width: int | None) -> tuple[list[float], list[float]]:
    first, warm = [], []
    for _ in range(3):
        frames = Preview()
        for scene in scenes:
            took = [_ms(partial(frames.frame, scene, at, files, width=width)) for at in (1500, 900, 2100, 3300)]
            first.append(took[0])
            warm += took[1:]
    return first, warm


def _ms(work: Callable[..., Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _smoothness(folder: Path) -> Result:
    """Root mean square of what a camera's steps from frame to frame differ by, in pixels of a 1920x1080 frame."""
    w, h = Format().size
    photo = skia.Image.open(str(material.photos(folder, 1, Format())[0]))

    def ground(canvas: skia.Canvas, width: int, height: int) -> None:
        canvas.drawImageRect(photo, skia.Rect.MakeWH(width, height), skia.SamplingOptions(skia.CubicResampler.Mitchell()))

    view, out = View(Ground(ground, ken_burns((0.3, 0.4), 5000)), w, h), yuv.blank(w, h)
    window, before, steps = cv2.createHanningWindow((768, 768), cv2.CV_32F), None, []
    for number in range(20, 110):
        view.see(view.window(number * 1000 / 30), out)
        patch = out[0][160:928, 200:968].astype(np.float32)
        if before is not None:
            steps.append(cv2.phaseCorrelate(before, patch, window)[0])
        before = patch
    wrong = float(np.sqrt((np.diff(np.array(steps), axis=0) ** 2).mean(0)).max())
    return Result("camera, error of a step", wrong, 0.05, "px rms")


def _joined(folder: Path) -> list[Result]:
    """Ten minutes of segments and sound joined: frames and samples that are not exactly where and what they were."""
    form, fps = Format(quality=Quality.DRAFT), 30
    lengths = (75, 60, 12, 75)
    parts = []
    for k, frames in enumerate(lengths):
        parts.append(folder / f"piece{k}.mp4")
        encode(parts[-1], form, frames, _moving(k, form), crossing=frames == 12)
    times = JOINED_MIN * 60 * fps // sum(lengths) + 1
    clips = tuple(Clip(shot=f"s{k}", narration="-", frames=sum(lengths)) for k in range(times))
    track = Track(title="Ten minutes", language="en", fps=fps, clips=clips)
    samples = track.frames * RATE // fps
    noise = (0.05 * np.random.default_rng(1).standard_normal((2, 1 << 16))).astype(np.float32)
    encode_aac(lambda a, b: noise[:, np.arange(a, b) % noise.shape[1]], samples, folder / "ten.m4a")
    join(Reel(parts * times, track, folder / "ten.m4a"), folder / "ten.mp4")
    alone = [_prints(part) for part in parts] * times
    with av.open(str(folder / "ten.mp4")) as film:
        wrong, count, tick = 0, 0, None
        expected = (one for piece in alone for one in piece)
        for frame in film.decode(video=0):
            tick = tick or 1 / (frame.time_base * fps)
            wrong += hash(frame.to_ndarray().tobytes()) != next(expected, None) or frame.pts != count * tick
            count += 1
    heard = decode(folder / "ten.mp4")
    off = abs(heard.shape[1] - samples) + int(np.sum(heard != decode(folder / "ten.m4a")))
    return [
        Result("frames of 10 min not those of their segments", wrong + abs(count - track.frames), 0, "", note=f"{count} frames"),
        Result("samples of 10 min not those of the mix", off, 0, "", note=f"{samples} samples"),
    ]


def _moving(seed: int, form: Format) -> Callable[[int, Planes], None]:
    w, h = form.size
    noise = cv2.GaussianBlur(np.random.default_rng(seed).integers(30, 220, (h, w), np.uint8), (0, 0), 3)

    def draw(i: int, planes: Planes) -> None:
        planes[0][:] = np.roll(noise, (2 * i, 3 * i), (0, 1))
        planes[1][:] = planes[2][:] = 118 + seed

    return draw


def _prints(path: Path) -> list[int]:
    with av.open(str(path)) as segment:
        return [hash(frame.to_ndarray().tobytes()) for frame in segment.decode(video=0)]
