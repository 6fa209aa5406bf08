"""Clips that people hand in or models generate: looked at, and made ready once, so that composing only has to draw them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import ffmpeg

from core.errors import BadInput
from core.media.ffmpeg import work

LARGEST = 1920
"""Pixels of the longer side that are kept: a film's own."""
FPS = 30
LONGEST_S = 120
_SHORTEST_S = 0.2


@dataclass(frozen=True)
class Measured:
    """A clip as it is."""

    width: int
    height: int
    duration_ms: int


def measure_clip(source: Path, name: str) -> Measured:
    """Size and length of a clip, its first picture decoded to be sure. Raises `BadInput` for what is none."""
    try:
        with av.open(str(source)) as container:
            stream = container.streams.video[0]
            first = next(container.decode(stream))
            seconds = float((container.duration or 0) / av.time_base)
            turned = abs(first.rotation) % 180 == 90
    except (av.FFmpegError, StopIteration, IndexError, OSError) as error:
        raise BadInput(f"{name} is not a film that can be read.", hint="Give an MP4, MOV or WebM file.") from error
    if not _SHORTEST_S <= seconds <= LONGEST_S:
        raise BadInput(
            f"{name} lasts {seconds:.1f} s; a clip lasts up to {LONGEST_S} s.", hint="Cut it to the part that matters."
        )
    width, height = (first.height, first.width) if turned else (first.width, first.height)
    return Measured(width, height, round(1000 * seconds))


def first_picture(source: Path, to: Path) -> None:
    """Writes the clip's first picture as a PNG, upright."""
    work(ffmpeg.output(ffmpeg.input(str(source)).video, str(to), vframes=1, format="image2"))


def conform_clip(source: Path, to: Path) -> None:
    """Writes the clip as a silent H.264 of an even rate, at most as large as a film, with key pictures close to each other."""
    video = ffmpeg.input(str(source)).video
    box = {"force_original_aspect_ratio": "decrease", "force_divisible_by": 2, "flags": "lanczos"}
    video = video.filter("scale", f"min({LARGEST},iw)", f"min({LARGEST},ih)", **box).filter("fps", FPS)
    told = {"vcodec": "libx264", "pix_fmt": "yuv420p", "crf": 14, "preset": "veryfast", "g": 15, "threads": 1}
    work(ffmpeg.output(video, str(to), **told, map_metadata=-1, movflags="+faststart", fflags="+bitexact"))
