"""A presenter's acting in one shot as a small film of its own: the face and the voice, before anything is composed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from core.errors import ToolFailed
from core.film.performance import Performance
from core.film.timing import RATE
from core.media.audio import decode
from core.media.avatar import preview
from core.media.encode import refused

SIZE = 320
"""Pixels of the square picture's side."""

FPS = 25
_GROUND = (236, 232, 225)


def close_up(performance: Performance, take: Path, to: Path) -> None:
    """Writes the performance with its take as an MP4. Raises `ToolFailed` where nobody is seen."""
    if performance.avatar is None:
        raise ToolFailed("Nobody is seen in this shot.", hint="Choose a presenter, and the next film shows one.")
    try:
        with av.open(str(to), "w", format="mp4", options={"movflags": "+faststart"}) as film:
            picture = film.add_stream("libx264", rate=FPS, options={"preset": "superfast", "crf": "23"})
            picture.width, picture.height, picture.pix_fmt = SIZE, SIZE, "yuv420p"
            picture.codec_context.thread_count = 1
            sound = film.add_stream("aac", rate=RATE, layout="mono")
            ground = np.array(_GROUND, np.uint16)
            for rgba in preview(performance, SIZE, FPS):
                alpha = rgba[..., 3:].astype(np.uint16)
                mixed = (rgba[..., :3] * alpha + ground * (255 - alpha)) // 255
                film.mux(picture.encode(av.VideoFrame.from_ndarray(mixed.astype(np.uint8), format="rgb24")))
            film.mux(picture.encode(None))
            frame = av.AudioFrame.from_ndarray(decode(take, channels=1), format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
            film.mux(sound.encode(frame))
            film.mux(sound.encode(None))
    except av.error.FFmpegError as error:
        raise refused("The close-up could not be written", error) from error
