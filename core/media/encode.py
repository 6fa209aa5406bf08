"""Encodes frames as one closed H.264 stream in MP4, without sound.

All segments of one film have the same parameter sets for each (size, quality, rate), whatever their rate factor, so that
their packets can be joined without decoding. The same frames give the same bytes: one encoder thread, no clock, no date.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from core.errors import DiskFull, StudioError, ToolFailed
from core.film.brief import Format, Quality
from core.media.camera import ROOM
from core.media.yuv import Planes, Sheet, settle

GRID = 512
"""Ticks of a segment's clock for one frame."""

_COLOUR = "colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv"
_CLOSED = "open-gop=0:keyint=250:stitchable=1"
_BT709 = 1
_LIMITED = 1


@dataclass(frozen=True)
class Recipe:
    """How x264 is asked to work."""

    preset: str
    crf: float
    crossing: float
    """The rate factor of transitions, where every pixel changes."""
    more: str = ""
    more_crossing: str = ""


_TREE = ":mbtree=1:rc-lookahead=10:b-pyramid=normal"
_CALM = _TREE + ":bframes=5:b-adapt=0:scenecut=0"
RECIPES = {
    Quality.DRAFT: Recipe("ultrafast", 23, 22),
    Quality.STANDARD: Recipe("superfast", 19.5, 16, _CALM, _TREE),
    Quality.HIGH: Recipe("superfast", 18.5, 15.5, _CALM, _TREE),
    Quality.UHD: Recipe("superfast", 19, 16, _CALM, _TREE),
}
"""`superfast` with the macroblock tree switched back on is as small and as good as `veryfast` for three quarters of its work.
Inside a scene nothing is ever cut, so that a fixed row of five B-frames saves another sixth of the work and a tenth of size."""


_AVX_512F = 14
"""Of OpenCV's `CpuFeatures`, which its Python names leave out."""

_STEADY = ":asm=avx2" if cv2.checkHardwareSupport(_AVX_512F) else ""
"""x264's macroblock tree, in its AVX-512 form, reads memory that nobody wrote where a frame's blocks do not fill its registers,
as in upright and square films: equal frames then gave unequal bytes. What came before AVX-512 does not, and is as fast here."""

_AHEAD = 3 * 1920 * 1080
"""Pixels drawn before they are encoded, three frames at 1080p: drawing and encoding each fill the processor's caches with their
own, and after each change both run slower for a while. A 14th of the time of drawing;
more frames would save little more and cost 3 MB each."""


def calm() -> None:
    """Tells this process's libraries to use one thread and to keep frame-sized memory instead of giving it back each time."""
    cv2.setNumThreads(1)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(-3, 16 << 20)  # M_MMAP_THRESHOLD
            libc.mallopt(-1, 64 << 20)  # M_TRIM_THRESHOLD


_ENDED = itertools.count(1)
_OFTEN = 4
"""Segments between two times that memory is given back: what is given back is asked for again, page by page."""


def give_back() -> None:
    """Gives memory that is free, but in pieces, back to the system, so that a long film needs no more of it than a short one."""
    if sys.platform == "linux" and next(_ENDED) % _OFTEN == 0:
        libc = ctypes.CDLL(None)
        if hasattr(libc, "malloc_trim"):
            libc.malloc_trim(0)


def encode(to: Path, form: Format, frames: int, draw: Callable[[int, Planes], None], *, crossing: bool = False) -> None:
    """Writes `frames` pictures to `to`; `draw(i, planes)` fills the planes of picture `i`; `crossing`: it is a transition.

    Raises `ToolFailed`, or `DiskFull` where there is no room for the file.
    """
    calm()
    settle()
    w, h = form.size
    try:
        clock = {"video_track_timescale": str(form.fps * GRID), "fflags": "+bitexact"}
        with av.open(str(to), "w", format="mp4", options=clock) as film:
            stream = film.add_stream("libx264", rate=form.fps)
            context = stream.codec_context
            _prepare(context, form, crossing)
            sheets = [Sheet(w, h, ROOM) for _ in range(max(1, _AHEAD // (w * h)))]
            for first in range(0, frames, len(sheets)):
                drawn = list(enumerate(sheets[: frames - first], first))
                for i, sheet in drawn:
                    draw(i, sheet)
                for i, sheet in drawn:
                    frame = VideoFrame.from_dlpack(sheet, "yuv420p")
                    frame.pts, frame.time_base = i, context.time_base
                    film.mux(stream.encode(frame))
            film.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise refused("The video could not be encoded", error) from error
    give_back()


def _prepare(context: VideoCodecContext, form: Format, crossing: bool) -> None:
    context.width, context.height = form.size
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, form.fps)
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.thread_count = 1
    context.options = settings_of(form, crossing)


def settings_of(form: Format, crossing: bool = False) -> dict[str, str]:
    """The encoder's options for a format, by x264's names in FFmpeg."""
    recipe = RECIPES[form.quality]
    crf, more = (recipe.crossing, recipe.more_crossing) if crossing else (recipe.crf, recipe.more)
    return {"preset": recipe.preset, "crf": str(crf), "x264-params": f"{_COLOUR}:{_CLOSED}{more}{_STEADY}", "threads": "1"}


def refused(what: str, error: av.error.FFmpegError) -> StudioError:
    """What a failure of the media library means here."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(f"{what}: the disk is full.")
    return ToolFailed(f"{what}: {error.strerror or error}.")
