"""Measures a finished film file: streams, grid, black, blown-out and frozen stretches.

Only key frames are decoded; there is one at least every two and a half seconds, since every span begins with one. Between
them the packets' sizes tell: where nothing at all changes, x264 writes packets of a few dozen bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from core.media.encode import refused

BLACK = 20
"""Mean luma below which a frame is black (limited range: 16 is black)."""

BLOWN = 233
"""Mean luma above which a frame is blown out (limited range: 235 is white)."""

STILL_BYTES_PER_PIXEL = 40 / (1920 * 1080)
"""A packet smaller than this share of its picture changes nothing that can be seen."""


@dataclass
class Stretch:
    """A stretch of film, in ms."""

    start_ms: int
    end_ms: int


@dataclass
class Examination:
    """What was found in a film file."""

    frames: int = 0
    on_grid: bool = True
    video_start_ms: float = 0.0
    audio_start_ms: float = 0.0
    video_ms: float = 0.0
    audio_ms: float = 0.0
    width: int = 0
    height: int = 0
    captions: bool = False
    black: list[Stretch] = field(default_factory=list)
    blown: list[Stretch] = field(default_factory=list)
    frozen: list[Stretch] = field(default_factory=list)


def examine(film: Path, fps: int) -> Examination:
    """Everything that can be told of `film` without decoding all of it. Raises `ToolFailed` for a file that cannot be read."""
    found = Examination()
    try:
        with av.open(str(film)) as container:
            found.captions = bool(container.streams.subtitles)
            _sound(container, found)
        with av.open(str(film)) as container:
            _packets(container, fps, found)
        with av.open(str(film)) as container:
            _key_frames(container, found)
    except av.error.FFmpegError as error:
        raise refused(f"{film.name} could not be examined", error) from error
    return found


def _sound(container: av.container.InputContainer, found: Examination) -> None:
    if container.streams.audio:
        stream = container.streams.audio[0]
        base = stream.time_base or Fraction(1, 48_000)
        found.audio_start_ms = float((stream.start_time or 0) * base * 1000)
        found.audio_ms = float((stream.duration or 0) * base * 1000)


def _packets(container: av.container.InputContainer, fps: int, found: Examination) -> None:
    stream = container.streams.video[0]
    base = stream.time_base or Fraction(1, fps)
    found.width, found.height = stream.width, stream.height
    still = STILL_BYTES_PER_PIXEL * stream.width * stream.height
    shown: list[tuple[int, int]] = [(p.pts, p.size) for p in container.demux(stream) if p.size and p.pts is not None]
    shown.sort()
    found.frames = len(shown)
    if not shown:
        return
    tick = 1 / (base * fps)
    found.video_start_ms = float(shown[0][0] * base * 1000)
    found.video_ms = float((shown[-1][0] + tick) * base * 1000) - found.video_start_ms
    found.on_grid = all(pts == shown[0][0] + i * tick for i, (pts, _) in enumerate(shown))
    run = 0
    for i, (_, size) in enumerate([*shown, (0, 1 << 30)]):
        if size < still:
            run += 1
            continue
        if run >= 4 * fps:
            found.frozen.append(Stretch((i - run) * 1000 // fps, i * 1000 // fps))
        run = 0


def _key_frames(container: av.container.InputContainer, found: Examination) -> None:
    stream = container.streams.video[0]
    stream.codec_context.skip_frame = "NONKEY"
    base = stream.time_base or Fraction(1, 1000)
    looks: list[tuple[int, float, float]] = []
    for frame in container.decode(stream):
        luma = frame.to_ndarray(format="gray")[::8, ::8]
        looks.append((round(float((frame.pts or 0) * base * 1000)), float(luma.mean()), float(np.percentile(luma, 99))))
    ends = [at for at, _, _ in looks[1:]] + [round(found.video_start_ms + found.video_ms)]
    for (at, mean, bright), end in zip(looks, ends, strict=True):
        # `gray` is full range: 0 is black and 255 white
        if mean * 219 / 255 + 16 < BLACK and bright < 40:
            found.black.append(Stretch(at, end))
        if mean * 219 / 255 + 16 > BLOWN and float(bright - mean) < 6:
            found.blown.append(Stretch(at, end))
