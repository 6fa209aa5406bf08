"""The bundled ffmpeg: graphs are written with ffmpeg-python and run through the one door to programs."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import ffmpeg
import imageio_ffmpeg

from core.errors import ToolFailed
from core.media.tool import run

_QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error", "-y")


@cache
def binary() -> str:
    """Where the program lies. Raises `ToolFailed` when the package brought none for this platform."""
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise ToolFailed("There is no ffmpeg for this machine.", hint="Install imageio-ffmpeg, or ffmpeg itself.") from error


def ffmpeg_version() -> str:
    """Its version, as it tells it. Raises `ToolFailed` when it cannot be run."""
    told = run([binary(), "-hide_banner", "-version"], timeout=20).decode("utf-8", "replace")
    return told.split("version ", 1)[-1].split(" ", 1)[0]


def work(graph: Any, *, input: bytes | None = None, timeout: float = 600) -> bytes:
    """Runs a graph made with ffmpeg-python; gives what it wrote to `pipe:`. Raises `ToolFailed`."""
    args = ffmpeg.compile(graph, cmd=[binary(), *_QUIET[:1], *(() if input is not None else _QUIET[1:2]), *_QUIET[2:]])
    return run(args, input=input, timeout=timeout)


def ebur128(sound: Path, timeout: float = 600) -> tuple[float, float, float]:
    """Integrated loudness (LUFS), true peak (dBTP) and range (LU) as ffmpeg's own meter tells them: the reference for ours."""
    graph = ffmpeg.input(str(sound)).audio.filter("ebur128", metadata=1, peak="true", framelog="quiet")
    graph = graph.filter("ametadata", mode="print", file="-")
    told = work(ffmpeg.output(graph, "-", format="null"), timeout=timeout).decode("utf-8", "replace")
    figures: dict[str, float] = {}
    peak = 0.0
    for line in told.splitlines():
        name, _, value = line.partition("=")
        if name.startswith("lavfi.r128."):
            figures[name.removeprefix("lavfi.r128.")] = float(value)
            if name.startswith("lavfi.r128.true_peaks_ch"):
                peak = max(peak, float(value))
    if "I" not in figures:
        raise ToolFailed(f"The loudness of {sound.name} could not be measured.")
    return figures["I"], 20 * math.log10(max(peak, 1e-6)), figures.get("LRA", 0.0)
