"""The film's own encoder settings as arguments of a bare encoder, and the frames to feed it."""

from __future__ import annotations

from pathlib import Path

from core.media.encode import GRID, settings_of
from tests.bench.measure import FFMPEG, cost, python
from tests.bench.render import FORM

W, H = FORM.size


def raw(folder: Path, seconds: int) -> Path:
    """Every frame of the material, uncompressed, in one file (and so in the page cache)."""
    path = folder / f"frames{seconds}.yuv"
    if not path.exists():
        cost(python("tests.bench.render", str(folder), str(seconds), "--raw", str(path)))
    return path


def source(path: Path) -> list[str]:
    """Arguments that read raw frames, tagged as the film is."""
    tags = ["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
    return ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{W}x{H}", "-r", str(FORM.fps), *tags, "-i", str(path)]


def bare(path: Path, first: int, frames: int, to: Path) -> list[str]:
    """A bare encode of some of the frames with the film's settings, one thread."""
    options = [part for name, value in settings_of(FORM).items() for part in (f"-{name}", value)]
    skip = ["-skip_initial_bytes", str(first * W * H * 3 // 2)]
    clock = ["-frames:v", str(frames), "-video_track_timescale", str(FORM.fps * GRID)]
    return [FFMPEG, "-v", "error", "-y", "-nostdin", *skip, *source(path), "-c:v", "libx264", *options, *clock, "-an", str(to)]
