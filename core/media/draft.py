"""One scene as a small film with its voice: what a person watches right after an edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.film.brief import Quality
from core.film.timeline import Clip, Scene, Track
from core.film.timing import frame_start_ms, samples_of_frames, samples_of_ms
from core.media.aac import encode_aac
from core.media.assemble import Compositors, Files, moving
from core.media.encode import encode
from core.media.join import Reel, join
from core.media.loudness import SILENCE
from core.media.mixing import Line, desk, mastered
from core.media.yuv import Planes

_LUFS = -16.0
_CEILING = -1.5


def draft(
    scene: Scene, voice: Path, files: Files, folder: Path, to: Path, before_frame: Callable[[], None] = lambda: None
) -> None:
    """Writes `scene` at 540p with its take to `to`; `folder` takes what is needed meanwhile. Raises `ToolFailed`, and whatever
    `before_frame` raises to have it given up."""
    form = scene.format.model_copy(update={"quality": Quality.DRAFT})
    small = scene.model_copy(update={"format": form})
    picture = Compositors(make=moving).compositor(small, files)
    segment, sound = folder / "picture.mp4", folder / "sound.m4a"

    def drawn(i: int, planes: Planes) -> None:
        before_frame()
        picture.frame(frame_start_ms(i, form.fps), planes)

    encode(segment, form, scene.frames, drawn)
    samples = samples_of_frames(scene.frames, form.fps)
    line = Line(voice, samples_of_ms(scene.take_ms), samples_of_ms(scene.take_end_ms - scene.take_ms))
    board = desk(samples, [line], None)
    encode_aac(mastered(board, _LUFS - board.lufs if board.lufs > SILENCE else 0.0, _CEILING), samples, sound)
    clip = Clip(shot=scene.shot, narration=scene.slide.headline or "-", frames=scene.frames)
    track = Track(title="", language=scene.language or "en", fps=form.fps, clips=(clip,))
    join(Reel((segment,), track, sound), to)
