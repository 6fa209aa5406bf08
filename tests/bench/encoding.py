"""The finished frames of the material, uncompressed, for bare encodes and for comparing."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measure import cost, python
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
