"""Measures a finished film file: streams, grid, black, blown-out and frozen stretches.

Of each segment the key frames are decoded when it is made; there is one at least every two and a half seconds, since every span
begins with one. What the film's packets hold is compared with what segments and sound held when they were measured, so what was
seen in a segment is in the film. Between key frames the packets' sizes tell: where nothing at all changes, x264 writes packets
of a few dozen bytes.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from core.film.cut import Look, Segment
from core.film.timing import to_ms
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
    strange: list[int] = field(default_factory=list)
    """The segments, by their place, whose packets are not in the file as they were encoded."""
    strange_sound: bool = False
    black: list[Stretch] = field(default_factory=list)
    blown: list[Stretch] = field(default_factory=list)
    frozen: list[Stretch] = field(default_factory=list)


def looks_of(segment: Path) -> tuple[tuple[Look, ...], int]:
    """The key frames of an encoded segment, as they are decoded, and the checksum of its packets. Raises `ToolFailed`."""
    try:
        with av.open(str(segment)) as container:
            stream, content = container.streams.video[0], 0
            stream.codec_context.thread_count = 1
            looks = []
            for packet in container.demux(stream):
                content = zlib.crc32(packet, content) if packet.size else content
                if packet.is_keyframe or not packet.size:  # an empty one comes last, for what the decoder still holds
                    looks += [_look(frame, stream) for frame in packet.decode()]
        return tuple(looks), content
    except av.error.FFmpegError as error:
        raise refused(f"{segment.name} could not be examined", error) from error


def examine(film: Path, fps: int, segments: Sequence[Segment], sound: int) -> Examination:
    """Everything that can be told of `film`, which is joined of `segments` and a sound whose checksum is `sound`.

    Raises `ToolFailed` for a file that cannot be read.
    """
    found = Examination()
    try:
        with av.open(str(film)) as container:
            found.captions = bool(container.streams.subtitles)
            _sound(container, sound, found)
        with av.open(str(film)) as container:
            _packets(container, fps, segments, found)
    except av.error.FFmpegError as error:
        raise refused(f"{film.name} could not be examined", error) from error
    _light(segments, fps, found)
    return found


def _sound(container: av.container.InputContainer, content: int, found: Examination) -> None:
    heard = 0
    if container.streams.audio:
        stream = container.streams.audio[0]
        base = stream.time_base or Fraction(1, 48_000)
        found.audio_start_ms = float((stream.start_time or 0) * base * 1000)
        found.audio_ms = float((stream.duration or 0) * base * 1000)
        for packet in container.demux(stream):
            heard = zlib.crc32(packet, heard) if packet.size else heard
    found.strange_sound = heard != content


def _packets(container: av.container.InputContainer, fps: int, segments: Sequence[Segment], found: Examination) -> None:
    stream = container.streams.video[0]
    base = stream.time_base or Fraction(1, fps)
    found.width, found.height = stream.width, stream.height
    still = STILL_BYTES_PER_PIXEL * stream.width * stream.height
    shown: list[tuple[int, int]] = []
    contents: list[int] = []
    ends = set(itertools.accumulate(segment.frames for segment in segments))
    content = 0
    for packet in container.demux(stream):
        if packet.size and packet.pts is not None:
            shown.append((packet.pts, packet.size))
            content = zlib.crc32(packet, content)
            if len(shown) in ends:  # packets of a segment follow each other, also in decoding order
                contents.append(content)
                content = 0
    shown.sort()
    found.strange = [
        place
        for place, (segment, held) in enumerate(itertools.zip_longest(segments, contents))
        if segment is None or held != segment.content
    ]
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


def _look(frame: VideoFrame, stream: VideoStream) -> Look:
    luma = frame.to_ndarray(format="gray")[::8, ::8]
    place = round((frame.pts or 0) * (frame.time_base or Fraction(1)) * (stream.average_rate or 1))
    return Look(frame=place, mean=round(float(luma.mean()), 2), bright=float(np.percentile(luma, 99)))


def _light(segments: Sequence[Segment], fps: int, found: Examination) -> None:
    """Each key frame stands for what is shown until the next one."""
    looks, at = [], 0
    for segment in segments:
        looks += [(at + look.frame, look.mean, look.bright) for look in segment.looks]
        at += segment.frames
    ends = [start for start, _, _ in looks[1:]] + [at]
    for (start, mean, bright), end in zip(looks, ends, strict=True):
        stretch = Stretch(to_ms(start, fps), to_ms(end, fps))
        # `gray` is full range: 0 is black and 255 white
        if mean * 219 / 255 + 16 < BLACK and bright < 40:
            found.black.append(stretch)
        if mean * 219 / 255 + 16 > BLOWN and bright - mean < 6:
            found.blown.append(stretch)
